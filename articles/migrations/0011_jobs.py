"""What waited in columns of mentions and pictures waits in the one queue, as long as it would have."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

#: As they were when this was written.
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
CLAIM = timedelta(minutes=10)


def enqueue_what_waits(apps, schema_editor):
    Job, now = apps.get_model("people", "Job"), timezone.now()
    jobs = []
    # What was tried five times and is not closed was cut short in its last try: it was left alone then, and is now.
    for mention in apps.get_model("articles", "NoteMention").objects.filter(mailed_at=None, tries__lte=len(RESTS)):
        rested = mention.tried_at + RESTS[mention.tries - 1] if mention.tries and mention.tried_at else now
        jobs.append(Job(kind="mail", key=mention.pk, attempts=mention.tries, not_before=rested))
    for image in apps.get_model("articles", "Image").objects.filter(state="waiting"):
        claimed = image.claimed_at
        free = claimed + CLAIM if claimed else now
        jobs.append(Job(kind="picture", key=image.pk, attempts=1 if claimed else 0, not_before=free))
    Job.objects.bulk_create(jobs, batch_size=500)


def write_back(apps, schema_editor):
    Job = apps.get_model("people", "Job")
    mentions, images = apps.get_model("articles", "NoteMention").objects, apps.get_model("articles", "Image").objects
    for job in Job.objects.filter(kind="mail"):
        tried = job.not_before - RESTS[min(job.attempts, len(RESTS)) - 1] if job.attempts else None
        mentions.filter(pk=job.key, mailed_at=None).update(tries=job.attempts, tried_at=tried)
    for job in Job.objects.filter(kind="picture", not_before__gt=timezone.now()):
        images.filter(pk=job.key, state="waiting").update(claimed_at=job.not_before - CLAIM)
    Job.objects.filter(kind__in=["mail", "picture"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_audit_refuses_delete"),
        ("people", "0006_job"),
    ]

    operations = [migrations.RunPython(enqueue_what_waits, write_back)]
