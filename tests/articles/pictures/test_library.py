"""The door for pictures: what goes in, what comes out, and what is refused."""

import pytest

from articles import library, preparing
from tests.factories import make_user, picture_bytes
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


def test_an_uploaded_picture_gets_all_of_its_files(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = library.add(upload(picture_bytes()), by=make_user())
    image.refresh_from_db()

    assert image.state == "ready"
    assert preparing.missing(image) == []
