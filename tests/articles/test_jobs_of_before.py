"""What waited before there was one queue waits in it, as long as it would have; and the way back."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.library import renditions
from articles.workflow import mailing, notes
from people.base import jobs
from people.models import Job
from tests.factories import make_article, make_image, make_user

BEFORE, AFTER = [("articles", "0010_audit_refuses_delete")], [("articles", "0012_job_columns")]


def migrate(target):
    """The models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return executor.loader.project_state(target).apps.get_model


@pytest.fixture
def newest():
    """Whatever happens in the test, other tests find the tables of today."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("articles"))


def waiting() -> dict:
    return {(job.kind, job.key): (job.attempts, job.not_before) for job in Job.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_carried_into_the_queue_and_back(newest):
    make_user("editor", username="anna", email="anna@example.org")
    written = notes.write(make_article(published=False), by=make_user("editor"), text="@anna, look.").note
    claimed, free = make_image(state="waiting"), make_image(state="waiting")
    make_image()
    with transaction.atomic():
        jobs.put(renditions.KIND, [claimed.pk, free.pk])
    soon = timezone.now() + timedelta(minutes=3)
    Job.objects.filter(kind=mailing.KIND).update(attempts=2, not_before=soon)
    Job.objects.filter(key=claimed.pk, kind=renditions.KIND).update(attempts=1, not_before=soon)
    before = waiting()

    get_model = migrate(BEFORE)
    mention = get_model("articles", "NoteMention").objects.get(note=written.pk)
    assert (mention.tries, mention.tried_at) == (2, soon - timedelta(minutes=5))
    images = get_model("articles", "Image").objects
    assert images.get(pk=claimed.pk).claimed_at == soon - renditions.CLAIM
    assert images.get(pk=free.pk).claimed_at is None
    assert not Job.objects.exists()

    migrate(AFTER)
    after = waiting()
    last = (renditions.KIND, free.pk)
    assert after.pop(last)[0] == before.pop(last)[0] == 0
    assert after == before
