"""No save loses what was typed: a busy database, a lost session, a token of an earlier sign-in, a second click."""

import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Semaphore

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from reversion.models import Version

from articles.admin import busy
from articles.admin.theirs import with_rows_that_went
from articles.models import Article, AuditEntry, Autosave, Note
from tests.factories import make_article, make_person, make_user
from tests.support.admin import as_typed
from tests.support.story_form import ADD, byline, change, errors_of, form_data, saved, times

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
PASSWORD = "a long pass phrase"


@pytest.fixture
def story(db):
    return make_article("Stored", published=False)


# A busy database -------------------------------------------------------------------------------------------------------


@pytest.fixture
def held_database(transactional_db):
    """Another process holds all that it can: SQLite's write lock, or on PostgreSQL the rows of the stories."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
        hold = "BEGIN IMMEDIATE"
    else:
        other = psycopg.connect(**connection.get_connection_params(), autocommit=False)
        hold = "SELECT 1 FROM articles_article FOR UPDATE"
    yield lambda: other.execute(hold)
    other.rollback()
    other.close()


@pytest.fixture
def impatience(monkeypatch):
    """What waits five seconds for a lock waits a moment in a test."""
    monkeypatch.setattr(busy, "PATIENCE", 200)
    monkeypatch.setattr(busy, "IMPATIENCE", 100)
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 200")
    yield
    connection.close()


def test_a_save_while_the_database_is_held_comes_back_with_the_text(held_database, impatience, client, editor):
    article = make_article(published=False)
    held_database()
    response = client.post(change(article), form_data(article, title="Typed with care", **byline(text="Agency X")))
    assert response.status_code == 503
    assert "the database is busy. Your text is kept below" in response.text
    form = response.context["adminform"].form
    assert (form["title"].value(), form["opened_version"].value()) == ("Typed with care", str(article.version))
    assert "Agency X" in response.text


def test_a_pending_change_while_the_database_is_held_comes_back_with_the_text(
    held_database, impatience, client, editor
):
    address = reverse("admin:articles_article_pending", args=[make_article().pk])
    data = as_typed(client.get(address), title="Typed with care", note="Look at the age.")
    held_database()
    response = client.post(address, data)
    assert response.status_code == 503
    assert "the database is busy. Your text is kept below" in response.text
    assert response.context["adminform"].form["title"].value() == "Typed with care"
    assert "Look at the age." in response.text


def test_readers_and_forms_are_served_while_the_database_is_held(held_database, impatience, client, editor):
    article, published = make_article(published=False), make_article()
    held_database()
    assert client.get(published.get_absolute_url()).status_code == 200
    assert client.get(change(article)).status_code == 200


@pytest.mark.needs("sqlite")
def test_a_new_story_while_the_database_is_held_comes_back_with_the_text(held_database, impatience, client, reporter):
    data = as_typed(client.get(ADD), title="Typed with care")
    held_database()
    response = client.post(ADD, data)
    assert response.status_code == 503
    assert as_typed(response)["form_token"] == str(data["form_token"])
    assert "Typed with care" in response.text


@pytest.mark.needs("sqlite")
def test_a_heartbeat_and_an_autosave_give_up_soon(held_database, impatience, client, editor):
    article = make_article(published=False)
    held_database()
    for name in ("presence", "autosave"):
        data = form_data(article, tab="window-one")
        assert client.post(f"/admin/articles/article/{article.pk}/{name}/", data).status_code == 503


@pytest.mark.needs("sqlite")
def test_any_other_form_says_that_the_database_is_busy(held_database, impatience, client, editor):
    held_database()
    response = client.post("/admin/articles/topic/add/", {"name": "Courts", "language": "en"})
    assert response.status_code == 503
    assert "Nothing was changed" in response.text


def test_a_save_waits_six_seconds_at_most(held_database, client, editor):
    article = make_article(published=False)
    held_database()
    began = time.monotonic()
    assert client.post(change(article), form_data(article)).status_code == 503
    assert time.monotonic() - began < 7


# A lost session --------------------------------------------------------------------------------------------------------


def sign_in_again(client, page, user, password=PASSWORD):
    data = {name: page.context[name] for name in ("kept", "kept_path")}
    return client.post(LOGIN, data | {"username": user.username, "password": password, "next": data["kept_path"]})


def test_a_story_sent_after_the_session_ended_comes_back_with_a_sign_in(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed <b>with care</b>"))
    assert page.status_code == 403
    assert "You were signed out" in page.text
    assert escape("Typed <b>with care</b>") in page.text


def test_after_the_sign_in_the_form_holds_the_text_and_nothing_is_saved(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed", summary="One\r\ntwo"))
    response = sign_in_again(client, page, editor)
    assert response["Location"] == f"{change(story)}?unsaved=1"
    form = client.get(response["Location"]).context["adminform"].form
    assert (form["title"].value(), form["summary"].value()) == ("Typed", "One\r\ntwo")
    story.refresh_from_db()
    assert story.title == "Stored"


def test_a_wrong_password_keeps_the_text_on_the_page(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed"))
    again = sign_in_again(client, page, editor, "wrong")
    assert "Please enter the correct" in again.text
    assert sign_in_again(client, again, editor)["Location"] == f"{change(story)}?unsaved=1"


def test_a_new_story_comes_back_after_the_sign_in_too(client, reporter):
    data = as_typed(client.get(ADD), title="Begun")
    client.logout()
    response = sign_in_again(client, client.post(ADD, data), reporter)
    assert client.get(response["Location"]).context["adminform"].form["title"].value() == "Begun"
    assert not Article.objects.exists()


def test_who_signs_in_and_may_not_write_on_the_story_still_has_the_text(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed with care"))
    answer = sign_in_again(client, page, make_user("reporter"))
    assert "this account may not write" in answer.text
    assert "Typed with care" in answer.text
    assert "Stored" not in answer.text


WORDS = {"title": "Typed with care", "body": "<p>For an hour.</p>", "move_note": "Ask the lawyer."}


@pytest.mark.parametrize(
    "closed",
    [
        {"status": "approved"},
        {"discarded_at": "2026-11-01T12:00Z"},
        {"status": "published", "published_at": "2026-11-01T12:00Z"},
        {"created_by": None},
    ],
)
def test_a_door_that_closed_while_somebody_wrote_hands_the_text_back(client, reporter, closed):
    article = make_article("Stored", published=False, created_by=reporter)
    data = form_data(article, **WORDS)
    changed = closed | ({"created_by": make_user("reporter")} if "created_by" in closed else {})
    Article.objects.filter(pk=article.pk).update(**changed)
    answer = client.post(change(article), data)
    assert answer.status_code == (404 if "created_by" in closed else 403)
    for text in ("may not write", "Typed with care", "For an hour.", "Ask the lawyer."):
        assert text in answer.text
    assert "Stored" not in answer.text
    article.refresh_from_db()
    assert (article.title, article.version) == ("Stored", 1)


def test_a_pending_change_whose_story_is_no_longer_published_hands_the_text_back(client, editor):
    article = make_article("Stored")
    address = reverse("admin:articles_article_pending", args=[article.pk])
    data = as_typed(client.get(address), body="<p>For an hour.</p>", note="Ask the lawyer.")
    Article.objects.filter(pk=article.pk).update(status="draft", published_at=None)
    answer = client.post(address, data)
    assert answer.status_code == 403
    assert "For an hour." in answer.text
    assert "Ask the lawyer." in answer.text


def test_a_text_sent_to_a_strange_story_tells_nobody_that_it_is_there(client, reporter, story):
    data = WORDS | {"opened_version": 0}
    there, nowhere = client.post(change(story), data), client.post("/admin/articles/article/987654321/change/", data)
    assert there.status_code == nowhere.status_code == 404
    assert without_token(there) == without_token(nowhere)


def without_token(response) -> str:
    return re.sub(r'value="\w{64}"', "", response.text)


@pytest.mark.django_db(transaction=True)
def test_the_text_comes_back_after_a_sign_in_on_every_database(client):
    # Rows are locked for it, which PostgreSQL refuses outside a transaction: no test's own transaction may hide that.
    editor, story = make_user("editor"), make_article("Stored", published=False)
    client.force_login(editor)
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed"))
    assert sign_in_again(client, page, editor)["Location"] == f"{change(story)}?unsaved=1"


def test_a_pending_change_comes_back_to_its_reporter_after_the_sign_in(client, reporter):
    story = make_article(created_by=reporter)
    pending = reverse("admin:articles_article_pending", args=[story.pk])
    client.logout()
    page = client.post(pending, form_data(story, title="Typed"))
    answer = sign_in_again(client, page, reporter)
    assert answer.headers.get("Location") == f"{pending}?unsaved=pending"
    assert client.get(answer["Location"]).context["adminform"].form["title"].value() == "Typed"


def test_the_sign_in_leads_to_no_other_address(client, editor, story):
    client.logout()
    for path in ("https://example.org/", "//example.org/", "/admin/", "/admin/articles/article/x/change/"):
        data = {"username": editor.username, "password": PASSWORD, "kept": '{"title": ["x"]}', "kept_path": path}
        assert client.post(LOGIN, data).headers.get("Location", "/admin/").startswith("/admin/")
        client.logout()


@pytest.mark.parametrize("kept", ["", "x", "[]", "1", '{"title": "x"}', '{"title": [1]}', '{"a": {"b": []}}', "null"])
def test_no_kept_text_is_a_server_error(client, editor, story, kept):
    client.logout()
    data = {"username": editor.username, "kept": kept, "kept_path": change(story)}
    assert client.post(LOGIN, data | {"password": "wrong"}).status_code == 200
    assert client.post(LOGIN, data | {"password": PASSWORD}).status_code == 302


def test_other_forms_lead_to_the_sign_in_as_before(client, db):
    assert client.post("/admin/articles/topic/add/", {"name": "x"})["Location"].startswith(LOGIN)


# A token of an earlier sign-in -----------------------------------------------------------------------------------------


@pytest.fixture
def checked(story):
    """A browser whose tokens are checked, signed in."""
    browser = Client(enforce_csrf_checks=True)
    browser.user = make_user("editor")
    browser.force_login(browser.user)
    return browser


def test_a_story_with_an_old_token_comes_back_in_its_form(checked, story):
    page = checked.post(change(story), form_data(story, title="Typed", csrfmiddlewaretoken="x" * 64))
    assert page.status_code == 403
    assert page.context["adminform"].form["title"].value() == "Typed"
    data = as_typed(page, csrfmiddlewaretoken=page.context["csrf_token"])
    assert saved(checked.post(change(story), data), story).title == "Typed"


def test_a_story_that_another_site_made_the_browser_send_is_shown_to_nobody(checked, story):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://example.org"}):
        page = checked.post(change(story), form_data(story, title="Canary"), headers=headers)
        assert page.status_code == 403
        assert "Canary" not in page.text


def test_a_sign_in_with_an_old_token_keeps_the_text(checked, story):
    data = {"kept": '{"title": ["Typed"]}', "kept_path": change(story), "username": "x", "password": "y"}
    page = checked.post(LOGIN, data)
    assert page.status_code == 403
    assert "Typed" in page.text


def test_nobody_learns_of_a_story_by_an_old_token(checked, story):
    checked.force_login(make_user("reporter"))
    page = checked.post(change(story), form_data(story, title="Typed"))
    assert "Typed" in page.text
    assert "Stored" not in page.text


# Sent twice ------------------------------------------------------------------------------------------------------------


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
    assert "changed and saved elsewhere" in errors_of(client.post(change(story), data))


def test_what_was_typed_after_the_first_click_is_no_second_click(client, editor, story):
    data = form_data(story, title="Mine")
    client.post(change(story), data)
    assert "changed and saved elsewhere" in errors_of(client.post(change(story), data | {"title": "Mine, better"}))


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


# Saved meanwhile -------------------------------------------------------------------------------------------------------


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
def test_fifty_who_each_add_a_line_end_with_fifty_lines():
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
