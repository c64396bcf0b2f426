"""All public texts are derived anew after an upgrade that recognises names otherwise: portion by portion, so that editors
can save meanwhile, and whoever is stopped goes on with the next.

A portion is a job (``people.base.jobs``): a table, and the number of the portion in it. Names go before what prints them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Max
from django.db.models.signals import post_migrate

from articles.models import Article, Image
from articles.rendering import pictures, stories, texts
from people import naming
from people.base import jobs
from people.base.jobs import Job, Outcome
from people.base.locks import take_turn
from people.models import Exposure, Kind, Membership, Subject, SubjectText, TextRules
from people.naming.public_text import RULES
from people.naming.texts import store_roles, store_texts, whose_names_tell
from people.signals import announce_change

PORTION = 100
#: How long a portion is left alone whose process was stopped.
CLAIM = timedelta(minutes=10)


@dataclass(frozen=True)
class Table:
    """Rows with public texts, and what derives a portion of them."""

    rows: Callable[[], models.QuerySet]
    derive: Callable[[models.QuerySet], object]
    #: Few rows, which every page prints: derived before the first request, not by a job.
    is_small: bool = False

    def portions(self) -> range:
        last = self.rows().aggregate(last=Max("pk"))["last"]
        return range(0 if last is None else last // PORTION + 1)

    def portion(self, number: int) -> models.QuerySet:
        return self.rows().filter(pk__range=(number * PORTION, (number + 1) * PORTION - 1)).order_by("pk")


def _labels(subjects):
    """Of whose label no name of their own decides alone: of protected ones and of organisations and places."""
    for subject in subjects:
        naming.relabel(subject)


def _descriptions(rows):
    announce_change(Subject, [text.subject_id for text in store_texts(rows)])


def _roles(rows):
    told = store_roles(rows)
    announce_change(Subject, [key for row in told for key in (row.person_id, row.organization_id)])


def _around(rows):
    announce_change(rows.model, [row.pk for row in texts.store_rows(rows)])


def _labelled():
    return Subject.objects.exclude(kind=Kind.PERSON, exposure=Exposure.NAMED)


TABLES = {
    "labels anew": Table(_labelled, _labels),
    "descriptions anew": Table(SubjectText.objects.all, _descriptions),
    "roles anew": Table(Membership.objects.all, _roles),
    **{f"{model._meta.label_lower} anew": Table(model.objects.all, _around, is_small=True) for model in texts.MODELS},
    "pictures anew": Table(Image.objects.all, pictures.rederive),
    "stories anew": Table(Article.objects.all, stories.rebuild),
}


def begin_after_migrate(*, apps=apps, **kwargs):
    """Not in the middle of the migrations of this release."""
    columns = {field.name for field in apps.get_model("articles", "Page")._meta.get_fields()}
    if "body_html" in columns and "textrules" in apps.all_models["people"] and "term" in apps.all_models["articles"]:
        begin()


@transaction.atomic
def begin() -> bool:
    """Have all derived anew that was derived by other rules; at once what every page prints, and labels that tell a name."""
    take_turn()
    _rules, is_new = TextRules.objects.get_or_create(version=RULES)
    if is_new:
        _labels(Subject.objects.filter(pk__in=whose_names_tell()))
        for name, table in TABLES.items():
            if table.is_small:
                table.derive(table.rows())
            else:
                jobs.put(name, table.portions())
        transaction.on_commit(start)
    return is_new


def start():
    """By a process of its own, where no timer runs one."""
    if settings.RUN_DUE_AT_ONCE and Job.objects.filter(kind__in=TABLES).exists():
        jobs.spawn("run_due", "--verbosity=0")


def work_off() -> int:
    """Derive what waits; how many portions."""
    return sum(jobs.work_off(name) for name in TABLES)


@transaction.atomic
def do(table: Table, job: Job) -> Outcome:
    take_turn()
    table.derive(table.portion(job.key))
    return Outcome.DONE


def progress() -> tuple[int, int] | None:
    """How many texts are derived, of how many; None when none waits. One query then."""
    waiting = dict(Job.objects.filter(kind__in=TABLES).order_by().values_list("kind").annotate(Count("pk")))
    if not waiting:
        return None
    totals = {name: table.rows().count() for name, table in TABLES.items()}
    left = sum(min(totals[name], portions * PORTION) for name, portions in waiting.items())
    return sum(totals.values()) - left, sum(totals.values())


def register():
    """Say how the portions of each table are done, and begin when the site has been migrated."""
    post_migrate.connect(begin_after_migrate, sender=apps.get_app_config("articles"))
    for name, table in TABLES.items():
        jobs.register(name, do=partial(do, table), start=start, rests=(CLAIM,))


begin.alters_data = begin_after_migrate.alters_data = do.alters_data = work_off.alters_data = True
