"""Publishing what waited for its picture: by the process that has finished the picture, or by ``run_due``.

It is a press of "Publish" by the same person, made later: under the same locks, with rights and checklist asked again. Two
processes at once publish it once.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation

from articles.models import Article, AwaitedPublication
from articles.workflow import awaited, changes
from articles.workflow.moves import MOVES
from people.base import jobs
from people.base.jobs import Job, Outcome
from people.base.locks import take_turn
from people.base.refusal import Refused

End = AwaitedPublication.Outcome
#: After that a process that has not ended is taken for dead.
RESTS = (timedelta(minutes=2),)

logger = logging.getLogger(__name__)


def register():
    jobs.register(AwaitedPublication.JOB, do=do_job, start=start, rests=RESTS)


def do_job(job: Job) -> Outcome:
    """Look at one that waits; while it still does, the end of another picture looks again."""
    return Outcome.DONE if complete(job.key) else Outcome.DROPPED


def work_off() -> int:
    """Look at all that wait. Returns how many have come to an end."""
    with transaction.atomic():
        jobs.put(AwaitedPublication.JOB, AwaitedPublication.objects.open().values_list("pk", flat=True))
    return start()


def start() -> int:
    """Look at those of which a picture has changed."""
    try:
        return jobs.work_off(AwaitedPublication.JOB)
    except Exception:  # the process that prepares pictures has to go on; the next run looks again
        logger.exception("Stories that wait for a picture are left to the next run")
        return 0


def complete(key: int) -> bool:
    """Publish the story if that is due, or say why not; whether the waiting is over now."""
    with transaction.atomic():
        take_turn()
        row = AwaitedPublication.objects.open().select_for_update().filter(pk=key).first()
        if row is None:
            return False
        user = get_user_model().objects.get(pk=row.user_id)
        with translation.override(user.language or settings.LANGUAGE_CODE):
            outcome = _outcome(row, Article.objects.get(pk=row.article_id), user)
        if outcome and outcome != End.PUBLISHED:
            awaited.end(row, outcome)
        return outcome is not None


def _outcome(row, article, user):
    """How the waiting ends now; None while it goes on."""
    if article.version != row.version:
        return End.SAVED
    if timezone.now() - row.asked_at > row.LONGEST:
        return End.LATE
    if not changes.may_make(MOVES["publish"], article, user):
        return End.RIGHTS
    if awaited.tokens(article) != row.pictures:
        return End.PICTURE
    found = awaited.in_english(article, user)
    if blocking := [item for item in found if item.blocks and not item.waits]:
        return End.PICTURE if any(item.picture for item in blocking) else End.CHECKLIST
    if any(item.waits for item in found):
        return None
    if set(awaited.digests(found)) - set(row.warnings):
        return End.CHECKLIST
    return _published(row, article, user)


def _published(row, article, user):
    try:
        with transaction.atomic():
            awaited.end(row, End.PUBLISHED)
            changes.publish(article, by=user, at=row.at, reason=row.reason)
    except PermissionDenied:
        return End.RIGHTS
    except Refused:
        return End.CHECKLIST
    return End.PUBLISHED


do_job.alters_data = work_off.alters_data = start.alters_data = complete.alters_data = True
