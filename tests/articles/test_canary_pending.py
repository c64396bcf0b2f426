"""What waits is nowhere: a walk over every reader's page with a mark in pending changes, unsaved texts and shared previews."""

import pytest

from articles import previews
from articles.history.content import Content
from articles.models import Autosave, PendingChange
from articles.workflow import pending
from tests.factories import make_article, make_person, make_section, make_topic, make_user
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

MARK = "Canary"


@pytest.fixture
def admin():
    return make_user("admin")


@pytest.fixture
def story():
    return make_article("Public story", summary="A dek", about=[make_person()], topics=[make_topic()])


@pytest.fixture
def waiting(admin):
    """Begins a change with the mark in every line; its person, topic and section are there before."""
    hidden, topic = make_person(f"{MARK} Person", listed_from=None), make_topic("Elsewhere")
    section = make_section("Other")

    def begin(story) -> PendingChange:
        content = Content.of(story)
        lines = (
            "title",
            "summary",
            "short_title",
            "how_we_know",
            "dateline",
            "source_outlet",
            "source_authors",
            "source_title",
            "source_licence",
        )
        content.fields |= {name: f"{MARK} {name}" for name in lines}
        content.fields |= {"body": f"<p>{MARK} text</p>", "slug": MARK.lower(), "section_id": section.pk}
        content.fields |= {"source_url": f"https://example.org/{MARK}"}
        content.bylines = [
            {"position": 0, "person_id": None, "desk_id": None, "text": f"{MARK} writer", "role": "author"}
        ]
        content.mentions = [{"subject_id": hidden.pk, "prominence": "main", "state": "confirmed", "spelling": MARK}]
        content.topics = [topic.pk]
        return pending.save(story, content, by=admin, opened=0, base_version=story.version, comment=MARK)

    return begin


@pytest.mark.parametrize("steps", [[], ["submit"], ["submit", "approve"], ["discard"]])
def test_a_change_that_waits_is_on_no_page_and_in_no_count(steps, story, waiting, admin, client):
    before = readers_pages(client)
    change = waiting(story)
    for step in steps:
        if step == "discard":
            pending.discard(change, by=admin)
        else:
            pending.move(change, step, by=admin)
    pages = readers_pages(client)
    assert len(pages) > 10
    assert pages == before
    assert [path for path, text in pages.items() if MARK in text] == []


def test_a_text_that_was_not_saved_is_on_no_page(story, admin, client):
    Autosave.objects.create(user=admin, article=story, data={"title": [MARK], "body": [f"<p>{MARK}</p>"]})
    assert [path for path, text in readers_pages(client).items() if MARK in text] == []


def test_no_page_leads_to_a_shared_preview(story, waiting, admin, client):
    change = waiting(story)
    _link, token = previews.make_link(story, f"p{pending.newest(change).pk}", by=admin, hours=72)
    assert MARK in client.get(f"/preview/{token}/").text
    assert [path for path, text in readers_pages(client).items() if "/preview/" in text] == []
