"""Marks on words that a note to colleagues points at: <mark data-note="12">…</mark>, for staff alone.

They are no part of what a text says: whatever reads, derives or compares a text takes it ``without`` them. A mark stays as long
as its note is open and its words stand, also where somebody has written over a text in which it was not yet.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from html import escape, unescape
from itertools import pairwise

MARK = re.compile(r"</?mark\b[^<>]*>")
NUMBER = "[1-9][0-9]{0,14}"
OPENING = re.compile(f'<mark data-note="({NUMBER})">')
PART = re.compile(r"<[^<>]*>|[^<]+|<")
#: A letter as HTML writes it where it would be markup, and how long that may be.
LETTER, LONGEST_LETTER = re.compile("&#?[0-9A-Za-z]{1,10};"), 12
#: Tags within a line of text; all others part one line from the next.
INLINE = re.compile(r"</?(?:a|b|bdi|em|i|mark|s|strong|sub|sup|u)\b")

#: No desk has more notes on the same words, or more marks in a text. Each piece of text is written with all marks around it, so
#: that some thousand marks within one another would make gigabytes of a short text.
MOST_ON_WORDS, MOST_MARKS = 20, 2000
#: So many pieces of a note's words are looked for in a text that has no mark on them.
MOST_SOUGHT = 100

#: From where to where the words of each note stand in the text, as ``lines_of`` has it.
Passages = dict[int, list[tuple[int, int]]]


def without(html: str) -> str:
    """The clean HTML as if no note pointed at it."""
    return type(html)(MARK.sub("", html)) if "<mark" in html else html


def in_order(html: str) -> str:
    """The HTML with each mark whole: a number, some words, and never the same number within itself."""
    return _placed(html, passages(html)) if "<mark" in html else html


def passages(html: str) -> Passages:
    """Where the words of each note stand; those that only a tag parts stand together."""
    found: Passages = {}
    if "<mark" not in html:
        return found
    at, open_marks = 0, []
    for part in PART.findall(html):
        if part.startswith("<mark"):
            number = OPENING.fullmatch(part) if len(open_marks) < MOST_ON_WORDS else None
            open_marks.append(int(number[1]) if number else 0)
        elif part == "</mark>":
            del open_marks[-1:]
        else:
            length = _length(part)
            for number in {*open_marks[:MOST_ON_WORDS]} - {0} if part[0] != "<" else ():
                _lengthen(found.setdefault(number, []), at, at + length)
            at += length
    return found


def _lengthen(places: list[tuple[int, int]], start: int, end: int) -> None:
    if places and places[-1][1] == start:
        start = places.pop()[0]
    places.append((start, end))


def lines_of(html: str) -> str:
    """The text of clean HTML as it is written there, with a line end for each tag that parts two lines."""
    return "".join(_read(part) for part in PART.findall(html))


def _read(part: str) -> str:
    if part[0] != "<" or part == "<":
        return part
    return "" if INLINE.match(part) else "\n"


def _length(part: str) -> int:
    return len(_read(part))


def only(html: str, numbers) -> str:
    """The HTML with the marks of these notes alone."""
    found = passages(html)
    return _placed(html, {number: found[number] for number in found.keys() & set(numbers)}) if found else html


def kept(html: str, before: str, numbers) -> str:
    """A new text with the marks of these notes: its own, and those of the text before whose words stand in it still."""
    numbers = set(numbers)
    found = passages(html)
    wanted = {number: found[number] for number in found.keys() & numbers}
    old = passages(before)
    for number in (old.keys() & numbers) - wanted.keys():
        if places := _again(lines_of(before), old[number], lines_of(html)):
            wanted[number] = places
    return _placed(html, wanted) if found or wanted else html


def _again(old: str, places: list[tuple[int, int]], new: str) -> list[tuple[int, int]]:
    """The places of the same words in another text: in the same line, or where they stand as often."""
    found = []
    for start, end in places[:MOST_SOUGHT]:
        words = old[start:end]
        line_start, line_end = old.rfind("\n", 0, start) + 1, old.find("\n", end)
        line = old[line_start : line_end if line_end >= 0 else len(old)]
        if new.count(f"\n{line}\n") == 1:
            at = new.index(f"\n{line}\n") + 1 + start - line_start
            found.append((at, at + len(words)))
        else:
            there, was = _starts(words, new), _starts(words, old)
            before = bisect_left(was, start)
            if len(there) == len(was) > before:
                found.append((there[before], there[before] + len(words)))
    return found


def _starts(words: str, text: str) -> list[int]:
    """Where the words stand in lines; never within a letter that is written as several, as the a of &amp; is."""
    starts = (match.start() for match in re.finditer(re.escape(words), text))
    return [at for at in starts if not (_is_within_letter(text, at) or _is_within_letter(text, at + len(words)))]


def _is_within_letter(text: str, at: int) -> bool:
    begun = text.rfind("&", max(at - LONGEST_LETTER, 0), at)
    letter = LETTER.match(text, begun) if begun >= 0 else None
    return letter is not None and letter.end() > at


def pointed(html: str, number: int, words: str) -> str:
    """The HTML with a mark on these words, as ``words_of`` has them, where they stand in it once."""
    text, words = lines_of(html), escape(words, quote=False)
    starts = _starts(words, text) if words else []
    if len(starts) != 1:
        return html
    return _placed(html, passages(html) | {number: [(starts[0], starts[0] + len(words))]})


def words_of(html: str, number: int) -> str:
    """The words under a mark, as somebody reads them."""
    text = lines_of(html)
    return unescape(" ".join(" ".join(text[start:end] for start, end in passages(html).get(number, [])).split()))


def _placed(html: str, wanted: Passages) -> str:
    """The HTML with these marks and no others, each within one piece of text; with none where they would be too many."""
    bare, ends = MARK.sub("", html), _Ends(wanted)
    written, at, count = [], 0, 0
    for part in PART.findall(bare):
        length = _length(part)
        if part[0] == "<" and part != "<":
            written.append(part)
        else:
            for start, end in pairwise([at, *ends.between(at, at + length), at + length]):
                around, text = ends.around(start), part[start - at : end - at]
                written.append(_marked(text, around))
                count += len(around)
        if count > MOST_MARKS:
            return type(html)(bare)
        at += length
    return type(html)("".join(written))


class _Ends:
    """Where the words of notes begin and end, asked for from the first to the last."""

    def __init__(self, wanted: Passages):
        places = [(number, place) for number, spans in wanted.items() for place in spans]
        self.edges = sorted({edge for _number, place in places for edge in place})
        begun = [(start, 1, number) for number, (start, _end) in places]
        self.turns = deque(sorted(begun + [(end, -1, number) for number, (_start, end) in places]))
        self.open: Counter[int] = Counter()

    def between(self, start: int, end: int) -> list[int]:
        return self.edges[bisect_right(self.edges, start) : bisect_left(self.edges, end)]

    def around(self, at: int) -> list[int]:
        """The numbers of the notes in whose words the text stands that begins there."""
        while self.turns and self.turns[0][0] <= at:
            _at, turn, number = self.turns.popleft()
            self.open[number] += turn
            if not self.open[number]:
                del self.open[number]
        return sorted(self.open)[:MOST_ON_WORDS]


def _marked(text: str, around: list[int]) -> str:
    if not text.strip("\n"):
        return text
    return "".join(f'<mark data-note="{number}">' for number in around) + text + "</mark>" * len(around)
