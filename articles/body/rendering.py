"""The one function that derives what readers see of a text. It takes clean HTML apart and escapes every text that it writes."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from articles.body import embeds, rules
from articles.body.cleaning import clean
from articles.body.reading import EmbedNode, FigureNode, TextNode, read


@dataclass(frozen=True)
class Span:
    """What to do with a stretch of the whole text: link it to ``href``, or print ``replacement`` in its place."""

    start: int
    end: int
    href: str = ""
    replacement: str | None = None
    #: The id of the link, where something leads back to it. It is then one to a note on the word, not to a subject.
    anchor: str = ""


def render(
    html: str,
    find: Callable[[str], Iterable[Span]] = lambda text: [],
    keeps_link: Callable[[str], bool] = bool,
    table_label: str = "",
    picture: Callable[[int, str], str] = lambda image, caption: "",
) -> str:
    """The body as readers see it, as clean HTML whatever came in: a story is derived before it is stored, where it is cleaned.

    ``find`` gets the whole text and returns spans of it. Each address is linked once, where the first of its spans lies in
    one text node outside headings and links; a replacement may cross tags: it is printed where it begins. Of spans that
    overlap, replacements win, then the earlier and the longer one. Links whose address ``keeps_link`` refuses, or that
    have none, leave their text only, and so do cards. With a ``table_label`` each table stands in a frame of that name, in
    which a narrow screen can move it, by keyboard too. ``picture`` gets the number of each picture and the HTML of the story's
    own caption, and returns the HTML that stands there, which is printed as it is. In a text with letters that run from the
    right each block that says nothing else runs as its own letters do.
    """
    frame = f'<section class="table" tabindex="0" aria-label="{escape(table_label)}">' if table_label else ""
    html = clean(html)
    reader = read(html, keeps_link, frame, finds_direction=bool(re.search(rules.RIGHT_TO_LEFT, html)))
    spans = _first_of_each_link(_without_overlaps(find(reader.text)), reader.nodes)
    return _written(reader.parts, spans, picture)


def _written(parts: list, spans: list[Span], picture: Callable[[int, str], str]) -> str:
    out = []
    for part in parts:
        if isinstance(part, TextNode):
            out.append(_write(part, spans))
        elif isinstance(part, FigureNode):
            out.append(picture(part.image, _written(part.caption, spans, picture).strip()))
        elif isinstance(part, EmbedNode):
            out.append(embeds.for_readers(part.address, _written(part.caption, spans, picture).strip()))
        else:
            out.append(part)
    return "".join(out)


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    taken: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.replacement is None, -span.end)):
        while taken and taken[-1].end > span.start and span.replacement is not None and taken[-1].replacement is None:
            taken.pop()
        if not taken or taken[-1].end <= span.start:
            taken.append(span)
    return taken


def _first_of_each_link(spans: list[Span], nodes: list[TextNode]) -> list[Span]:
    open_nodes = [node for node in nodes if node.linkable]
    ends = [node.start + len(node.text) for node in open_nodes]
    linked, kept = set(), []
    for span in spans:
        if span.replacement is None:
            index = bisect_right(ends, span.start)
            node = open_nodes[index] if index < len(open_nodes) else None
            fits = node is not None and node.start <= span.start and span.end <= ends[index]
            if span.href in linked or not fits:
                continue
            linked.add(span.href)
        kept.append(span)
    return kept


def _write(node: TextNode, spans: list[Span]) -> str:
    if node.text == "\n" and not node.linkable:
        return ""
    out, at, end = [], node.start, node.start + len(node.text)
    for span in spans:
        if span.end <= node.start or span.start >= end:
            continue
        out.append(_escaped(node, at, max(span.start, node.start)))
        if span.replacement is None:
            name = _escaped(node, span.start, span.end)
            kind = f'class="word" id="{escape(span.anchor)}"' if span.anchor else 'class="subject"'
            out.append(f'<a {kind} href="{escape(span.href)}">{name}</a>')
        elif span.start >= node.start:
            out.append(escape(span.replacement, quote=False))
        at = min(span.end, end)
    out.append(_escaped(node, at, end))
    return "".join(out)


def _escaped(node: TextNode, start: int, end: int) -> str:
    return escape(node.text[start - node.start : end - node.start], quote=False)
