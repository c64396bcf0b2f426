"""What a block of a text is, in words: of two blocks that differ in it, never the same words for both."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NAMES = {
    "p": gettext_lazy("Paragraph"),
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Subheading"),
    "h4": gettext_lazy("Small heading"),
    "blockquote": gettext_lazy("Quotation"),
    "figure": gettext_lazy("Picture"),
    "figcaption": gettext_lazy("Caption"),
    "embed": gettext_lazy("Card of an address"),
    "hr": gettext_lazy("Line"),
    "td": gettext_lazy("Cell of a table"),
    "th": gettext_lazy("Heading cell of a table"),
}
ITEMS = {"ul": gettext_lazy("Item of a bulleted list"), "ol": gettext_lazy("Item of a numbered list")}
PLACES = {
    "ul": gettext_lazy("in a bulleted list"),
    "ol": gettext_lazy("in a numbered list"),
    "blockquote": gettext_lazy("in a quotation"),
    "table": gettext_lazy("in a table"),
}
BEGINNINGS = {
    "ul": gettext_lazy("a list begins"),
    "ol": gettext_lazy("a list begins"),
    "li": gettext_lazy("an item begins"),
    "blockquote": gettext_lazy("a quotation begins"),
    "table": gettext_lazy("a table begins"),
    "thead": gettext_lazy("the head of a table begins"),
    "tr": gettext_lazy("a row begins"),
    "td": gettext_lazy("a cell begins"),
    "th": gettext_lazy("a heading cell begins"),
}
#: The container that the kind says already.
OWN = {"li": {"ul", "ol"}, "td": {"table"}, "th": {"table"}, "blockquote": {"blockquote"}}


def told(old, new) -> tuple[str, str]:
    """The words for what either block is, where they differ."""
    before, after = words_of(old), words_of(new)
    return (before, after) if before != after else ("", "")


def told_by_beginning(old, new) -> tuple[str, str]:
    """The same for two that differ in what begins with them: a list in two, two rows in one."""
    before, after = Counter(old.opened), Counter(new.opened)
    return _with(words_of(old), before - after), _with(words_of(new), after - before)


def words_of(block) -> str:
    """Item of a numbered list, in a quotation."""
    around = list(reversed(block.within))
    name = NAMES.get(block.kind) or NAMES["p"]
    if block.kind == "li":
        name = ITEMS.get(around[0] if around else "", _("Item of a list"))
    if around and around[0] in OWN.get(block.kind, ()):
        around = around[1:]
    return ", ".join(map(str, [name, *_spans(block), *(PLACES[tag] for tag in around)]))


def _spans(block) -> list[str]:
    columns, rows = block.span or (1, 1)
    found = []
    if columns > 1:
        found.append(ngettext("%d column wide", "%d columns wide", columns) % columns)
    if rows > 1:
        found.append(ngettext("%d row high", "%d rows high", rows) % rows)
    return found


def _with(words: str, begun: Counter) -> str:
    begins = [_beginning(*code) for code in begun.elements()]
    return f"{words} ({', '.join(begins)})" if begins else words


def _beginning(tag: str, start: str = "") -> str:
    return _("a list begins at %s") % start if start else str(BEGINNINGS[tag])
