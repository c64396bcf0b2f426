"""A name is withheld while somebody saves a story that names the person in another script: no order leaves a trace."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from articles import workflow
from articles.models import Article
from people import naming
from people.models import Exposure, Person
from tests.factories import make_article, make_person, make_user

pytestmark = [pytest.mark.needs("postgresql"), pytest.mark.django_db(transaction=True)]

NAMED = "Bekzat Yeralinov"
LONG_ENOUGH = 0.4  # for the other one to come to where it has to wait


@pytest.fixture
def deeds():
    """What two people do at once: one withholds a name, one writes it into a story, both in a transaction."""
    person, story, editor = make_person("Бекзат Ералинов", language="ru"), make_article("A report"), make_user("editor")

    def withhold():
        naming.expose(Person.objects.get(pk=person.pk), Exposure.WITHHELD)

    def save():
        article = Article.objects.get(pk=story.pk)
        with workflow.changing(article, by=editor, comment="more"):
            article.title, article.summary = f"{NAMED} is free", f"Yeralinov, {NAMED}"
            article.body = f"<p>Yesterday {NAMED} came home. Yeralinov was tired.</p>"

    return story, {"withhold": withhold, "save": save}


@pytest.mark.parametrize("first", ["withhold", "save"])
def test_no_trace_of_the_name_is_left_whoever_is_first(first, deeds, client):
    story, both = deeds
    has_begun = Event()

    def begin():
        with transaction.atomic():
            both.pop(first)()
            has_begun.set()
            time.sleep(LONG_ENOUGH)

    def follow():
        assert has_begun.wait(10)
        (other,) = both.values()
        other()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(closing, deed) for deed in (begin, follow)]:
            done.result()
    story.refresh_from_db()
    assert "came home" in story.body
    page = client.get(story.get_absolute_url()).text
    assert "came home" in page
    assert [line for line in (page, story.get_absolute_url(), story.public_folded) if "eralinov" in line.lower()] == []


def closing(deed):
    try:
        deed()
    finally:
        connection.close()
