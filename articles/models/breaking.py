"""The breaking bar: one line on top of every page of an edition, until a time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.editions import default_edition, edition_choices
from articles.models.querysets import BreakingLineQuerySet
from people.base.fields import LineField
from people.models.public import HasPublicText, masked_index


class BreakingLine(HasPublicText):
    """What the bar of an edition says, where it leads, and when it goes."""

    language = models.CharField(
        _("edition"), max_length=10, choices=edition_choices, default=default_edition, unique=True
    )
    text = LineField(_("text of the bar"), max_length=160)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("story")
    )
    until = models.DateTimeField(_("until"), help_text=_("At this time the bar goes by itself."))

    public_text = models.TextField(null=True, editable=False)

    LINES = ("text",)

    objects = BreakingLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking bar")
        verbose_name_plural = _("breaking bars")
        ordering = ["language"]
        indexes = [masked_index("breaking_line_masked")]
        constraints = [models.CheckConstraint(name="breaking_line_has_text", condition=~Q(text=""))]

    def __str__(self):
        return self.text
