"""The form of a person, organisation or place: who it is, what it is in, and no more than its user may know."""

import pytest
from django.urls import reverse

from articles.models import Image, Portrait
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person("Timur Salim")


def page(client, role, subject, query=""):
    client.force_login(make_user(role))
    return client.get(reverse(f"admin:people_{subject.kind}_change", args=[subject.pk]) + query).text


def test_it_lists_the_newest_stories_with_where_they_stand(client, person):
    make_article("A published story", about=[person])
    make_article("A draft", published=False, about=[person])
    text = page(client, "editor", person)

    assert text.index("A draft") < text.index("A published story")
    assert "stage-draft" in text
    assert "stage-published" in text
    assert 'class="count">2<' in text


def test_a_reporter_reads_there_of_no_draft_of_others(client, person):
    make_article("A secret draft", published=False, about=[person])
    text = page(client, "tagger", person)
    assert "A secret draft" in text

    text = page(client, "reporter", person)
    assert "A secret draft" not in text
    assert 'class="count">0<' in text


def test_headlines_are_those_that_its_user_reads(client, person):
    hidden = make_person("Ainur Kaplan", exposure=Exposure.WITHHELD)
    make_article("Ainur Kaplan meets Timur Salim", about=[person, hidden])

    assert "Ainur Kaplan" not in page(client, "tagger", person)
    assert "Ainur Kaplan meets" in page(client, "chief", person)


def test_many_stories_cost_no_more_queries_than_a_few(client, person, django_assert_max_num_queries):
    client.force_login(make_user("editor"))
    address = reverse("admin:people_person_change", args=[person.pk])
    for number in range(9):
        make_article(f"Story {number}", about=[person])
    client.get(address)

    with django_assert_max_num_queries(40):
        text = client.get(address).text
    assert "The 6 newest of 9." in text


def test_the_picture_of_the_page_stands_at_the_head(client, person):
    Portrait.objects.create(subject=person, image=make_image(shows=[person]))

    assert f"{Image.objects.get().token}/" in page(client, "editor", person)


def test_each_way_to_show_a_name_says_what_readers_get(client, person):
    text = page(client, "chief", person)

    assert "Stories say “Name withheld”, and there is no page." in text
    assert "readers find the page" in text


def test_the_small_window_beside_a_story_has_none_of_it(client, person):
    make_article("A published story", about=[person])

    assert "A published story" not in page(client, "editor", person, "?_popup=1")
