"""Below a story stand those that share most with it: people before places, topics too, and what is new before what is old."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.site.views import related_to
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_place, make_topic

pytestmark = pytest.mark.django_db


def titles(story) -> list[str]:
    return [other.title for other in related_to(story)]


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def test_a_shared_person_connects_more_than_a_shared_country():
    person, country = make_person(), make_place("Uzbekistan")
    make_article("Same country", about=[country])
    make_article("Same person", about=[person], at=ago(3))

    assert titles(make_article(about=[person, country])) == ["Same person", "Same country"]


def test_a_shared_topic_connects_stories_that_name_nobody():
    topic = make_topic()
    make_article("Same topic", topics=[topic])
    make_article("Another matter")

    assert titles(make_article(topics=[topic])) == ["Same topic"]


def test_of_two_that_share_as_much_the_newer_comes_first_and_an_old_one_has_to_share_more():
    one, two, three = make_person("Ovo Kelt"), make_person("Sedo Kalvarin"), make_person("Ilka Morvane")
    make_article("Two years old, two shared", about=[one, two], at=ago(800))
    make_article("New, one shared", about=[one], at=ago(1))
    make_article("A month old, three shared", about=[one, two, three], at=ago(30))

    assert titles(make_article(about=[one, two, three])) == [
        "A month old, three shared", "New, one shared", "Two years old, two shared",
    ]  # fmt: skip


def test_neither_a_draft_nor_another_edition_nor_the_story_itself():
    person = make_person()
    make_article("Draft", about=[person], published=False)
    make_article("По-русски", about=[person], language="ru")

    assert titles(make_article(about=[person])) == []


def test_a_withheld_name_connects_nothing():
    person = make_person()
    story, _other = make_article(about=[person]), make_article(about=[person])
    naming.expose(person, Exposure.WITHHELD)

    assert titles(story) == []
