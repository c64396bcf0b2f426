"""Two hundred judged pairs of names, written before the rules: how many are told rightly, of each type."""

import json
from collections import Counter
from pathlib import Path

import pytest

from people.names import compare

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "data/compared_pairs.jsonl").read_text().splitlines()]
#: Of each type and each answer the share that must be told rightly.
FLOORS = {
    ("person", True): 0.85,
    ("person", False): 1.0,
    ("organization", True): 0.95,
    ("organization", False): 1.0,
    ("place", True): 0.95,
    ("place", False): 1.0,
}


@pytest.mark.parametrize(("kind", "same"), FLOORS, ids=str)
def test_judged_pairs_are_told_rightly(kind, same):
    told = Counter(
        compare(pair["a"], pair["b"], kind).same is same
        for pair in PAIRS
        if (pair["type"], pair["same"]) == (kind, same)
    )
    assert told[True] >= FLOORS[kind, same] * told.total()
