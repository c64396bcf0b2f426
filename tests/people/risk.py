"""Texts in which a wrong link is near, judged by hand, and how many of their names are found rightly.

A text marks what must be found, [[words|label of the subject]]; any other decided passage is a wrong link.
"""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from people.detection import Candidate, find, keys_of

TEXTS = Path(__file__).parent / "data" / "risk_texts.jsonl"
MARK = re.compile(r"\[\[(?P<words>[^|\]]+)\|(?P<label>[^\]]+)\]\]")


class RiskText(NamedTuple):
    id: str
    language: str
    subjects: list[dict]
    text: str
    meant: set[tuple[int, int, str]]
    """Where each right link begins and ends, with the label of its subject."""


class Judged(NamedTuple):
    right: int
    of_all: int
    wrong: list[str]
    missed: list[str]


class RiskIndex:
    """The subjects of one text, held as the database would hold them."""

    def __init__(self, subjects: list[dict]):
        self.keys, self.names = defaultdict(list), defaultdict(list)
        self.labels = [subject["name"] for subject in subjects]
        for number, subject in enumerate(subjects):
            for text in [subject["name"], *subject.get("names", [])]:
                candidate = Candidate(number, subject["kind"], text)
                self.names[number].append(candidate)
                for key in keys_of(text, subject["kind"]):
                    self.keys[key].append(candidate)

    def with_keys(self, keys):
        return [(key, candidate) for key in sorted(keys) for candidate in self.keys[key]]

    def of_subjects(self, subject_ids):
        return [candidate for number in sorted(subject_ids) for candidate in self.names[number]]


def risk_texts() -> list[RiskText]:
    return [_read(json.loads(line)) for line in TEXTS.read_text(encoding="utf-8").splitlines()]


def judge(risk: RiskText) -> Judged:
    """What finding decides in one text, against what is marked."""
    index = RiskIndex(risk.subjects)
    decided = find(risk.text, risk.language, index).decided
    found = {(span.start, span.end, index.labels[span.subject_id]) for span in decided}
    missed = [place for place in sorted(risk.meant) if not any(_are_one(place, other) for other in found)]
    wrong = [place for place in sorted(found) if not any(_are_one(place, other) for other in risk.meant)]
    right = len(risk.meant) - len(missed)
    return Judged(right, len(risk.meant), [_shown(risk, at) for at in wrong], [_shown(risk, at) for at in missed])


def _are_one(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two links to one subject share words; initials and a country may stand inside or outside."""
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def _read(row: dict) -> RiskText:
    marked = f"{row['title']}\n\n{row['text']}"
    meant, text, end = set(), "", 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        meant.add((len(text), len(text) + len(mark["words"]), mark["label"]))
        text += mark["words"]
        end = mark.end()
    return RiskText(row["id"], row["lang"], row["subjects"], text + marked[end:], meant)


def _shown(risk: RiskText, place: tuple[int, int, str]) -> str:
    start, _, label = place
    around = risk.text[max(0, start - 30) : start] + ">" + risk.text[start : start + 40]
    return f"{risk.id} {risk.language} [{label}] {' '.join(around.split())}"
