"""The allow-list that cleans the text of a story: the last step before it is stored."""

import re

import nh3

from articles.body import figures
from articles.body.reading import BLOCKS, text_of
from people.base.fields import tidy_text

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
