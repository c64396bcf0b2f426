"""What a picture costs: its child stays within bounds, and the web process feels nothing of it."""

from pathlib import Path

import pytest
from PIL import Image as Pillow

from articles import library
from articles.pictures import child
from tests.factories import make_user, picture_bytes
from tests.support import pictures
from tests.support.pictures import upload

MEGABYTE = 1_000_000


def own_memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.fixture(scope="module")
def forty_megapixels(tmp_path_factory):
    """7,302 x 5,476 pixels in each of the two ways in which a JPEG can be stored."""
    folder = tmp_path_factory.mktemp("large")
    tile = pictures.photo((256, 256))
    picture = Pillow.new("RGB", (7302, 5476))
    for left in range(0, 7302, 256):
        for top in range(0, 5476, 256):
            picture.paste(tile, (left, top))
    picture.save(folder / "baseline.jpg", quality=30)
    picture.save(folder / "progressive.jpg", quality=20, progressive=True, subsampling=0)
    return folder


@pytest.mark.parametrize("name", ["baseline.jpg", "progressive.jpg"])
def test_the_child_opens_40_megapixels_in_less_than_400_megabytes(forty_megapixels, tmp_path, name):
    cleaned = child.work("clean", source=forty_megapixels / name, folder=tmp_path)

    assert cleaned["width"] >= 3000
    assert cleaned["peak"] < 400 * MEGABYTE


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_web_process_does_not_grow(forty_megapixels, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    user, large, small = make_user(), (forty_megapixels / "baseline.jpg").read_bytes(), picture_bytes()
    library.add(upload(small), by=user)
    before = own_memory()
    library.add(upload(large), by=user)
    after_large = own_memory()
    for _ in range(20):
        library.add(upload(small), by=user)

    assert after_large - before < 30 * MEGABYTE
    assert own_memory() - after_large < 10 * MEGABYTE


def test_no_module_of_the_web_process_needs_the_library_that_reads_pictures():
    import subprocess
    import sys

    program = "import sys, django; django.setup(); import articles.library.uploads; print('PIL.Image' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_a_webp_of_40_megapixels_is_taken_with_a_limit_of_its_own(tmp_path):
    source = tmp_path / "large.webp"
    Pillow.new("RGB", (7302, 5476)).save(source, "WEBP", method=0, quality=10)
    cleaned = child.work("clean", source=source, folder=tmp_path)

    assert (cleaned["kind"], cleaned["width"] >= 3000) == ("webp", True)
    assert cleaned["peak"] < 800 * MEGABYTE


@pytest.mark.parametrize(("name", "limit", "megabytes"), [("a.webp", "webp_memory", 370), ("a.png", "memory", 100)])
def test_a_picture_beyond_the_limit_of_memory_is_refused_with_a_sentence(tmp_path, monkeypatch, name, limit, megabytes):
    monkeypatch.setitem(child.LIMITS, limit, megabytes * MEGABYTE)
    Pillow.new("RGB", (6000, 6000)).save(tmp_path / name, method=0, quality=10, compress_level=1)
    with pytest.raises(child.PictureError) as refused:
        child.work("clean", source=tmp_path / name, folder=tmp_path)

    assert refused.value.code == "memory"
    assert "too much memory" in library.sentence("memory")


def test_of_a_noisy_picture_the_files_for_phones_stay_light(tmp_path):
    master = pictures.photo((1600, 1200))
    master.save(tmp_path / "master.jpg", quality=92)
    wanted = [{"label": 768, "size": [768, 576], "box": None, "exts": ["avif"]}]
    child.work("render", folder=tmp_path, master="master.jpg", wanted=wanted)
    library_default = Pillow.open(tmp_path / "master.jpg").resize((768, 576))
    library_default.save(tmp_path / "plain.avif", quality=52, speed=8)

    assert (tmp_path / "768.avif").stat().st_size < (tmp_path / "plain.avif").stat().st_size
