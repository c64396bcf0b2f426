"""Corrections: written from the story's form, shown where the desk put them, and never taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Correction
from tests.factories import make_article, make_correction, make_user
from tests.support import desk
from tests.support.story_form import change, form_data, saved, times

pytestmark = pytest.mark.django_db


def reader_sees(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def row(**fields) -> dict:
    values = {"kind": "correction", "place": "bottom", "text": "It was Friday."} | fields
    data = {f"corrections-0-{name}": value for name, value in values.items()}
    return data | times("corrections-0-published_at", timezone.now()) | {"corrections-TOTAL_FORMS": 1}


def test_an_editor_adds_a_correction_to_a_published_story(client, editor):
    article = make_article()
    saved(client.post(change(article), form_data(article, **row())), article)
    assert "It was Friday." in reader_sees(client, article)
    assert "It was Friday." in client.get("/corrections/").content.decode()


@pytest.mark.parametrize(
    ("fields", "above"),
    [
        ({"place": "top"}, True),
        ({"place": "bottom"}, False),
        ({"kind": "retraction", "place": "bottom"}, True),
    ],
)
def test_a_note_stands_where_the_desk_put_it_and_a_retraction_above_the_text(client, fields, above):
    article = make_article(body="<p>The text itself.</p>")
    make_correction(article, "The note.", **fields)
    text = reader_sees(client, article)
    assert (text.index("<p>The note.</p>") < text.index("<p>The text itself.</p>")) is above


@pytest.mark.parametrize("kind", [kind for kind in Correction.Kind if kind != "update"])
def test_each_note_says_its_kind_on_the_story_and_on_the_page_of_corrections(client, kind):
    article = make_article()
    make_correction(article, "The note.", kind=kind)
    for text in (reader_sees(client, article), client.get("/corrections/").content.decode()):
        assert f'<span class="kicker-alert">{kind.label}</span>' in text


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_an_update_is_no_correction(client, place):
    article = make_article()
    make_correction(article, "The trial goes on.", kind="update", place=place)
    text = reader_sees(client, article)
    assert '<span class="kicker-kind">Update</span>' in text
    assert "Corrections to this story" not in text
    assert "CorrectionComment" not in text
    assert "The trial goes on." not in client.get("/corrections/").text


@pytest.mark.parametrize(
    ("note", "days", "times"), [("The trial goes on.", 3, 1), ("Two more hearings.", 0, 0), ("Of last week.", 7, 1)]
)
def test_an_update_stands_once_on_the_page(client, note, days, times):
    """Beside the time, unless a note of that day or with these words says it."""
    article = make_article(materially_updated_at=timezone.now(), update_reason="The trial goes on")
    make_correction(article, note, kind="update", published_at=timezone.now() - timedelta(days=days))
    text = reader_sees(client, article)
    assert text.count("The trial goes on") == times
    assert text.count(note) == 1


def test_a_note_for_later_is_shown_later(client):
    article = make_article()
    make_correction(article, "Too early.", published_at=timezone.now() + timedelta(hours=1), place="top")
    assert "Too early." not in reader_sees(client, article)


def test_no_form_takes_a_correction_away(client, editor):
    article = make_article()
    note = make_correction(article)
    data = form_data(article, **row(id=note.pk, DELETE="on"), **{"corrections-INITIAL_FORMS": 1})
    saved(client.post(change(article), data), article)
    assert Correction.objects.filter(pk=note.pk).exists()


def test_corrections_survive_a_withdrawal_and_a_new_publication(client):
    chief, article = make_user("chief"), make_article()
    make_correction(article, "It stays.")
    workflow.withdraw(article, by=chief, reason="An error")
    desk.publish(article, by=chief)
    assert "It stays." in reader_sees(client, article)


def test_a_reporter_writes_no_correction(client, reporter):
    article = make_article(published=False, created_by=reporter)
    client.post(change(article), form_data(article, **row()))
    assert not Correction.objects.exists()
