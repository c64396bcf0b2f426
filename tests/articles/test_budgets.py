"""Every page has a query budget that holds for 2 rows and for 20."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Byline, Page, ReaderService, StaffEntry
from articles.site import changes
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
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
    for index in range(rows):
        make_correction(stories[0], f"Note {index}", shows_changes=True, changes_from=1)
        Byline.objects.create(article=stories[0], person=people[index], position=index)
    offer(people)
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
    "article": 10,
    "article/take": 10,
    "article/versions": 16,
    "/contact-safely/": 5,
    "/support/": 5,
    "/who/": 6,
    "/": 10,
    "/section/section-0/": 10,
    "/topic/topic-0/": 10,
    "/archive/": 10,
    "/corrections/": 10,
    "/people/": 10,
    "/organizations/": 10,
    "/places/": 10,
    "/people/person-number0/": 12,
    "/organizations/group-0/": 12,
    "/places/uzbekistan/": 12,
}


def test_each_page_keeps_to_its_budget_with_two_rows_and_with_twenty(client):
    of_two, of_twenty = counts(client, 2), counts(client, 20)

    assert of_two == of_twenty
    assert {path: number for path, number in of_twenty.items() if number > BUDGETS[path]} == {}


def addressed(path: str, story: str) -> str:
    """The path, with the story's address in the place of its word."""
    return path if path.startswith("/") else story + f"{path}/".partition("/")[2]


def counts(client, rows: int) -> dict[str, int]:
    with transaction.atomic():
        story = build(rows).get_absolute_url()
        found = {path: counted(client, addressed(path, story)) for path in BUDGETS}
        transaction.set_rollback(True)
    return found
