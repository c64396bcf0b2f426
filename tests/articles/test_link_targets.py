"""What the editor finds to link to: only what readers can open, for whoever asks."""

import pytest
from django.urls import reverse

from people.models import Exposure
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "admin:articles_article_link_targets"


def found(client, asked, role="chief", language="en"):
    client.force_login(make_user(role))
    return client.post(reverse(ADDRESS), {"q": asked, "language": language}).json()["found"]


def test_a_draft_is_not_found_by_its_own_editor(client):
    make_article("Secret ferries", published=False)

    assert found(client, "ferries") == []


def test_a_withheld_person_is_found_by_nobody(client):
    make_person("Ainur Kaplan", exposure=Exposure.WITHHELD)

    assert found(client, "Ainur Kaplan") == []


def test_a_story_is_found_by_the_words_that_readers_get(client):
    hidden = make_person("Ainur Kaplan", exposure=Exposure.WITHHELD)
    make_article("Ainur Kaplan takes the ferry", about=[hidden])

    assert found(client, "Kaplan") == []
    assert [row["label"] for row in found(client, "ferry")] == ["Name withheld takes the ferry"]


def test_the_page_of_a_person_is_that_of_the_edition_of_the_story(client):
    make_person("Timur Salim")

    assert found(client, "Salim", language="ru")[0]["href"].startswith("/ru/people/")
    assert found(client, "Salim", language="xx")[0]["href"].startswith("/people/")


def test_what_is_typed_never_comes_by_an_address(client):
    client.force_login(make_user("editor"))

    assert client.get(reverse(ADDRESS), {"q": "Salim"}).status_code == 405


def test_nothing_asked_finds_nothing(client):
    make_article("Ferries")

    assert found(client, "  ") == []
