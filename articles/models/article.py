"""The story."""

import math

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.body.fields import BodyField
from articles.models.editions import InEdition
from articles.models.querysets import ArticleQuerySet
from articles.models.taxonomy import Section, TopicTagging
from people.base.fields import LineField, PlainTextField, WebAddressField
from people.base.transliteration import make_slug

WORDS_PER_MINUTE = 200

#: Lines that readers see as they were typed, but for the names of protected subjects.
PUBLIC_LINES = (
    "short_title",
    "how_we_know",
    "dateline",
    "update_reason",
    "source_outlet",
    "source_authors",
    "source_title",
    "source_url",
    "withdrawal_reason",
)


class Status(models.TextChoices):
    """What is stored. What the clock makes of ``published`` is named by ``Stage``."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Stage(models.TextChoices):
    """Where a story stands at a moment, as staff see it."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    EMBARGOED = "embargoed", _("Embargoed")
    PUBLISHED = "published", _("Published")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Republishing(models.TextChoices):
    """Whether other newsrooms may take the text of a story."""

    AS_EDITION = "", _("As the edition says")
    ALLOWED = "allowed", _("May be republished")
    REFUSED = "refused", _("May not be republished")


class Article(InEdition):
    """A story in one language, with all its times; readers see what ``objects.published()`` lets through."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        FEATURE = "feature", _("Feature")
        ANALYSIS = "analysis", _("Analysis")
        INTERVIEW = "interview", _("Interview")
        OPINION = "opinion", _("Opinion")
        STATEMENT = "statement", _("Statement")

        @property
        def schema_type(self) -> str:
            """The schema.org type of such a story."""
            return {
                "news": "ReportageNewsArticle",
                "feature": "ReportageNewsArticle",
                "analysis": "AnalysisNewsArticle",
                "opinion": "OpinionNewsArticle",
            }.get(self.value, "NewsArticle")

    title = LineField(_("headline"), max_length=250)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("Follows the headline until the story is published, then stays: change it only on purpose."),
    )
    summary = PlainTextField(
        _("dek"), max_length=600, blank=True, help_text=_("One or two sentences below the headline and in lists.")
    )
    short_title = LineField(
        _("headline for search and cards"),
        max_length=200,
        blank=True,
        help_text=_("What search pages, social networks and the browser's tab show. Empty: the headline."),
    )
    body = BodyField(_("text"), blank=True, takes_notes=True)
    how_we_know = PlainTextField(
        _("how we know"),
        max_length=1500,
        blank=True,
        help_text=_("Who was there, who was asked, what was seen on paper. Stands in a box below the text."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("section")
    )
    topics = TaggableManager(_("topics"), through=TopicTagging, blank=True, help_text="")
    lead_image = models.ForeignKey(
        "articles.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="led_stories",
        verbose_name=_("picture"),
    )  # fmt: skip
    dateline = LineField(
        _("dateline"), max_length=100, blank=True, help_text=_("Where it was reported from, such as: Nukus.")
    )

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(_("publication time"), null=True, blank=True)
    withdraw_at = models.DateTimeField(
        _("withdraw at"), null=True, blank=True, help_text=_("From this time on, readers no longer see the story.")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    first_public_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = PlainTextField(_("reason for withdrawal"), max_length=1000, blank=True, editable=False)
    reason_is_public = models.BooleanField(default=False, editable=False)
    discarded_at = models.DateTimeField(null=True, blank=True, editable=False)
    materially_updated_at = models.DateTimeField(
        _("updated"), null=True, blank=True, help_text=_("Readers see it as the time of the last substantial update.")
    )
    update_reason = LineField(_("what was updated"), max_length=300, blank=True)
    shows_changes = models.BooleanField(
        _("show readers what changed"),
        default=False,
        help_text=_(
            "They can compare the text with the one that they had before. What was taken out to protect somebody who "
            "has no record here would be read again."
        ),
    )
    #: Of the save that ticked it.
    changes_from = models.PositiveIntegerField(null=True, editable=False)
    breaking_until = models.DateTimeField(_("breaking until"), null=True, blank=True)
    noindex = models.BooleanField(
        _("keep out of search engines"),
        default=False,
        help_text=_("Asks search engines not to list the story."),
    )

    source_outlet = LineField(_("first published by"), max_length=200, blank=True)
    source_authors = LineField(_("original authors"), max_length=300, blank=True)
    source_url = WebAddressField(_("original address"), max_length=500, blank=True)
    source_title = LineField(_("original headline"), max_length=300, blank=True)
    source_date = models.DateField(_("original date"), null=True, blank=True)
    source_licence = LineField(
        _("licence"), max_length=200, blank=True, help_text=_("Such as: CC BY 4.0, with permission.")
    )
    source_edited = models.BooleanField(_("edited version"), default=False)
    canonical_at_source = models.BooleanField(
        _("the original is the main page"), default=False, help_text=_("Tells search engines to list the original.")
    )

    republishing = models.CharField(
        _("republishing by others"), max_length=10, choices=Republishing, blank=True, default="",
        help_text=_("Only our own stories are ever offered."),
    )  # fmt: skip

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="articles_created", editable=False,
        verbose_name=_("created by"),
    )  # fmt: skip
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="articles_assigned",
        verbose_name=_("assigned to"),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    #: Of the form that made it: sent twice, it makes one story.
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    # Derived by articles.rendering.stories, never edited: what readers see, and what searches of the staff read.
    public_title = models.CharField(max_length=600, editable=False, default="")
    public_summary = models.TextField(editable=False, default="")
    body_html = models.TextField(editable=False, default="")
    #: The editor's address while readers have another, since it holds a name that they must not see. Never answered.
    kept_slug = models.SlugField(max_length=120, editable=False, blank=True, default="")
    masked = models.JSONField(editable=False, default=dict)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    folded = models.TextField(editable=False, default="")
    public_folded = models.TextField(editable=False, default="")

    #: On a front the package whose card the story leads (articles.site.frontpage).
    opens = None

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-published_at", "-id"]
        permissions = [
            ("edit_all_articles", _("Can see and edit everybody's stories")),
            ("publish_article", _("Can publish stories")),
            ("withdraw_article", _("Can withdraw published stories")),
            ("submit_article", _("Can submit stories for review")),
            ("approve_article", _("Can approve stories")),
            ("tag_article", _("Can tag people, places and organisations in all stories")),
            ("see_audit_log", _("Can read the audit log")),
        ]
        indexes = [
            # With withdraw_at, so that counting what is public reads the index alone.
            models.Index(
                fields=["language", "status", "-published_at", "-id", "withdraw_at"], name="article_edition_newest"
            ),
            models.Index(
                fields=["section", "language", "status", "-published_at", "-id", "withdraw_at"],
                name="article_section_newest",
            ),
            models.Index(fields=["-saved_at", "-id"], name="article_saved"),
        ]
        constraints = [
            models.CheckConstraint(name="article_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="article_published_has_time", condition=~Q(status="published") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="article_published_after_embargo",
                condition=Q(embargo_until__isnull=True)
                | Q(published_at__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
                violation_error_message=_("The publication time is before the end of the embargo."),
            ),
            models.CheckConstraint(
                name="article_taken_down_after_publication",
                condition=Q(withdraw_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(withdraw_at__gt=F("published_at")),
                violation_error_message=_("The story would be withdrawn before it is published."),
            ),
            models.CheckConstraint(
                name="article_withdrawn_has_time", condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False)
            ),
            models.CheckConstraint(
                name="article_discarded_is_unpublished",
                condition=Q(discarded_at__isnull=True) | Q(status__in=["draft", "in_review", "approved"]),
            ),
            models.CheckConstraint(name="article_has_slug", condition=~Q(slug="")),
            models.CheckConstraint(name="article_has_title", condition=~Q(title="")),
            models.UniqueConstraint(
                name="article_once_per_edition",
                fields=["translation_key", "language"],
                violation_error_message=_("That story already has a version in this language."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or make_slug(self.title, self.language, fallback="story", max_length=100)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        with self.in_own_edition():
            return reverse("articles:article", kwargs={"slug": self.slug, "pk": self.pk})

    def stage(self, now=None) -> Stage:
        """What the clock makes of the status; ``now`` is an aware datetime, the present by default."""
        if self.status != Status.PUBLISHED:
            return Stage(self.status)
        now = now or timezone.now()
        if self.published_at > now:
            return Stage.EMBARGOED if self.embargo_until and self.embargo_until > now else Stage.SCHEDULED
        return Stage.EXPIRED if self.withdraw_at and self.withdraw_at <= now else Stage.PUBLISHED

    @property
    def is_public(self) -> bool:
        """The same decision as ``Article.objects.published()``, for a row at hand."""
        return self.stage() == Stage.PUBLISHED

    @property
    def was_public(self) -> bool:
        """Whether readers ever saw it: only then does its address admit that there was a story."""
        if self.first_public_at:
            return True
        return self.status == Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def concerns_readers(self) -> bool:
        """Whether readers get anything of it, now or when its time has come: the story, or that it was taken down."""
        return self.status in {Status.PUBLISHED, Status.WITHDRAWN} or self.was_public

    @property
    def shown(self) -> dict[str, str]:
        """The smaller lines as readers see them; templates print these and never the fields themselves."""
        return {name: self.masked.get(name, getattr(self, name)) for name in PUBLIC_LINES}

    @property
    def title_elsewhere(self) -> str:
        """The headline where the story is shown without its page: in search, on social cards, in the browser's tab."""
        return self.shown["short_title"] or self.public_title

    def read_of_lead(self, text: str) -> str:
        """A line of the lead picture's words, as this story shows it."""
        return self.masked.get("lead_picture", {}).get(text, text)

    @property
    def kind_told(self) -> str:
        """The kind in words, where it does not go without saying."""
        return "" if self.kind in (self.Kind.NEWS, self.Kind.FEATURE) else str(self.get_kind_display())

    @property
    def is_indexable(self) -> bool:
        """The same decision as ``Article.objects.indexable()``, for a row at hand."""
        return not self.noindex and not self.source_is_main

    @property
    def source_is_main(self) -> bool:
        """Whether the main page of the story is where it was first published."""
        return bool(self.canonical_at_source and self.shown["source_url"])

    @property
    def is_breaking(self) -> bool:
        return bool(self.breaking_until and self.breaking_until > timezone.now())

    @property
    def is_republished(self) -> bool:
        return bool(self.source_outlet or self.source_url)

    @property
    def reading_minutes(self) -> int:
        return max(1, math.ceil(self.word_count / WORDS_PER_MINUTE))

    @property
    def schema_type(self) -> str:
        return self.Kind(self.kind).schema_type
