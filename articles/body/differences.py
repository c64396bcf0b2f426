"""What differs between two versions of a text, as a reader would say it: which paragraphs, and which words in them.

Pure functions over strings. What they return is data for templates, which escape it; never HTML.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate, pairwise

from articles.body import kinds, note_marks

SAME, ADDED, REMOVED = "same", "added", "removed"
#: (one of the three, text): the same and the removed make up the old text, the same and the added the new one.
Part = tuple[str, str]

TOKEN = re.compile(r"\s*(?:\w+(?:['’ʼ‘ʻ-]\w+)*|[^\w\s])|\s+")
#: Two paragraphs are one that was changed if so much of their words is the same.
ALIKE = 0.4
#: Pairs of tokens that difflib is given: its cost is their number times what repeats.
QUICK, MOST = 2_500, 40_000

MARKS = {"strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "bdi"}
#: What is told under another name: a phrase and a block of their own direction are told alike.
SAME_MARK = {"b": "strong", "i": "em", "bdi": "dir"}
KINDS = {"p", "h2", "h3", "h4", "li", "td", "th", "blockquote", "figure", "figcaption", "hr", "embed"}


# Words -----------------------------------------------------------------------------------------------------------------


def words(old: str, new: str) -> list[Part]:
    """The two texts as one, in runs of words that are the same, were removed or were added."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    pairs = align([token.strip() for token in a], [token.strip() for token in b])
    if sum(_is_word(a[i]) for i, _j in pairs) < min(sum(map(_is_word, a)), sum(map(_is_word, b))) / 5:
        pairs = []  # what they share by chance makes neither of them easier to read
    return _parts(a, b, _without_islands(a, pairs))


def _is_word(token: str) -> bool:
    return token.strip()[:1].isalnum()


def _without_islands(a: list[str], pairs: list) -> list:
    """Without the commas and dashes that stand alone between words that changed: they tell nothing."""
    kept = []
    for at, (i, j) in enumerate(pairs):
        before, after = pairs[at - 1] if at else (-2, -2), pairs[at + 1] if at + 1 < len(pairs) else (-2, -2)
        is_alone = before != (i - 1, j - 1) and after != (i + 1, j + 1)
        if not (is_alone and 0 < at < len(pairs) - 1 and not _is_word(a[i])):
            kept.append((i, j))
    return kept


def _parts(a: list[str], b: list[str], pairs: list) -> list[Part]:
    found, at_a, at_b = [], 0, 0
    for i, j in [*pairs, (len(a), len(b))]:
        removed, added = "".join(a[at_a:i]), "".join(b[at_b:j])
        same = ""
        if i < len(a):
            old_space, new_space, same = _spaces(a[i], b[j])
            removed, added = removed + old_space, added + new_space
        found += [(REMOVED, removed), (ADDED, added), (SAME, same)]
        at_a, at_b = i + 1, j + 1
    return _joined(part for part in found if part[1])


def _spaces(old: str, new: str) -> tuple[str, str, str]:
    """Where only the space before a word differs: the old one, the new one, and the word."""
    if old == new:
        return "", "", new
    word = new.strip()
    return old.removesuffix(word), new.removesuffix(word), word


def _joined(parts) -> list[Part]:
    """Neighbours of one sort as one part."""
    joined: list[Part] = []
    for op, text in parts:
        if joined and joined[-1][0] == op:
            joined[-1] = (op, joined[-1][1] + text)
        else:
            joined.append((op, text))
    return joined


def align(a: list, b: list) -> list[tuple[int, int]]:
    """The places of equal elements, in ascending order in both lists.

    Elements that occur once on either side divide the work; difflib gets the short stretches between them, so that the
    time grows with the length and not with its square. A long stretch in which everything repeats counts as changed.
    """
    pairs, waiting = [], [(0, len(a), 0, len(b))]
    while waiting:
        a1, a2, b1, b2 = waiting.pop()
        while a1 < a2 and b1 < b2 and a[a1] == b[b1]:
            pairs.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and a[a2 - 1] == b[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            pairs.append((a2, b2))
        size = (a2 - a1) * (b2 - b1)
        anchors = _anchors(a, b, a1, a2, b1, b2) if size > QUICK else []
        pairs += anchors
        if anchors:
            edges = [(a1 - 1, b1 - 1), *anchors, (a2, b2)]
            waiting += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges) if i + 1 < k and j + 1 < m]
        elif 0 < size <= MOST:
            matcher = SequenceMatcher(None, a[a1:a2], b[b1:b2], autojunk=False)
            for i, j, length in matcher.get_matching_blocks():
                pairs += [(a1 + i + step, b1 + j + step) for step in range(length)]
    return sorted(pairs)


def _anchors(a, b, a1, a2, b1, b2) -> list[tuple[int, int]]:
    """Places of elements that occur once in each stretch: the longest chain that ascends in both."""
    in_a, in_b = Counter(a[a1:a2]), Counter(b[b1:b2])
    places = {b[j]: j for j in range(b1, b2) if in_b[b[j]] == 1}
    found = [(i, places[a[i]]) for i in range(a1, a2) if in_a[a[i]] == 1 and a[i] in places]
    ends, last, before = [], [], []
    for at, (_i, j) in enumerate(found):
        place = bisect_left(ends, j)
        ends[place : place + 1], last[place : place + 1] = [j], [at]
        before.append(last[place - 1] if place else None)
    chain, at = [], last[-1] if last else None
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


# Blocks ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """A formatting that came or went on words that stayed: a name of ``MARKS``, and for a link where it led and leads."""

    name: str
    text: str
    old: str = ""
    new: str = ""

    @property
    def op(self) -> str:
        return "changed" if self.old and self.new else ADDED if self.new else REMOVED


@dataclass(frozen=True, eq=False)
class Block:
    """A paragraph, heading, item, cell, rule or picture: its text in runs of one formatting.

    Two are the same when they read the same: where formatting of a blank begins or ends is seen by nobody.
    """

    kind: str = "p"
    within: tuple = ()
    runs: tuple = ()
    image: int | None = None
    #: Of a cell: its columns and rows, where it has more than one.
    span: tuple = ()
    #: What begins with it: (tag,), of a numbered list (tag, number). No part of what the block is.
    opened: tuple = ()

    def __eq__(self, other):
        return isinstance(other, Block) and self._read == other._read

    def __hash__(self):
        return hash(self._read)

    @cached_property
    def _read(self) -> tuple:
        return (self.kind, self.within, self.image, self.span, tuple(self.tokens()))

    @property
    def text(self) -> str:
        return "".join(text for text, _marks in self.runs)

    def tokens(self) -> list[tuple[str, frozenset]]:
        """Each token with its marks; one that only a part of the word has is named with that part."""
        ends = list(accumulate(len(text) for text, _marks in self.runs))
        found, run = [], 0
        for match in TOKEN.finditer(self.text):
            at, pieces = match.end() - len(match[0].lstrip()), []
            while at < match.end():
                while ends[run] <= at:
                    run += 1
                end = min(ends[run], match.end())
                pieces.append((self.text[at:end], self.runs[run][1]))
                at = end
            found.append((match[0], _marks_of(pieces)))
        return found


def _marks_of(pieces: list[tuple[str, frozenset]]) -> frozenset:
    if len(pieces) < 2:
        return pieces[0][1] if pieces else frozenset()
    whole = frozenset.intersection(*(marks for _text, marks in pieces))
    return whole | {((name, text), value) for text, marks in pieces for name, value in marks - whole}


class TwoSides:
    """Mixin for what has ``parts``: each side reads its own text, without what only the other has."""

    @property
    def before(self) -> list[Part]:
        return [part for part in self.parts if part[0] != ADDED]

    @property
    def after(self) -> list[Part]:
        return [part for part in self.parts if part[0] != REMOVED]


@dataclass
class Difference(TwoSides):
    """What became of one block. ``op``: same, added, removed, changed; moved_away, moved_here for one that stands elsewhere."""

    op: str
    old: Block | None = None
    new: Block | None = None
    parts: list[Part] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    #: Its place among the changes of a page, for links from one to the next; 0 for none.
    number: int = 0

    @property
    def block(self) -> Block:
        return self.new or self.old

    @property
    def kinds(self) -> tuple[str, str]:
        """What it was and what it is now, in words, where that differs."""
        if self.op != "changed":
            return "", ""
        is_told = not self.is_formatting_only or self.marks or self.old != self.new
        return kinds.told(self.old, self.new) if is_told else kinds.told_by_beginning(self.old, self.new)

    @property
    def is_formatting_only(self) -> bool:
        return self.op == "changed" and all(op == SAME for op, _text in self.parts)


def blocks(old_html: str, new_html: str) -> list[Difference]:
    """What became of each block of two bodies of clean HTML, in the order in which both are read."""
    old, new = read(old_html), read(new_html)
    found, at_old, at_new = [], 0, 0
    for i, j in [*align(old, new), (len(old), len(new))]:
        found += _gap(old[at_old:i], new[at_new:j])
        if i < len(old):
            follows = (at_old, at_new) == (i, j)  # after what came or went, another block begins the list
            op = "changed" if follows and old[i].opened != new[j].opened else SAME
            found.append(Difference(op, old[i], new[j], [(SAME, new[j].text)]))
        at_old, at_new = i + 1, j + 1
    return _with_moves(found)


def _gap(old: list[Block], new: list[Block]) -> list[Difference]:
    """Blocks between two that are the same: those alike are one that was changed."""
    found, at_old, at_new = [], 0, 0
    for i, j in [*_alike(old, new), (len(old), len(new))]:
        found += [Difference(REMOVED, old=block, parts=[(REMOVED, block.text)]) for block in old[at_old:i]]
        found += [Difference(ADDED, new=block, parts=[(ADDED, block.text)]) for block in new[at_new:j]]
        if i < len(old):
            found.append(_changed(old[i], new[j]))
        at_old, at_new = i + 1, j + 1
    return found


def _alike(old: list[Block], new: list[Block]) -> list[tuple[int, int]]:
    """Pairs of blocks that share most of their words, in order: the words of the whole gap are aligned at once."""
    if not old or not new:
        return []
    a, b = _numbered(old), _numbered(new)
    shared = Counter((a[i][1], b[j][1]) for i, j in align([word for word, _n in a], [word for word, _n in b]))
    lengths_a, lengths_b = Counter(number for _w, number in a), Counter(number for _w, number in b)
    found, last = [], (-1, -1)
    for (i, j), count in sorted(shared.items()):
        is_alike = 2 * count >= ALIKE * (lengths_a[i] + lengths_b[j]) and old[i].image == new[j].image
        if is_alike and i > last[0] and j > last[1]:
            found.append((i, j))
            last = (i, j)
    return found


def _numbered(rows: list[Block]) -> list[tuple[str, int]]:
    """The words of all blocks, with the number of the block; a picture counts as a word."""
    found = []
    for number, block in enumerate(rows):
        tokens = [token.strip() for token in TOKEN.findall(block.text)]
        if block.image or not tokens:
            tokens.append(f"<{block.kind} {block.image}>")
        found += [(token, number) for token in tokens]
    return found


def _changed(old: Block, new: Block) -> Difference:
    a, b = old.tokens(), new.tokens()
    pairs = align([token.strip() for token, _marks in a], [token.strip() for token, _marks in b])
    texts = [token for token, _marks in a], [token for token, _marks in b]
    parts = _parts(*texts, _without_islands(texts[0], pairs))
    return Difference("changed", old, new, parts, _marks(a, b, pairs))


def _marks(a, b, pairs) -> list[Mark]:
    """Formatting that differs on words that are the same; neighbours with one change are one."""
    runs, last = [], None
    for i, j in pairs:
        change = a[i][1], b[j][1]
        if change[0] == change[1]:
            last = None
            continue
        if last == (i - 1, j - 1, change):
            runs[-1][1].append(b[j][0])
        else:
            runs.append((change, [b[j][0]]))
        last = (i, j, change)
    return [mark for change, tokens in runs for mark in _of_run(*change, "".join(tokens).strip())]


def _of_run(old: frozenset, new: frozenset, text: str) -> list[Mark]:
    before, after = dict(old), dict(new)
    keys = [key for key in sorted(before.keys() | after.keys(), key=str) if before.get(key) != after.get(key)]
    parts = {key: key if isinstance(key, tuple) else (key, text) for key in keys}
    return [Mark(*parts[key], before.get(key, ""), after.get(key, "")) for key in keys]


def _with_moves(found: list[Difference]) -> list[Difference]:
    """A block that went in one place and came in another was moved, not written."""
    gone: dict[Block, list[Difference]] = {}
    for row in found:
        if row.op == REMOVED and (row.old.text.strip() or row.old.image):
            gone.setdefault(row.old, []).append(row)
    for row in found:
        if row.op == ADDED and (rows := gone.get(row.new)):
            other = rows.pop(0)
            other.op, row.op = "moved_away", "moved_here"
            other.parts = row.parts = [(SAME, row.new.text)]
    return found


# Reading ---------------------------------------------------------------------------------------------------------------


class _Blocks(HTMLParser):
    """Takes clean HTML apart into blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.open: list[str] = []
        self.opened: list[tuple] = []
        self.span, self.card = (), ""  # of the cell, and the address of the card, that is open
        self.directions: list[str] = []  # of each that is open
        self.marks: list[tuple[str, str]] = []
        self.runs: list[tuple[str, frozenset]] = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in MARKS:
            self.marks.append((SAME_MARK.get(tag, tag), attrs.get("href") or attrs.get("dir") or "yes"))
        elif tag == "br":
            self.runs.append(("\n", self.formatting()))
        else:
            self.flush()
            number = attrs.get("data-image") or ""
            if tag == "hr" or (number.isascii() and number.isdigit()):
                image = int(number) if number else None
                self.add("hr" if tag == "hr" else "figure", (), image)
            if tag != "hr":
                self.open_block(tag, attrs)
            if card := attrs.get("data-embed"):
                self.card, self.before_card = card, len(self.found)

    def open_block(self, tag, attrs):
        self.open.append(tag)
        self.directions.append(attrs.get("dir") or "")
        if tag in kinds.BEGINNINGS:
            self.opened.append((tag, attrs["start"]) if tag == "ol" and attrs.get("start") else (tag,))
        if tag in {"td", "th"}:
            span = tuple(int(attrs.get(name) or 1) for name in ("colspan", "rowspan"))
            self.span = span if span != (1, 1) else ()

    def add(self, kind, runs, image=None):
        self.found.append(Block(kind, self.within(), runs, image, self.span, tuple(self.opened)))
        self.opened = []

    def handle_endtag(self, tag):
        if tag in MARKS:
            name = SAME_MARK.get(tag, tag)
            at = next((at for at in reversed(range(len(self.marks))) if self.marks[at][0] == name), None)
            if at is not None:
                del self.marks[at]
        elif tag in self.open:
            self.flush()
            if tag == "figure" and self.card:
                if len(self.found) == self.before_card:  # it does not say what it shows: its address tells it
                    self.add("embed", ((self.card, self.formatting()),))
                self.card = ""
            at = len(self.open) - 1 - self.open[::-1].index(tag)
            del self.open[at:], self.directions[at:]
            if tag in {"td", "th"}:
                self.span = ()

    def handle_data(self, data):
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if text.strip(" ") or self.runs:
            self.runs.append((text, self.formatting()))

    def formatting(self) -> frozenset:
        direction = next(filter(None, reversed(self.directions)), "")
        around = [("dir", direction)] if direction else []
        return frozenset([*around, *self.marks, *([("a", self.card)] if self.card else [])])

    def flush(self):
        runs = [run for run in self.runs if run[0]]
        self.runs = []
        if not any(text.strip() for text, _marks in runs):
            return
        inner = [tag for tag in self.open if tag in KINDS - {"p", "figure"}]
        self.add("embed" if self.card else inner[-1] if inner else "p", _merged(runs))

    def within(self) -> tuple:
        return tuple(tag for tag in self.open if tag in {"aside", "ul", "ol", "blockquote", "table"})


def _merged(runs) -> tuple:
    """Neighbouring runs of one formatting as one, without space at the ends of the block."""
    merged: list[tuple[str, frozenset]] = []
    for text, marks in runs:
        if merged and merged[-1][1] == marks:
            merged[-1] = (merged[-1][0] + text, marks)
        else:
            merged.append((text, marks))
    merged[0] = (merged[0][0].lstrip(" \n"), merged[0][1])
    merged[-1] = (merged[-1][0].rstrip(" \n"), merged[-1][1])
    return tuple(merged)


def read(html: str) -> list[Block]:
    """The blocks of clean HTML, as they are read."""
    reader = _Blocks()
    reader.feed(note_marks.without(html))
    reader.close()
    reader.flush()
    return reader.found
