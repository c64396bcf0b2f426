"""A page's HTML made plain: its words, headings, lists, links and forms, without pictures, styles and scripts, in parts that
stay small. It takes what the page shows, so that nothing is told here that the page does not tell.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from people.base.text_only import TEXT, with_text

#: Kept as they are, with these attributes and those of every element.
KEPT = {
    "a": {"href", "rel"}, "form": {"action", "method", "role"}, "label": {"for"}, "option": {"value", "selected"},
    "input": {"type", "name", "value", "checked", "maxlength", "min", "max", "required", "readonly"}, "select": {"name"},
    "textarea": {"name", "rows", "readonly"}, "button": {"type", "name", "value"}, "time": {"datetime"}, "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "details": {"open"},
    **dict.fromkeys(
        "h1 h2 h3 h4 h5 h6 p ul li dl dt dd blockquote pre table thead tbody tr caption hr br em strong b i s del ins sub sup "
        "code bdi cite q mark fieldset legend summary".split(), frozenset()
    ),
}  # fmt: skip
EVERYWHERE = {"lang", "dir", "id", "aria-label", "aria-current"}
#: Nothing ends inside of more boxes than these: each of them would have to be opened again.
DEEPEST = 50
#: In these each space and the end of each line counts.
LINED = {"pre", "textarea"}
#: Boxes whose only sense is that a new line begins.
BOXES = {"div", "figcaption", "address"}
EMPTY = {"input", "hr", "br", "img", "source", "meta", "link"}
#: With all that stands in them; so is what is hidden from who hears the page. Of a drawing its title and description stay.
DROPPED = {"script", "style", "template", "noscript", "iframe", "object", "video", "audio", "text"}
#: What a wide screen shows for a second time.
SAID_TWICE = {"narrow-beside", "search-beside"}
#: A part may end before one of these, and inside of those.
BEGINS = {"p", "li", "h1", "h2", "h3", "h4", "dt", "tr", "blockquote", "div", "ul", "ol", "dl", "table", "pre"}
SPLIT = {"ul", "ol", "dl", "blockquote", "table", "thead", "tbody", "div", "li", "dd", "details"}


@dataclass
class Plain:
    """What was read of a page."""

    title: str = ""
    canonical: str = ""
    parts: list[str] = field(default_factory=list)
    #: id -> the number of the part in which it stands.
    places: dict[str, int] = field(default_factory=dict)

    def part(self, number: int, page: str) -> str:
        """A part; where a link leads to a place in another one of the page, it goes there."""

        def led(found) -> str:
            part = self.places.get(found[1], number)
            return found[0] if part == number else f'href="{escape(with_text(page, part=part))}#{found[1]}"'

        return re.sub(r'href="#([\w-]+)"', led, self.parts[number - 1])


def made_plain(html: str, most: int) -> Plain:
    """The main part of a page, in parts of at most about so many bytes."""
    reader = _Reader(most)
    reader.feed(html)
    reader.close()
    reader.end_part()
    return reader.plain


class _Reader(HTMLParser):
    def __init__(self, most: int):
        super().__init__(convert_charrefs=True)
        self.most, self.plain = most, Plain()
        self.open: list[tuple[str, str, str]] = []  # (tag as read, tag as written, attributes); "": not written
        self.out: list[str] = []
        self.size = self.skipped = 0
        self.in_main = self.in_title = self.after_span = False

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if not self.in_main:
            self._read_head(tag, given)
        elif self.skipped:
            self.skipped += tag not in EMPTY
        elif tag == "img":
            self._write(f"[{escape(given['alt'])}] " if given.get("alt") else "")
        elif self._is_left_out(tag, given):
            self.skipped = int(tag not in EMPTY)
        else:
            self._begin(tag, given)

    @staticmethod
    def _is_left_out(tag, given) -> bool:
        classes = set(given.get("class", "").split())
        is_hidden = "hidden" in given or given.get("aria-hidden") == "true"
        return tag in DROPPED or is_hidden or bool(classes & SAID_TWICE)

    def _read_head(self, tag, given):
        self.in_title = tag == "title"
        if tag == "link" and given.get("rel") == "canonical":
            self.plain.canonical = given.get("href", "")
        self.in_main = tag == "main"

    def _begin(self, tag, given):
        if (
            tag in BEGINS
            and self.size > self.most
            and len(self.open) < DEEPEST
            and all(written in SPLIT or not written for _t, written, _a in self.open)
        ):
            self.end_part()
        if tag == "span" and self.after_span:
            self._write("· ")  # as the stylesheet parts them
        self.after_span = False
        written = "div" if tag in BOXES else tag if tag in KEPT else ""
        attributes = self._attributes(tag, given) if written else ""
        if tag not in EMPTY:
            self.open.append((tag, written, attributes))
        if written:
            self._write(f"<{written}{attributes}>")
            if "id" in given:
                self.plain.places.setdefault(given["id"], len(self.plain.parts) + 1)
        if tag == "form" and given.get("method", "get").lower() == "get":
            self._write(f'<input type="hidden" name="{TEXT}" value="1">')

    @staticmethod
    def _attributes(tag, given) -> str:
        kept = {name: value for name, value in given.items() if name in EVERYWHERE | KEPT.get(tag, set())}
        if "href" in kept:
            kept["href"] = with_text(kept["href"])
        return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.in_title and tag == "title":
            self.in_title = False
        elif self.skipped:
            self.skipped -= tag not in EMPTY
        elif tag == "main":
            self.in_main = False
        elif self.in_main and tag not in EMPTY and any(each == tag for each, _w, _a in self.open):
            while self.open:
                each, written, _attributes = self.open.pop()
                self._write(f"</{written}>" if written else " ")
                if each == tag:
                    break
            self.after_span = tag == "span" and bool(self.open) and self.open[-1][0] == "p"

    def handle_data(self, data):
        if self.in_title:
            self.plain.title += data
        elif self.in_main and not self.skipped:
            self.after_span = self.after_span and not data.strip()
            keeps_lines = any(tag in LINED for tag, _w, _a in self.open)
            self._write(escape(data if keeps_lines else " ".join(f"x{data}x".split())[1:-1], quote=False))

    def _write(self, html: str):
        self.out.append(html)
        self.size += len(html.encode())

    def end_part(self):
        """Close what is open, and open it again in the next part."""
        still = [(written, attributes) for _tag, written, attributes in self.open if written]
        self.plain.parts.append("".join([*self.out, *(f"</{written}>" for written, _a in reversed(still))]))
        self.out, self.size = [], 0
        # What could be unfolded in the last part has no words to unfold it by in this one.
        self.open = [
            (tag, "div", "") if written == "details" else (tag, written, rest) for tag, written, rest in self.open
        ]
        for _tag, written, attributes in self.open:
            self._write(f"<{written}{attributes}>" if written else "")
