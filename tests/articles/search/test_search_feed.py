"""The feed of a search: what was asked for and nothing near it, the newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_topic
from tests.support.feeds import FORMS, problems_of_json_feed, read

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def titles(client, query="", form="rss", **filters) -> list[str]:
    return [entry.title for entry in read(client.get(f"/search/feed.{form}", {"q": query, **filters})).entries]


def test_it_holds_what_was_found_the_newest_first_in_each_form(client):
    make_article("A ferry and another ferry", at=timezone.now() - timedelta(days=3))
    make_article("Other", body="<p>On a ferry.</p>", at=timezone.now() - timedelta(days=1))
    make_article("A lamp")

    assert titles(client, "ferry") == titles(client, "ferry", "atom") == ["Other", "A ferry and another ferry"]
    answer = client.get("/search/feed.json?q=ferry")
    assert problems_of_json_feed(answer) == []
    assert answer.json()["feed_url"] == f"{SITE}/search/feed.json?q=ferry"
    assert answer.json()["home_page_url"] == f"{SITE}/search/?q=ferry"
    assert answer.json()["title"] == "ferry · Search · The Newsroom"


def test_the_page_of_the_search_leads_to_it_with_its_filters(client):
    make_article("A ferry", topics=[make_topic()])
    page = client.get("/search/?q=ferry&topic=courts").text
    for form in FORMS:
        assert f'href="/search/feed.{form}?q=ferry&amp;topic=courts">' in page
    assert titles(client, "ferry", topic="courts") == ["A ferry"]
    assert titles(client, topic="courts") == ["A ferry"]
    assert "/search/feed" not in client.get("/search/").text


def test_what_is_only_near_is_not_in_it(client):
    make_article("The lantern")
    make_article("Фонарь", language="ru")

    assert titles(client, "lantren") == []
    assert titles(client, "фонарь") == []
    assert titles(client, "фонарь", language="all") == ["Фонарь"]


@pytest.mark.parametrize(
    "query",
    [{}, {"q": "-ferry"}, {"q": '"'}, {"q": "\0"}, {"q": "a " * 10_000}, {"q": "x" * 1_000_000}, {"q": "ferry", "topic": "none"},
     {"q": "ferry", "since": "0000-00-00"}],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_a_sentence(query, client):
    answer = client.get("/search/feed.rss", query)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.text.endswith(".\n")


def test_nobody_between_keeps_what_was_asked_and_who_has_it_is_told_so(client):
    make_article("A ferry")
    answer = client.get("/search/feed.rss?q=ferry")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/search/feed.rss?q=ferry", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_withheld_name_finds_nothing(client):
    person = make_person("Zorbulak Qanarovich")
    make_article("Zorbulak Qanarovich is free", about=[person])
    assert len(titles(client, "Qanarovich")) == 1
    naming.expose(person, Exposure.WITHHELD)

    assert titles(client, "Qanarovich") == []
