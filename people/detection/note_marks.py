"""A text without the marks of notes: Name[1] Surname, Name* Surname, Sur2name.

A number or a sign that points at a note stands in the middle of a name when it was pasted, and parts its words for every rule
that asks what stands between them. It is no part of the name: the lines that hold one are read once more, without it.
"""

import re
from collections.abc import Iterable

from people.detection.plain import Plain

_LETTER = r"[^\W\d_]"
_SPACE = "[ \\t\u00a0\u2009\u202f]"
_RAISED = "\u00b9\u00b2\u00b3\u2070-\u207e\u2080-\u208e"
#: In square brackets stands what an editor puts into the words of another; in others a number, a sign or one letter.
_BRACKETED = (
    rf"\[{{1,2}}[^\[\]\n]{{0,30}}\]{{1,2}}|\((?:(?:[^\w()\n]|\d){{0,8}}|{_LETTER})\)|\{{(?:(?:[^\w{{}}\n]|\d){{0,8}}|{_LETTER})\}}"
    "|\u207d[^\u207e\\n]{1,8}\u207e"
    r"|[\u3010\u3014\u3016\uff3b\u27e6]\w{0,8}[\u3011\u3015\u3017\uff3d\u27e7]|\|\w{1,3}\|"
)
_SIGN = rf"[*\u2020\u2021\u00a7\u00b6^~\u00b0\u2122\u00ae\u00a9\u2191\d{_RAISED}]{{1,6}}"
#: Of several notes at one word, too: Name1,2 and Name*).
_SIGNS = rf"{_SIGN}(?:,{_SIGN}){{0,3}}\)?"
#: A sign that stands alone between the two words, and a number with one bracket.
_APART = rf"{_SPACE}(?:[*\u2020\u2021]{{1,3}}|[*\u2020\u2021\d{_RAISED}]{{1,3}}\))(?={_SPACE})"
#: Behind a letter, and where a word goes on or another follows.
NOTE_MARK = re.compile(
    rf"(?<={_LETTER})(?<![{_RAISED}])(?:(?:{_SPACE}?(?:{_BRACKETED}))+|{_SIGNS}|{_APART})(?=[^\w\n]{{0,3}}\n?{_LETTER})"
)


def without_note_marks(plain: Plain, addresses: Iterable[tuple[int, int]]) -> Plain | None:
    """The lines that hold marks of notes without them, each after an empty one; None where there are none.

    In an address a digit is a digit.
    """
    if not NOTE_MARK.search(plain.text):
        return None
    inside = {place for stretch in addresses for place in range(*stretch)}
    letters, spans = [], []
    for line in re.finditer(r"[^\n]+", plain.text):
        marks = [mark.span() for mark in NOTE_MARK.finditer(plain.text, *line.span()) if mark.start() not in inside]
        if marks:
            gone = {place for mark in marks for place in range(*mark)}
            kept = [place for place in range(*line.span()) if place not in gone]
            letters.append("\n\n" + "".join(plain.text[place] for place in kept))
            spans += [plain.stretch(line.start(), line.start())] * 2 + [
                plain.stretch(place, place + 1) for place in kept
            ]
    return Plain("".join(letters), spans) if letters else None
