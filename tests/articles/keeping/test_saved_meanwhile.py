"""A save over what another saved meanwhile is refused with both texts, and the second try loses nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.response import SimpleTemplateResponse
from django.test import Client
from reversion.models import Version

from articles.models import Article, Autosave
from articles.writing.conflict import with_rows_that_went
from tests.factories import make_article, make_person, make_user
from tests.support.admin import as_typed
from tests.support.story_form import byline, change, form_data, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_saves(client, editor, story):
    """(the page that refuses the second save, the fields that it was sent)"""

    def made(theirs: dict, mine: dict):
        client.post(change(story), form_data(story))  # so that there is a version to begin with
        story.refresh_from_db()
        opened = form_data(story)
        other = Client()
        other.force_login(make_user("editor", first_name="Aigul"))
        assert other.post(change(story), opened | theirs).status_code == 302
        return client.post(change(story), opened | mine), opened | mine

    return made


def test_the_refusal_says_who_saved_and_what_they_changed(two_saves):
    page, _data = two_saves({"title": "Theirs", "body": "<p>Theirs.</p>"}, {"dateline": "Nukus"})
    assert "By Aigul," in page.text
    assert "They changed: Headline, Text." in page.text


def test_the_refusal_tells_the_texts_apart_in_words(two_saves):
    page, _data = two_saves({"body": "<p>They wait until dawn.</p>"}, {"body": "<p>They wait until noon.</p>"})
    assert "They wait until<del> dawn</del><ins> noon</ins>." in page.text


def test_the_refusal_sets_all_else_that_differs_side_by_side(two_saves):
    person = make_person("Aqylbek Muratbai")
    page, _data = two_saves({"people": [person.pk], "kind": "opinion"} | byline(text="Agency X"), {"dateline": "Nukus"})
    rows = {label: (stored, typed) for label, stored, typed in page.context["theirs"].rows}
    assert rows == {
        "Dateline": ("–", "Nukus"),
        "Kind": ("Opinion", "News"),
        "Bylines": ("Agency X", "–"),
        "People, places and organisations": ("Aqylbek Muratbai", "–"),
    }


def test_everything_typed_is_still_in_the_form_and_saved_by_the_second_try(two_saves, client, story):
    page, data = two_saves({"title": "Theirs"}, {"title": "Mine", "dateline": "Nukus"} | byline(text="Agency X"))
    version = page.context["adminform"].form["opened_version"].value()
    saved(client.post(change(story), data | {"opened_version": version}), story)
    assert (story.title, story.dateline, story.bylines.get().label) == ("Mine", "Nukus", "Agency X")


def test_a_byline_that_they_removed_does_not_bar_the_form_for_ever(client, editor):
    article = make_article(published=False, by=make_person("Aqylbek Muratbai"))
    opened = as_typed(client.get(change(article)), title="Mine")
    article.bylines.all().delete()
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)
    page = client.post(change(article), opened)
    saved(client.post(change(article), as_typed(page)), article)
    assert (article.title, article.bylines.get().label) == ("Mine", "Aqylbek Muratbai")


def test_a_field_that_is_called_as_the_bylines_are_is_none_of_them():
    data = QueryDict("bylines=x&bylines-INITIAL_FORMS=1&bylines-TOTAL_FORMS=1&bylines-0-id=7&bylines-0-text=Agency")
    again = with_rows_that_went(data, "bylines", stored=set())
    assert (again["bylines-INITIAL_FORMS"], again["bylines-0-id"], again["bylines-0-text"]) == ("0", "", "Agency")


# Fifty at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_who_each_add_a_line_end_with_fifty_lines(monkeypatch):
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # nobody looks at refusals here
    article = make_article(published=False, body="<p>Begin.</p>")
    user, browsers = make_user("editor"), [Client() for _ in range(50)]
    for browser in browsers:
        browser.force_login(user)
    server = Semaphore(2)  # which answers so many at once

    def tried(browser, number) -> bool:
        with server:
            stored = Article.objects.get(pk=article.pk)
            data = form_data(stored, body=f"{stored.body}<p>Line {number}.</p>")
            return browser.post(change(article), data).status_code == 302

    def add_line(number):
        try:
            return any(tried(browsers[number], number) for _attempt in range(100))
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        assert all(threads.map(add_line, range(50)))
    article.refresh_from_db()
    assert sorted(article.body.split("</p>")) == sorted(["", "<p>Begin.", *(f"<p>Line {n}." for n in range(50))])
    assert Version.objects.get_for_object(article).count() == 50
    assert not Autosave.objects.exclude(key="saved").exists()
