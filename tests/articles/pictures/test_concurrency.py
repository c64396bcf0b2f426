"""Two people at once, and two processes at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles import library
from articles.library import renditions
from articles.models import Image
from tests.factories import make_user, picture_bytes
from tests.support.pictures import upload


@pytest.mark.django_db(transaction=True)
def test_the_same_file_from_two_people_at_once_is_two_pictures_each_prepared_once(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    users, made, make_missing = [make_user(), make_user()], [], renditions.make_missing

    def counted(image, **options):
        made.append(image.pk)
        return make_missing(image, **options)

    monkeypatch.setattr(renditions, "make_missing", counted)

    def add(user):
        try:
            return library.add(upload(picture_bytes()), by=user).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = list(pool.map(add, users))

    assert sorted(made) == sorted(keys) == sorted(Image.objects.values_list("pk", flat=True))
    assert len({image.token for image in Image.objects.all()}) == 2
    assert set(Image.objects.values_list("state", flat=True)) == {"ready"}
