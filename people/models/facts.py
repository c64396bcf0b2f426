"""What the newsroom keeps of a subject beside its names."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.base import languages
from people.base.fields import LineField, PlainTextField
from people.base.partial_dates import PartialDateField, format_partial_date
from people.detection.traces import trace_of
from people.models.kinds import Organization, Person
from people.models.public import HasPublicText, masked_index
from people.models.subject import Subject

#: The trace of a text that has been read and says nothing.
NOTHING = " "


class SubjectText(HasPublicText):
    """What the newsroom says about a subject in one language."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    summary = LineField(
        _("one-line description"), max_length=200, blank=True, help_text=_("Such as: Karakalpak blogger and activist.")
    )
    biography = PlainTextField(
        _("profile"), max_length=20_000, blank=True, help_text=_("Plain text; an empty line begins a new paragraph.")
    )
    tells_name = models.BooleanField(editable=False, default=False)
    public_summary = models.TextField(null=True, editable=False)
    public_biography = models.TextField(null=True, editable=False)
    #: What it holds of names, see ``people/detection/traces.py``.
    trace = models.TextField(editable=False, default="")

    LINES = ("summary", "biography")

    class Meta:
        indexes = [masked_index("subject_text_masked")]
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [
            models.UniqueConstraint(name="subject_text_one_per_language", fields=["subject", "language"]),
        ]

    def __str__(self):
        return f"{languages.name_of(self.language)}: {self.summary}"

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self):
        """Fill what follows from the text alone. Bulk writers call it themselves."""
        self.trace = trace_of(f"{self.summary}\n{self.biography}", self.language) or NOTHING

    @classmethod
    def public_columns(cls) -> list[str]:
        return [*super().public_columns(), "tells_name"]

    @property
    def is_shown(self) -> bool:
        """Whether readers get it: it is derived, and tells no name that they must not see."""
        return self.public_summary is not None and not self.tells_name


class Membership(HasPublicText):
    """A person's role in an organisation (Popolo)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = LineField(_("role"), max_length=200, blank=True)
    start = PartialDateField(_("from"), help_text=_("2021, 2021-03 or 2021-03-05."))
    end = PartialDateField(_("to"))
    public_role = models.TextField(null=True, editable=False)
    trace = models.TextField(editable=False, default="")

    LINES = ("role",)

    class Meta:
        indexes = [masked_index("membership_masked")]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-start", "id"]
        constraints = [
            models.UniqueConstraint(name="membership_once", fields=["person", "organization", "role", "start"]),
            models.CheckConstraint(
                name="membership_end_after_start", condition=Q(start="") | Q(end="") | Q(end__gte=F("start"))
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.organization}"

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self):
        """Fill what follows from the role alone. Bulk writers call it themselves."""
        self.trace = trace_of(self.role, "") or NOTHING

    @property
    def period(self):
        start, end = format_partial_date(self.start), format_partial_date(self.end)
        if start and end:
            return f"{start}–{end}"
        return _("since %s") % start if start else _("until %s") % end if end else ""


class Identifier(models.Model):
    """The number under which others know a subject."""

    class Scheme(models.TextChoices):
        WIKIDATA = "wikidata", "Wikidata"
        GEONAMES = "geonames", "GeoNames"
        VIAF = "viaf", "VIAF"
        ISNI = "isni", "ISNI"

        def address(self, value: str) -> str:
            return {
                "wikidata": "https://www.wikidata.org/entity/{}",
                "geonames": "https://sws.geonames.org/{}/",
                "viaf": "https://viaf.org/viaf/{}",
                "isni": "https://isni.org/isni/{}",
            }[self.value].format(value)

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    value = models.CharField(_("number"), max_length=50, validators=[RegexValidator(r"^[0-9A-Za-z]+\Z")])
    #: Typed by somebody who may not see that a protected subject has the number: readers get it once that is settled.
    is_claim = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(name="identifier_once", fields=["scheme", "value"], condition=Q(is_claim=False)),
            models.UniqueConstraint(name="identifier_once_per_subject", fields=["subject", "scheme", "value"]),
        ]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"

    def get_absolute_url(self):
        return self.Scheme(self.scheme).address(self.value)


class OldSlug(models.Model):
    """An address that something once had: it redirects, and nothing else ever gets it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    slug = models.SlugField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="old_slug_once_per_model", fields=["content_type", "slug"])]
        indexes = [models.Index(fields=["content_type", "object_id"], name="old_slug_target")]

    def __str__(self):
        return self.slug
