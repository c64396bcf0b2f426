"""A file with something hidden in every place that can hold it: nothing of it is in any byte that we keep."""

import pytest
from django.conf import settings

from articles import library
from articles.library import renditions
from articles.models import Image
from tests.factories import make_user
from tests.support import pictures

MAKERS = {
    "jpg": pictures.seeded_jpeg,
    "png": pictures.seeded_png,
    "webp": pictures.seeded_webp,
    "gif": pictures.seeded_gif,
    "png-photo": lambda: pictures.seeded_png(pictures.photo((320, 240))),
}
EXPECTED = {
    "jpg": set(pictures.SEEDS) - {"TEXT", "ITXT"},
    "png": set(pictures.SEEDS) - {"IPTC", "COMMENT", "THUMBNAIL"},
    "webp": {"ARTIST", "SERIAL", "GPS", "XMP", "ICC", "TRAILING", "MAKER", "OWNER"},
    "gif": {"COMMENT", "TRAILING"},
}


def found_in(content: bytes) -> set[str]:
    texts = {
        place: {seed.encode(), seed.encode("utf-16-le"), seed.encode("utf-16-be")} for place, seed in SEEDS.items()
    }
    return {place for place, forms in texts.items() if any(form in content for form in forms)}


SEEDS = pictures.SEEDS


@pytest.mark.parametrize("kind", EXPECTED)
def test_the_seeds_are_in_the_file_that_is_uploaded(kind):
    """Else the next test would find nothing because there is nothing. PNG packs ICC and may pack texts."""
    packed = {"ICC"} if kind == "png" else set()

    assert EXPECTED[kind] - packed <= found_in(MAKERS[kind]())


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("kind", MAKERS)
def test_no_seed_is_in_any_file_of_the_picture(kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    content = MAKERS[kind]()
    image = library.add(pictures.upload(content, f"SEEDNAMESEED.{kind}"), by=make_user())
    renditions.prepare(image)
    library.redact(image, [AREA], by=make_user())
    library.prepare_waiting()

    files = kept()
    assert len(files) > 10
    assert {file.name: found_in(file.read_bytes()) for file in files if found_in(file.read_bytes())} == {}
    assert [file for file in files if b"SEED" in file.read_bytes() or "SEED" in str(file.relative_to(tmp_path))] == []
    assert [file.name for file in files if any(mark in file.read_bytes() for mark in MARKS)] == []
    assert Image.objects.get().state == "ready"


AREA = {"shape": "rectangle", "style": "solid", "x": 0, "y": 0, "width": 0.1, "height": 0.1}
#: How the blocks begin that hold such things, whatever is in them.
MARKS = [b"Exif\0\0", b"http://ns.adobe.com", b"Photoshop 3.0", b"ICC_PROFILE", b"acsp", b"8BIM", b"tEXt", b"iTXt", b"eXIf",
         b"iCCP", b"EXIF", b"XMP \0"]  # fmt: skip


def kept():
    return [place for place in settings.MEDIA_ROOT.rglob("*") if place.is_file()]


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_original_is_kept_only_where_a_private_folder_is_named(settings, tmp_path):
    settings.MEDIA_ROOT, settings.ORIGINALS_ROOT = tmp_path / "media", tmp_path / "private"
    content = pictures.seeded_jpeg()
    image = library.add(pictures.upload(content), by=make_user())

    kept_original = tmp_path / "private" / image.original
    assert kept_original.read_bytes() == content
    assert kept_original.stat().st_mode & 0o077 == 0
    assert "SEED" not in image.original


@pytest.mark.django_db
@pytest.mark.one_database
def test_no_original_is_kept_by_default(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"

    assert library.add(pictures.upload(pictures.seeded_jpeg()), by=make_user()).original == ""
