"""The form of a pending change: what is typed waits, and no row of the story moves for it."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from articles import pending, workflow
from articles.content import Content
from articles.models import Article, Byline, Correction, Mention, Note, PendingChange, Status, TopicTagging
from people import merging, naming
from people.models import Exposure
from tests.factories import make_article, make_correction, make_person, make_topic, make_user
from tests.support.admin import add_row, as_typed, sentences
from tests.support.story_form import change, errors_of, times

pytestmark = pytest.mark.django_db

KEPT = (Article, Byline, Mention, TopicTagging, Correction, Version, LogEntry)


def rows() -> dict:
    """Every row that a pending change must not touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in KEPT}


def form_of(article) -> str:
    return reverse("admin:articles_article_pending", args=[article.pk])


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def article(person):
    article = make_article("The headline", body="<p>The old text.</p>", summary="A dek", about=[person])
    Byline.objects.create(article=article, text="The desk")
    return article


def typed(client, address, **changes):
    page = client.get(address)
    when = page.context["adminform"].form.initial.get("published_at")
    return as_typed(page, **times("published_at", when), **changes)


def begin(client, article, **changes):
    """A pending change with the new text, from its own form."""
    data = typed(client, form_of(article), body="<p>The new text.</p>", **changes)
    answer = client.post(form_of(article), data)
    assert answer.status_code == 302, errors_of(answer)
    return PendingChange.objects.get(state__in=PendingChange.OPEN)


# From the form of the story --------------------------------------------------------------------------------------------


def test_the_storys_form_keeps_a_pending_change_and_moves_no_row(client, editor, article, person):
    other, topic = make_person("Koshkarbai Toremuratov"), make_topic()
    data = typed(
        client,
        change(article),
        body="<p>The new text.</p>",
        people=[person.pk, other.pk],
        topics=[topic.pk],
        _pending="1",
    )
    data = add_row(data, "bylines", position=1, role="author", person=other.pk, text="")
    before = rows()
    answer = client.post(change(article), data)
    assert (answer.status_code, answer.url) == (302, form_of(article))
    assert rows() == before
    content = pending.content_of(PendingChange.objects.get())
    assert content.fields["body"] == "<p>The new text.</p>"
    assert {row["subject_id"] for row in content.mentions} == {person.pk, other.pk}
    assert content.topics == [topic.pk]
    assert [(row["text"], row["person_id"]) for row in content.bylines] == [("The desk", None), ("", other.pk)]


def test_readers_see_nothing_of_it(client, editor, article):
    answer = client.post(change(article), typed(client, change(article), title="Canary", _pending="1"))
    assert answer.status_code == 302, errors_of(answer)
    assert "Canary" not in client.get(article.get_absolute_url()).text
    assert "Canary" in client.get(form_of(article)).text


def test_what_was_typed_is_clean_in_what_is_kept(client, editor, article):
    dirty = '<p onclick="x()">Text<script>alert(1)</script></p>'
    client.post(change(article), typed(client, change(article), body=dirty, _pending="1"))
    assert pending.content_of(PendingChange.objects.get()).fields["body"] == "<p>Text</p>"


def test_a_time_is_not_kept_in_it_and_said_so(client, editor, article):
    data = typed(client, change(article), body="<p>Typed.</p>", _pending="1")
    data |= {"withdraw_at_0": "2090-01-01", "withdraw_at_1": "10:00"}
    answer = client.post(change(article), data)
    assert "holds no times" in errors_of(answer)
    assert "Typed." in answer.text
    assert not PendingChange.objects.exists()


def test_a_correction_is_not_kept_in_it_and_said_so(client, editor, article):
    data = typed(client, change(article), body="<p>Typed.</p>", _pending="1")
    data |= {
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-text": "A date was wrong.",
    }
    data |= {"corrections-0-place": "bottom"}
    data |= {"corrections-0-published_at_0": "2026-01-01", "corrections-0-published_at_1": "10:00"}
    before = rows()
    answer = client.post(change(article), data)
    assert "no part of a pending change" in errors_of(answer)
    assert "A date was wrong." in answer.text
    assert rows() == before


def test_a_stale_form_begins_no_change(client, editor, article):
    data = typed(client, change(article), body="<p>Typed.</p>", _pending="1")
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Corrected"
    answer = client.post(change(article), data)
    assert "Typed." in answer.text
    assert not PendingChange.objects.exists()


def test_a_word_that_is_too_long_is_refused_and_not_cut(client, editor, article):
    word = "x" * 3001
    answer = client.post(
        change(article), typed(client, change(article), body="<p>Typed.</p>", move_note=word, _pending="1")
    )
    assert "3000 letters at most" in errors_of(answer)
    assert not PendingChange.objects.exists()
    begin(client, article)
    client.post(form_of(article), typed(client, form_of(article), note=word, _move="submit"))
    assert PendingChange.objects.get().state == "draft"


def test_a_word_for_colleagues_comes_back_with_a_form_that_is_refused(client, editor, article):
    answer = client.post(form_of(article), typed(client, form_of(article), title="", note="Look at the age."))
    assert "Look at the age." in answer.text


def test_a_second_change_is_not_begun_beside_an_open_one(client, editor, article):
    data = typed(client, change(article), body="<p>Typed.</p>", _pending="1")
    begin(client, article)
    answer = client.post(change(article), data)
    assert "begun meanwhile" in errors_of(answer)
    assert "Typed." in answer.text


def test_the_storys_form_leads_to_the_open_change(client, editor, article):
    begin(client, article)
    page = client.get(change(article)).text
    assert form_of(article) in page
    assert 'name="_pending"' not in page


def test_a_draft_has_no_pending_change(client, editor):
    draft = make_article(published=False)
    assert 'name="_pending"' not in client.get(change(draft)).text
    assert client.get(form_of(draft)).status_code == 403


@pytest.mark.parametrize("state", [{"at": timezone.now() + timedelta(days=1)}, {"status": "withdrawn"}])
def test_a_scheduled_and_a_withdrawn_story_have_one(client, editor, state):
    fields = {"published": False, "published_at": timezone.now(), "withdrawn_at": timezone.now()} | state
    article = make_article(**(state if "at" in state else fields))
    before = rows()
    begin(client, article)
    assert rows() == before


# Its own form ----------------------------------------------------------------------------------------------------------


def test_opening_it_writes_nothing(client, editor, article, django_assert_max_num_queries):
    begin(client, article)
    client.get(form_of(article))  # which takes the message of the save out of the session
    before = rows()
    with django_assert_max_num_queries(80) as asked:
        assert "The new text." in client.get(form_of(article)).text
    assert not [
        query
        for query in asked.captured_queries
        if not query["sql"].lstrip("(").startswith(("SELECT", "WITH", "DECLARE"))
    ]
    assert rows() == before


def test_saving_it_moves_no_row_of_the_story(client, editor, article):
    begin(client, article)
    before = rows()
    answer = client.post(form_of(article), typed(client, form_of(article), title="Third"))
    assert answer.status_code == 302
    assert rows() == before
    assert pending.content_of(PendingChange.objects.get()).fields["title"] == "Third"
    assert list(PendingChange.objects.get().versions.values_list("number", flat=True)) == [2, 1]


def test_it_shows_its_own_bylines_people_and_topics(client, editor, article, person):
    other, topic = make_person("Koshkarbai Toremuratov"), make_topic()
    content = Content.of(article)
    content.bylines = [{"position": 3, "person_id": other.pk, "desk_id": None, "text": "", "role": "editing"}]
    content.mentions = [{"subject_id": other.pk, "prominence": "main", "state": "confirmed", "spelling": ""}]
    content.topics = [topic.pk]
    pending.save(article, content, by=editor, opened=0, base_version=article.version)
    data = typed(client, form_of(article))
    assert (data["people"], data["main_subjects"], data["topics"]) == ([other.pk], [other.pk], [topic.pk])
    assert (data["bylines-0-person"], data["bylines-0-position"], data["bylines-0-role"]) == (other.pk, 3, "editing")
    client.post(form_of(article), data | {"title": "Again"})
    kept = pending.content_of(PendingChange.objects.get())
    assert (kept.bylines, kept.topics) == (content.bylines, content.topics)
    assert [(row["subject_id"], row["prominence"]) for row in kept.mentions] == [(other.pk, "main")]


def test_a_save_that_changes_nothing_makes_no_new_state(client, editor, article):
    begin(client, article)
    client.post(form_of(article), typed(client, form_of(article)))
    assert PendingChange.objects.get().versions.count() == 1


def test_a_save_that_changes_nothing_of_several_who_are_named_makes_no_new_state(client, editor):
    article = make_article(about=[make_person("Zhangeldy Zhaksymbetov"), make_person("Aqylbek Muratbai")])
    change = begin(client, article)
    client.post(form_of(article), typed(client, form_of(article)))
    assert change.versions.count() == 1


def test_a_form_like_the_story_begins_nothing(client, editor, article):
    client.post(form_of(article), typed(client, form_of(article)))
    assert not PendingChange.objects.exists()


def test_an_error_keeps_what_was_typed(client, editor, article):
    before = rows()
    answer = client.post(form_of(article), typed(client, form_of(article), title="", body="<p>Typed.</p>"))
    assert answer.status_code == 200
    assert "Typed." in answer.text
    assert rows() == before


def test_a_stale_save_shows_both_texts(client, editor, article):
    begin(client, article)
    first = typed(client, form_of(article), body="<p>The text of the second.</p>")
    client.post(form_of(article), typed(client, form_of(article), body="<p>The text of the third.</p>"))
    answer = client.post(form_of(article), first)
    assert "Nothing is lost" in errors_of(answer)
    assert "The text of the second." in answer.text
    assert "third" in answer.text
    assert client.post(form_of(article), as_typed(answer)).status_code == 302
    assert pending.content_of(PendingChange.objects.get()).fields["body"] == "<p>The text of the second.</p>"


def test_times_are_not_in_the_form(client, editor, article):
    page = client.get(form_of(article))
    assert not {"published_at", "withdraw_at", "assigned_to", "language"} & page.context["adminform"].form.fields.keys()


def test_a_hidden_byline_and_mention_stay(client, article):
    hidden, reporter = make_person("Somebody Withheld"), make_user("reporter")
    naming.expose(hidden, Exposure.WITHHELD)
    Byline.objects.create(article=article, person=hidden, position=5)
    Mention.objects.create(article=article, subject=hidden)
    Article.objects.filter(pk=article.pk).update(created_by=reporter)
    client.force_login(reporter)
    page = client.get(form_of(article))
    assert "Somebody" not in page.text
    client.post(form_of(article), as_typed(page, body="<p>The new text.</p>"))
    content = pending.content_of(PendingChange.objects.get())
    assert hidden.pk in {row["person_id"] for row in content.bylines}
    assert hidden.pk in {row["subject_id"] for row in content.mentions}


# Review and publication ------------------------------------------------------------------------------------------------


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
    assert "approved meanwhile" in errors_of(answer)
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
    assert "Saved, but no more." in sentences(answer)
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
    assert '<textarea name="note" rows="2">A word of &lt;two&gt; lines.</textarea>' in answer.text
    assert not Note.objects.exists()


def test_a_word_without_a_step_is_a_note(client, editor, article):
    begin(client, article, note="For the lawyer.")
    data = typed(client, form_of(article), note="For the second reader.")
    assert client.post(form_of(article), data).status_code == 302
    assert [note.text for note in Note.objects.all()] == ["For the lawyer.", "For the second reader."]


def test_a_word_that_is_too_long_is_told_and_kept_whole(client, editor, article):
    word = "x" * 3001
    answer = client.post(form_of(article), typed(client, form_of(article), title="New", note=word))
    assert "has 3000 letters at most" in sentences(answer)
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
    assert "meanwhile another text" in page.text
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
    client.post(form_of(article), typed(client, form_of(article), _publish_change="1", note="Checked"))
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
    assert "Say in a note" in sentences(answer)
    assert PendingChange.objects.get().state == "in_review"
    assert "Typed." in answer.text


def test_it_is_discarded_and_stays_in_the_history(client, editor, article):
    waiting = begin(client, article)
    client.post(form_of(article), {"_discard": "1"})
    waiting.refresh_from_db()
    assert waiting.state == "discarded"
    history = client.get(reverse("admin:articles_article_history", args=[article.pk])).text
    assert "Pending change, state 1" in history


def test_a_button_that_is_none_does_nothing_but_save(client, editor, article):
    waiting = begin(client, article, _move="explode")
    assert waiting.state == "draft"


STAYS = {
    "published": "Readers stay on what they have until the change is published.",
    "scheduled": "What is scheduled stays as it is until the change is published.",
    "withdrawn": "The story stays out of readers’ sight: publishing the change does not bring it back.",
}


@pytest.mark.parametrize("stage", STAYS)
def test_the_form_says_what_stays_as_it_is_while_a_change_waits(client, editor, article, stage):
    later = timezone.now() + timedelta(days=1)
    withdrawn = {"status": Status.WITHDRAWN, "withdrawn_at": timezone.now()}
    fields = {"published": {}, "scheduled": {"published_at": later}, "withdrawn": withdrawn}[stage]
    Article.objects.filter(pk=article.pk).update(**fields)
    text = client.get(reverse("admin:articles_article_change", args=[article.pk])).text

    assert [sentence for sentence in STAYS.values() if sentence in text] == [STAYS[stage]]
