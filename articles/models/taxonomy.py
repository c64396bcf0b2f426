"""How stories are sorted: sections, topics; and the standing pages."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import ItemBase, TagBase

from articles.body.fields import BodyField
from articles.models.editions import InEdition
from articles.models.querysets import PageQuerySet, SectionQuerySet, TopicQuerySet
from people.base.fields import LineField, PlainTextField
from people.models.public import HasPublicText, masked_index
from people.names import search_fold
from people.naming.slugs import free_slug

SLUG_HELP = _("The last part of the address. Left empty, it is made from the name; old ones redirect.")


class Section(HasPublicText, InEdition):
    """A department of the site: each story stands in one."""

    name = LineField(pgettext_lazy("of a section or topic", "name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True, help_text=SLUG_HELP)
    intro = PlainTextField(_("introduction"), max_length=1000, blank=True)
    public_intro = models.TextField(null=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Small numbers come first."))

    LINES = ("intro",)

    objects = SectionQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("section_masked")]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["language", "position", "name"]
        constraints = [
            models.UniqueConstraint(name="section_once_per_edition", fields=["translation_key", "language"]),
            models.UniqueConstraint(name="section_name_once_per_edition", fields=["language", "name"]),
            models.CheckConstraint(name="section_has_slug", condition=~Q(slug="")),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self, self.name, self.language, fallback="section")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        with self.in_own_edition():
            return reverse("articles:section", kwargs={"slug": self.slug})


class Topic(InEdition, TagBase, HasPublicText):
    """A tag with a page of its own."""

    name = LineField(pgettext_lazy("of a section or topic", "name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True, help_text=SLUG_HELP)
    folded = models.CharField(max_length=120, editable=False)
    intro = PlainTextField(_("introduction"), max_length=1000, blank=True)
    public_intro = models.TextField(null=True, editable=False)

    LINES = ("intro",)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("topic_masked")]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="topic_name_once_per_edition",
                fields=["language", "folded"],
                violation_error_message=_("There is a topic of this name already."),
            ),
            models.UniqueConstraint(name="topic_once_per_edition", fields=["translation_key", "language"]),
            models.CheckConstraint(name="topic_has_slug", condition=~Q(slug="")),
        ]

    def clean(self):
        super().clean()
        self.folded = self.folded_name()

    def save(self, *args, **kwargs):
        self.folded = self.folded_name()
        self.slug = self.slug or free_slug(self, self.name, self.language, fallback="topic")
        HasPublicText.save(self, *args, **kwargs)  # not TagBase's, which makes slugs of its own

    def folded_name(self) -> str:
        return search_fold(self.name)[:120]

    def get_absolute_url(self):
        with self.in_own_edition():
            return reverse("articles:topic", kwargs={"slug": self.slug})


class TopicTagging(ItemBase):
    """An article stands under a topic."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(name="topic_tagging_once", fields=["content_object", "tag"])]

    def __str__(self):
        return f"{self.content_object_id}: {self.tag_id}"


class Page(HasPublicText, InEdition):
    """A standing page: about, contact, corrections policy."""

    class Policy(models.TextChoices):
        """What a page tells of how the newsroom works. The values are properties of schema.org's NewsMediaOrganization."""

        PRINCIPLES = "publishingPrinciples", _("Principles of publishing")
        ETHICS = "ethicsPolicy", _("Ethics")
        CORRECTIONS = "correctionsPolicy", _("Corrections")
        VERIFICATION = "verificationFactCheckingPolicy", _("Checking of facts")
        UNNAMED_SOURCES = "unnamedSourcesPolicy", _("Sources that are not named")
        OWNERSHIP = "ownershipFundingInfo", _("Owners and funding")
        MASTHEAD = "masthead", _("Who works here")
        FEEDBACK = "actionableFeedbackPolicy", _("How to answer us")
        DIVERSITY = "diversityPolicy", _("Diversity")
        NO_BYLINES = "noBylinesPolicy", _("Stories without a byline")
        COVERAGE = "missionCoveragePrioritiesPolicy", _("What we cover, and why")

    title = LineField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, help_text=_("For example: about."))
    body = BodyField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order in the footer of each page.")
    )

    policy = models.CharField(
        _("policy"), max_length=40, choices=Policy, blank=True,
        help_text=_("What the page tells of how the newsroom works: search engines and partners are told where it stands."),
    )  # fmt: skip

    # Derived by articles.rendering.texts: a page without them stands nowhere.
    public_title = models.TextField(null=True, editable=False)
    body_html = models.TextField(null=True, editable=False)

    LINES = ("title",)

    objects = PageQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("page_masked")]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["language", "position", "title"]
        constraints = [
            models.UniqueConstraint(name="page_slug_once_per_edition", fields=["language", "slug"]),
            models.UniqueConstraint(
                name="page_policy_once_per_edition", fields=["language", "policy"], condition=~Q(policy=""),
                violation_error_message=_("Another page of this edition tells of this already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def is_public_as_written(self) -> bool:
        """Its text is rendered by the door."""
        return False

    def hold_back(self):
        super().hold_back()
        self.body_html = None

    hold_back.alters_data = True

    @classmethod
    def public_columns(cls) -> list[str]:
        return [*super().public_columns(), "body_html"]

    def get_absolute_url(self):
        with self.in_own_edition():
            return reverse("articles:page", kwargs={"slug": self.slug})
