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

#: The same words for the same day by the same person within this time are a second click.
SECOND_CLICK = timedelta(minutes=1)


def may_write_day_notes(user) -> bool:
    return user.has_perm("articles.add_article")


def may_remove_day_note(user, note) -> bool:
    """Its author, and who edits everything."""
    return may_write_day_notes(user) and (note.author_id == user.pk or user.has_perm("articles.edit_all_articles"))


def write_day_note(day, text: str, *, by, kind=DayNote.Kind.HEARING, story=None) -> DayNote:
    """Add the line. Raises PermissionDenied, or ValidationError for what is no note. Sent twice, it is one."""
    text = tidy_line(text)
    if not may_write_day_notes(by) or (story and not Article.objects.worked_on_by(by).filter(pk=story.pk).exists()):
        raise PermissionDenied
    if not text:
        raise ValidationError(_("The note is empty: write what happens on that day."))
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


def remove_day_note(note: DayNote, *, by):
    """Take it away. Raises PermissionDenied."""
    if not may_remove_day_note(by, note):
        raise PermissionDenied
    with transaction.atomic():
        take_turn()
        if DayNote.objects.filter(pk=note.pk).delete()[0]:
            audit.record(by, audit.Action.DAY_CLEARED, article=note.article, target=f"day {note.day}", note=note.pk)
