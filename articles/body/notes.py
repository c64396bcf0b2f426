"""What must fit together in a clean text: each link leads somewhere, each note has its number once."""

import re

TAG = re.compile("<[^<>]*>")
LINK = re.compile(r"<a((?: [^>]*)?)>(.*?)</a>", re.DOTALL)
NAME = re.compile(r' id="(note-[^"]*)"')
TO_NOTE = re.compile(r' ?href="#(note-[^"]*)"')
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
    return LINK.sub(lambda link: link[0] if " href=" in link[1] else link[2], html)


def _notes_in_order(html: str) -> str:
    """Only in tags: a text may speak of them."""
    seen: set[str] = set()

    def once(match: re.Match) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    def led(match: re.Match) -> str:
        return match[0] if match[1] in seen else ""

    html = TAG.sub(lambda tag: NAME.sub(once, tag[0]), html)
    return TAG.sub(lambda tag: TO_NOTE.sub(led, tag[0]), html)
