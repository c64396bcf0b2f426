"""The door for pictures: who may do what, what it changes, and that what fails leaves nothing."""

import contextlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from PIL import Image as Pillow

from articles import library
from articles.library import renditions
from articles.models import ArticleImage, Image, Portrait
from articles.pictures import child, shapes
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user, picture_bytes
from tests.support import pictures
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor():
    return make_user("editor")


def files_in(place):
    return sorted(path.name for path in place.rglob("*") if path.is_file()) if place.exists() else []


def stored(image) -> Image:
    return Image.objects.get(pk=image.pk)


def pixels(image):
    with Pillow.open(library.path(image.token, f"master.{image.format}")) as picture:
        return picture.convert("RGB")


# Adding ------------------------------------------------------------------------------------------------------------


def test_an_uploaded_picture_gets_all_of_its_files(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = library.add(upload(picture_bytes()), by=editor)

    assert stored(image).state == "ready"
    assert renditions.missing(image) == []


def test_the_thumbnail_and_one_width_are_there_at_once(editor, media):
    image = library.add(upload(pictures.saved(pictures.photo(), "JPEG")), by=editor)

    assert files_in(media) == ["240.jpg", "768.jpg", "master.jpg"]
    assert image.state == "waiting"


def test_a_user_without_the_right_adds_nothing(media):
    with pytest.raises(PermissionDenied):
        library.add(upload(picture_bytes()), by=make_user(""))
    assert files_in(media) == []


def test_a_photo_is_kept_as_jpeg_and_a_drawing_as_png(editor):
    photo = library.add(upload(pictures.saved(pictures.photo(), "PNG")), by=editor)
    drawing = library.add(upload(pictures.saved(pictures.drawing(), "PNG")), by=editor)

    assert (photo.format, drawing.format) == ("jpg", "png")


def test_a_large_picture_is_kept_smaller(editor):
    image = library.add(upload(pictures.saved(pictures.photo((6000, 1000)), "JPEG")), by=editor)

    assert (image.width, image.height) == (shapes.MASTER_SIDE, 640)


def test_where_the_database_refuses_no_file_stays(editor, media, settings, tmp_path, monkeypatch):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    monkeypatch.setattr(Image, "save", lambda *args, **kwargs: (_ for _ in ()).throw(DatabaseError("gone")))
    with pytest.raises(DatabaseError):
        library.add(upload(picture_bytes()), by=editor)

    assert files_in(media) == files_in(tmp_path / "originals") == []


def test_a_full_disk_is_told_and_space_again_needs_no_restart(editor, media, monkeypatch):
    monkeypatch.setitem(child.LIMITS, "file", 100)
    with pytest.raises(library.Refused, match="full or read-only"):
        library.add(upload(picture_bytes()), by=editor)
    assert files_in(media) == []
    assert not Image.objects.exists()

    monkeypatch.undo()
    assert library.add(upload(picture_bytes()), by=editor).pk


def test_a_folder_that_cannot_be_written_is_told(editor, media):
    media.write_text("a file where the folder should be")
    with pytest.raises(library.Refused, match="full or read-only"):
        library.add(upload(picture_bytes()), by=editor)
    assert not Image.objects.exists()


def test_a_child_that_is_killed_leaves_nothing(editor, media, monkeypatch):
    monkeypatch.setattr(child, "START", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(library.Refused):
        library.add(upload(picture_bytes()), by=editor)

    assert files_in(media) == []
    assert not Image.objects.exists()


def test_a_child_that_does_not_end_is_ended(editor, media, monkeypatch):
    monkeypatch.setattr(child, "START", "import time; time.sleep(60)")
    monkeypatch.setattr(child.work, "__kwdefaults__", {"seconds": 1})
    with pytest.raises(library.Refused, match="took too long"):
        library.add(upload(picture_bytes()), by=editor)
    assert files_in(media) == []


# Words -------------------------------------------------------------------------------------------------------------


def test_describing_derives_what_readers_see_and_numbers_the_version(editor):
    image = make_image()
    image.alt, image.caption = "A grey building", "The court, 2026"
    library.describe(image, by=editor)

    assert stored(image).public_alt == "A grey building"
    assert stored(image).public_caption == "The court, 2026"
    assert stored(image).version == 2
    assert list(Image.objects.containing("COURT grey")) == [image]


def test_describing_with_an_old_copy_brings_back_no_destroyed_file(editor):
    image = make_image()
    old = Image.objects.get(pk=image.pk)
    Image.objects.filter(pk=image.pk).update(token="f" * 32, withdrawn_at="2026-01-01T00:00Z")
    old.alt = "Words"
    library.describe(old, by=editor)

    assert stored(image).token == "f" * 32
    assert stored(image).is_withdrawn


def test_a_reporter_describes_only_what_they_added():
    reporter = make_user("reporter")
    own, other = make_image(uploaded_by=reporter), make_image()
    library.describe(own, by=reporter)
    with pytest.raises(PermissionDenied):
        library.describe(other, by=reporter)


def test_a_withheld_name_is_in_no_word_that_readers_see(editor):
    person = make_person("Aqylbek Muratbai", exposure=Exposure.INITIALS)
    image = make_image(
        shows=[person], caption="Muratbai before the court", credit="A. Muratbai", alt="Aqylbek Muratbai"
    )
    image.texts.create(language="ru", alt="Aqylbek Muratbai", caption="")
    library.describe(image, by=editor)

    texts = [stored(image).public_caption, stored(image).public_credit, stored(image).public_alt]
    texts += [text.public_alt for text in image.texts.all()]
    assert [text for text in texts if "Muratbai" in text] == []
    assert stored(image).caption == "Muratbai before the court"


def test_a_picture_follows_the_decision_to_withhold_a_name(editor):
    person = make_person("Aqylbek Muratbai")
    shown = make_image(shows=[person], caption="Muratbai before the court")
    named = make_image(caption="With Aqylbek Muratbai")
    naming.expose(person, Exposure.WITHHELD)

    assert "Muratbai" not in stored(shown).public_caption + stored(named).public_caption


# Crops, redaction, withdrawal --------------------------------------------------------------------------------------


def test_crops_follow_the_focal_point_and_keep_it(editor):
    image = library.add(upload(pictures.saved(spot((900, 600), (880, 20)), "PNG")), by=editor)
    library.prepare_waiting()
    library.set_focal_point(image, 880 / 900, 20 / 600, by=editor)
    assert stored(image).state == "waiting"
    library.prepare_waiting()

    assert stored(image).state == "ready"
    for label in shapes.CROPS:
        with Pillow.open(library.path(image.token, f"{label}.jpg")) as crop:
            assert any(red > 150 and green < 120 for _count, (red, green, _blue) in crop.getcolors(2_000_000))


def spot(size, at):
    picture = Pillow.new("RGB", size, "white")
    picture.paste((255, 0, 0), (at[0] - 15, at[1] - 15, at[0] + 15, at[1] + 15))
    return picture


@pytest.mark.parametrize("point", [(0.5, 1.2), (-0.1, 0.5)])
def test_a_point_outside_is_refused(editor, point):
    with pytest.raises(library.Refused):
        library.set_focal_point(make_image(), *point, by=editor)


RIGHT_HALF = {"shape": "rectangle", "style": "solid", "x": 0.5, "y": 0, "width": 0.5, "height": 1}


def test_what_is_covered_is_gone_from_every_file(editor, media, django_capture_on_commit_callbacks):
    image = make_image(with_files=True)
    before = image.token
    with django_capture_on_commit_callbacks(execute=True):
        library.redact(image, [RIGHT_HALF], by=editor)

    now = stored(image)
    assert now.token != before
    assert now.state == "ready"
    assert not library.folder(before).exists()
    assert pixels(now).crop((45, 0, 90, 60)).getcolors() == [(45 * 60, (0, 0, 0))]
    assert pixels(now).getpixel((10, 10)) == (0, 128, 128)
    assert renditions.missing(now) == []


def test_redacting_destroys_the_original_too(editor, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    image = library.add(upload(picture_bytes()), by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        library.redact(image, [RIGHT_HALF], by=editor)

    assert stored(image).original == ""
    assert files_in(tmp_path / "originals") == []


@pytest.mark.parametrize("shape", ["rectangle", "ellipse"])
def test_a_mosaic_leaves_no_pixel_of_a_face(editor, shape):
    image = library.add(upload(pictures.saved(pictures.photo((640, 480)), "JPEG")), by=editor)
    area = {"shape": shape, "style": "mosaic", "x": 0.25, "y": 0.25, "width": 0.5, "height": 0.5}
    library.redact(image, [area], by=editor)

    inside = pixels(stored(image)).crop((280, 200, 360, 280))
    middle = pixels(stored(image)).crop((321, 241, 331, 251))
    assert len(inside.resize((80, 80)).quantize(64).getcolors()) <= 64
    assert max(high - low for low, high in middle.getextrema()) < 40  # one square, but for what JPEG makes of it


def test_an_ellipse_covers_its_middle_and_not_its_corners(editor):
    image = make_image(with_files=True)
    library.redact(image, [RIGHT_HALF | {"shape": "ellipse"}], by=editor)

    assert pixels(stored(image)).getpixel((67, 30)) == (0, 0, 0)
    assert pixels(stored(image)).getpixel((89, 0)) == (0, 128, 128)


@pytest.mark.parametrize(
    "area",
    [{}, RIGHT_HALF | {"x": "a"}, RIGHT_HALF | {"x": 2}, RIGHT_HALF | {"width": 0}, RIGHT_HALF | {"x": float("nan")},
     RIGHT_HALF | {"shape": "star"}, None],
)  # fmt: skip
def test_an_area_that_is_none_is_refused_and_changes_nothing(editor, area):
    image = make_image(with_files=True)
    with pytest.raises(library.Refused):
        library.redact(image, [area], by=editor)
    assert library.path(stored(image).token, "master.png").exists()


def test_a_redaction_that_fails_leaves_the_picture_as_it_was(editor, media, monkeypatch):
    image = make_image(with_files=True)
    before, files = image.token, files_in(media)
    monkeypatch.setattr(child, "START", "raise SystemExit(1)")
    with pytest.raises(library.Refused):
        library.redact(image, [RIGHT_HALF], by=editor)

    assert stored(image).token == before
    assert files_in(media) == files


def test_two_redactions_at_once_do_not_undo_each_other(editor, media, monkeypatch):
    image = make_image(with_files=True)
    work = child.work

    def meanwhile(task, **job):
        monkeypatch.setattr(child, "work", work)
        library.redact(Image.objects.get(pk=image.pk), [RIGHT_HALF | {"x": 0}], by=editor)
        return work(task, **job)

    monkeypatch.setattr(child, "work", meanwhile)
    with pytest.raises(library.Refused, match="has just covered parts"):
        library.redact(image, [RIGHT_HALF], by=editor)
    assert pixels(stored(image)).getpixel((10, 10)) == (0, 0, 0)


def test_files_that_are_made_while_the_picture_is_deleted_find_no_place(editor, media, monkeypatch):
    image = library.add(upload(picture_bytes()), by=editor)
    work = child.work

    def meanwhile(task, **job):
        monkeypatch.setattr(child, "work", work)
        Image.objects.all().delete()
        renditions.discard(image.token)
        return work(task, **job)

    monkeypatch.setattr(child, "work", meanwhile)
    renditions.prepare(image)
    assert files_in(media) == []


def test_a_reporter_covers_a_face_in_their_own_picture_until_readers_see_it():
    reporter = make_user("reporter")
    image = make_image(with_files=True, uploaded_by=make_user("editor"))
    Image.objects.update(uploaded_by=reporter)
    image.refresh_from_db()
    library.redact(image, [RIGHT_HALF], by=reporter)
    ArticleImage.objects.create(article=make_article(), image=image, place="lead")
    with pytest.raises(PermissionDenied):
        library.redact(image, [RIGHT_HALF], by=reporter)


def test_a_withdrawn_picture_is_public_nowhere_until_it_is_brought_back(editor):
    image = make_image()
    ArticleImage.objects.create(article=make_article(), image=image, place="lead")
    assert Image.objects.public().filter(pk=image.pk).exists()
    library.withdraw(image, by=editor)
    assert not Image.objects.public().filter(pk=image.pk).exists()
    library.bring_back(image, by=editor)
    assert Image.objects.public().filter(pk=image.pk).exists()


def test_withdrawing_takes_the_right_to():
    reporter = make_user("reporter")
    with pytest.raises(PermissionDenied):
        library.withdraw(make_image(uploaded_by=reporter), by=reporter)


def test_a_picture_in_use_is_not_deleted_and_its_uses_are_named(editor):
    image, person = make_image(), make_person("Aqylbek Muratbai")
    ArticleImage.objects.create(article=make_article("The trial begins"), image=image, place="body")
    Portrait.objects.create(subject=person, image=image)
    with pytest.raises(library.Refused) as refused:
        library.delete(image, by=editor)

    assert "The trial begins" in str(refused.value)
    assert "Aqylbek Muratbai" in str(refused.value)
    assert stored(image)


def test_uses_that_a_user_may_not_see_are_only_counted():
    reporter = make_user("reporter")
    image = make_image(uploaded_by=reporter)
    ArticleImage.objects.create(article=make_article("A secret", published=False), image=image, place="body")

    assert library.uses_of(image, reporter) == ["Uses that you may not see: 1"]


def test_a_deleted_picture_takes_its_files_along(editor, media, django_capture_on_commit_callbacks):
    image = make_image(with_files=True)
    with django_capture_on_commit_callbacks(execute=True):
        library.delete(image, by=editor)

    assert not Image.objects.exists()
    assert files_in(media) == []


def test_files_go_only_when_the_row_is_gone_for_good(editor):
    image = make_image(with_files=True)

    class Undone(Exception):
        pass

    with contextlib.suppress(Undone), transaction.atomic():
        library.delete(Image.objects.get(pk=image.pk), by=editor)
        raise Undone
    assert library.path(stored(image).token, "master.png").exists()
