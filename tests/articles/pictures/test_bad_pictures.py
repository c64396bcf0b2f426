"""Hostile and broken files, one row of the list of bad inputs each: a sentence or a clean picture, and nothing in between."""

import io
import zlib

import pytest
from django.conf import settings
from PIL import Image as Pillow

from articles import library
from articles.library import renditions
from articles.models import Image
from articles.pictures import shapes
from tests.factories import make_user, picture_bytes
from tests.support import pictures
from tests.support.pictures import drawing, saved, upload

#: A file is read in a child and refused or cleaned before there is a row.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def add(content: bytes, name: str = "photo.jpg") -> Image:
    return library.add(upload(content, name), by=make_user())


def refusal(content: bytes, name: str = "photo.jpg") -> str:
    """What the editor reads; nothing is left of the file."""
    with pytest.raises(library.Refused) as refused:
        add(content, name)
    assert not Image.objects.exists()
    assert left_behind() == []
    return " ".join(refused.value.messages)


def left_behind():
    return [place for place in settings.MEDIA_ROOT.rglob("*") if place.is_file()]


def master(image) -> Pillow.Image:
    with Pillow.open(library.path(image.token, f"master.{image.format}")) as picture:
        assert getattr(picture, "n_frames", 1) == 1
        return picture.convert("RGB")


def test_I1_a_bomb_of_many_gigabytes_is_refused_for_its_size_before_it_is_decoded():
    assert "pixels" in refusal(pictures.png_that_claims(60_000, 60_000), "x.png")


def test_I2_a_bomb_of_which_pillow_only_warns_is_refused():
    assert "40 megapixels" in refusal(pictures.png_that_claims(10_000, 10_000), "x.png")


def test_I3_a_real_picture_above_the_limit_is_told_the_limit():
    assert "40 megapixels" in refusal(saved(pictures.photo((7000, 7000)), "JPEG", quality=5))


def test_a_picture_that_is_too_wide_is_told_the_limit():
    assert "12000 pixels" in refusal(saved(Pillow.new("L", (12_001, 1)), "PNG"))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_I4_of_many_frames_the_first_is_taken(format):
    frames = [Pillow.new("RGB", (20, 10), (0, number % 256, 0)) for number in range(300)]
    image = add(saved(Pillow.new("RGB", (20, 10), "red"), format, save_all=True, append_images=frames))

    red, green, _blue = master(image).getpixel((5, 5))
    assert red > 200
    assert green < 50


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt"])
def test_I5_a_text_that_unpacks_to_200_megabytes_is_refused(name):
    packed = zlib.compress(b"A" * 200_000_000, 1)
    header = b"Comment\0\0" if name == b"zTXt" else b"Comment\0\1\0\0\0"

    assert "This file cannot be read as a picture" in refusal(
        pictures.with_png_chunk(picture_bytes(), name, header + packed)
    )


@pytest.mark.parametrize("format", ["PNG", "GIF", "JPEG"])
def test_I6_a_page_hidden_behind_a_picture_is_not_stored(format):
    image = add(picture_bytes(format) + b"<script>alert(1)</script>")
    library.prepare_waiting()

    assert left_behind()
    assert [file.name for file in left_behind() if b"<script" in file.read_bytes()] == []
    assert image.format in {"jpg", "png"}


HOSTILE_NAMES = [
    "x.html", "x.svg", "x.php.jpg", "x.jpg.html", "x.jpg%00.html", "X.JPG ", "x.jpg/../../e.py", "CON.jpg", "n" * 300,
    "..jpg", "\u202egpj.exe", "<script>.png", "a\nb.png",
]  # fmt: skip


@pytest.mark.both_databases
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_I7_the_name_of_the_file_decides_nothing(name, media):
    file = upload(picture_bytes())
    file._name = name  # as a client would send it: Django's own field cuts the path off
    image = library.add(file, by=make_user())

    assert image.original_name.isprintable()
    assert len(image.original_name) <= 300
    assert {place.name for place in left_behind()} == {"master.png", "240.jpg", "320.jpg"}
    assert {place.parent for place in left_behind()} == {media / image.token[:2] / image.token}


@pytest.mark.parametrize(
    "content",
    [b"<html><body>", b"alert(1)", b"%PDF-1.7\n", b"PK\3\4zip", b"MZ\x90\0exe", b"x"],
    ids="html js pdf zip exe byte".split(),
)
def test_I8_what_is_no_picture_is_refused(content):
    assert "This file cannot be read as a picture" in refusal(content)


def test_I8_an_empty_file_is_refused():
    assert "empty" in refusal(b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}</svg>'


@pytest.mark.parametrize("name", ["x.svg", "x.png"])
@pytest.mark.parametrize("inside", ['onload="alert(1)">', "><script>alert(1)</script>", "><foreignObject/>"])
def test_I9_svg_is_refused_under_any_name(inside, name):
    assert "This file cannot be read as a picture" in refusal(SVG.format(inside).encode(), name)


@pytest.mark.parametrize("format", ["TIFF", "BMP", "TGA", "ICNS", "PDF", "EPS", "PPM", "JPEG2000", "AVIF"])
def test_I10_formats_that_nobody_needs_are_refused(format):
    assert "This file cannot be read as a picture" in refusal(saved(drawing((64, 64)), format))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_I11_a_file_that_was_cut_is_refused(format):
    content = saved(pictures.photo((400, 300)), format)

    assert "This file cannot be read as a picture" in refusal(content[: len(content) // 2])


def test_I11_the_first_60_bytes_of_a_png_are_refused():
    refusal(picture_bytes()[:60])


SHORT, TEXT, SIGNED = 3, 2, 8
NONSENSE = {
    "zero": (SHORT, 1, b"\0\0"),
    "ninety-nine": (SHORT, 1, b"\0\x63"),
    "a-letter": (TEXT, 2, b"x\0"),
    "a-list": (SHORT, 2, b"\0\x63\0\6"),
    "negative": (SIGNED, 1, b"\xff\xff"),
    "a-type-that-is-none": (77, 1, b"\0\6"),
    "far-too-many": (SHORT, 0xFFFFFFFF, b"\xff\xff\xff\xff"),
}


@pytest.mark.parametrize("orientation", NONSENSE)
def test_I13_nonsense_about_the_orientation_is_ignored(orientation):
    block = pictures.exif_orientation(*NONSENSE[orientation])

    assert master(add(saved(drawing(), "JPEG", exif=block))).size == (90, 60)


@pytest.mark.parametrize("block", [b"\xff" * 60_000, b"MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08\0\0\0\x08"])
def test_I13_a_broken_exif_block_harms_nobody(block):
    assert master(add(saved(drawing(), "JPEG", exif=b"Exif\0\0" + block))).size == (90, 60)


def test_of_a_phone_picture_with_a_second_behind_it_the_first_is_taken():
    content = saved(drawing(), "MPO", save_all=True, append_images=[Pillow.new("RGB", (45, 30), "green")])
    image = add(content)

    assert (image.format, image.width, image.height) == ("jpg", 90, 60)
    assert b"MPF" not in library.path(image.token, "master.jpg").read_bytes()


def test_the_orientation_is_applied():
    image = add(saved(drawing(), "JPEG", exif=pictures.exif_orientation(SHORT, 1, b"\0\6")))

    assert (image.width, image.height) == (60, 90)
    red, _green, blue = master(image).getpixel((30, 10))
    assert red > blue


ODD = {
    "cmyk": lambda: saved(drawing(mode="CMYK"), "JPEG"),
    "grey-16-bit": lambda: saved(Pillow.new("I;16", (90, 60), 40_000), "PNG"),
    "one-bit": lambda: saved(drawing(mode="1"), "PNG"),
    "palette-with-transparency": lambda: saved(drawing(mode="P"), "PNG", transparency=0),
    "grey-with-alpha": lambda: saved(drawing(mode="LA"), "PNG"),
    "alpha": lambda: saved(drawing(mode="RGBA"), "WEBP"),
    "transparent-colour": lambda: saved(drawing(), "PNG", transparency=(200, 30, 30)),
    "one-pixel": lambda: saved(Pillow.new("RGB", (1, 1)), "PNG"),
    "a-line": lambda: saved(Pillow.new("RGB", (12_000, 1)), "PNG"),
    "a-column": lambda: saved(Pillow.new("RGB", (1, 12_000)), "PNG"),
    "transparent-gif": lambda: saved(drawing(mode="P"), "GIF", transparency=0),
}


@pytest.mark.parametrize("mode", ODD)
def test_I14_odd_pictures_become_plain_ones(mode):
    image = add(ODD[mode]())
    library.prepare_waiting()
    image.refresh_from_db()

    assert image.state == "ready"
    for file in shapes.files(image.width, image.height):
        with Pillow.open(library.path(image.token, file.name)) as made:
            assert made.convert("RGB").size == (file.width, file.height)


def test_grey_of_16_bits_keeps_its_brightness():
    assert master(add(ODD["grey-16-bit"]())).getpixel((5, 5)) == pytest.approx((155, 155, 155), abs=2)


def test_what_was_transparent_is_white():
    image = add(saved(Pillow.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))

    assert master(image).getpixel((5, 5)) == (255, 255, 255)


def test_I15_the_same_file_twice_is_two_pictures():
    first, second = add(picture_bytes()), add(picture_bytes())

    assert first.token != second.token
    assert first.fingerprint == second.fingerprint
    assert Image.objects.filter(fingerprint=first.fingerprint).count() == 2


def test_I18_no_file_exists_but_those_of_the_table(media):
    image = add(picture_bytes())
    library.prepare_waiting()

    names = {place.name for place in left_behind()} - {renditions.FOCUS, "master.png", renditions.LOCK}
    assert names == {file.name for file in shapes.files(image.width, image.height)}


@pytest.mark.parametrize("name", ["../../settings.py", "/etc/passwd", "..\0x"])
def test_no_name_leads_out_of_the_folder(name):
    from django.core.exceptions import SuspiciousFileOperation

    with pytest.raises((SuspiciousFileOperation, ValueError)):
        library.path("a" * 32, name).open()


def test_a_file_of_more_than_20_megabytes_is_refused_unread():
    file = io.BytesIO(b"x")
    big = upload(file.getvalue())
    big.size = 20_000_001

    with pytest.raises(library.Refused, match="larger than 20 MB"):
        library.add(big, by=make_user())
