"""The row that stories, names and addresses refer to, whatever its kind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.base import languages
from people.base.fields import LineField
from people.models.choices import Exposure, Kind
from people.models.querysets import SubjectQuerySet


class Subject(models.Model):
    """One person, organisation or place: the row that stories, names and addresses refer to."""

    KIND = None

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    label = LineField(_("public label"), max_length=300, editable=False)
    labels = models.JSONField(default=dict, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("The last part of the page's address. Left empty, it is made from the name; old ones redirect."),
    )
    exposure = models.CharField(
        _("how readers see the name"),
        max_length=10,
        choices=Exposure,
        default=Exposure.NAMED,
        help_text=_("Show less than the name where it could harm someone: all pages, old stories too, change at once."),
    )
    #: The addresses from before the name was hidden: {"slug": the last one, "old": [those that redirected to it]}.
    kept_slugs = models.JSONField(editable=False, default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    #: Readers find it from one time to another, and perhaps once more after a pause; see people/naming/listing.py.
    listed_from = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)
    listed_until = models.DateTimeField(null=True, blank=True, editable=False)
    relisted_from = models.DateTimeField(null=True, blank=True, editable=False)
    relisted_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_listed_by_stories = models.BooleanField(default=False, editable=False)
    #: Nobody has answered yet whether it is somebody whose name is protected; see people/naming/namesakes.py.
    is_held = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["label", "id"]
        permissions = [
            ("see_protected_subject", _("Can see people whose name is protected")),
            ("merge_subjects", _("Can merge two records of one person, organisation or place")),
            ("merge_protected_subjects", _("Can merge where a name is protected")),
        ]
        indexes = [
            models.Index(fields=["kind", "label"], name="subject_kind_label"),
            models.Index(fields=["exposure"], name="subject_protected", condition=~Q(exposure="named")),
        ]
        constraints = [
            models.CheckConstraint(name="subject_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="subject_exposure_known", condition=Q(exposure__in=Exposure.values)),
            models.CheckConstraint(name="subject_has_slug", condition=~Q(slug="")),
            models.CheckConstraint(name="subject_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="subject_listed_until_after_from",
                condition=Q(listed_until__isnull=True) | Q(listed_until__gte=F("listed_from")),
            ),
            models.CheckConstraint(
                name="subject_relisted_after_pause",
                condition=Q(relisted_from__isnull=True) | Q(relisted_from__gte=F("listed_until")),
            ),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        if self.KIND:
            self.kind = self.KIND
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse(f"people:{self.kind}", kwargs={"slug": self.slug})

    @classmethod
    def public_columns(cls) -> list[str]:
        """What follows from the names, and from those that are hidden."""
        return ["label", "labels"]

    @property
    def is_public(self):
        """The same decision as ``Subject.objects.public()``, for a row at hand."""
        return self.exposure != Exposure.WITHHELD and self.merged_into_id is None and self.is_listed

    @property
    def is_listed(self) -> bool:
        """Whether readers may know now that the newsroom has it: an editor said so, or a story that is public names it."""
        now = timezone.now()
        periods = ((self.listed_from, self.listed_until), (self.relisted_from, self.relisted_until))
        return any(start and start <= now and (end is None or end > now) for start, end in periods)

    @property
    def is_unreleased(self) -> bool:
        """Whether readers get nothing of it: it bears a protected person's name, and nobody has said that it is another."""
        return self.is_held and self.listed_from is None

    @property
    def is_named(self):
        return self.exposure == Exposure.NAMED

    def label_in(self, language: str) -> str:
        """The public label on a page in this language. Stored labels: no query, whatever the exposure."""
        return self.labels.get(language, self.label)

    @property
    def local_label(self) -> str:
        """The public label in the language of the page being made, for templates."""
        return self.label_in(languages.current() or settings.DEFAULT_EDITION)

    def text_in(self, language: str):
        """The SubjectText in the language, or in the default edition's, or None. Uses prefetched texts.

        Never one that tells a name which readers must not see.
        """
        texts = {text.language: text for text in self.texts.all() if text.is_shown}
        return texts.get(language) or texts.get(settings.DEFAULT_EDITION)

    @property
    def text_here(self):
        return self.text_in(languages.current() or settings.DEFAULT_EDITION)

    def other_spellings(self, language: str) -> list:
        """Names to print below the label: public, no misspelling, each text once. Uses prefetched names."""
        if not self.is_public:
            return []
        label, found = self.label_in(language), {}
        for name in self.names.all():
            if name.is_shown_for(self) and name.text != label:
                found.setdefault(name.text, name)
        return list(found.values())

    def shown_memberships(self) -> list:
        """What the page says of roles: for a person whose name is protected nothing, since a role can tell who it is."""
        return []

    def around(self) -> list:
        """The subjects of its own kind that contain this one, outermost first."""
        return []

    @property
    def staff_label(self) -> str:
        """How lists for staff tell two of the same name apart: label, one-line description and number.

        After ``with_namesakes`` the number stands only where it is needed.
        """
        texts = [text for text in self.texts.all() if text.is_shown]
        text = self.text_in(settings.DEFAULT_EDITION) or next(iter(texts), None)
        description = f", {text.public_summary}" if text and text.public_summary else ""
        number = f" (#{self.pk})" if getattr(self, "has_namesake", True) else ""
        return f"{self.label}{description}{number}"
