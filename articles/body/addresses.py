"""Where a link may lead, and what becomes of an address that people write without its beginning.

``LINK`` and the patterns are read by the editor too (``articles.body.rules``), which refuses on the spot what would go here.
"""

import re

#: A place on the web, a mailbox, a telephone, a path of this site; never //host, nor a back slash that browsers read as one.
LINK = re.compile(
    r"""(?:https?://[^/\\\s<>"][^\\\s<>"]*|mailto:[^\s<>"]+|tel:\+?[0-9]{3,20}|/(?![/\\])[^\\\s<>"]*)""", re.IGNORECASE
)
#: From a sentence to its note and back, in one story.
NOTE_LINK = re.compile(r"#note-(?:ref-)?[1-9][0-9]{0,3}")
TELEPHONE = re.compile(r"tel:\s*(\+?[0-9][0-9()\s./-]*)", re.IGNORECASE)
MAILBOX = re.compile(r"""[^\s@/:<>"\\]+@[^\s@/:<>"\\.]+(?:\.[^\s@/:<>"\\.]+)+""")
HOST = re.compile(r"(?:[^\s./:@?#<>]+\.)+[^\s./:@?#<>0-9]{2,}(?::[0-9]+)?(?:[/?#].*)?")
#: Looks like a host, and is a file beside the page that was copied.
FILE = re.compile(r"[^/.]+\.(?:html?|php|aspx?|pdf|docx?|odt|xlsx?|txt|jpe?g|png|gif|webp)", re.IGNORECASE)


def address(written: str) -> str | None:
    """The address as it can be kept, with https://, mailto: or %20 where they are missing; None where it leads nowhere."""
    text = re.sub(r"[\t\n\r]+", "", written).strip()
    if NOTE_LINK.fullmatch(text):
        return text
    if telephone := TELEPHONE.fullmatch(text):
        text = "tel:" + re.sub(r"[^+0-9]", "", telephone[1])
    elif MAILBOX.fullmatch(text):
        text = f"mailto:{text}"
    elif text.startswith("//") and HOST.fullmatch(text[2:]):
        text = f"https:{text}"
    elif HOST.fullmatch(text) and not FILE.fullmatch(text):
        text = f"https://{text}"
    text = re.sub(r"\s", "%20", text)
    return text if LINK.fullmatch(text) else None
