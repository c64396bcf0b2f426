"""A story that was published before its picture was ready: what was asked for, and what became of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import AwaitedQuerySet
from people.base.fields import PlainTextField


class AwaitedPublication(models.Model):
    """Somebody pressed "Publish" on this version of a story: it goes out by itself as soon as its pictures are ready."""

    class Outcome(models.TextChoices):
        """How the waiting ended."""

        PUBLISHED = "published", _("It went out by itself.")
        REPLACED = "replaced", _("It was published or stopped by hand.")
        SAVED = "saved", _("It did not go out: it was saved again while it waited for its picture.")
        PICTURE = "picture", _("It did not go out: something happened to its picture while it waited.")
        LATE = (
            "late",
            _("It did not go out: its picture was not ready within a day. Look at the picture and publish again."),
        )
        RIGHTS = "rights", _("It did not go out: your account may no longer publish it.")
        CHECKLIST = "checklist", _("It did not go out: the checklist has something new. Look at it and publish again.")

    #: The kind of the jobs that look whether it is due; their keys are those of rows.
    JOB = "publication"
    #: After that the news is another, and nobody expects the story to go out any more.
    LONGEST = timedelta(days=1)
    #: Ends that whoever pressed the button is not told of.
    QUIET = ("published", "replaced")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="awaited")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: Of the story; once there is another, this one does not go out by itself.
    version = models.PositiveIntegerField()
    at = models.DateTimeField(null=True, blank=True)
    reason = PlainTextField(max_length=3000, blank=True)
    #: {number of a picture: the token that it had}: one that was covered since is another picture.
    pictures = models.JSONField(default=dict)
    #: Digests of the warnings that the user saw and gave a reason for.
    warnings = models.JSONField(default=list)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = AwaitedQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication that waits for a picture")
        verbose_name_plural = _("publications that wait for a picture")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="awaited_one_open", fields=["article"], condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(
                name="awaited_end_has_outcome",
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
