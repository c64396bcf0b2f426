"""rebuild_renditions and check_media: what was interrupted goes on, and what belongs to nothing is found."""

import io
import os
import time

import pytest
from django.core.management import CommandError, call_command

from articles import library
from articles.library import renditions
from articles.models import Image
from articles.pictures import child
from people.base import jobs
from people.models import Job
from tests.factories import make_image, make_user, picture_bytes
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def problems(*arguments) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_media", *arguments, stdout=out)
    return out.getvalue()


def times(image):
    place = library.folder(image.token)
    return {file.name: file.stat().st_mtime_ns for file in place.iterdir() if file.name != renditions.FOCUS}


def test_only_what_is_missing_is_made():
    image = make_image(with_files=True)
    before = times(image)
    library.path(image.token, "320.avif").unlink()
    run("rebuild_renditions")

    after = times(image)
    assert after.pop("320.avif") != before.pop("320.avif")
    assert after == before


def test_all_are_made_anew_when_asked_for():
    image = make_image(with_files=True)
    before = times(image)
    run("rebuild_renditions", "--all")

    assert {name for name, when in times(image).items() if when == before[name]} == {f"master.{image.format}"}


def test_those_that_wait_are_worked_off_with_progress():
    image = library.add(upload(picture_bytes()), by=make_user())
    assert f"#{image.pk} is ready" in run("rebuild_renditions", "--waiting")
    image.refresh_from_db()
    assert image.is_ready


def test_a_picture_that_cannot_be_prepared_is_told_by_the_exit_code_and_its_state():
    image = make_image(with_files=True, state="waiting")
    library.path(image.token, f"master.{image.format}").write_bytes(b"broken")
    library.path(image.token, "320.avif").unlink()
    with pytest.raises(CommandError, match=f"#{image.pk}"):
        run("rebuild_renditions", "--waiting")
    image.refresh_from_db()

    assert image.state == "failed"


def test_with_a_full_disk_a_picture_goes_on_waiting(monkeypatch):
    image = library.add(upload(picture_bytes()), by=make_user())
    monkeypatch.setitem(child.LIMITS, "file", 100)
    assert library.prepare_waiting() == 0
    image.refresh_from_db()
    assert image.state == "waiting"
    assert Job.objects.due(renditions.KIND).exists()

    monkeypatch.undo()
    assert library.prepare_waiting() == 1


def test_a_number_that_is_none_is_refused():
    with pytest.raises(CommandError, match="no picture with the number 4711"):
        run("rebuild_renditions", "4711")


def test_what_another_process_has_claimed_is_left_to_it_for_ten_minutes():
    image = library.add(upload(picture_bytes()), by=make_user())
    claimed = jobs._claim(renditions.KIND, 0)
    assert library.prepare_waiting() == 0
    Job.objects.update(not_before=claimed.not_before - renditions.CLAIM)
    assert library.prepare_waiting() == 1
    image.refresh_from_db()
    assert image.is_ready


def test_a_focal_point_set_during_the_work_is_not_lost(monkeypatch):
    image = library.add(upload(picture_bytes()), by=make_user())
    work = child.work

    def meanwhile(*args, **kwargs):
        Image.objects.filter(pk=image.pk).update(focal_x=0.9)
        monkeypatch.setattr(child, "work", work)
        return work(*args, **kwargs)

    monkeypatch.setattr(child, "work", meanwhile)
    library.prepare_waiting()
    image.refresh_from_db()
    assert image.state == "waiting"
    library.prepare_waiting()
    image.refresh_from_db()
    assert image.state == "ready"
    assert renditions.missing(image) == []


def test_a_second_process_leaves_the_work_to_the_first():
    library.add(upload(picture_bytes()), by=make_user())
    with renditions.only_one() as alone:
        assert alone
        assert "Another process" in run("rebuild_renditions", "--waiting")


def test_in_production_a_process_of_its_own_is_started(settings, monkeypatch):
    """It is not waited for: here a stand-in for it ends at once."""
    settings.PICTURES_IN_BACKGROUND = True
    started = []

    class Process:
        def __init__(self, command, **options):
            started.append((command[1:], options["start_new_session"]))

        def wait(self):
            return 0

    monkeypatch.setattr(jobs.subprocess, "Popen", Process)
    library.start_preparing()

    assert started == [([str(settings.BASE_DIR / "manage.py"), "rebuild_renditions", "--waiting"], True)]


def test_a_library_in_order_is_said_to_be():
    make_image(with_files=True)
    library.add(upload(picture_bytes()), by=make_user())
    assert "2 pictures, no file is missing" in run("check_media")


def test_a_missing_file_and_a_missing_master_are_found():
    image, other = make_image(with_files=True), make_image(with_files=True)
    library.path(image.token, "320.webp").unlink()
    library.path(other.token, f"master.{other.format}").unlink()
    found = problems()

    assert f"#{image.pk} lacks 320.webp" in found
    assert f"#{other.pk} has lost its master" in found


LEFTOVERS = ["stray.txt", "ab/" + "ab" * 16 + "/master.jpg", "ab/not-a-token/320.jpg", "{folder}/.320.jpg.77.part",
             "{folder}/old.jpg"]  # fmt: skip


@pytest.mark.parametrize("name", LEFTOVERS)
def test_what_belongs_to_no_picture_is_found_and_deleted_once_it_is_old(name, media):
    image = make_image(with_files=True)
    place = media / name.format(folder=f"{image.token[:2]}/{image.token}")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"x")
    assert "Belongs to no picture" in problems()
    problems("--delete")
    assert place.exists()

    long_ago = time.time() - 7200
    os.utime(place, (long_ago, long_ago))
    os.utime(place.parent, (long_ago, long_ago))
    assert "Deleted" in run("check_media", delete=True)
    assert not place.exists()
    assert "1 picture, no file is missing" in run("check_media")


def test_an_original_without_a_picture_is_found(settings, tmp_path):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    library.add(upload(picture_bytes()), by=make_user())
    assert "1 picture, no file is missing" in run("check_media")
    (tmp_path / "originals" / "stray.jpg").write_bytes(b"x")
    assert "stray.jpg" in problems()


def test_originals_below_the_media_are_an_error(settings, media):
    from articles.library.checks import media_can_be_written, originals_lie_apart

    settings.ORIGINALS_ROOT = media / "originals"
    assert [error.id for error in originals_lie_apart(None)] == ["articles.E001"]
    settings.ORIGINALS_ROOT = media.parent / "originals"
    assert originals_lie_apart(None) == []
    assert media_can_be_written(None) == []


def test_a_media_folder_that_cannot_be_written_is_warned_of(settings, tmp_path):
    from articles.library.checks import media_can_be_written

    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert [warning.id for warning in media_can_be_written(None)] == ["articles.W001"]
