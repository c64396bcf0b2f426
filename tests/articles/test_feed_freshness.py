"""What tells programs whether a feed or sitemap has changed: its bytes alone, and nothing of what is not public."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from people import naming
from people.models import Exposure
from tests.articles.test_budgets import build
from tests.factories import make_article, make_person, make_topic, make_user
from tests.support.desk import publish
from tests.support.feeds import FORMS, read
from tests.support.rows import everything

pytestmark = pytest.mark.django_db

MACHINES = ["/sitemap.xml", "/sitemap-stories-1.xml", "/sitemap-people-1.xml", "/news-sitemap.xml", "/robots.txt"]
OF_A_PERSON = [f"/people/aqylbek-muratbai/{by}feed.{form}" for by in ("", "by/") for form in FORMS]
FEEDS = [*(f"/feed.{form}" for form in FORMS), *OF_A_PERSON, "/corrections/feed.atom"]


def told(client) -> dict[str, tuple]:
    """What each address says of its age."""
    answers = {path: client.get(path) for path in [*FEEDS, *MACHINES]}
    return {path: (answer["ETag"], answer.get("Last-Modified"), answer.content) for path, answer in answers.items()}


def test_whoever_has_it_is_told_so_and_gets_what_changed(client):
    person = make_person()
    make_article(about=[person], by=person)
    for path in [*FEEDS, *MACHINES]:
        etag = client.get(path)["ETag"]
        answer = client.get(path, headers={"if-none-match": etag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag), path
        assert answer["Cache-Control"] == "public, no-cache", path
        assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200, path
        assert client.head(path)["ETag"] == etag, path


def test_a_hidden_name_reaches_who_asks_by_time_alone(client):
    person = make_person()
    make_article("On Aqylbek Muratbai", about=[person])
    before = client.get("/feed.rss")
    naming.expose(person, Exposure.WITHHELD)
    answer = client.get("/feed.rss", headers={"if-modified-since": before["Last-Modified"]})

    assert answer.status_code == 200
    assert "Muratbai" not in answer.text


def test_nothing_tells_of_what_is_not_public(client):
    person = make_person()
    make_article(about=[person], by=person)
    before = told(client)
    hidden = {"about": [person], "by": person, "topics": [make_topic("Secret topic")]}
    draft = make_article("A draft", published=False, **hidden)
    make_article("Later", at=timezone.now() + timedelta(hours=1), **hidden)
    Article.objects.filter(pk=draft.pk).update(saved_at=timezone.now() + timedelta(minutes=5))

    assert told(client) == before


def test_a_withdrawn_story_leaves_its_name_and_the_time_in_every_atom_feed(client):
    story, chief = make_article("A mistake"), make_user("chief")
    make_article("Never seen", published=False)
    workflow.unpublish(story, by=chief, reason="Wrong.")
    story.refresh_from_db()
    when = story.withdrawn_at.replace(microsecond=0)

    make_topic("Another")
    for path in ("/feed.atom", "/section/human-rights/feed.atom", "/topic/another/feed.atom"):
        text = client.get(path).text
        assert text.count("<at:deleted-entry") == 1
        assert f'ref="tag:127.0.0.1,2026:story/{story.pk}"' in text
        assert f'when="{when.isoformat()}"' in text
        assert "mistake" not in text
    assert "at:deleted-entry" not in client.get("/ru/feed.atom").text
    publish(story, by=chief, at=timezone.now() + timedelta(hours=2))
    assert client.get("/feed.atom").text.count("<at:deleted-entry") == 1


def test_a_hub_is_named_in_feeds_and_headers_where_there_is_one(client, settings):
    make_article()
    assert "hub" not in client.get("/feed.atom").text
    assert "Link" not in client.get("/feed.atom").headers
    settings.WEBSUB_HUB = hub = "https://hub.example.org/"
    for form in ("rss", "atom"):
        answer = client.get(f"/feed.{form}")
        address = f"http://127.0.0.1:8000/feed.{form}"
        assert answer["Link"] == f'<{hub}>; rel="hub", <{address}>; rel="self"'
        assert [link.href for link in read(answer).feed.links if link.rel == "hub"] == [hub]


def test_feeds_and_sitemaps_write_nothing_set_no_cookie_and_are_for_no_search_result(client):
    person = make_person()
    make_article(about=[person], by=person)
    before = everything()
    for path in [*FEEDS, *MACHINES]:
        answer = client.get(path, headers={"cookie": "newsroom=x"})
        assert (answer.cookies, answer["Cache-Control"]) == ({}, "public, no-cache"), path
        assert not {"Cookie", "Accept-Language"} & set(answer.get("Vary", "").split(", ")), path
        assert answer["X-Robots-Tag"] == "noindex", path
    assert everything() == before


BUDGET = 12


def test_each_keeps_to_its_budget_with_two_rows_and_with_twenty(client):
    of_two, of_twenty = (_counts(client, rows) for rows in (2, 20))

    assert of_two == of_twenty
    assert {path: number for path, number in of_twenty.items() if number > BUDGET} == {}


def _counts(client, rows: int) -> dict[str, int]:
    pages = ["", "section/section-0/", "topic/topic-0/", "people/person-number0/", "people/person-number0/by/"]
    pages += ["organizations/group-0/", "places/uzbekistan/", "corrections/"]
    paths = [f"/{page}feed.{form}" for page in pages for form in ("atom", "json")]
    kinds = ("stories", "sections", "topics", "people", "organizations", "places", "pages")
    paths += [f"/sitemap-{kind}-1.xml" for kind in kinds] + ["/news-sitemap.xml"]
    found = {}
    with transaction.atomic():
        build(rows)
        client.get("/")
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            found[path] = len(queries)
        transaction.set_rollback(True)
    return found
