"""No save loses what was typed to a database that another process holds."""

import sqlite3

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.urls import reverse

from people.base import busy
from tests.factories import make_article
from tests.support.admin import as_typed
from tests.support.story_form import ADD, byline, change, form_data

pytestmark = pytest.mark.django_db


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
    assert "the database is busy. Your text is below" in response.text
    form = response.context["adminform"].form
    assert (form["title"].value(), form["opened_version"].value()) == ("Typed with care", str(article.version))
    assert "Agency X" in response.text


def test_the_form_that_comes_back_does_not_take_its_own_window_for_another(held_database, impatience, client, editor):
    article = make_article(published=False)
    client.post(f"/admin/articles/article/{article.pk}/presence/", {"tab": "window-one"})
    held_database()
    response = client.post(change(article), form_data(article, autosave_tab="window-one"))
    assert response.status_code == 503
    assert response.context["presence"]["sentences"] == []


def test_a_pending_change_while_the_database_is_held_comes_back_with_the_text(
    held_database, impatience, client, editor
):
    address = reverse("admin:articles_article_pending", args=[make_article().pk])
    data = as_typed(client.get(address), title="Typed with care", note="Look at the age.")
    held_database()
    response = client.post(address, data)
    assert response.status_code == 503
    assert "the database is busy. Your text is below" in response.text
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


@pytest.mark.needs("sqlite")
def test_the_page_that_says_so_holds_what_was_typed(held_database, impatience, client, editor):
    held_database()
    data = {"name": "Courts <1>", "language": "en"}
    response = client.post("/admin/articles/topic/add/", data, headers={"accept": "text/html"})
    assert response.status_code == 503
    assert "Courts &lt;1&gt;" in response.text
    assert f"<title>The database is busy · {settings.SITE_NAME}</title>" in response.text


def test_a_save_waits_for_the_database_once(held_database, impatience, client, editor):
    article = make_article(published=False)
    refused = []

    def counted(execute, *args):
        try:
            return execute(*args)
        except OperationalError:
            refused.append(args[0])
            raise

    held_database()
    with connection.execute_wrapper(counted):
        assert client.post(change(article), form_data(article)).status_code == 503
    assert len(refused) == 1


def test_what_waits_for_the_database_waits_five_seconds():
    with busy.patient(), connection.cursor() as cursor:
        asked = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
        assert cursor.execute(asked).fetchone()[0] in (5000, "5s")
