"""What the panel costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.workflow import tagging
from tests.articles.names_panel.panel import asked, draft, panel_of
from tests.factories import make_article, make_person
from tests.support.story_form import change

pytestmark = pytest.mark.django_db


def a_text_of_many(rows: int) -> str:
    given, family = ["Aliya", "Daulet", "Gulnara", "Marat", "Saule"], ["Karimova", "Seitkaliyev", "Nurlanova", "Bekov"]
    names = [f"{one} {other}" for one in given for other in family][:rows]
    for name in names:
        make_person(name).texts.create(language="en", summary=f"Known as {name}")
    return "".join(f"<p>{name} spoke.</p>" for name in names)


@pytest.mark.parametrize("rows", [2, 20])
def test_looking_costs_at_most_five_queries(editor, rows):
    text = tagging.Text("", "", a_text_of_many(rows), "en")
    editor.has_perm("people.see_protected_subject")
    with CaptureQueriesContext(connection) as queries:
        assert len(tagging.names_in(text, editor).named) == rows
    assert len(queries) <= 5


@pytest.mark.parametrize("rows", [2, 20])
def test_asking_costs_the_same_for_two_and_for_twenty(client, reporter, rows):
    body, article = a_text_of_many(rows), draft(created_by=reporter)
    asked(client, panel_of(article), body=body)
    with CaptureQueriesContext(connection) as queries:
        asked(client, panel_of(article), body=body)
    # Session, user, two for permissions, the story, whether it is the user's own; then six of the panel itself. PostgreSQL
    # is told twice how long a lock may be waited for.
    assert len([query for query in queries if "lock_timeout" not in query["sql"]]) <= 12


def test_opening_a_draft_looks_for_names_once_for_its_checklist(client, editor):
    make_person()
    article = draft()
    client.get(change(article))
    with CaptureQueriesContext(connection) as queries:
        client.get(change(article))
    assert len([query for query in queries if "namekey" in query["sql"]]) == 1


def test_opening_a_published_story_looks_for_nothing(client, editor):
    make_person()
    article = make_article(body=draft().body)
    client.get(change(article))
    with CaptureQueriesContext(connection) as queries:
        client.get(change(article))
    assert not [query for query in queries if "namekey" in query["sql"]]