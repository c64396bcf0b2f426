"""Editions: the path is the language, and nothing else is."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.factories import make_article, make_person, make_section
from tests.migrated import give_migrated_database
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db


def test_the_default_edition_has_no_prefix_and_others_theirs():
    assert make_article().get_absolute_url().startswith("/a/")
    assert make_article(language="ru").get_absolute_url().startswith("/ru/a/")


def test_each_edition_shows_its_own_stories(client):
    make_article("Only in English")
    make_article("Только по-русски", language="ru")

    assert "Only in English" in client.get("/").text
    assert "по-русски" not in client.get("/").text
    assert "Только по-русски" in client.get("/ru/").text
    assert "Only in English" not in client.get("/ru/").text


def test_a_story_below_another_prefix_redirects_to_its_own(client):
    article = make_article(language="ru")
    answer = client.get(article.get_absolute_url().removeprefix("/ru"))

    assert (answer.status_code, answer.url) == (301, article.get_absolute_url())


def test_a_hidden_story_below_another_prefix_is_not_found(client):
    article = make_article(language="ru", published=False)

    assert client.get(article.get_absolute_url().removeprefix("/ru")).status_code == 404


def test_the_default_editions_prefix_is_no_address(client):
    assert client.get("/en/").status_code == 404


def test_the_page_says_its_language_and_direction(client):
    assert '<html lang="ru" dir="ltr"' in client.get("/ru/").text


def test_the_browsers_language_changes_nothing(client):
    assert client.get("/", headers={"accept-language": "ru"}).content == client.get("/").content


def test_a_section_of_one_edition_is_unknown_in_another(client):
    section = make_section("Права", "ru")

    assert client.get(section.get_absolute_url()).status_code == 200
    assert client.get(section.get_absolute_url().removeprefix("/ru")).status_code == 404


def test_error_pages_speak_the_language_of_the_path(client):
    assert 'lang="ru"' in client.get("/ru/nothing/here/").text


PROGRAM = """
import django
django.setup()
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
for path in ("/", "/en/", "/kaa/", "/fa/", "/fa/people/", "/kaa/archive/"):
    answer = Client().get(path, headers={"host": "localhost"})
    print(path, answer.status_code, answer.text.split("<html ")[1].split(">")[0])
"""


@pytest.mark.one_database
def test_the_site_runs_in_languages_that_django_does_not_know(tmp_path):
    environment = os.environ | {
        "LANGUAGES": "ru,en,kaa,fa",
        "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    give_migrated_database(tmp_path / "other.sqlite3")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert done.stdout.splitlines() == [
        '/ 200 lang="ru" dir="ltr"',
        '/en/ 200 lang="en" dir="ltr"',
        '/kaa/ 200 lang="kaa" dir="ltr"',
        '/fa/ 200 lang="fa" dir="rtl"',
        '/fa/people/ 200 lang="fa" dir="rtl"',
        '/kaa/archive/ 200 lang="kaa" dir="ltr"',
    ], done.stderr


def test_an_edition_with_a_script_in_its_code_is_walked_like_any_other(client, settings):
    settings.EDITIONS = ["ru", "uz-Cyrl"]
    person = make_person("Тимур Есенов", language="uz-Cyrl")
    section = make_section("Жамият", "uz-Cyrl")
    story = make_article("Суд қарори", language="uz-Cyrl", section=section, about=[person])

    pages = readers_pages(client, ["/uz-Cyrl/", f"/uz-Cyrl{person.get_absolute_url()}"])
    assert {story.get_absolute_url(), section.get_absolute_url()} <= set(pages)
    assert '<html lang="uz-Cyrl" dir="ltr"' in pages[story.get_absolute_url()]
    assert "Суд қарори" in pages[f"/uz-Cyrl{person.get_absolute_url()}"]
