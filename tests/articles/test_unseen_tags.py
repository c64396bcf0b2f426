"""Whoever does not see a tag or a byline takes none away, by whichever door: a withheld name may be hidden by the tag alone."""

import pytest

from articles import workflow
from articles.history.content import Content
from articles.models import Byline, Mention
from articles.workflow import pending
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user
from tests.support.desk import publish

pytestmark = pytest.mark.django_db

TEXT = "<p>Yesterday Seitova spoke to us.</p>"


@pytest.fixture
def reporter():
    return make_user("reporter")


@pytest.fixture
def protected():
    person = make_person("Aigul Seitova")
    naming.expose(person, Exposure.INITIALS)
    return person


def tag(story, person):
    """What an editor does meanwhile."""
    editor = make_user("editor")
    with workflow.changing(story, by=editor, comment="tagged"):
        Mention.objects.create(article=story, subject=person)
        Byline.objects.create(article=story, person=person, position=3)


def readers_see(story) -> str:
    story.refresh_from_db()
    return story.body_html


def test_a_restore_keeps_the_tag_and_the_name_stays_hidden(reporter, protected):
    story = make_article(published=False, created_by=reporter, body=TEXT)
    before = Content.of(story)
    tag(story, protected)
    assert "Seitova" not in readers_see(story)

    workflow.restore(story, before, by=reporter, opened_version=story.version)

    assert "Seitova" not in readers_see(story)
    assert story.mentions.confirmed().filter(subject=protected).exists()
    assert story.bylines.filter(person=protected).exists()


def test_a_pending_change_brought_up_to_date_keeps_the_tag_when_it_is_published(reporter, protected):
    story = make_article(published=False, created_by=reporter, body=TEXT)
    publish(story, by=make_user("editor"))
    content = Content.of(story)
    change = pending.save(story, content, by=reporter, opened=0, base_version=story.version)
    tag(story, protected)
    story.refresh_from_db()

    content.fields["summary"] = "A new dek."
    pending.save(story, content, by=reporter, opened=1, base_version=story.version)
    change.refresh_from_db()
    pending.publish(change, by=make_user("editor"), reason="It is urgent.")

    assert "Seitova" not in readers_see(story)
    assert (story.summary, story.mentions.confirmed().filter(subject=protected).exists()) == ("A new dek.", True)


def test_who_sees_everybody_may_take_a_tag_away(protected):
    editor, story = make_user("editor"), make_article(published=False, body=TEXT)
    before = Content.of(story)
    tag(story, protected)
    story.refresh_from_db()

    workflow.restore(story, before, by=editor, opened_version=story.version)

    assert not story.mentions.filter(subject=protected).exists()
