"""The bytes of pictures: public while a public page shows them, and otherwise like an address that never existed."""

import secrets
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import library, workflow
from articles.models import ArticleImage, Portrait
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user

pytestmark = pytest.mark.django_db


def address(image, name="320.jpg", base="/media/"):
    return f"{base}{image.token}/{name}"


@pytest.fixture
def picture():
    return make_image(with_files=True, alt="A bridge", credit="Ana / Lantern")


@pytest.fixture
def client(client, monkeypatch):
    """A client that reads every answer to its end, so that each file is closed."""

    def reading(ask):
        def asked(*args, **kwargs):
            response = ask(*args, **kwargs)
            if response.streaming:
                response.read = b"".join(response.streaming_content)
                for close in response._resource_closers:  # response.close() would close the connection too
                    close()
            return response

        return asked

    monkeypatch.setattr(client, "get", reading(client.get))
    return client


def led_by(image, **fields):
    return make_article(lead_image=image, **fields)


def hours(number):
    return timezone.now() + timedelta(hours=number)


WAYS_TO_ASK = {
    "get": lambda client, url: client.get(url),
    "head": lambda client, url: client.head(url),
    "range": lambda client, url: client.get(url, HTTP_RANGE="bytes=0-10"),
    "condition": lambda client, url: client.get(url, HTTP_IF_NONE_MATCH="*"),
}


def is_like_nothing(client, ask, url) -> bool:
    """Whether the answer is the one that a random address gets, byte for byte."""
    hidden = WAYS_TO_ASK[ask](client, url)
    nothing = WAYS_TO_ASK[ask](client, f"/media/{secrets.token_hex(16)}/320.jpg")
    assert nothing.status_code == 404
    return (hidden.status_code, hidden.content, {**hidden.headers}) == (404, nothing.content, {**nothing.headers})


@pytest.mark.parametrize("ask", WAYS_TO_ASK)
def test_the_picture_of_a_scheduled_story_is_there_from_the_second_it_is_due(ask, picture, client):
    story = led_by(picture, at=hours(1))
    assert is_like_nothing(client, ask, address(picture))
    with time_machine.travel(story.published_at, tick=False):
        assert WAYS_TO_ASK[ask](client, address(picture)).status_code in (200, 304)


@pytest.mark.parametrize("ask", WAYS_TO_ASK)
def test_it_goes_when_the_story_is_withdrawn(ask, picture, client):
    story = led_by(picture)
    etag = client.get(address(picture)).headers["ETag"]
    workflow.unpublish(story, by=make_user("chief"), reason="A mistake.")

    assert is_like_nothing(client, ask, address(picture))
    assert client.get(address(picture), HTTP_IF_NONE_MATCH=etag).status_code == 404


@pytest.mark.parametrize("ask", WAYS_TO_ASK)
def test_it_goes_when_the_story_runs_out(ask, picture, client):
    story = led_by(picture, withdraw_at=hours(1))
    with time_machine.travel(story.withdraw_at, tick=False):
        assert is_like_nothing(client, ask, address(picture))


def test_it_goes_when_the_picture_is_withdrawn(picture, client):
    led_by(picture)
    assert client.get(address(picture)).status_code == 200
    picture.withdrawn_at = timezone.now()
    picture.save()

    assert is_like_nothing(client, "get", address(picture))


def test_a_picture_that_nothing_uses_is_not_public(picture, client):
    assert is_like_nothing(client, "get", address(picture))


def test_a_picture_of_a_pending_change_is_not_public(picture, client):
    ArticleImage.objects.create(article=make_article(), image=picture, place="pending")

    assert is_like_nothing(client, "get", address(picture))


def test_a_portrait_is_public_while_its_subject_is_named(picture, client):
    person = make_person()
    make_article(about=[person])
    Portrait.objects.create(subject=person, image=picture)
    naming.list_from(person, timezone.now() - timedelta(days=1))
    assert client.get(address(picture, "200.avif")).status_code == 200
    naming.expose(person, Exposure.INITIALS)

    assert is_like_nothing(client, "get", address(picture, "200.avif"))


def test_what_is_not_made_of_a_picture_has_no_address(picture, client):
    led_by(picture)
    names = ["master.png", "master.jpg", "focus.txt", "321.jpg", "320.png", "../x", "1600.jpg", "320.jpg/"]

    assert [name for name in names if client.get(f"/media/{picture.token}/{name}").status_code != 404] == []


def test_a_file_that_is_missing_is_not_found(picture, client):
    led_by(picture)
    library.path(picture.token, "320.jpg").unlink()

    assert client.get(address(picture)).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("320.avif", "image/avif"), ("320.webp", "image/webp"), ("320.jpg", "image/jpeg")]
)
def test_the_bytes_come_with_their_type_and_can_do_nothing(name, kind, picture, client):
    led_by(picture)
    answer = client.get(address(picture, name))

    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.read == library.path(picture.token, name).read_bytes()


def test_a_cache_asks_again_before_the_story_runs_out(picture, client):
    with time_machine.travel(timezone.now(), tick=False):
        led_by(picture, withdraw_at=timezone.now() + timedelta(seconds=40))
        assert client.get(address(picture)).headers["Cache-Control"] == "public, max-age=40"
        led_by(picture, withdraw_at=timezone.now() + timedelta(seconds=90))
        assert client.get(address(picture)).headers["Cache-Control"] == "public, max-age=90"
        led_by(picture)
        assert client.get(address(picture)).headers["Cache-Control"] == "public, max-age=300"


def test_what_a_reader_has_is_not_sent_again(picture, client):
    led_by(picture)
    first = client.get(address(picture))
    by_tag = client.get(address(picture), HTTP_IF_NONE_MATCH=first.headers["ETag"])
    by_time = client.get(address(picture), HTTP_IF_MODIFIED_SINCE=first.headers["Last-Modified"])

    assert (by_tag.status_code, by_time.status_code) == (304, 304)
    assert by_tag.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_picture_costs_one_query_and_reads_no_session(picture, client):
    led_by(picture, withdraw_at=hours(1))
    client.force_login(make_user("editor"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address(picture))

    assert len(queries) == 1
    assert not answer.cookies


def test_a_server_in_front_sends_the_bytes_after_the_permission(picture, client, settings):
    settings.MEDIA_ACCEL_REDIRECT = "/protected-media/"
    led_by(picture)
    answer = client.get(address(picture))

    assert answer.headers["X-Accel-Redirect"] == f"/protected-media/{picture.token[:2]}/{picture.token}/320.jpg"
    assert (answer.content, answer.headers["Content-Type"]) == (b"", "image/jpeg")
    assert is_like_nothing(client, "get", address(make_image(with_files=True)))


def test_staff_see_what_they_may_and_keep_nothing_of_it(picture, client):
    led_by(picture, at=hours(1))
    staff = address(picture, base="/admin/media/")
    assert client.get(staff).status_code == 404
    client.force_login(make_user("reporter"))
    assert client.get(staff).status_code == 404
    client.force_login(make_user("editor"))

    answer = client.get(staff)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    again = client.get(staff, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200


def test_a_picture_is_only_read(picture, client):
    led_by(picture)

    assert [ask(address(picture)).status_code for ask in (client.post, client.put, client.delete)] == [405] * 3
