"""The text of a story: the allow-list that cleans it, and the one function that derives what readers see.

Pure functions over strings; nothing here knows the database. Cleaning is the last step before storage and nothing edits
clean HTML but ``render``, which takes it apart with an HTML parser and escapes every text that it writes.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from articles.body import figures
from articles.body.figures import images_in  # noqa: F401 a question about a body, asked here
from people.base.fields import tidy_text

BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
    "figure",
    "figcaption",
}
INLINE = {"a", "strong", "em", "b", "i", "u", "s", "sub", "sup"}
ATTRIBUTES = {
    "*": set(),
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "figure": {"data-image"},
}
#: A place on the web, a mailbox or a path of this site; never //host, nor a back slash that browsers read as one.
LINK = re.compile(r"""(?:https?://[^/\\\s<>"][^\\\s<>"]*|mailto:[^\s<>"]+|/(?![/\\])[^\\\s<>"]*)""", re.IGNORECASE)
#: A link would stand in a link, a heading, or below a picture that may go.
CLOSED_TO_LINKS = {"a", "h2", "h3", "h4", "figcaption"}
SMALL_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value.strip() if LINK.fullmatch(value.strip()) else None
    if name in {"start", "colspan", "rowspan"}:
        return value if SMALL_NUMBER.fullmatch(value) else None
    if name == "data-image":
        return value if figures.is_number(value) else None
    return value


CLEANER = nh3.Cleaner(
    tags=BLOCKS | INLINE,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    clean_content_tags={
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "textarea",
        "iframe",
        "object",
        "svg",
        "math",
    },
)


class Clean(str):
    """HTML that went through ``clean``; keeps a second cleaning from costing anything."""

    __slots__ = ()


def clean(html: str) -> str:
    """The HTML as the allow-list has it. Cleaning twice changes nothing; a body without content is the empty string."""
    if isinstance(html, Clean):
        return html
    cleaned = _pass(tidy_text(html))
    # The parser may close or move what the first pass left; a fixed point is what a browser will see too.
    again = _pass(cleaned)
    while again != cleaned:
        cleaned, again = again, _pass(again)
    return Clean(cleaned) if text_of(cleaned).strip() or "<hr" in cleaned or "<figure" in cleaned else Clean("")


def _pass(html: str) -> str:
    return figures.put_in_order(CLEANER.clean(html), INLINE)


@dataclass
class _Text:
    """A text node: where its text begins in the story's whole text, and whether a link may be set in it."""

    text: str
    start: int
    linkable: bool


@dataclass
class _Figure:
    """A picture's place: its number, and the parts of the story's own caption."""

    image: int
    caption: list = field(default_factory=list)


@dataclass(frozen=True)
class Span:
    """What to do with a stretch of the whole text: link it to ``href``, or print ``replacement`` in its place."""

    start: int
    end: int
    href: str = ""
    replacement: str | None = None


@dataclass
class _Reader(HTMLParser):
    """Takes clean HTML apart into tags, kept as they are, and text nodes."""

    keeps_link: Callable[[str], bool] = bool
    table_frame: str = ""
    parts: list = field(default_factory=list)
    length: int = 0

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.closed_to_links = 0
        self.dropped_link = False
        self.nodes: list[_Text] = []
        self.target = self.parts

    __hash__ = object.__hash__

    def handle_starttag(self, tag, attrs):
        self._break(tag)
        self.closed_to_links += tag in CLOSED_TO_LINKS
        if tag in {"figure", "figcaption"}:
            self._open_figure(dict(attrs))
            return
        if tag == "a":
            self.dropped_link = not self.keeps_link(dict(attrs).get("href") or "")
        if tag == "table":
            self.target.append(self.table_frame)
        if tag != "a" or not self.dropped_link:
            self.target.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        self._break(tag)
        self.closed_to_links -= tag in CLOSED_TO_LINKS
        if tag in {"figure", "figcaption"}:
            self.target = self.parts
            return
        if tag != "a" or not self.dropped_link:
            self.target.append(f"</{tag}>")
        if tag == "table" and self.table_frame:
            self.target.append("</section>")

    def handle_data(self, data):
        self._add_text(data, not self.closed_to_links)

    def _break(self, tag):
        if tag in BLOCKS:
            self._add_text("\n", False)

    def _add_text(self, text, linkable):
        node = _Text(text, self.length, linkable)
        self.target.append(node)
        self.nodes.append(node)
        self.length += len(text)

    def _open_figure(self, attributes):
        if figures.is_number(number := attributes.get("data-image")):
            figure = _Figure(int(number))
            self.parts.append(figure)
            self.target = figure.caption

    @property
    def text(self):
        return "".join(node.text for node in self.nodes)


def _read(html: str, keeps_link: Callable[[str], bool] = bool, table_frame: str = "") -> _Reader:
    reader = _Reader(keeps_link, table_frame)
    reader.feed(html)
    reader.close()
    return reader


def text_of(html: str) -> str:
    """The plain text of clean HTML, a line for each block."""
    return re.sub(r"\n{2,}", "\n", _read(html).text).strip("\n")


def word_count(text: str) -> int:
    return len(re.findall(r"\w+(?:['’ʼ‘ʻ-]\w+)*", text))


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
    have none, leave their text only. With a ``table_label`` each table stands in a frame of that name, in which a narrow
    screen can move it, by keyboard too. ``picture`` gets the number of each picture and the HTML of the story's own caption,
    and returns the HTML that stands there, which is printed as it is.
    """
    frame = f'<section class="table" tabindex="0" aria-label="{escape(table_label)}">' if table_label else ""
    reader = _read(clean(html), keeps_link, frame)
    spans = _first_of_each_link(_without_overlaps(find(reader.text)), reader.nodes)
    return _written(reader.parts, spans, picture)


def _written(parts: list, spans: list[Span], picture: Callable[[int, str], str]) -> str:
    out = []
    for part in parts:
        if isinstance(part, _Text):
            out.append(_write(part, spans))
        elif isinstance(part, _Figure):
            out.append(picture(part.image, _written(part.caption, spans, picture).strip()))
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


def _first_of_each_link(spans: list[Span], nodes: list[_Text]) -> list[Span]:
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


def _write(node: _Text, spans: list[Span]) -> str:
    if node.text == "\n" and not node.linkable:
        return ""
    out, at, end = [], node.start, node.start + len(node.text)
    for span in spans:
        if span.end <= node.start or span.start >= end:
            continue
        out.append(_escaped(node, at, max(span.start, node.start)))
        if span.replacement is None:
            name = _escaped(node, span.start, span.end)
            out.append(f'<a class="subject" href="{escape(span.href)}">{name}</a>')
        elif span.start >= node.start:
            out.append(escape(span.replacement, quote=False))
        at = min(span.end, end)
    out.append(_escaped(node, at, end))
    return "".join(out)


def _escaped(node: _Text, start: int, end: int) -> str:
    return escape(node.text[start - node.start : end - node.start], quote=False)
