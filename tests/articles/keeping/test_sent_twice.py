"""A form that is sent twice is one save, with each part once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from reversion.models import Version

from articles.models import AuditEntry, Note
from tests.factories import make_article, make_user
from tests.support.story_form import byline, change, errors_of, form_data, times

pytestmark = pytest.mark.django_db


def with_parts(article) -> dict:
    note = {"corrections-TOTAL_FORMS": 1, "corrections-0-kind": "correction", "corrections-0-text": "It was Tuesday."}
    note |= {"corrections-0-place": "bottom"} | times("corrections-0-published_at", article.published_at)
    return form_data(article, title="Once", **byline(text="Agency X"), **note)


def test_a_change_sent_twice_is_one_version_with_each_part_once(client, editor):
    article = make_article()
    data = with_parts(article)
    first, second = client.post(change(article), data), client.post(change(article), data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert (article.bylines.count(), article.corrections.count()) == (1, 1)
    assert Version.objects.get_for_object(article).count() == 1
    assert AuditEntry.objects.filter(article=article).count() == 1


def test_the_second_of_two_clicks_is_no_success_when_another_saved_between(client, editor, story):
    data = form_data(story, title="Mine")
    client.post(change(story), data)
    other = Client()
    other.force_login(make_user("editor"))
    story.refresh_from_db()
    other.post(change(story), form_data(story, title="Theirs"))
    assert "saved elsewhere after you opened it" in errors_of(client.post(change(story), data))


def test_what_was_typed_after_the_first_click_is_no_second_click(client, editor, story):
    data = form_data(story, title="Mine")
    client.post(change(story), data)
    assert "saved elsewhere after you opened it" in errors_of(
        client.post(change(story), data | {"title": "Mine, better"})
    )


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_on_a_change_make_one_version(client, editor):
    article = make_article()
    data, together = with_parts(article), Barrier(2)

    def click(_):
        browser = Client()
        browser.force_login(editor)
        together.wait(10)
        try:
            return browser.post(change(article), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(click, range(2))) == [302, 302]
    assert (article.bylines.count(), article.corrections.count(), Note.objects.count()) == (1, 1, 0)
    assert Version.objects.get_for_object(article).count() == 1
