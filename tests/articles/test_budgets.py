"""Every page has a query budget that holds for 2 rows and for 20."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Byline, Page, ReaderService, StaffEntry, Term
from articles.site import changes, share_pictures
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_package,
    make_person,
    make_place,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db


def build(rows: int):
    """A site where everything that a page lists has this many rows."""
    country = make_place("Uzbekistan")
    people = [make_person(f"Person Number{index}") for index in range(rows)]
    places = [make_place(f"Town {index}", parent=country) for index in range(rows)]
    organizations = [make_organization(f"Group {index}") for index in range(rows)]
    topics = [make_topic(f"Topic {index}") for index in range(rows)]
    for index in range(rows):
        make_section(f"Section {index}")
    stories = [
        make_article(
            about=[*people, *places, *organizations],
            topics=topics,
            section=make_section(f"Section {index}"),
            by=people[0],
        )
        for index in range(rows)
    ]
    make_package("The ferry", *stories)
    for _place in range(4):  # what stands on the fronts, so that their lists have rows, too
        make_article(topics=topics[:1], section=stories[0].section)
    for index in range(rows):
        make_correction(stories[0], f"Note {index}", shows_changes=True, changes_from=1)
        Byline.objects.create(article=stories[0], person=people[index], position=index)
    offer(people)
    for index in range(rows):
        changes.explain(Term(language="en", term=f"Word {index}", definition="What it means."))
    for index in range(rows):
        with workflow.changing(stories[0], by=stories[0].created_by, comment="edited"):
            stories[0].body = f"<p>Text number {index}.</p>"
    return stories[0]


def offer(people):
    """Services, and a page of those who work here."""
    service = changes.save(ReaderService(language="en", signal="newsroom.01", support_intro="Readers pay."))
    changes.save(Page(title="Who works here", language="en", slug="who", policy="masthead"))
    for person in people:
        changes.save(StaffEntry(service=service, person=person, role="Editor"))


def counted(client, path: str) -> int:
    client.get(path)  # content types and the like are asked for once in a process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


BUDGETS = {
    "{story}": 13,
    "{story}take/": 10,
    "{story}versions/": 16,
    "/contact-safely/": 5,
    "/support/": 5,
    "/who/": 6,
    "/": 10,
    "/section/section-0/": 17,
    "/topic/topic-0/": 17,
    "/topics/": 10,
    "/package/the-ferry/": 10,
    "/archive/": 10,
    "/corrections/": 10,
    "/glossary/": 3,
    "/people/": 10,
    "/organizations/": 10,
    "/places/": 10,
    "/people/person-number0/": 14,
    "/people/person-number0/?year=2024": 14,
    "/people/person-number0/by/": 10,
    "/organizations/group-0/": 13,
    "/places/uzbekistan/": 14,
    "/api/v1/stories/": 6,
    "/api/v1/stories/?person=person-number0&topic=topic-0&section=section-0": 10,
    "/api/v1/stories/{pk}/": 9,
    "/api/v1/stories/{pk}/ninjs.json": 9,
    "/api/v1/persons/": 3,
    "/api/v1/persons/person-number0/": 7,
    "/api/v1/places/uzbekistan/": 7,
    "/api/v1/sections/": 2,
    "/api/v1/topics/": 2,
    "/oembed?url=http://127.0.0.1:8000{story}": 6,
    "/search/feed.rss?q=happened": 16,
    "{share}": 2,
}


def test_each_page_keeps_to_its_budget_with_two_rows_and_with_twenty(client):
    of_two, of_twenty = counts(client, 2), counts(client, 20)

    assert of_two == of_twenty
    assert {path: number for path, number in of_twenty.items() if number > BUDGETS[path]} == {}


def counts(client, rows: int) -> dict[str, int]:
    with transaction.atomic():
        story = build(rows)
        asked = {"story": story.get_absolute_url(), "pk": story.pk, "share": share_pictures.of_story(story).path}
        found = {path: counted(client, path.format(**asked)) for path in BUDGETS}
        transaction.set_rollback(True)
    return found


def test_the_table_by_language_asks_as_much_for_two_stories_as_for_twenty(client, editor):
    def asked(rows: int) -> int:
        with transaction.atomic():
            for number in range(rows):
                workflow.translate(make_article(f"Story {number}"), "ru", by=editor)
            found = counted(client, reverse("admin:articles_translation_changelist"))
            transaction.set_rollback(True)
        return found

    client.force_login(editor)
    of_two, of_twenty = asked(2), asked(20)
    assert of_two == of_twenty <= 14
