"""What programs put on the clipboard, written after what they emit, with what should stand in a story: tests/pasted/*.txt.

Each sample begins with ``=== its name``; ``---`` parts what is pasted from what is expected.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "pasted"
SIGNS = str.maketrans({"␋": "\u000b", "␌": "\u000c", "␤": "\u0085"})


@dataclass(frozen=True)
class Sample:
    name: str
    pasted: str
    expected: str

    def __str__(self):
        return self.name


def samples(*files: str) -> list[Sample]:
    found = []
    for file in files:
        for part in (FOLDER / f"{file}.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
            name, _, rest = part.partition("\n")
            pasted, _, expected = rest.rpartition("\n---\n")
            found.append(Sample(f"{file}: {name}", pasted.translate(SIGNS), expected.strip()))
    return found


def plainly(html: str) -> str:
    """HTML without what says nothing of a text: rel, spans of one cell, a paragraph at the ends of an item or a cell."""
    html = re.sub(r' (?:rel|data-type)="[^"]*"| (?:col|row)span="1"', "", html)
    html = re.sub(r"(<(?:li|td|th)(?: [^>]*)?>)<p>", r"\1", html)
    return re.sub(r"</p>(?=</(?:li|td|th)>|<[uo]l)", "", html)
