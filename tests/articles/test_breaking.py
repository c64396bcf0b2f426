"""The breaking bar: until its time on every page of its edition, leading to what readers may see, and set by editors."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.models import BreakingLine
from articles.site import changes
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/articles/frontpage/en/breaking/"


def hours(number):
    return timezone.now() + timedelta(hours=number)


def bar(text="Ferries stop", **fields):
    return changes.break_news(BreakingLine(**{"text": text, "language": "en", "until": hours(1)} | fields))


def test_it_stands_on_every_page_of_its_edition_until_its_time(client):
    story = make_article()
    until = bar().until
    for path in ("/", story.get_absolute_url(), "/people/", "/topics/", "/search/"):
        assert "Ferries stop" in client.get(path).text, path
    assert "Ferries stop" not in client.get("/ru/").text
    with time_machine.travel(until, tick=False):
        assert "Ferries stop" not in client.get("/").text


@pytest.mark.parametrize("fields", [{"published": False}, {"at": hours(1)}, {"language": "ru"}])
def test_it_leads_to_no_story_that_readers_may_not_see(client, fields):
    story = make_article("Hidden story", **fields)
    bar(article=story)
    text = client.get("/").text
    assert "Ferries stop" in text
    assert story.slug not in text


def test_it_goes_with_its_story(client, editor):
    story = make_article()
    bar(article=story)
    workflow.withdraw(story, by=make_user("chief"), reason="It is wrong.")
    assert "Ferries stop" not in client.get("/").text
    assert "Take it away now" not in client.get(ADDRESS).text


def test_it_leads_to_its_story(client):
    story = make_article()
    bar(article=story)
    assert f'<a href="{story.get_absolute_url()}"><bdi>Ferries stop' in client.get("/archive/").text


def test_a_withheld_name_goes_from_it(client):
    person = make_person("Zorbulak Qanarovich")
    bar("Zorbulak Qanarovich is free")
    naming.expose(person, Exposure.WITHHELD)
    assert "anarovich" not in client.get("/").text.lower()


# The form --------------------------------------------------------------------------------------------------------------


def typed(**fields):
    return {"text": "Ferries stop", "article": "", "until": f"{timezone.localtime(hours(2)):%Y-%m-%d %H:%M}"} | fields


def test_an_editor_sets_it_changes_it_and_takes_it_away(client, editor):
    story = make_article()
    assert client.post(ADDRESS, typed(article=story.pk)).status_code == 302
    assert BreakingLine.objects.get().article == story
    client.post(ADDRESS, typed(text="Ferries run again"))
    assert BreakingLine.objects.get().text == "Ferries run again"
    client.post(ADDRESS, {"_end": "1"})
    assert not BreakingLine.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"until": ""},
        {"until": "2020-01-01 10:00"},
        {"until": "soon"},
        {"text": ""},
        {"article": "abc"},
        {"text": "x" * 161},
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(client, editor, fields):
    response = client.post(ADDRESS, typed(**fields))
    assert response.status_code == 200
    assert response.context["bar"]["form"].errors
    assert not BreakingLine.objects.exists()


def test_a_draft_cannot_be_linked(client, editor):
    response = client.post(ADDRESS, typed(article=make_article(published=False).pk))
    assert "article" in response.context["bar"]["form"].errors


def test_a_reporter_sets_none(client):
    client.force_login(make_user("reporter"))
    assert client.post(ADDRESS, typed()).status_code == 403
