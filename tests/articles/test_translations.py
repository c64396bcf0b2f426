"""A translation follows its original: who is told that this was changed since, and how it is up to date again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Correction, Translation
from articles.workflow import pending, translations
from people import naming
from tests.factories import make_article, make_person, make_section, make_user
from tests.support.admin import sentences
from tests.support.translating import translated

pytestmark = pytest.mark.django_db

OLD, NEW = "<p>Seven boats lay at the pier.</p>", "<p>Nine boats lay at the pier.</p>"


def change(story, by, **columns):
    with workflow.changing(story, by=by, comment="edited"):
        for name, value in columns.items():
            setattr(story, name, value)


@pytest.fixture
def pair(editor):
    """An original that readers have had since yesterday, and its published translation."""
    original = make_article("Seven boats", body=OLD, published_at=timezone.now() - timedelta(days=1))
    change(original, editor, noindex=False)  # with a version in its history
    return original, translated(original, by=editor)


def row_of(story) -> Translation:
    return Translation.objects.get(article=story)


def page(story, name="change") -> str:
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


# What it follows --------------------------------------------------------------------------------------------------------


def test_a_translation_follows_the_version_that_it_was_made_from(pair):
    original, made = pair
    row = row_of(made)
    assert (row.original, row.version, row.is_behind) == (original, original.version, False)
    assert not Translation.objects.filter(article=original).exists()


@pytest.mark.parametrize(
    "columns", [{"title": "Nine boats"}, {"summary": "At dawn."}, {"body": NEW}], ids=["headline", "dek", "text"]
)
def test_other_words_of_the_original_leave_it_behind(pair, editor, columns):
    original, made = pair
    change(original, editor, **columns)
    assert row_of(made).is_behind


def test_what_is_no_word_of_the_original_leaves_it_where_it_is(pair, editor):
    original, made = pair
    change(original, editor, body="<p>Seven <em>boats</em> lay at the pier.</p>", noindex=True, dateline="Nukus")
    change(made, editor, title="Семь лодок")
    assert not row_of(made).is_behind


def test_a_correction_of_the_original_leaves_it_behind(pair, editor):
    original, made = pair
    note = Correction(kind="correction", text="There were nine.", published_at=timezone.now())
    workflow.save(original, Content.of(original), by=editor, beside={}, corrections=[note])
    assert row_of(made).is_behind


def test_a_pending_change_counts_when_it_is_published(pair, editor):
    original, made = pair
    content = Content.of(original)
    content.fields["body"] = NEW
    waiting = pending.save(original, content, by=editor, opened=0, base_version=original.version)
    assert not row_of(made).is_behind
    pending.publish(waiting, by=make_user("chief"), reason="It is urgent.")
    assert row_of(made).is_behind


def test_a_name_that_is_hidden_changes_nothing_that_its_translators_must_do(pair, editor):
    original, made = pair
    person = make_person("Dana Orlik")
    change(original, editor, body="<p>Dana Orlik rows.</p>")
    translations.bring_up_to_date(made, by=editor, seen=row_of(made).changed_at)
    naming.expose(person, "withheld")
    assert not row_of(made).is_behind


def test_who_joins_stories_says_which_is_the_translation(editor):
    first, second = make_article(), make_article(language="ru")
    workflow.save(second, Content.of(second), by=editor, beside={"translation_key": first.translation_key})
    assert row_of(second).original == first
    second.refresh_from_db()
    workflow.save(second, Content.of(second), by=editor, beside={"translation_key": make_article().translation_key})
    assert row_of(second).original != first


# Up to date again -------------------------------------------------------------------------------------------------------


def test_an_editor_is_shown_what_changed_and_says_that_it_is_up_to_date(pair, client, editor):
    original, made = pair
    before = original.version
    change(original, editor, body=NEW)
    client.force_login(editor)
    shown = client.get(page(made)).context["followed"]
    compared = client.get(shown["comparison"]).content.decode()
    assert "Nine" in compared
    assert "Seven" in compared
    answer = client.post(shown["up_to_date"], {"seen": shown["seen"]}, follow=True)
    assert sentences(answer) == "The translation is up to date with its original."
    row = row_of(made)
    assert not row.is_behind
    assert row.version == original.version > before


def test_what_changed_once_more_is_looked_at_first(pair, editor):
    original, made = pair
    change(original, editor, body=NEW)
    seen = row_of(made).changed_at
    change(original, editor, body="<p>Ten boats.</p>")
    with pytest.raises(workflow.Refused):
        translations.bring_up_to_date(made, by=editor, seen=seen)
    assert row_of(made).is_behind


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-13-45T99:00", "\0"])
def test_a_time_that_is_none_is_refused_with_a_sentence(pair, client, editor, seen):
    original, made = pair
    change(original, editor, body=NEW)
    client.force_login(editor)
    assert client.post(page(made, "up_to_date"), {"seen": seen}).status_code == 302
    assert row_of(made).is_behind


def test_whoever_may_not_see_the_original_learns_nothing_of_it(client, editor):
    reporter = make_user("reporter")
    hidden = make_article("A secret headline", published=False, created_by=editor)
    made = workflow.translate(hidden, "ru", by=editor)
    Article.objects.filter(pk=made.pk).update(assigned_to=reporter, title="Лодки", public_title="Лодки", body="")
    change(hidden, editor, body=NEW)
    made.refresh_from_db()
    client.force_login(reporter)
    answer = client.get(page(made))
    assert "followed" not in answer.context
    assert "A secret headline" not in answer.content.decode()
    with pytest.raises(PermissionDenied):
        translations.bring_up_to_date(made, by=reporter, seen=row_of(made).changed_at)


# What readers are told --------------------------------------------------------------------------------------------------


def note_at(client, story) -> str:
    text = client.get(story.get_absolute_url()).content.decode()
    return text.partition('<p class="follows')[2].partition("</p>")[0]


def told(pair, editor):
    original, made = pair
    translations.tell_readers(made, True, by=editor)
    return original, made


def test_readers_are_told_of_a_change_where_an_editor_says_so(pair, client, editor):
    original, made = pair
    change(original, editor, body=NEW)
    assert not note_at(client, made)
    translations.tell_readers(made, True, by=editor)
    note = note_at(client, made)
    assert "Оригинал изменён" in note
    assert original.get_absolute_url() in note
    translations.tell_readers(made, False, by=editor)
    assert not note_at(client, made)


def test_readers_are_not_told_of_what_they_cannot_see(pair, client, editor):
    original, made = told(pair, editor)
    people = make_person("Dana Orlik", exposure="withheld"), make_person("Mira Solt", exposure="withheld")
    change(original, editor, body="<p>Dana Orlik</p>")
    translations.bring_up_to_date(made, by=editor, seen=row_of(made).changed_at)
    change(original, editor, body="<p>Mira Solt</p>")
    assert people
    assert row_of(made).is_behind
    assert not note_at(client, made)


def test_readers_are_not_told_of_a_note_before_its_time(pair, client, editor):
    original, made = told(pair, editor)
    later = timezone.now() + timedelta(days=2)
    content = Content.of(original)
    workflow.save(original, content, by=editor, beside={}, corrections=[Correction(text="Nine.", published_at=later)])
    assert row_of(made).is_behind
    assert not note_at(client, made)
    with time_machine.travel(later + timedelta(minutes=1)):
        assert "Оригинал изменён" in note_at(client, made)


def test_readers_are_not_told_of_an_original_that_is_no_longer_there(pair, client, editor):
    original, made = told(pair, editor)
    change(original, editor, body=NEW)
    workflow.withdraw(original, by=make_user("chief"), reason="It is wrong.")
    assert not note_at(client, made)


def test_readers_are_not_told_of_versions_from_before_publication(client, editor):
    original = make_article("Seven boats", body=OLD, published=False, section=make_section())
    made = translated(original, by=editor)
    change(original, editor, body=NEW)
    workflow.publish(original, by=editor, reason="Checked.")
    translations.tell_readers(made, True, by=editor)
    assert row_of(made).is_behind
    assert not note_at(client, made)


def test_a_reporter_tells_readers_nothing(pair):
    _original, made = pair
    with pytest.raises(PermissionDenied):
        translations.tell_readers(made, True, by=make_user("reporter"))
