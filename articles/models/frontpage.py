"""The editors' choice for the front page."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models.editions import default_edition, edition_choices
from articles.models.querysets import PinQuerySet

#: The lead and six more.
PLACES = 7


class FrontPage(models.Model):
    """The front page of one edition: what is pinned to it; below that the newest come first."""

    language = models.CharField(
        _("edition"), max_length=10, choices=edition_choices, default=default_edition, unique=True
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["language"]

    def __str__(self):
        return f"{capfirst(self._meta.verbose_name)}: {self.get_language_display()}"

    def get_absolute_url(self):
        from django.utils import translation

        with translation.override(self.language):
            return reverse("articles:home")


class Pin(models.Model):
    """A story pinned to the front page; position 1 is the lead."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="pins")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="pins", verbose_name=_("story")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1, help_text=_("1 is the lead."))
    until = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("After this time the story is no longer pinned. Empty: until removed."),
    )

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pinned story")
        verbose_name_plural = _("pinned stories")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(name="pin_position_on_page", condition=Q(position__gte=1, position__lte=PLACES)),
            models.UniqueConstraint(name="pin_position_once", fields=["front_page", "position"]),
            models.UniqueConstraint(name="pin_story_once", fields=["front_page", "article"]),
        ]

    def __str__(self):
        return f"{self.position}: {self.article}"
