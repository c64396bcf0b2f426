"""A pending change on its way through review: who may do what, and what a refused step keeps."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Note, PendingChange, Status
from articles.workflow import pending
from people import merging
from tests.factories import make_article, make_correction, make_person, make_user
from tests.support.admin import as_typed, sentences
from tests.support.pending_form import begin, form_of, typed
from tests.support.story_form import change, errors_of

pytestmark = pytest.mark.django_db


def test_a_reporters_form_on_their_published_story_is_the_pending_one(client, reporter):
    article = make_article(created_by=reporter)
    answer = client.get(change(article))
    assert (answer.status_code, answer.url) == (302, form_of(article))
    waiting = begin(client, article, _move="submit")
    assert waiting.state == "in_review"


def test_a_reporter_changes_nothing_of_a_strange_story(client, reporter, article):
    assert client.get(form_of(article)).status_code == 403
    assert client.post(form_of(article), {"title": "Mine"}).status_code == 403


def test_a_reporter_does_not_publish_it(client, reporter):
    article = make_article(created_by=reporter)
    begin(client, article)
    data = typed(client, form_of(article), _publish_change="1")
    client.post(form_of(article), data)
    article.refresh_from_db()
    assert article.version == 1


def test_what_was_typed_too_late_is_kept_on_the_page(client, reporter):
    article, editor = make_article(created_by=reporter), make_user("editor")
    waiting = begin(client, article, _move="submit")
    data = typed(client, form_of(article), body="<p>Too late.</p>")
    pending.move(waiting, "approve", by=editor)
    answer = client.post(form_of(article), data)
    assert "the change has been approved" in errors_of(answer)
    assert "Too late." in answer.text


def test_an_editor_publishes_it_with_what_was_typed(client, editor, article):
    begin(client, article)
    data = typed(client, form_of(article), body="<p>The last text.</p>", _publish_change="1", note="Checked")
    answer = client.post(form_of(article), data)
    article.refresh_from_db()
    assert answer.url == change(article)
    assert (article.body, article.version) == ("<p>The last text.</p>", 2)


def test_warnings_ask_for_a_reason_and_the_text_is_kept(client, editor):
    article = make_article(summary="")
    data = typed(client, form_of(article), body="<p>The last text.</p>", _publish_change="1")
    answer = client.post(form_of(article), data, follow=True)
    article.refresh_from_db()
    assert "Saved, but nothing more was done." in sentences(answer)
    assert "No dek yet." not in sentences(answer)
    assert answer.text.count("No dek yet.") == 1
    assert article.version == 1
    assert pending.content_of(PendingChange.objects.get()).fields["body"] == "<p>The last text.</p>"


@pytest.mark.parametrize("step", [{"_publish_change": "1"}, {"_move": "return"}, {"title": ""}, {"_move": "approve"}])
def test_a_step_that_is_refused_keeps_the_word_that_was_typed_for_it(client, editor, article, step):
    begin(client, article)
    data = typed(client, form_of(article), note="A word of <two> lines.", **step)
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Corrected meanwhile"
    if step == {"_move": "return"}:
        client.force_login(writer := make_user("reporter"))
        Article.objects.filter(pk=article.pk).update(created_by=writer)
    answer = client.post(form_of(article), data)
    assert answer.status_code == 200
    assert re.search('<textarea name="note" [^>]*>A word of &lt;two&gt; lines.</textarea>', answer.text)
    assert not Note.objects.exists()


def test_a_word_without_a_step_is_a_note(client, editor, article):
    begin(client, article, note="For the lawyer.")
    data = typed(client, form_of(article), note="For the second reader.")
    assert client.post(form_of(article), data).status_code == 302
    assert [note.text for note in Note.objects.all()] == ["For the lawyer.", "For the second reader."]


def test_a_word_that_is_too_long_is_told_and_kept_whole(client, editor, article):
    word = "x" * 3001
    answer = client.post(form_of(article), typed(client, form_of(article), title="New", note=word))
    assert "has 3000 characters at most" in sentences(answer)
    assert word in answer.text
    answer = client.post(change(article), typed(client, change(article), title="Newer", move_note=word, _pending="1"))
    assert word in answer.text


def test_a_word_with_what_no_database_holds_is_taken(client, editor, article):
    begin(client, article, _move="submit", note="Look\0 here")
    assert Note.objects.get().text == "Look here"


def test_why_a_change_is_discarded_is_a_note(client, editor, article):
    begin(client, article)
    client.post(form_of(article), {"_discard": "1", "note": "Told by its source to wait."})
    assert Note.objects.get().text == "Told by its source to wait."


def test_a_story_that_changed_since_is_shown_and_the_next_save_takes_it_as_its_base(client, editor, article):
    begin(client, article)
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Corrected meanwhile"
    page = client.get(form_of(article))
    assert "The published text has changed" in page.text
    assert "Corrected meanwhile" in page.text
    client.post(form_of(article), as_typed(page, title="Corrected meanwhile", _publish_change="1", note="Both"))
    article.refresh_from_db()
    assert (article.title, article.body, article.version) == ("Corrected meanwhile", "<p>The new text.</p>", 3)


def test_it_is_not_published_over_a_change_that_was_not_seen(client, editor, article):
    begin(client, article)
    data = typed(client, form_of(article), _publish_change="1", note="Checked")
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Corrected meanwhile"
    answer = client.post(form_of(article), data, follow=True)
    article.refresh_from_db()
    assert (article.title, article.version) == ("Corrected meanwhile", 2)
    assert "has changed since" in sentences(answer)


def test_a_withdrawal_is_not_undone_by_it(client, article):
    admin = make_user("admin")
    client.force_login(admin)
    begin(client, article)
    workflow.withdraw(article, by=admin, reason="Wrong")
    data = typed(client, form_of(article), _publish_change="1", note="Checked")
    assert "Readers do not see it" in sentences(client.post(form_of(article), data, follow=True))
    article.refresh_from_db()
    assert (article.status, article.body) == (Status.WITHDRAWN, "<p>The new text.</p>")
    assert client.get(article.get_absolute_url()).status_code == 410


def test_corrections_and_merges_since_are_kept_by_it(client, editor, article, person):
    survivor = make_person("Akylbek Muratbaev")
    begin(client, article)
    make_correction(article, "A date was wrong.")
    merging.merge(survivor, person, by=make_user("admin"))
    article.refresh_from_db()
    client.post(form_of(article), typed(client, form_of(article), _publish_change="1", note="Checked"))
    article.refresh_from_db()
    assert article.body == "<p>The new text.</p>"
    assert article.corrections.get().text == "A date was wrong."
    assert article.mentions.get().subject_id == survivor.pk


def test_a_return_needs_a_note_and_loses_no_text(client, editor, article):
    begin(client, article, _move="submit")
    data = typed(client, form_of(article), body="<p>Typed.</p>", _move="return")
    answer = client.post(form_of(article), data, follow=True)
    assert answer.text.count("Say in the note") == 1
    assert PendingChange.objects.get().state == "in_review"
    assert "Typed." in answer.text


def test_it_is_discarded_and_stays_in_the_history(client, editor, article):
    waiting = begin(client, article)
    client.post(form_of(article), {"_discard": "1"})
    waiting.refresh_from_db()
    assert waiting.state == "discarded"
    history = client.get(reverse("admin:articles_article_history", args=[article.pk])).text
    assert "Pending change, version 1" in history


def test_a_button_that_is_none_does_nothing_but_save(client, editor, article):
    waiting = begin(client, article, _move="explode")
    assert waiting.state == "draft"


STAYS = {
    "published": "Readers see the current text until the change is published.",
    "scheduled": "The scheduled story stays as it is until the change is published.",
    "withdrawn": "The story stays hidden from readers, even after the change is published.",
}


@pytest.mark.parametrize("stage", STAYS)
def test_the_form_says_what_stays_as_it_is_while_a_change_waits(client, editor, article, stage):
    later = timezone.now() + timedelta(days=1)
    withdrawn = {"status": Status.WITHDRAWN, "withdrawn_at": timezone.now()}
    fields = {"published": {}, "scheduled": {"published_at": later}, "withdrawn": withdrawn}[stage]
    Article.objects.filter(pk=article.pk).update(**fields)
    text = client.get(reverse("admin:articles_article_change", args=[article.pk])).text

    assert [sentence for sentence in STAYS.values() if sentence in text] == [STAYS[stage]]
