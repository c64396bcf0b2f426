"""Uploads that never end, or end too early: nothing of them stays anywhere."""

import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError
from django.test import RequestFactory

from articles import library
from articles.models import Image
from tests.factories import make_user, picture_bytes
from tests.support.pictures import photo, saved


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "media", tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return tmp_path


def post(content: bytes):
    return RequestFactory().post("/", {"file": SimpleUploadedFile("photo.jpg", content)})


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_not_stored_and_answered_by_a_sentence(folders):
    request = post(b"x" * 20_500_000)
    file = request.FILES["file"]

    assert os.fstat(file.fileno()).st_size == 0
    assert file.size == 20_500_000
    with pytest.raises(library.Refused, match="larger than 20 MB"):
        library.add(file, by=make_user())
    request.close()
    assert [place for place in folders.rglob("*") if place.is_file()] == []


@pytest.mark.django_db
def test_an_upload_has_no_name_on_the_disk_not_even_while_it_is_read(folders):
    request = post(picture_bytes())
    file = request.FILES["file"]
    assert list((folders / "uploads").iterdir()) == []
    image = library.add(file, by=make_user())
    request.close()

    assert image.original_name == "photo.jpg"
    assert list((folders / "uploads").iterdir()) == []


class CutStream(io.BytesIO):
    """A connection that breaks after half of what it announced."""

    def __init__(self, content: bytes, error=None):
        super().__init__(content[: len(content) // 2])
        self.error = error

    def read(self, *args):
        read = super().read(*args)
        if not read and self.error:
            raise self.error
        return read


@pytest.mark.django_db
@pytest.mark.parametrize("error", [None, OSError("reset by peer")], ids=["ended", "reset"])
def test_I16_an_upload_that_is_cut_leaves_no_row_and_no_file(folders, error):
    whole = post(saved(photo((900, 900)), "JPEG"))
    request = post(b"")
    request.META |= {name: whole.META[name] for name in ("CONTENT_TYPE", "CONTENT_LENGTH")}
    request.environ |= {name: whole.META[name] for name in ("CONTENT_TYPE", "CONTENT_LENGTH")}
    request._stream = CutStream(whole.body, error)
    request.content_params = whole.content_params
    if error:
        with pytest.raises(UnreadablePostError):
            _ = request.FILES
    else:
        assert "file" not in request.FILES
    assert not Image.objects.exists()
    assert [place for place in folders.rglob("*") if place.is_file()] == []
    for handler in request.upload_handlers:
        handler.upload_interrupted()
