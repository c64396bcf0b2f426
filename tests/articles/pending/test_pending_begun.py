"""From the form of a published story a pending change is begun, and no row of the story moves for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import PendingChange
from articles.workflow import pending
from tests.factories import make_article, make_person, make_topic
from tests.support.admin import add_row
from tests.support.pending_form import begin, form_of, rows, typed
from tests.support.story_form import change, errors_of

pytestmark = pytest.mark.django_db


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
    assert [(row["text"], row["person_id"]) for row in content.bylines] == [("Dashboard", None), ("", other.pk)]


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
    data |= {"withdraw_at": "2090-01-01 10:00"}
    answer = client.post(change(article), data)
    assert "not part of a pending change" in errors_of(answer)
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
    data |= {"corrections-0-published_at": "2026-01-01 10:00"}
    before = rows()
    answer = client.post(change(article), data)
    assert "A correction cannot be part of a pending change" in errors_of(answer)
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
    assert "3000 characters at most" in errors_of(answer)
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
    assert "Somebody has started a pending change" in errors_of(answer)
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
