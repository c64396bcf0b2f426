"""Two hundred judged pairs of names, written before the rules: how many are told rightly, of each type.

What is called the same is also found: two such names share a key, and the list of likely duplicates has them.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from people.detection import keys_of
from people.names import compare, fold
from people.search.duplicates import Spelling, alike
from tests.people import test_comparison, test_comparison_persons, test_comparison_titles

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "data/compared_pairs.jsonl").read_text().splitlines()]
#: Of each type and each answer the share that must be told rightly.
FLOORS = {
    ("person", True): 0.95,
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


def known_as_same():
    """The judged pairs and those of the other tests that are called the same or left to a person."""
    pairs = [(pair["a"], pair["b"], pair["type"]) for pair in PAIRS]
    pairs += [(*pair, "person") for pair in test_comparison.SAME]
    tables = [table for name, table in vars(test_comparison_persons).items() if name.isupper()]
    pairs += [(*pair[:2], "person") for table in tables for pair in table]
    pairs += [(*pair[:2], "place") for pair in test_comparison_titles.PLACES]
    pairs += [(*pair[:2], "organization") for pair in test_comparison_titles.ORGANISATIONS]
    return [pair for pair in pairs if (found := compare(*pair)).same or found.is_open]


def test_what_is_compared_as_the_same_shares_a_key():
    missed = [(one, other) for one, other, kind in known_as_same() if not keys_of(one, kind) & keys_of(other, kind)]
    assert not missed


def test_what_is_compared_as_the_same_is_listed_as_a_likely_duplicate():
    missed = [
        (one, other)
        for one, other, kind in known_as_same()
        if not alike(*(Spelling(0, kind, text, "", "preferred", fold(text)) for text in (one, other)))
    ]
    assert not missed


@pytest.mark.parametrize(
    ("text", "kind", "most"),
    [("Aqylbek Muratbai", "person", 2), ("Supreme Court of Kazakhstan", "organization", 5), ("Nukus", "place", 4)],
)
def test_a_name_has_few_keys(text, kind, most):
    assert len(keys_of(text, kind)) <= most
