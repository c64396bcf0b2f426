"""The door for the planning calendar: a line for a day, written by whoever writes stories."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles.models import Article, DayNote
from people.base.fields import tidy_line
from people.base.locks import take_turn
from people.models import SEE_PROTECTED

#: The same words for the same day by the same person within this time are a second click.
SECOND_CLICK = timedelta(minutes=1)


def may_write_day_notes(user) -> bool:
    return user.has_perm("articles.add_article")


def may_remove_day_note(user, note) -> bool:
    """Its author, and who edits everything."""
    return may_write_day_notes(user) and (note.author_id == user.pk or user.has_perm("articles.edit_all_articles"))


def may_change_day_note(user, note) -> bool:
    """As for removing; of a colleague's words only who reads them as they were written."""
    return may_remove_day_note(user, note) and (note.author_id == user.pk or user.has_perm(SEE_PROTECTED))


def write_day_note(day, text: str, *, by, kind=DayNote.Kind.HEARING, story=None) -> DayNote:
    """Add the line. Raises PermissionDenied, or ValidationError for what is no note. Sent twice, it is one."""
    text = _words(text)
    if not may_write_day_notes(by) or not _may_name(by, story):
        raise PermissionDenied
    fields = {"day": day, "text": text, "kind": kind, "article": story, "author": by}
    with transaction.atomic():
        take_turn()
        if same := DayNote.objects.filter(made_at__gt=timezone.now() - SECOND_CLICK, **fields).first():
            return same
        note = DayNote(**fields)
        note.full_clean()
        note.save()
        audit.record(by, audit.Action.DAY_PLANNED, article=story, target=f"day {day}", note=note.pk)
    return note


def change_day_note(note: DayNote, day, text: str, *, by, kind, story) -> DayNote:
    """Say it anew; its author stays. Raises PermissionDenied, or ValidationError for what is no note."""
    text = _words(text)
    with transaction.atomic():
        take_turn()
        note = DayNote.objects.select_for_update().filter(pk=note.pk).first()
        if note is None or not may_change_day_note(by, note):
            raise PermissionDenied
        if (story and story.pk) != note.article_id and not _may_name(by, story):
            raise PermissionDenied
        note.day, note.text, note.kind, note.article = day, text, kind, story
        note.full_clean()
        note.save()
        audit.record(by, audit.Action.DAY_CHANGED, article=story, target=f"day {day}", note=note.pk)
    return note


def _words(text: str) -> str:
    text = tidy_line(text)
    if not text:
        raise ValidationError(_("The note is empty: write what happens on that day."))
    return text


def _may_name(user, story) -> bool:
    return story is None or Article.objects.worked_on_by(user).filter(pk=story.pk).exists()


def remove_day_note(note: DayNote, *, by):
    """Take it away. Raises PermissionDenied."""
    if not may_remove_day_note(by, note):
        raise PermissionDenied
    with transaction.atomic():
        take_turn()
        if DayNote.objects.filter(pk=note.pk).delete()[0]:
            audit.record(by, audit.Action.DAY_CLEARED, article=note.article, target=f"day {note.day}", note=note.pk)
