"""HTML of any origin as a small tree that can be rewritten: parsed by the cleaner's parser, so that every tag in it is closed."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from articles.body.rules import EMBEDS, GONE_TAGS, MARKS

#: Below this many elements a tag only leaves its text: no document of a person is so deep.
DEEPEST = 100
VOID = {"br", "hr", "img", "embed", "source"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *EMBEDS,
}  # fmt: skip
INLINE = {"a", "bdi", "bdo", "br", "font", "img", "ins", "mark", "q", "source", "span", *MARKS}
#: Everything that says something, in which nothing is believed yet.
READER = nh3.Cleaner(
    tags=(BLOCKS | INLINE) - {"body"},
    attributes={
        "*": {
            "class", "style", "dir", "id", "name", "role", "hidden", "aria-level", "data-aria-level", "alt", "src", "start",
            "type", "colspan", "rowspan", "cite", "datetime", "data-image", "data-embed", "data",
        },
        "a": {"href"},
        "iframe": {"title", "data-src"},
        "div": {"data-href"},
        "blockquote": {"data-instgrm-permalink", "data-instgrm-captioned"},
        "mark": {"data-note"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    clean_content_tags=set(GONE_TAGS),
)  # fmt: skip


@dataclass(eq=False)
class Element:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)
    parent: "Element | None" = None

    def append(self, *nodes) -> "Element":
        for node in nodes:
            if isinstance(node, Element):
                node.parent = self
            self.children.append(node)
        return self

    def replace_with(self, *nodes) -> None:
        at = self.parent.children.index(self)
        self.parent.children[at : at + 1] = nodes
        for node in nodes:
            if isinstance(node, Element):
                node.parent = self.parent
        self.parent = None

    def empty(self) -> list:
        """Its children, taken out of it."""
        children, self.children = self.children, []
        return children

    def walk(self):
        """The elements in it, in their order, as they are at the beginning."""
        for child in list(self.children):
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def around(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS

    @property
    def holds_blocks(self) -> bool:
        return any(element.is_block for element in self.walk())

    def says(self, name: str, pattern: str) -> re.Match | None:
        value = self.attrs.get(name)
        return re.search(pattern, value, re.IGNORECASE) if value else None


def new(tag: str, *children, **attrs) -> Element:
    return Element(tag, attrs).append(*children)


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(self.open) < DEEPEST:
            self.open[-1].append(element)
        if tag not in VOID:
            self.open.append(element if len(self.open) < DEEPEST else self.open[-1])

    def handle_endtag(self, tag):
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].append(data)


def parse(html: str) -> Element:
    builder = _Builder()
    builder.feed(READER.clean(html))
    builder.close()
    return builder.root


def write(node: "Element | str") -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = "".join(map(write, node.children))
    if node.tag == "body":
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    return f"<{node.tag}{attributes}>" if node.tag in VOID else f"<{node.tag}{attributes}>{inner}</{node.tag}>"
