"""Clean HTML taken apart with an HTML parser, into tags that are kept as they are and text nodes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from articles.body import embeds, figures, note_marks

BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "aside",
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
#: Blocks that run as their own letters do, where a text holds letters that run from the right.
DIRECTED = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "td", "th", "figcaption"}
#: The number of a note and the way back are signs, and no words of the text: a name before one ends there.
NOTE_SIGN = re.compile("[0-9]{1,4}|↑")
#: So is what is raised behind a letter and holds none: the number of a note that is gone or was typed by hand.
RAISED_SIGN = re.compile(r"(\s*)((?:[^\w\s]|[\d_]){1,12})(\s*)")
WORD_BEFORE = re.compile(r"(\w*[^\W\d_])[ \t\u00a0]*$")
LONGEST_BEFORE = 40
#: A link would stand in a link, a heading, or below a picture that may go.
CLOSED_TO_LINKS = {"a", "h2", "h3", "h4", "figcaption"}


@dataclass
class TextNode:
    """A text node: where its text begins in the story's whole text, and whether a link may be set in it."""

    text: str
    start: int
    linkable: bool


@dataclass
class FigureNode:
    """A picture's place: its number, and the parts of the story's own caption."""

    image: int
    caption: list = field(default_factory=list)


@dataclass
class EmbedNode:
    """The place of a card: the address that it leads to, empty where that is hidden, and the parts of what it shows."""

    address: str
    caption: list = field(default_factory=list)


@dataclass
class Reader(HTMLParser):
    """Takes clean HTML apart into tags, kept as they are, and text nodes."""

    keeps_link: Callable[[str], bool] = bool
    table_frame: str = ""
    finds_direction: bool = False
    parts: list = field(default_factory=list)
    length: int = 0

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.closed_to_links = 0
        self.dropped_link = self.in_note_link = self.is_raised = False
        self.nodes: list[TextNode] = []
        self.tail, self.raised_words = "", []
        self.target = self.parts

    __hash__ = object.__hash__

    def handle_starttag(self, tag, attrs):
        self._break(tag)
        self.closed_to_links += tag in CLOSED_TO_LINKS
        if tag in {"figure", "figcaption"}:
            self._open_figure(dict(attrs))
            return
        if tag == "a":
            href = dict(attrs).get("href") or ""
            self.dropped_link, self.in_note_link = not self.keeps_link(href), href.startswith("#note-")
        self.is_raised = self.is_raised or tag == "sup"
        if tag == "table":
            self.target.append(self.table_frame)
        if tag != "a" or not self.dropped_link:
            self.target.append(self._start(tag, attrs))

    def _start(self, tag, attrs) -> str:
        start = self.get_starttag_text()
        if self.finds_direction and tag in DIRECTED and not any(name == "dir" for name, _value in attrs):
            return f'<{tag} dir="auto"{start[len(tag) + 1 :]}'
        return start

    def handle_endtag(self, tag):
        self._break(tag)
        self.closed_to_links -= tag in CLOSED_TO_LINKS
        if tag in {"figure", "figcaption"}:
            self.target = self.parts
            return
        self.in_note_link = self.in_note_link and tag != "a"
        self.is_raised = self.is_raised and tag != "sup"
        if tag != "a" or not self.dropped_link:
            self.target.append(f"</{tag}>")
        if tag == "table" and self.table_frame:
            self.target.append("</section>")

    def handle_data(self, data):
        if self.in_note_link and NOTE_SIGN.fullmatch(data):
            self.target.append(data)
        elif self.is_raised and (word := WORD_BEFORE.search(self.tail)) and (raised := RAISED_SIGN.fullmatch(data)):
            before, sign, after = raised.groups()
            self.raised_words.append(word[1] + sign)
            self._add_text(before, not self.closed_to_links)
            self.target.append(escape(sign, quote=False))
            self._add_text(after, not self.closed_to_links)
        else:
            self._add_text(data, not self.closed_to_links)

    def _break(self, tag):
        if tag in BLOCKS:
            self._add_text("\n", False)

    def _add_text(self, text, linkable):
        if not text:
            return
        node = TextNode(text, self.length, linkable)
        self.target.append(node)
        self.nodes.append(node)
        self.length += len(text)
        self.tail = (self.tail + text)[-LONGEST_BEFORE:]

    def _open_figure(self, attributes):
        if figures.is_number(number := attributes.get("data-image")):
            figure = FigureNode(int(number))
        elif href := embeds.card_address(attributes.get("data-embed")):
            figure = EmbedNode(href if self.keeps_link(href) else "")
        else:
            return
        self.parts.append(figure)
        self.target = figure.caption

    @property
    def text(self):
        return "".join(node.text for node in self.nodes)


def read(
    html: str, keeps_link: Callable[[str], bool] = bool, table_frame: str = "", *, finds_direction: bool = False
) -> Reader:
    reader = Reader(keeps_link, table_frame, finds_direction)
    reader.feed(note_marks.without(html))
    reader.close()
    return reader


def text_of(html: str) -> str:
    """The plain text of clean HTML, a line for each block."""
    return re.sub(r"\n{2,}", "\n", read(html).text).strip("\n")


def raised_in(html: str) -> str:
    """Words with what is raised behind them, for search: no part of a name, but who types m2 means m².

    The number of a note is none, since it is a link.
    """
    return " ".join(dict.fromkeys(read(html).raised_words)) if "<sup" in html else ""


def addresses_in(html: str) -> list[str]:
    """The addresses of all links of clean HTML."""
    found: list[str] = []

    def remember(href: str) -> bool:
        found.append(href)
        return True

    read(html, remember)
    return found


def word_count(text: str) -> int:
    return len(re.findall(r"\w+(?:['’ʼ‘ʻ-]\w+)*", text))
