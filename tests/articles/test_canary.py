"""What is not public is nowhere: a walk over every reader's page with a mark in each story that nobody may see yet."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import BreakingLine, Byline, FrontPage, PackageStory, Pin
from people import naming
from people.models import Exposure
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_package,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.support.desk import publish
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

MARK = "Canary"
SEEN = {"run out", "withdrawn"}
BAR = {"public_text": "Bar", "until": timezone.now() + timedelta(days=1)}
#: All that a feed says of a story that readers saw once.
DELETED = re.compile(r'<at:deleted-entry ref="tag:127.0.0.1,2026:story/[0-9]+" when="[-0-9T:+Z]+"/>')
#: The breaking bar, which goes with a story that was taken down.
SHOWN_BAR = re.compile(r"<aside[^>]*>[^/]*Breaking</strong>.*?</aside>", re.DOTALL)
#: What a reader may search for to meet it: its words, half typed and with a slip, and all that it shares with the public story.
SEARCHES = [{"q": "Canary"}, {"q": "Canar"}, {"q": "story"}, {"q": "Nukus"}, {"topic": "courts"}]


def hours(number):
    return timezone.now() + timedelta(hours=number)


HIDDEN = {
    "draft": lambda: {"published": False},
    "in review": lambda: {"published": False, "status": "in_review"},
    "approved": lambda: {"published": False, "status": "approved"},
    "scheduled": lambda: {"at": hours(1)},
    "embargoed": lambda: {"at": hours(2), "embargo_until": hours(1)},
    "run out": lambda: {"at": hours(-3), "withdraw_at": hours(-1)},
    "withdrawn": lambda: {
        "published": False,
        "status": "withdrawn",
        "published_at": hours(-3),
        "first_public_at": hours(-3),
        "withdrawn_at": hours(-1),
    },
}


@pytest.fixture
def world():
    """One public story, and the same people, places, section and topic in a story that is not public."""
    uzbekistan = make_place("Uzbekistan")
    subjects = [make_person(), make_organization(), make_place("Nukus", parent=uzbekistan)]
    shared = {"section": make_section(), "about": subjects, "topics": [make_topic()]}
    package = make_package("Two of them", make_article("Public story", **shared))
    front = FrontPage.objects.create(language="en", section=shared["section"])
    BreakingLine.objects.create(text="Bar", language="en", **BAR)

    def hidden(**fields):
        article = make_article(
            f"{MARK} title",
            summary=f"{MARK} dek",
            short_title=f"{MARK} elsewhere",
            how_we_know=f"{MARK} source",
            body=f"<p>{MARK} text</p>",
            dateline=f"{MARK} town",
            **shared,
            **fields,
        )
        Byline.objects.create(article=article, text=f"{MARK} writer")
        make_correction(article, f"{MARK} correction")
        page = FrontPage.objects.get_or_create(language="en", section=None)[0]
        for each in (page, front):
            Pin.objects.create(front_page=each, article=article, position=1)
        PackageStory.objects.create(package=package, article=article, position=1 + package.parts.count())
        BreakingLine.objects.update_or_create(language="en", defaults={"text": "Bar", "article": article} | BAR)
        return article

    return hidden


#: Text-only versions, which the walk passes by.
TEXT_ONLY = ["/?text=1", "/section/human-rights/?text=1", "/people/aqylbek-muratbai/?text=1", "/places/nukus/?text=1"]


def pages_and_searches(client) -> dict[str, str]:
    plain = {path: client.get(path).text for path in TEXT_ONLY}
    asked = {f"{query}": client.get("/search/", query).text.replace(query.get("q", " "), "") for query in SEARCHES}
    return readers_pages(client) | plain | asked


def without_bar(pages: dict[str, str]) -> dict[str, str]:
    return {path: " ".join(SHOWN_BAR.sub(" ", text).split()) for path, text in pages.items()}


def test_a_story_that_is_not_public_is_on_no_page_and_in_no_count(world, client):
    before = pages_and_searches(client)
    assert len(before) > 15
    for state, fields in HIDDEN.items():
        with transaction.atomic():
            article = world(**fields())
            pages = pages_and_searches(client)
            transaction.set_rollback(True)

        assert [path for path, text in pages.items() if MARK in text or article.slug in text] == [], state
        atom = pages["/feed.atom"]
        pages["/feed.atom"] = DELETED.sub("", atom)
        if state in SEEN:
            assert "Bar" not in pages["/"]
            assert without_bar(pages) == without_bar(before), state
        else:
            assert pages == before, state
        assert bool(DELETED.search(atom)) == (state in SEEN), state


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "scheduled", "embargoed"])
def test_its_address_answers_like_one_that_never_existed(state, world, client):
    article = world(**HIDDEN[state]())
    for ask in (client.get, client.head):
        hidden, missing = ask(article.get_absolute_url()), ask(f"/a/{article.slug}/999999/")

        assert (hidden.status_code, hidden.content) == (404, missing.content)
        assert {**hidden.headers} == {**missing.headers}


def test_no_parameter_opens_it(world, client):
    address = world(published=False).get_absolute_url()
    queries = ["preview=1", "status=draft", "at=2099-01-01", "version=1"]

    assert [query for query in queries if client.get(f"{address}?{query}").status_code != 404] == []


def test_a_public_story_stands_on_the_pages_that_the_walk_sees(world, client):
    article = world(at=hours(-1))
    found = {path for path, text in readers_pages(client).items() if MARK in text}

    assert found >= {
        "/",
        article.get_absolute_url(),
        "/archive/",
        "/corrections/",
        "/section/human-rights/",
        "/topic/courts/",
        "/people/aqylbek-muratbai/",
        "/organizations/freedom-for-eurasia/",
        "/places/nukus/",
        "/places/uzbekistan/",
    } - {"/archive/"}


def test_it_appears_at_the_second_it_is_due(world, client):
    article = world(at=hours(1))
    with time_machine.travel(article.published_at - timedelta(seconds=1), tick=False):
        assert MARK not in client.get("/").text
    with time_machine.travel(article.published_at, tick=False):
        assert MARK in client.get("/").text
        assert client.get(article.get_absolute_url()).status_code == 200


def test_it_goes_at_the_second_it_runs_out(world, client):
    article = world(at=hours(-1), withdraw_at=hours(1))
    with time_machine.travel(article.withdraw_at, tick=False):
        assert MARK not in client.get("/").text
        assert client.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("state", ["withdrawn", "run out"])
def test_a_story_that_readers_saw_is_gone_and_says_nothing_of_itself(state, world, client):
    answer = client.get(world(**HIDDEN[state]()).get_absolute_url())

    assert answer.status_code == 410
    assert MARK not in answer.text


def test_a_gone_story_does_not_answer_to_another_slug(world, client):
    article = world(published=False)

    assert client.get(reverse("articles:article", args=["anything", article.pk])).status_code == 404


def test_what_is_not_public_is_stored_by_no_cache(world, client):
    for fields in (HIDDEN["draft"](), HIDDEN["withdrawn"]()):
        Pin.objects.all().delete()
        assert "no-store" in client.get(world(**fields).get_absolute_url()).headers["Cache-Control"]


def test_a_story_withdrawn_by_a_chief_is_gone_on_the_next_request(world, client):
    article = world(at=hours(-1))
    assert client.get(article.get_absolute_url()).status_code == 200
    workflow.unpublish(article, by=make_user("chief"), reason="A mistake.")

    assert client.get(article.get_absolute_url()).status_code == 410
    assert [path for path, text in readers_pages(client).items() if MARK in text] == []


def test_a_story_that_comes_back_later_is_gone_until_then(world, client):
    article = world(at=hours(-1))
    chief = make_user("chief")
    workflow.unpublish(article, by=chief, reason="A mistake.")
    publish(article, by=chief, at=hours(5))
    answer = client.get(article.get_absolute_url())

    assert answer.status_code == 410
    assert MARK not in answer.text


def test_a_withheld_person_connects_no_two_stories(client):
    person = make_person()
    first, second = make_article("First of two", about=[person]), make_article("Second of two", about=[person])
    assert second.title in client.get(first.get_absolute_url()).text
    naming.expose(person, Exposure.WITHHELD)

    assert second.title not in client.get(first.get_absolute_url()).text


@pytest.mark.parametrize("path", ["/archive/1/1/", "/archive/2026/13/", "/archive/2026/0/", "/archive/9999/12/"])
def test_a_month_that_no_calendar_has_is_not_found(path, client):
    assert client.get(path).status_code == 404


def test_a_page_that_does_not_exist_is_not_found(client):
    month = f"/archive/{timezone.localtime(make_article().published_at):%Y/%m}/"
    pages = ["abc", "-1", "0", "99999", "９", "%00", "1e9"]

    assert client.get(f"{month}?page=").status_code == 200
    assert [page for page in pages if client.get(f"{month}?page={page}").status_code != 404] == []
