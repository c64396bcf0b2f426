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

from people.text import tidy_text

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
}
INLINE = {"a", "strong", "em", "b", "i", "u", "s", "sub", "sup"}
ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
#: A place on the web, a mailbox or a path of this site; never //host, nor a back slash that browsers read as one.
LINK = re.compile(r"""(?:https?://[^/\\\s<>"][^\\\s<>"]*|mailto:[^\s<>"]+|/(?![/\\])[^\\\s<>"]*)""", re.IGNORECASE)
SMALL_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value.strip() if LINK.fullmatch(value.strip()) else None
    if name in {"start", "colspan", "rowspan"}:
        return value if SMALL_NUMBER.fullmatch(value) else None
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
    cleaned = CLEANER.clean(tidy_text(html))
    # The parser may close or move what the first pass left; a fixed point is what a browser will see too.
    again = CLEANER.clean(cleaned)
    while again != cleaned:
        cleaned, again = again, CLEANER.clean(again)
    return Clean("") if not text_of(cleaned).strip() and "<hr" not in cleaned else Clean(cleaned)


@dataclass
class _Text:
    """A text node: where its text begins in the story's whole text, and whether a link may be set in it."""

    text: str
    start: int
    linkable: bool


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

    __hash__ = object.__hash__

    def handle_starttag(self, tag, attrs):
        self._break(tag)
        self.closed_to_links += tag in {"a", "h2", "h3", "h4"}
        if tag == "a":
            self.dropped_link = not self.keeps_link(dict(attrs).get("href") or "")
        if tag == "table":
            self.parts.append(self.table_frame)
        if tag != "a" or not self.dropped_link:
            self.parts.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        self._break(tag)
        self.closed_to_links -= tag in {"a", "h2", "h3", "h4"}
        if tag != "a" or not self.dropped_link:
            self.parts.append(f"</{tag}>")
        if tag == "table" and self.table_frame:
            self.parts.append("</section>")

    def handle_data(self, data):
        self.parts.append(_Text(data, self.length, not self.closed_to_links))
        self.length += len(data)

    def _break(self, tag):
        if tag in BLOCKS:
            self.parts.append(_Text("\n", self.length, False))
            self.length += 1

    @property
    def text(self):
        return "".join(part.text for part in self.parts if isinstance(part, _Text))


def _read(html: str, keeps_link: Callable[[str], bool] = bool, table_frame: str = "") -> _Reader:
    reader = _Reader(keeps_link, table_frame)
    reader.feed(html)
    reader.close()
    return reader


def text_of(html: str) -> str:
    """The plain text of clean HTML, a line for each block."""
    return re.sub(r"\n{2,}", "\n", _read(html).text).strip("\n")


def images_in(html: str) -> list[int]:
    """The numbers of the pictures that clean HTML refers to, in the order of the text, each once."""
    return list(dict.fromkeys(int(number) for number in re.findall(r'data-image="(\d{1,18})"', html)))


def word_count(text: str) -> int:
    return len(re.findall(r"\w+(?:['’ʼ‘ʻ-]\w+)*", text))


def render(
    html: str,
    find: Callable[[str], Iterable[Span]] = lambda text: [],
    keeps_link: Callable[[str], bool] = bool,
    table_label: str = "",
) -> str:
    """The body as readers see it.

    ``find`` gets the whole text and returns spans of it. Each address is linked once, where the first of its spans lies in
    one text node outside headings and links; a replacement may cross tags: it is printed where it begins. Of spans that
    overlap, replacements win, then the earlier and the longer one. Links whose address ``keeps_link`` refuses, or that
    have none, leave their text only. With a ``table_label`` each table stands in a frame of that name, in which a narrow
    screen can move it, by keyboard too.
    """
    frame = f'<section class="table" tabindex="0" aria-label="{escape(table_label)}">' if table_label else ""
    reader = _read(html, keeps_link, frame)
    spans = _first_of_each_link(_without_overlaps(find(reader.text)), reader.parts)
    return "".join(_write(part, spans) if isinstance(part, _Text) else part for part in reader.parts)


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    taken: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.replacement is None, -span.end)):
        while taken and taken[-1].end > span.start and span.replacement is not None and taken[-1].replacement is None:
            taken.pop()
        if not taken or taken[-1].end <= span.start:
            taken.append(span)
    return taken


def _first_of_each_link(spans: list[Span], parts: list) -> list[Span]:
    open_nodes = [part for part in parts if isinstance(part, _Text) and part.linkable]
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
