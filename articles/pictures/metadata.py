"""What a picture says of itself, as suggestions to the editor: XMP before IIM before EXIF, as the IPTC standard asks.

Runs in the workshop's child. Where a picture was taken (GPS) is not read at all; every text is cut and made fit to show.
"""

import contextlib
import re
import struct
from datetime import date

MAX_XMP, MAX_TEXT, MAX_PERSONS = 1_000_000, 1000, 20
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
#: suggestion -> where XMP, IIM (dataset of record 2) and EXIF hold it.
FIELDS = {
    "creator": ("dc:creator", 80, 0x013B),
    "credit": ("photoshop:Credit", 110, None),
    "copyright": ("dc:rights", 116, 0x8298),
    "caption": ("dc:description", 120, 0x010E),
    "alt": ("core:AltTextAccessibility", None, None),
    "headline": ("photoshop:Headline", 105, None),
    "taken_on": ("photoshop:DateCreated", 55, 0x9003),
    "source": ("photoshop:Source", 115, None),
    "instructions": ("photoshop:Instructions", 40, None),
    "usage_terms": ("xmpRights:UsageTerms", None, None),
    "licence_address": ("xmpRights:WebStatement", None, None),
    "digital_source": ("ext:DigitalSourceType", None, None),
    "city": ("photoshop:City", 90, None),
    "country": ("photoshop:Country", 101, None),
    "persons": ("ext:PersonInImage", None, None),
}
#: What software writes when nobody wrote anything.
EMPTY = {"oplus_0", "oplus_32", "olympus digital camera", "default", "sony dsc", "screenshot", "untitled"}
EXIF_IFD = 0x8769


def read(picture) -> dict[str, str]:
    """{field: text} of an opened Pillow picture, without those that are not there."""
    sources = [_tried(_from_xmp, picture), _tried(_from_iim, picture), _tried(_from_exif, picture)]
    found = {}
    for field in FIELDS:
        texts = (_tidy(field, source.get(field, "")) for source in sources)
        if text := next(filter(None, texts), ""):
            found[field] = text
    return found


def _tried(reader, picture) -> dict:
    with contextlib.suppress(Exception):  # each may be broken for itself
        return reader(picture)
    return {}


def _tidy(field: str, text: str) -> str:
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", str(text)[: 4 * MAX_TEXT]).strip()[:MAX_TEXT]
    if field == "taken_on":
        return _day(text)
    if field == "licence_address" and not re.match(r"https?://", text):
        return ""
    if field == "digital_source":
        return text.rstrip("/").rpartition("/")[2]
    return "" if text.lower() in EMPTY else text


def _day(text: str) -> str:
    """2026-05-17 of "2026:05:17 10:00:00", "20260517" or "2026-05-17T10:00+05:00"."""
    if match := re.match(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)", text):
        with contextlib.suppress(ValueError):
            day = date(*map(int, match.groups()))
            return day.isoformat() if day.year > 1825 else ""
    return ""


# XMP ---------------------------------------------------------------------------------------------------------------


def _from_xmp(picture) -> dict:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    if not packet or len(packet) > MAX_XMP:
        return {}
    from defusedxml.ElementTree import fromstring  # here, since most pictures have none and each start counts

    names = {_full_name(where[0]): field for field, where in FIELDS.items()}
    found = {}
    for about in fromstring(packet.strip(b"\x00 \r\n\t")).iter(f"{RDF}Description"):
        pairs = [*about.attrib.items(), *((child.tag, _text_of(child)) for child in about)]
        for name, text in pairs:
            if name in names and text.strip():
                found.setdefault(names[name], text)
    return found


def _full_name(short: str) -> str:
    space, name = short.split(":")
    return f"{{{SPACES[space]}}}{name}"


def _text_of(element) -> str:
    """The text itself, its default language, or all items of a list."""
    items = [item for item in element.iter(f"{RDF}li") if item.text]
    if not items:
        return element.text or element.get(f"{RDF}resource") or ""
    if element.find(f"{RDF}Alt") is not None:
        language = "{http://www.w3.org/XML/1998/namespace}lang"
        return next((item.text for item in items if item.get(language) == "x-default"), items[0].text)
    return ", ".join(item.text for item in items[:MAX_PERSONS])


# IIM ---------------------------------------------------------------------------------------------------------------


def _from_iim(picture) -> dict:
    blocks = picture.info.get("photoshop") or {}
    records = _datasets(blocks.get(0x0404, b""))
    is_utf8 = b"\x1b%G" in records.get((1, 90), [b""])[0]
    found = {}
    for field, (_xmp, dataset, _exif) in FIELDS.items():
        if dataset and (values := records.get((2, dataset))):
            found[field] = ", ".join(_decoded(value, is_utf8) for value in values[:MAX_PERSONS])
    return found


def _datasets(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """{(record, dataset): values} until something is not as the standard has it."""
    found, at = {}, 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size & 0x8000:  # a length of more bytes: no text that anybody reads
            break
        found.setdefault((record, dataset), []).append(block[at : at + size])
        at += size
    return found


def _decoded(value: bytes, is_utf8: bool) -> str:
    """Programs that say nothing of the encoding wrote UTF-8, or what their Windows used: Cyrillic, where it reads as words."""
    with contextlib.suppress(UnicodeDecodeError):
        return value.decode("utf-8")
    if not is_utf8 and _reads_as_cyrillic(value):
        return value.decode("cp1251", errors="replace")
    return value.decode("latin-1")


def _reads_as_cyrillic(value: bytes) -> bool:
    """In Western words letters with accents stand alone among plain ones; in Cyrillic ones nearly all are beyond ASCII."""
    words = re.findall(rb"[A-Za-z\x80-\xff]+", value)
    beyond = sum(byte >= 0xC0 or byte in b"\xa8\xb8\xaa\xba\xaf\xbf\xb2\xb3" for word in words for byte in word)
    plain = sum(byte < 0x80 for word in words for byte in word)
    longest = max((len(run) for run in re.findall(rb"[\xc0-\xff]+", value)), default=0)
    return longest >= 3 and (beyond > plain or longest >= 4)


# EXIF --------------------------------------------------------------------------------------------------------------


def _from_exif(picture) -> dict:
    tags = picture.getexif()
    values = {**tags.get_ifd(EXIF_IFD), **tags}
    found = {}
    for field, (_xmp, _iim, tag) in FIELDS.items():
        if tag and isinstance(value := values.get(tag), str):
            found[field] = _unmangled(value)
    return found


def _unmangled(text: str) -> str:
    """Pillow reads EXIF as Latin-1; cameras and programs write UTF-8 or the code page of their Windows."""
    with contextlib.suppress(UnicodeEncodeError):
        return _decoded(text.encode("latin-1"), is_utf8=False)
    return text
