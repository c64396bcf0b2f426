"""The index is built after an upgrade, portion by portion, so that editors can save meanwhile and whoever is stopped goes on
with the next; and words that readers must not see any more are removed from its bytes.
"""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.db.models.signals import post_migrate

from articles.models import Article, SearchRules
from articles.search import index
from people.base import jobs
from people.base.jobs import Job, Outcome
from people.base.locks import take_turn

#: Raise it with each change of how words are read or what is indexed of a story.
RULES = 3
PORTION = 100
CLAIM = timedelta(minutes=10)
BUILD, FORGET = "words anew", "words gone"
#: From this version on SQLite removes the bytes of what is deleted from the index with it.
DELETES_BYTES = (3, 42)
#: Pages of the index that are merged in one transaction, and how many such there are at most.
PAGES, MOST_STEPS = 500, 10_000


def begin_after_migrate(*, apps=apps, **kwargs):
    """Not in the middle of the migrations of this release."""
    if "searchrules" in apps.all_models["articles"]:
        begin()


@transaction.atomic
def begin() -> bool:
    """Have all stories indexed anew that were indexed by other rules, or by none."""
    take_turn()
    _rules, is_new = SearchRules.objects.get_or_create(version=RULES)
    if is_new:
        _delete_bytes()
        last = Article.objects.aggregate(last=Max("pk"))["last"]
        jobs.put(BUILD, range(0 if last is None else last // PORTION + 1))
        transaction.on_commit(start)
    return is_new


def start():
    """By a process of its own, where no timer runs one."""
    if settings.RUN_DUE_AT_ONCE and Job.objects.filter(kind__in=[BUILD, FORGET]).exists():
        jobs.spawn("run_due", "--verbosity=0")


def work_off() -> int:
    """Do what waits; how many portions."""
    return jobs.work_off(BUILD) + jobs.work_off(FORGET)


@transaction.atomic
def do(job: Job) -> Outcome:
    """One portion."""
    take_turn()
    first = job.key * PORTION
    index.follow(Article.objects.filter(pk__range=(first, first + PORTION - 1)).values_list("pk", flat=True))
    return Outcome.DONE


def forget():
    """Have the bytes of words that were just deleted removed: a part of the transaction that deletes them."""
    if connection.vendor == "sqlite" and _version() < DELETES_BYTES:
        jobs.enqueue(FORGET, [0])


def do_forget(job: Job) -> Outcome:
    """Merge the whole index into one, which leaves out what was deleted: in steps, between which editors can save."""
    if connection.vendor == "sqlite" and _merge(-PAGES):
        for _step in range(MOST_STEPS):
            if not _merge(PAGES):
                break
    return Outcome.DONE


@transaction.atomic
def _merge(pages: int) -> bool:
    """Whether there is more to merge. A negative number begins with all that there is, however new."""
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute("INSERT INTO articles_storywords (articles_storywords, rank) VALUES ('merge', %s)", [pages])
        return connection.connection.total_changes - before >= 2


def _delete_bytes():
    if connection.vendor == "sqlite" and _version() >= DELETES_BYTES:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_storywords (articles_storywords, rank) VALUES ('secure-delete', 1)")


def _version() -> tuple[int, ...]:
    return connection.Database.sqlite_version_info[:2]


def register():
    """Say how the jobs are done, and begin when the site has been migrated."""
    post_migrate.connect(begin_after_migrate, sender=apps.get_app_config("articles"))
    jobs.register(BUILD, do=do, start=start, rests=(CLAIM,))
    jobs.register(FORGET, do=do_forget, start=start, rests=(CLAIM,))


begin.alters_data = begin_after_migrate.alters_data = do.alters_data = do_forget.alters_data = True
work_off.alters_data = forget.alters_data = True
