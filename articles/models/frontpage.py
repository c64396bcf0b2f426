"""The editors' choice for fronts: the home page of an edition, and the pages of its sections, topics and places."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models.editions import default_edition, edition_choices
from articles.models.packages import Package
from articles.models.querysets import FrontPageQuerySet, PinQuerySet
from articles.models.taxonomy import Section, Topic
from people.models import Place

#: The lead and six more on the home page; the lead and three more on every other front.
PLACES, PLACES_ELSEWHERE = 7, 4
#: What a front may belong to; the home page belongs to none of them.
OWNERS = ("section", "topic", "place")


class FrontPage(models.Model):
    """One front of one edition: what is pinned to it; where nothing is, the newest stand."""

    language = models.CharField(_("edition"), max_length=10, choices=edition_choices, default=default_edition)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="fronts")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="fronts")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="fronts")

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["language", "id"]
        constraints = [
            models.UniqueConstraint(
                name="front_page_once_for_home",
                fields=["language"],
                condition=Q(section__isnull=True, topic__isnull=True, place__isnull=True),
            ),
            models.UniqueConstraint(name="front_page_once_for_section", fields=["section"]),
            models.UniqueConstraint(name="front_page_once_for_topic", fields=["topic"]),
            models.UniqueConstraint(name="front_page_once_for_place", fields=["place", "language"]),
            models.CheckConstraint(
                name="front_page_has_one_owner",
                condition=Q(section__isnull=True, topic__isnull=True)
                | Q(section__isnull=True, place__isnull=True)
                | Q(topic__isnull=True, place__isnull=True),
            ),
        ]

    def __str__(self):
        words = capfirst(self._meta.verbose_name)
        return f"{words}: {self.owner or self.get_language_display()}"

    @property
    def owner(self):
        """The section, topic or place; None of the home page."""
        return self.section or self.topic or self.place

    @property
    def places(self) -> int:
        return places_of(self.owner)

    def get_absolute_url(self):
        with translation.override(self.language):
            return self.owner.get_absolute_url() if self.owner else reverse("articles:home")


def places_of(owner) -> int:
    """How many places a front has: that of the owner, or the home page."""
    return PLACES_ELSEWHERE if owner else PLACES


class Pin(models.Model):
    """A story or a package pinned to a front; position 1 is the lead."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="pins")
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="pins",
        verbose_name=_("story"),
        null=True,
        blank=True,
    )
    package = models.ForeignKey(
        Package, on_delete=models.CASCADE, related_name="pins", verbose_name=_("package"), null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1, help_text=_("1 is the lead."))
    since = models.DateTimeField(
        _("from"), null=True, blank=True, help_text=_("Before this time it is not pinned yet. Empty: at once.")
    )
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
            models.UniqueConstraint(name="pin_package_once", fields=["front_page", "package"]),
            models.CheckConstraint(
                name="pin_holds_one_thing",
                condition=Q(article__isnull=True, package__isnull=False)
                | Q(article__isnull=False, package__isnull=True),
            ),
            models.CheckConstraint(
                name="pin_ends_after_it_begins",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=models.F("since")),
                violation_error_message=_("It would end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.position}: {self.article or self.package}"
