"""Work beside pages, done soon and once: a table of keys that is worked off by whichever process comes first.

A change enqueues its jobs in its own transaction, so that none is lost and none is done for a change that was rolled back. On
commit a process of its own begins, for which nobody waits; ``manage.py run_due`` sees to what is left. Whoever claims a job
first does it. A claim is a time: once that has passed, whoever held it is taken for dead, and the next one may have the job.
"""

import enum
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from people.base.locks import require_transaction

logger = logging.getLogger(__name__)


class JobQuerySet(models.QuerySet):
    def due(self, kind: str):
        """Neither claimed by another process nor resting."""
        return self.filter(kind=kind, not_before__lte=timezone.now())


class Job(models.Model):
    """What is to be done with which row, and nothing else: no word of it lies in a second place."""

    kind = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    #: While it is claimed the end of the claim, after a try that failed the end of its rest.
    not_before = models.DateTimeField(default=timezone.now)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="job_once", fields=["kind", "key"])]

    def __str__(self):
        return f"{self.kind} #{self.key}"


class Outcome(enum.Enum):
    DONE = "done"
    #: There is nothing to do any more.
    DROPPED = "dropped"
    #: Once it has rested.
    LATER = "later"
    #: By the next run, without a rest.
    NEXT = "next"


@dataclass(frozen=True)
class Kind:
    """How the jobs of one kind are done."""

    do: Callable[..., Outcome]
    #: Has those that wait worked off, without letting anybody wait.
    start: Callable[[], None]
    #: How long a job is left alone after its first, second, ... try began; the last one holds for all further.
    rests: tuple[timedelta, ...]

    def rest(self, attempts: int) -> timedelta:
        return self.rests[min(attempts, len(self.rests)) - 1]


#: Filled by the apps when they are ready: this module knows none of them.
KINDS: dict[str, Kind] = {}


def register(name: str, **how):
    KINDS[name] = Kind(**how)


def enqueue(kind: str, keys):
    """Have it done with these rows once the transaction is stored. What is enqueued anew is done anew, claimed or not."""
    if put(kind, keys):
        transaction.on_commit(KINDS[kind].start)


def put(kind: str, keys) -> list:
    """The same for the next run, whoever starts it."""
    require_transaction("A job is stored with the change that it follows: begin a transaction first.")
    jobs = [Job(kind=kind, key=key) for key in sorted(set(keys))]
    anew = {"update_conflicts": True, "unique_fields": ["kind", "key"], "update_fields": ["attempts", "not_before"]}
    return Job.objects.bulk_create(jobs, **anew) if jobs else []


def work_off(kind: str, *how) -> int:
    """Do what is due, each job once; the number of those that are done. ``how`` is handed to whoever does them."""
    last, done = 0, 0
    while job := _claim(kind, last):
        last = job.pk
        outcome = KINDS[kind].do(job, *how)
        _settle(job, outcome)
        done += outcome is Outcome.DONE
    return done


def _claim(kind: str, last: int) -> Job | None:
    """The next job that is due; of two processes the database lets one change the row."""
    while job := Job.objects.due(kind).filter(pk__gt=last).order_by("pk").first():
        attempts = job.attempts + 1
        claim = {"attempts": attempts, "not_before": timezone.now() + KINDS[kind].rest(attempts)}
        if _as_read(job).update(**claim):
            job.attempts, job.not_before = claim["attempts"], claim["not_before"]
            return job
    return None


def _settle(job: Job, outcome: Outcome):
    """One that was enqueued anew meanwhile is another job, and stays."""
    if outcome is Outcome.NEXT:
        _as_read(job).update(not_before=timezone.now())
    elif outcome is not Outcome.LATER:
        _as_read(job).delete()


def _as_read(job: Job):
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, not_before=job.not_before)


def spawn(*command: str, output=None):
    """Start a command of manage.py as a process of its own that outlives this one, and do not wait for it."""
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    options = {"cwd": settings.BASE_DIR, "stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
    try:
        child = subprocess.Popen(words, start_new_session=True, **options)  # noqa: S603
    except OSError:
        logger.exception("%s could not be started; its work waits for the next run", command[0])
        return
    # Somebody has to hear of its end, or it stays in the table of processes for good.
    threading.Thread(target=child.wait, daemon=True).start()


put.alters_data = enqueue.alters_data = work_off.alters_data = True
