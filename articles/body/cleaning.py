"""The allow-list that cleans the text of a story: the last step before it is stored."""

import re

import nh3

from articles.body import embeds, figures, foreign, note_marks, rules
from articles.body.addresses import address
from articles.body.notes import settled
from articles.body.reading import BLOCKS
from people.base.fields import tidy_text

INLINE = {"a", "strong", "em", "b", "i", "u", "s", "sub", "sup", "bdi", "mark"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    **{tag: {"dir"} for tag in BLOCKS | {"bdi"}},
    "a": {"href", "id"},
    "li": {"dir", "id"},
    "ol": {"dir", "start", "type"},
    "td": {"dir", "colspan", "rowspan"},
    "th": {"dir", "colspan", "rowspan"},
    "figure": {"data-image", "data-embed"},
    "mark": {"data-note"},
}
SMALL_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


#: Attributes whose values are few or small; all others are decided by a function.
VALUES = {
    "dir": re.compile("ltr|rtl|auto"),
    "start": SMALL_NUMBER,
    "colspan": SMALL_NUMBER,
    "rowspan": SMALL_NUMBER,
    "type": re.compile("[aAiI]"),
    "id": re.compile("note-(?:ref-)?[1-9][0-9]{0,3}"),
    "data-note": re.compile(note_marks.NUMBER),
}
SAYS_NOTHING = re.compile(r"<[^>]*>|&nbsp;|\s")
#: What the editor leaves out of a link, and says of a list beside its type.
UNSAID = re.compile(' (?:rel|data-type)="[^"]*"')
#: White space that HTML does not know: what a person sees as a new line is one.
SEPARATORS = re.compile(f"<[^<>]*>|{rules.SEPARATOR}")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return address(value)
    if name == "data-image":
        return value if figures.is_number(value) else None
    if name == "data-embed":
        return embeds.card_address(value)
    if name == "id" and ("ref" in value) != (tag == "a"):
        return None
    return value if name not in VALUES or VALUES[name].fullmatch(value) else None


CLEANER = nh3.Cleaner(
    tags=BLOCKS | INLINE,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
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


def clean(html: str, language: str = "") -> str:
    """The HTML as the allow-list has it. Cleaning twice changes nothing; a body without content is the empty string.

    What our own editor wrote is kept as it is; what came from elsewhere is first read as its program meant it, with the
    quotation marks of the language.
    """
    if isinstance(html, Clean):
        return html
    html = _tidy(html)
    cleaned = _pass(html)
    if UNSAID.sub("", note_marks.without(cleaned)) != UNSAID.sub("", note_marks.without(html)):
        cleaned = _pass(foreign.tidied(html, language))
    # The parser may close or move what the first pass left; a fixed point is what a browser will see too.
    again = cleaned if cleaned == html else _pass(cleaned)
    while again != cleaned:
        cleaned, again = again, _pass(again)
    return Clean(cleaned) if SAYS_NOTHING.sub("", cleaned) or "<hr" in cleaned or "<figure" in cleaned else Clean("")


def _tidy(html: str) -> str:
    """Without what cannot be stored or seen; a separator in the text is a line break."""
    if html.isprintable() or not re.search(rules.SEPARATOR, html):
        return tidy_text(html)
    return tidy_text(SEPARATORS.sub(lambda found: found[0] if found[0][0] == "<" else "<br>", html))


def _pass(html: str) -> str:
    return note_marks.in_order(settled(figures.put_in_order(_tidy(CLEANER.clean(html)), INLINE)))
