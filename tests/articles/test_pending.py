"""Changes to published stories that wait: readers stay on what they have, and nothing comes back by mistake."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Byline, Correction, PendingChange, Status
from articles.workflow import pending
from people import merging
from tests.factories import make_article, make_person, make_topic, make_user

pytestmark = pytest.mark.django_db


def propose(article, by, **fields):
    content = Content.of(article)
    content.fields |= {"body": "<p>The new text.</p>"} | fields
    return pending.save(article, content, by=by, opened=0, base_version=article.version)


@pytest.fixture
def editor():
    return make_user("chief")


@pytest.fixture
def article():
    return make_article("The headline", body="<p>The old text.</p>", summary="A dek")


def test_readers_stay_on_the_published_version(article, editor, client):
    propose(article, editor, title="A canary")
    assert "The old text." in client.get(article.get_absolute_url()).text
    assert "canary" not in client.get(article.get_absolute_url()).text


def test_publishing_it_replaces_the_text(article, editor):
    pending.publish(propose(article, editor), by=editor, reason="Checked")
    article.refresh_from_db()
    assert (article.body, article.version, article.status) == ("<p>The new text.</p>", 2, Status.PUBLISHED)
    assert "The new text." in article.body_html


def test_bylines_mentions_and_topics_are_part_of_it(article, editor):
    person, topic = make_person(), make_topic()
    content = Content.of(article)
    content.bylines = [{"position": 0, "person_id": person.pk, "desk_id": None, "text": "", "role": "author"}]
    content.mentions = [{"subject_id": person.pk, "prominence": "main", "state": "confirmed", "spelling": ""}]
    content.topics = [topic.pk]
    change = pending.save(article, content, by=editor, opened=0, base_version=1)
    assert Content.of(article).bylines == []
    assert Content.of(article).topics == []
    pending.publish(change, by=editor, reason="Checked")
    assert [article.bylines.get().person, article.mentions.get().subject_id] == [person, person.pk]
    assert article.topics.get() == topic


def test_it_keeps_the_time_of_the_story(article, editor):
    before = Article.objects.values("published_at", "created_by", "first_public_at").get()
    pending.publish(propose(article, editor), by=editor, reason="Checked")
    assert Article.objects.values("published_at", "created_by", "first_public_at").get() == before


def test_a_story_that_changed_since_is_not_overwritten(article, editor):
    change = propose(article, editor)
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Corrected"
    with pytest.raises(workflow.Refused) as refusal:
        pending.publish(change, by=editor, reason="Checked")
    assert refusal.value.code == "changed"
    article.refresh_from_db()
    assert (article.title, article.body) == ("Corrected", "<p>The old text.</p>")


def test_a_withdrawn_story_is_not_republished_by_it(article, editor):
    change = propose(article, editor)
    workflow.withdraw(article, by=editor, reason="Wrong")
    pending.save(article, pending.content_of(change), by=editor, opened=1, base_version=article.version)
    pending.publish(change, by=editor, reason="Checked")
    article.refresh_from_db()
    assert (article.status, article.body) == (Status.WITHDRAWN, "<p>The new text.</p>")
    assert not Article.objects.published().exists()


def test_corrections_stay(article, editor):
    change = propose(article, editor)
    Correction.objects.create(article=article, text="A date was wrong.")
    pending.publish(change, by=editor, reason="Checked")
    assert article.corrections.get().text == "A date was wrong."


def test_a_person_merged_since_is_followed(article, editor):
    survivor, other = make_person("Aqylbek Muratbai"), make_person("Akylbek Muratov")
    content = Content.of(article)
    content.mentions = [{"subject_id": other.pk, "prominence": "main", "state": "confirmed", "spelling": ""}]
    change = pending.save(article, content, by=editor, opened=0, base_version=1)
    merging.merge(survivor, other, by=make_user("chief"))
    pending.publish(change, by=editor, reason="Checked")
    assert article.mentions.get().subject_id == survivor.pk


def test_a_reporter_proposes_a_change_to_their_own_story(editor):
    reporter = make_user("reporter")
    article = make_article(created_by=reporter)
    change = propose(article, reporter)
    pending.move(change, "submit", by=reporter)
    with pytest.raises(PermissionDenied):
        pending.publish(change, by=reporter, reason="Mine")
    pending.move(change, "approve", by=editor)
    assert PendingChange.objects.get().state == "approved"


def test_a_reporter_proposes_nothing_to_a_strange_story(article):
    with pytest.raises(PermissionDenied):
        propose(article, make_user("reporter"))


def test_a_state_that_was_saved_meanwhile_is_not_overwritten(article, editor):
    change = propose(article, editor)
    with pytest.raises(workflow.Refused) as refusal:
        pending.save(article, Content.of(article), by=editor, opened=0, base_version=1)
    assert refusal.value.code == "stale"
    assert change.versions.count() == 1


def test_every_saved_state_is_kept(article, editor):
    change = propose(article, editor)
    content = Content.of(article)
    content.fields["title"] = "Third"
    pending.save(article, content, by=editor, opened=1, base_version=1)
    assert list(change.versions.values_list("number", flat=True)) == [2, 1]
    assert pending.content_of(change).fields["title"] == "Third"


def test_a_discarded_change_is_published_no_more(article, editor):
    change = propose(article, editor)
    pending.discard(change, by=editor)
    with pytest.raises(workflow.Refused):
        pending.publish(change, by=editor, reason="Late")


def test_a_change_to_a_scheduled_story_keeps_its_time(editor):
    article = make_article(at=timezone.now() + timedelta(hours=2))
    pending.publish(propose(article, editor), by=editor, reason="Checked")
    assert not Article.objects.published().exists()
    assert Article.objects.scheduled().get().body == "<p>The new text.</p>"


def test_a_restore_gives_back_text_and_relations(article, editor):
    person = make_person()
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Second"
        Byline.objects.create(article=article, person=person)
    second = Content.of(article)
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Third"
        article.bylines.all().delete()
    workflow.restore(article, second, by=editor, opened_version=article.version)
    assert (Content.of(article), article.version) == (second, 4)


def test_a_stale_restore_is_refused(article, editor):
    content = Content.of(article)
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Second"
    with pytest.raises(workflow.Refused):
        workflow.restore(article, content, by=editor, opened_version=1)


def test_a_restore_leaves_the_address_that_readers_have(article, editor):
    content = Content.of(article)
    content.fields["slug"] = "before-it-was-published"
    workflow.restore(article, content, by=editor, opened_version=1)
    assert Article.objects.get().slug == "the-headline"
