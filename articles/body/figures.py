"""Figures in the text of a story: one names a picture of the library by its number, or is the card of an address elsewhere
(``articles.body.embeds``); with a caption of its own or none.

Pure functions over HTML that the cleaner's parser wrote, so that every tag in it is closed and every text escaped.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from articles.body import embeds

NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
#: In these, or between paragraphs, a figure may stand.
AROUND = {"aside", "blockquote", "li", "td", "th"}
VOID = {"br", "hr"}


def is_number(value: str | None) -> bool:
    """Whether the text may be the number of a picture."""
    return bool(NUMBER.fullmatch(value or ""))


def images_in(html: str) -> list[int]:
    """The numbers of the pictures that clean HTML places, in their order, each once."""
    if "<figure" not in html:
        return []
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return list(dict.fromkeys(finder.found))


class _Finder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        number = dict(attrs).get("data-image")
        if tag == "figure" and is_number(number):
            self.found.append(int(number))


def _named(attrs: dict) -> tuple[str, str] | None:
    """What the figure names: the attribute and its value."""
    if is_number(number := attrs.get("data-image")):
        return "data-image", number
    href = embeds.card_address(attrs.get("data-embed"))
    return ("data-embed", href) if href else None


def put_in_order(html: str, inline: set[str]) -> str:
    """The HTML with figures that are nothing else: one number or address, one caption of ``inline`` tags, in a place where they
    may stand. What a card shows is said in plain words.

    What else stood in a figure follows it; a figure without either, or in the midst of a sentence, leaves its text.
    """
    if "<fig" not in html:
        return html
    writer = _Writer(inline)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


@dataclass
class _Writer(HTMLParser):
    """Copies the HTML as it is, but for figures."""

    inline: set[str]
    out: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=False)
        self.open: list[tuple[str, str]] = []  # each open tag, and what closes it
        self.caption: list[str] | None = None  # of the figure that is being read
        self.beside: list[str] = []
        self.is_card = False
        self.target = self.out

    __hash__ = object.__hash__

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            self.target.append(self.get_starttag_text() if tag == "br" or not self._is_in("figcaption") else " ")
            return
        start, end = self._tags_for(tag, attrs)
        self.target.append(start)
        self.open.append((tag, end))
        if end == "</figcaption>":
            self.target = self.caption

    def _tags_for(self, tag, attrs) -> tuple[str, str]:
        """What opens and closes the element in what is written."""
        if tag == "figure":
            return self._open_figure(_named(dict(attrs)))
        if self._is_in("figcaption"):
            return self._tags_in_caption(tag)
        if tag == "figcaption":
            return self._open_caption()
        return self.get_starttag_text(), f"</{tag}>"

    def _tags_in_caption(self, tag) -> tuple[str, str]:
        if tag not in self.inline:
            return " ", " "
        return ("", "") if self.is_card else (self.get_starttag_text(), f"</{tag}>")

    def _open_figure(self, named: tuple[str, str] | None) -> tuple[str, str]:
        if self.caption is not None or not named or not self._stands_free():
            return " ", " "
        self.caption, self.beside, self.is_card = [], [], named[0] == "data-embed"
        self.target.append(f'<figure {named[0]}="{escape(named[1])}">')
        self.outside, self.target = self.target, self.beside
        return "", "</figure>"

    def _open_caption(self) -> tuple[str, str]:
        if self.open and self.open[-1] == ("figure", "</figure>") and not self.caption:
            return "", "</figcaption>"
        return ("<p>", "</p>") if self._stands_free() else (" ", " ")

    def _stands_free(self) -> bool:
        """Between paragraphs; a figure that is unwrapped does not count as a place."""
        around = [tag for tag, end in self.open if end.strip()]
        return not around or around[-1] in AROUND | {"figure"}

    def _is_in(self, tag: str) -> bool:
        return (tag, f"</{tag}>") in self.open

    def handle_endtag(self, tag):
        _tag, end = self.open.pop()
        if end == "</figcaption>":
            self.target = self.beside
        elif end == "</figure>":
            self._close_figure()
        else:
            self.target.append(end)

    def _close_figure(self):
        caption = "".join(self.caption).strip()
        self.target = self.outside
        self.target.append(f"<figcaption>{caption}</figcaption></figure>" if caption else "</figure>")
        self.target.extend(self.beside)
        self.caption = None

    def handle_data(self, data):
        self.target.append(data)

    def handle_entityref(self, name):
        self.target.append(f"&{name};")

    def handle_charref(self, name):
        self.target.append(f"&#{name};")
