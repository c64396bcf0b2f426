"""What the markup of other programs means, as patterns that Python and the browser's script both read.

The server cleans with them whatever arrives; the editor gets them with its page (``for_editor``) and applies them to what is
pasted, so that the writer sees at once what is kept.
"""

from articles.body import addresses, embeds

#: What colleagues were told, what an author took out and what was hidden: it goes with all that stands in it.
COMMENT_CLASS = r"(?:^|\s)(?:mso(?:annotation|comment)\w{0,40}|msocom\w{1,40})(?:\s|$)"
COMMENT_STYLE = r"mso-element:\s*comment|mso-special-character:\s*comment"
DELETED_CLASS = r"(?:^|\s)(?:msodel|track\w{0,20}change\w{0,20}delet\w{0,20})(?:\s|$)"
HIDDEN_STYLE = r"mso-hide:\s*all|(?:^|[;\s])(?:display:\s*none|visibility:\s*hidden)"
#: A sign of the program's own, such as the end of a paragraph of Word Online, or where a card of our pages opens.
SIGN_CLASS = r"(?:^|\s)(?:eop|embed-site)(?:\s|$)"
GONE_CLASSES, GONE_STYLES = (COMMENT_CLASS, DELETED_CLASS, SIGN_CLASS), (COMMENT_STYLE, HIDDEN_STYLE)
#: The way back from a note to its number, with the signs that stand around the link.
BACK_CLASS = r"(?:^|\s)(?:mw-cite-backlink|footnote-back\w*)(?:\s|$)"
COMMENT_ANCHOR = r"cmnt|msocom|msoanchor|comment"
GONE_TAGS = "script style template noscript title textarea svg math head select button input xml".split()
EMBEDS = "iframe embed object video audio".split()

#: Formatting that a program says by style instead of by a tag.
STYLES = {
    "strong": r"(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)",
    "em": r"(?:^|[;\s])font-style:\s*(?:italic|oblique)",
    "s": r"(?:^|[;\s])text-decoration(?:-line)?:[^;]{0,80}line-through",
    "sup": r"(?:^|[;\s])vertical-align:\s*super",
    "sub": r"(?:^|[;\s])vertical-align:\s*sub(?!\w|\s*-)",
}
#: A tag that its own style takes back: Google Docs wraps all that is copied in such a one.
TAKEN_BACK = {
    "strong": r"(?:^|[;\s])font-weight:\s*(?:normal|[1-4]00)",
    "em": r"(?:^|[;\s])font-style:\s*normal",
}
MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "u": "u", "s": "s", "strike": "s", "del": "s",
    "sub": "sub", "sup": "sup",
}  # fmt: skip

WORD_LIST = r"mso-list:\s*\w+\s+level([1-9])"
WORD_MARKER = r"mso-list:\s*ignore"
#: What a list counts with, where a style says it: of the list, or of its items.
COUNTS = {
    name: rf"list-style(?:-type)?:[^;]{{0,80}}{says}"
    for name, says in {
        "a": "lower-(?:alpha|latin)",
        "A": "upper-(?:alpha|latin)",
        "i": "lower-roman",
        "I": "upper-roman",
    }.items()
}
#: The number of an item: "1.", "a)", "(iv)", "2.1". A bullet of Word is a letter without a sign after it.
NUMBER = r"^[(\[]?(?:[0-9]+(?:\.[0-9]+)*[.)\]]?|\w{1,4}[.)\]])$"
#: A paragraph of an item whose number no style names: the white space after it is set in small letters.
LOOSE_LIST_CLASS = r"(?:^|\s)MsoList(?:Paragraph|Bullet|Number)"
LOOSE_GAP = r"font:\s*7(?:\.0)?pt"
MARGIN = r"margin-left:\s*([0-9.]+)(pt|cm|in)"
#: Among them the bullets of the fonts Symbol and Wingdings.
BULLET_START = r"^\s*[•◦▪‣●○■□▸·➢❖✓\uf02d\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc][\s\u00a0]+"
NUMBER_START = r"^\s*([0-9]{1,2})[.)][\s\u00a0]+"
QUOTE_CLASS = r"(?:^|\s)Mso(?:Intense)?Quote"
RUNS_RIGHT = r"(?:^|[;\s])direction:\s*rtl"
TITLE_CLASS = r"(?:^|\s)MsoTitle"
RIGHT_TO_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
EMOJI = r"^[^\w\s!-~]{1,16}$"
SEPARATOR = r"[\u000b\u000c\u0085\u2028\u2029]"

_ENGLISH, _GUILLEMETS = ("“", "”", "‘", "’"), ("«", "»", "„", "“")
QUOTES = dict.fromkeys("ar be fa hy kaa-Cyrl kk ky ru tg ug uk uz-Cyrl".split(), _GUILLEMETS) | {
    "de": ("„", "“", "‚", "‘"),
    "ka": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "«", "»"),
    "es": ("«", "»", "“", "”"),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
}


def quotes(language: str, text: str = "") -> tuple[str, str, str, str]:
    """The marks around a quotation and around one within it; without a language, those that the letters of the text suggest."""
    if language:
        return QUOTES.get(language, _ENGLISH)
    return _GUILLEMETS if any("\u0400" <= sign <= "\u08ff" for sign in text) else _ENGLISH


def for_editor() -> dict:
    """The rules as the editor's script reads them."""
    found = {name: value for name, value in globals().items() if name.isupper() and isinstance(value, str)}
    found |= {
        name: getattr(addresses, name).pattern for name in ("LINK", "NOTE_LINK", "TELEPHONE", "MAILBOX", "HOST", "FILE")
    }
    found |= {
        name: getattr(embeds, name) for name in ("CARD", "NO_TITLE", "TELEGRAM", "FACEBOOK_CLASS", "INSTAGRAM_TITLE")
    }
    return {
        "pages": embeds.PAGES, "sites": embeds.SITES, "longest": embeds.LONGEST,
        "patterns": {name: _for_scripts(pattern) for name, pattern in found.items()},
        "styles": STYLES,
        "counts": COUNTS, "takenBack": TAKEN_BACK, "marks": MARKS, "goneTags": GONE_TAGS, "embeds": EMBEDS,
        "quotes": QUOTES | {"": _ENGLISH},
    }  # fmt: skip


def _for_scripts(pattern: str) -> str:
    """A browser's \\w knows ASCII only."""
    return pattern.replace(r"[^\w", r"[^\p{L}\p{N}_").replace(r"\w", r"[\p{L}\p{N}_]")
