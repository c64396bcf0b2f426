"""Texts that name withheld persons, judged by hand: which of their words readers could still read."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from people.detection.recognition import Place, Reader

DATA = Path(__file__).parent / "data"
MARK = re.compile(r"\[\[(?P<hidden>.*?)\]\]|\(\((?P<either>.*?)\)\)", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")
RUN = re.compile(r"\S+")
ADDRESS = re.compile(r"[@/#_]|\w\.\w")


class Recognition(NamedTuple):
    """What one text says of the subjects of an index."""

    places: list[Place]
    doubts: list[Place]
    full: list[Place]


def recognise(text, language, index, tagged=()) -> Recognition:
    """Where the text names those it is tagged with and those that it names in full."""
    reader = Reader(text, language, index)
    full = reader.full_names()
    in_play = {place.subject for place in full} | set(tagged) & index.of_subject.keys()
    return Recognition(*(reader.named(in_play) if in_play else ([], [])), full)


class Stretch(NamedTuple):
    start: int
    end: int


class WithheldText(NamedTuple):
    id: str
    group: str
    language: str
    withheld: list[dict]
    named: list[dict]
    text: str
    hidden: list[Stretch]
    either: list[Stretch]


def withheld_texts(group: str) -> list[WithheldText]:
    rows = map(json.loads, (DATA / "withheld_texts.jsonl").read_text(encoding="utf-8").splitlines())
    return [_read(row) for row in rows if row["group"] == group]


def withheld_forms() -> list[dict]:
    return json.loads((DATA / "withheld_forms.json").read_text(encoding="utf-8"))


def left_readable(text: WithheldText, places) -> list[str]:
    """The marked stretches of which a letter lies outside the places, (start, end)."""
    covered = _letters(text.text, places)
    return [text.text[mark.start : mark.end] for mark in text.hidden if _letters(text.text, [mark]) - covered]


def hidden_in_vain(text: WithheldText, places) -> list[str]:
    """The words outside all marks that a place takes; the rest of an address that holds a mark may go."""
    free = _letters(text.text, [*text.hidden, *text.either, *_addresses(text)])
    return [text.text[place[0] : place[1]] for place in places if _letters(text.text, [place[:2]]) - free]


def _addresses(text: WithheldText) -> list[Stretch]:
    runs = [Stretch(*run.span()) for run in RUN.finditer(text.text) if ADDRESS.search(run[0])]
    return [run for run in runs if any(mark.start < run.end and run.start < mark.end for mark in text.hidden)]


def _letters(text: str, stretches) -> set[int]:
    return {
        at
        for start, end in (stretch[:2] for stretch in stretches)
        for at in range(start, end)
        if LETTER.match(text[at])
    }


def _read(row: dict) -> WithheldText:
    marked = "\n".join([row["title"], row["dek"], row["text"]])
    hidden, either, text, end = [], [], "", 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        kind = "hidden" if mark["hidden"] is not None else "either"
        (hidden if kind == "hidden" else either).append(Stretch(len(text), len(text) + len(mark[kind])))
        text += mark[kind]
        end = mark.end()
    text += marked[end:]
    return WithheldText(row["id"], row["group"], row["lang"], row["withheld"], row["named"], text, hidden, either)
