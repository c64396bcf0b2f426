"""What must fit together in a clean text: each link leads somewhere, each note has its number once."""

import re

LINK = re.compile(r"<a(?: [^>]*)?>.*?</a>", re.DOTALL)
NOWHERE = re.compile(r"<a(?: (?!href=)[^>]*)?>(.*?)</a>", re.DOTALL)
NAME = re.compile(r' id="(note-[^"]*)"')
#: Between blocks a paragraph without a word is a gap that the page makes itself.
BLANK = re.compile(
    r"(^|</(?:p|h[234]|ul|ol|aside|blockquote|table|figure)>|<hr>)\s*"
    r"(?:<p(?: dir=\"[a-z]+\")?>(?:\s|&nbsp;|<br>)*</p>\s*)+"
)


def settled(html: str) -> str:
    """The HTML without links to nowhere, names given twice and blank paragraphs between others."""
    html = BLANK.sub(r"\1", html)
    if "#note-" in html or 'id="note-' in html:
        html = _notes_in_order(html)
    if "<a" not in html:
        return html
    return LINK.sub(
        lambda link: link[0] if " href=" in link[0].partition(">")[0] else NOWHERE.sub(r"\1", link[0]), html
    )


def _notes_in_order(html: str) -> str:
    seen: set[str] = set()

    def once(match: re.Match) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    html = NAME.sub(once, html)
    return re.sub(r' ?href="#(note-[^"]*)"', lambda link: link[0] if link[1] in seen else "", html)
