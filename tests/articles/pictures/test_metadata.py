"""What a picture says of itself is offered to the editor, in this order: XMP, IIM, EXIF; and never where it was taken."""

import io
import json

import pytest
from PIL import Image as Pillow

from articles import library
from articles.pictures import metadata
from tests.factories import make_user
from tests.support import pictures
from tests.support.pictures import drawing, saved, upload


def said(content: bytes) -> dict:
    with Pillow.open(io.BytesIO(content)) as picture:
        return metadata.read(picture)


def jpeg(*segments, **options) -> bytes:
    return pictures.with_segments(saved(drawing(), "JPEG", **options), *segments)


FULL = pictures.xmp(
    """<dc:creator><rdf:Seq><rdf:li>Aigul Saparova</rdf:li><rdf:li>B. Omarov</rdf:li></rdf:Seq></dc:creator>
    <dc:rights><rdf:Alt><rdf:li xml:lang="ru">© Агентство</rdf:li>
    <rdf:li xml:lang="x-default">© Agency</rdf:li></rdf:Alt></dc:rights>
    <dc:description><rdf:Alt><rdf:li xml:lang="x-default">The court in Nukus</rdf:li></rdf:Alt></dc:description>
    <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A grey building</rdf:li></rdf:Alt>
    </Iptc4xmpCore:AltTextAccessibility>
    <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Dauletmurat Tajimuratov</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
    <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Once</rdf:li></rdf:Alt></xmpRights:UsageTerms>
    <exif:GPSLatitude>42,27.5N</exif:GPSLatitude>""",
    """photoshop:Credit="Agency" photoshop:DateCreated="2026-05-17T10:00:00+05:00" photoshop:City="Nukus"
    photoshop:Country="Uzbekistan" photoshop:Source="Wire" photoshop:Headline="Trial" photoshop:Instructions="Not in Uzbekistan"
    xmpRights:WebStatement="https://agency.example/terms"
    Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" """,
)  # fmt: skip


def test_xmp_is_read_whole():
    assert said(jpeg(xmp=FULL)) == {
        "creator": "Aigul Saparova, B. Omarov",
        "credit": "Agency",
        "copyright": "© Agency",
        "caption": "The court in Nukus",
        "alt": "A grey building",
        "headline": "Trial",
        "taken_on": "2026-05-17",
        "source": "Wire",
        "instructions": "Not in Uzbekistan",
        "usage_terms": "Once",
        "licence_address": "https://agency.example/terms",
        "digital_source": "trainedAlgorithmicMedia",
        "city": "Nukus",
        "country": "Uzbekistan",
        "persons": "Dauletmurat Tajimuratov",
    }


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_xmp_is_read_in_other_formats(format):
    content = pictures.seeded_png() if format == "PNG" else pictures.seeded_webp()

    assert said(content)["credit"] == pictures.SEEDS["XMP"]


CYRILLIC = "Айгүл Сапарова / Агентство"


@pytest.mark.parametrize("declared", [True, False])
def test_iim_in_utf_8_is_read_declared_or_not(declared):
    values = {(1, 90): b"\x1b%G"} if declared else {}
    values |= {(2, 80): CYRILLIC.encode(), (2, 55): b"20260517", (2, 110): b"Agency"}

    found = said(jpeg(pictures.iim(values)))

    assert found == {"creator": CYRILLIC, "taken_on": "2026-05-17", "credit": "Agency"}


@pytest.mark.parametrize("text", ["Сапарова Айгуль", "Фото: А. Омаров", "Нукус"])
def test_iim_of_a_cyrillic_windows_is_guessed(text):
    assert said(jpeg(pictures.iim({(2, 80): text.encode("cp1251")})))["creator"] == text


@pytest.mark.parametrize(
    "text", ["José Müller", "Łódź".encode("ascii", "ignore").decode() + "François Lefèvre", "Åse Ås"]
)
def test_iim_in_latin_1_keeps_its_accents(text):
    assert said(jpeg(pictures.iim({(2, 80): text.encode("latin-1")})))["creator"] == text


def test_exif_is_read_last():
    block = Pillow.Exif()
    block[0x013B], block[0x8298], block[0x010E] = "Exif Artist", "Exif Right", "Exif words"
    block.get_ifd(0x8769)[0x9003] = "2026:05:17 10:00:00"
    content = jpeg(pictures.iim({(2, 116): b"Iim Right", (2, 80): b"Iim Artist"}), exif=block, xmp=pictures.xmp(
        "<dc:creator><rdf:Seq><rdf:li>Xmp Artist</rdf:li></rdf:Seq></dc:creator>"
    ))  # fmt: skip

    assert said(content) == {
        "creator": "Xmp Artist", "copyright": "Iim Right", "caption": "Exif words", "taken_on": "2026-05-17",
    }  # fmt: skip


def test_what_cameras_write_by_themselves_is_no_suggestion():
    block = Pillow.Exif()
    block[0x010E] = "OLYMPUS DIGITAL CAMERA"

    assert said(jpeg(exif=block)) == {}


@pytest.mark.parametrize("day", ["0000:00:00 00:00:00", "2026:02:30 10:00:00", "99999", "yesterday", ""])
def test_a_day_that_is_none_is_no_suggestion(day):
    assert said(jpeg(pictures.iim({(2, 55): day.encode()}))) == {}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("prologue", [BOMB, XXE])
def test_xml_with_entities_is_not_read(prologue):
    packet = prologue + pictures.xmp("<photoshop:Credit>&c;</photoshop:Credit>").split(b"?>", 1)[1]

    assert said(jpeg(xmp=packet)) == {}


def test_a_long_text_is_cut_and_made_fit_to_show():
    found = said(jpeg(pictures.iim({(2, 120): b"a\0\x1b[2J" + b"x" * 30_000, (2, 80): b"\x1b]0;title\x07"})))

    assert len(found["caption"]) == metadata.MAX_TEXT
    assert found["creator"].isprintable()


def test_where_a_picture_was_taken_is_nowhere():
    found = json.dumps(said(pictures.seeded_webp()))

    assert pictures.SEEDS["GPS"] not in found
    assert pictures.SEEDS["SERIAL"] not in found
    assert "42" not in found


@pytest.mark.django_db
def test_suggestions_are_kept_beside_the_words_and_not_as_the_words():
    image = library.add(upload(jpeg(xmp=FULL)), by=make_user())
    image.refresh_from_db()

    assert image.suggestions["credit"] == "Agency"
    assert (image.alt, image.caption, image.credit, image.taken_on) == ("", "", "", None)
    assert image.folded == ""
