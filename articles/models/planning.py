"""What the desk plans for a day, beside its stories: a hearing, something to go back to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import DayNoteQuerySet
from people.base.fields import LineField


class DayNote(models.Model):
    """A line in the planning calendar, for all who write; with a story for those who work on it."""

    class Kind(models.TextChoices):
        HEARING = "hearing", _("Hearing")
        FOLLOW_UP = "follow_up", _("Follow-up")
        OTHER = "other", _("Note")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.HEARING)
    text = LineField(_("text"), max_length=300)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="day_notes",
        verbose_name=_("story"),
    )  # fmt: skip
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="day_notes")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DayNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note in the planning calendar")
        verbose_name_plural = _("Planning")
        ordering = ["day", "id"]
        default_permissions = ()  # whoever may write stories may write these
        constraints = [models.CheckConstraint(name="day_note_not_empty", condition=~Q(text=""))]
        indexes = [models.Index(fields=["day"], name="day_note_day")]

    def __str__(self):
        return f"#{self.pk}"
