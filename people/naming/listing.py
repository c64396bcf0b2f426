"""From when until when readers find a subject: the door that lists it.

A subject is listed by hand, or by the stories that name it: then as long as one of them is public, and what stories listed is
found no more when none is. Two periods are kept, the one that runs or comes next and the one after a pause, so that the clock
alone lists and unlists.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.base.locks import take_turn
from people.models import Kind, Organization, Place, Subject
from people.naming.namesakes import held_back
from people.signals import announce_change

COLUMNS = ("listed_from", "listed_until", "relisted_from", "relisted_until", "is_listed_by_stories")
WITH_OTHERS_INSIDE = {Kind.PLACE: Place, Kind.ORGANIZATION: Organization}
Period = tuple[datetime, datetime | None]


@transaction.atomic
def list_from(subject, at):
    """Let readers find the subject from this time on, and what it lies in; None: not before somebody says so.

    Who may be somebody whose name is protected stays unlisted.
    """
    take_turn()
    subject.refresh_from_db(fields=["is_held", *COLUMNS])
    if subject.is_unreleased:
        return
    listed = [subject.pk, *_list_what_it_lies_in(subject, at)]
    _store(subject, (at, None, None, None, False))
    announce_change(Subject, listed)


def _list_what_it_lies_in(subject, at) -> list[int]:
    if at is None:
        return []
    waiting = (
        Subject.objects.not_listed()
        .filter(pk__in=_above(subject))
        .exclude(listed_from__gt=timezone.now(), listed_from__lt=at)
    )
    keys = list(waiting.values_list("pk", flat=True))
    Subject.objects.filter(pk__in=keys).update(
        listed_from=at, listed_until=None, relisted_from=None, relisted_until=None
    )
    return keys


@transaction.atomic
def list_while(subject, periods: list[Period], *, had_story: bool = False):
    """List the subject while stories that name it are public: in these periods, which do not touch, from now on.

    ``had_story``: readers have met it in a story until now. What was listed by hand stays so until it has had one.
    """
    take_turn()
    if subject.is_unreleased:
        return
    columns = _columns(subject, periods, had_story)
    if columns == tuple(getattr(subject, name) for name in COLUMNS):
        return
    listed = [subject.pk]
    if periods:
        listed += _list_what_it_lies_in(subject, columns[0])
    _store(subject, columns)
    announce_change(Subject, listed)


def _columns(subject, periods, had_story) -> tuple:
    now, is_listed = timezone.now(), subject.is_listed
    by_stories = subject.is_listed_by_stories or had_story or any(start <= now for start, _end in periods)
    if _holds_others(subject):
        # What lies in it may have stories of its own: it is listed with the first of them and stays.
        start = periods[0][0] if periods and not is_listed else subject.listed_from
        return start, None, None, None, subject.is_listed_by_stories
    if is_listed and not by_stories:
        return subject.listed_from, periods[-1][1] if periods else None, None, None, False
    if not periods:
        return *_no_longer(subject, now), None, None, by_stories
    (start, end), again = periods[0], periods[1] if periods[1:] else (None, None)
    if is_listed and start <= now:
        start = min(start, subject.listed_from)
    return start, end, *again, by_stories


def _no_longer(subject, now) -> tuple:
    if subject.listed_from is None or subject.listed_from > now:
        return None, None
    if subject.listed_until is None or subject.listed_until > now or subject.is_listed:
        return subject.listed_from, now
    return subject.listed_from, subject.listed_until


def _holds_others(subject) -> bool:
    model = WITH_OTHERS_INSIDE.get(subject.kind)
    return model is not None and model.objects.without_tree_fields().filter(parent=subject.pk).exists()


def keep_back(newcomers):
    """Of new subjects those that are held are listed only after somebody has answered."""
    held = held_back([subject.pk for subject in newcomers]) if newcomers else set()
    Subject.objects.filter(pk__in=held).update(listed_from=None)
    for subject in newcomers:
        if subject.pk in held:
            subject.is_held, subject.listed_from = True, None


def unlist_held(subject):
    """A record that was renamed by somebody who could not be asked is found no more until another has answered."""
    subject.refresh_from_db(fields=["is_held", *COLUMNS])
    if subject.is_held and subject.listed_from:
        _store(subject, (None, None, None, None, subject.is_listed_by_stories))
        announce_change(Subject, [subject.pk])


def _store(subject, columns: tuple):
    values = dict(zip(COLUMNS, columns, strict=True))
    Subject.objects.filter(pk=subject.pk).update(**values)
    for name, value in values.items():
        setattr(subject, name, value)


def _above(subject) -> list[int]:
    """The keys of the places, or organisations, that it lies in."""
    model = WITH_OTHERS_INSIDE.get(subject.kind)
    if model is None or not model.objects.filter(pk=subject.pk, parent__isnull=False).exists():
        return []
    inner = model.objects.without_tree_fields().get(pk=subject.pk)
    return list(model.objects.ancestors(inner).values_list("pk", flat=True))
