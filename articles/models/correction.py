"""What was wrong, and what is right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import CorrectionQuerySet
from people.base.fields import PlainTextField


class Correction(models.Model):
    """A dated note to a story: on its page and on the corrections page."""

    class Kind(models.TextChoices):
        UPDATE = "update", _("Update")
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        RETRACTION = "retraction", _("Retraction")

    class Place(models.TextChoices):
        TOP = "top", _("above the text")
        BOTTOM = "bottom", _("below the text")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.CORRECTION)
    text = PlainTextField(
        _("text"), max_length=3000, help_text=_("Say what was wrong and what is right. Readers see this.")
    )
    public_text = models.TextField(editable=False, default="")
    place = models.CharField(
        _("where"), max_length=10, choices=Place, default=Place.BOTTOM,
        help_text=_("Above the text if readers of the first lines were misled."),
    )  # fmt: skip
    published_at = models.DateTimeField(_("time"), default=timezone.now)
    shows_changes = models.BooleanField(
        _("show readers what changed"),
        default=False,
        help_text=_(
            "They can compare the text with the one that they had before. What was taken out to protect somebody who "
            "has no record here would be read again."
        ),
    )
    #: The version of the story of which it was first said.
    changes_from = models.PositiveIntegerField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-id"]
        constraints = [models.CheckConstraint(name="correction_not_empty", condition=~Q(text=""))]

    @property
    def is_on_top(self) -> bool:
        """Whether it stands above the text; that a story does not stand is never said below it."""
        return self.place == self.Place.TOP or self.kind == self.Kind.RETRACTION

    @property
    def is_update(self) -> bool:
        """Whether it tells what is new; nothing was wrong."""
        return self.kind == self.Kind.UPDATE

    def __str__(self):
        day = formats.date_format(timezone.localtime(self.published_at), "SHORT_DATE_FORMAT")
        return f"{self.get_kind_display()}, {day}"
