"""Who and where: persons, organisations and places, and every name each of them is known by."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey

from people import languages, names
from people.decisions import NotTheSame  # noqa: F401 - a model of this app, with the others
from people.keys import NameKeyQuerySet
from people.partial_dates import PartialDateField, format_partial_date
from people.querysets import NameQuerySet, SubjectQuerySet, SubjectTreeQuerySet
from people.text import LineField, PlainTextField, WebAddressField
from people.tokens import NameToken


class Kind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANIZATION = "organization", _("organisation")
    PLACE = "place", _("place")

    @property
    def plural(self):
        return {"person": _("People"), "organization": _("Organisations"), "place": _("Places")}[self.value]

    @property
    def index_url(self):
        return reverse(f"people:{self.value}_index")


class Exposure(models.TextChoices):
    NAMED = "named", _("Named")
    INITIALS = "initials", _("Initials only")
    ALIAS = "alias", _("Under a pen name")
    WITHHELD = "withheld", _("Name withheld")


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
        help_text=_(
            "Choose less than the name where it could harm someone: all pages, old stories too, follow at once."
        ),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    listed_from = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)
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
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        if self.KIND:
            self.kind = self.KIND
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse(f"people:{self.kind}", kwargs={"slug": self.slug})

    @property
    def is_public(self):
        """The same decision as ``Subject.objects.public()``, for a row at hand."""
        return self.exposure != Exposure.WITHHELD and self.merged_into_id is None and self.is_listed

    @property
    def is_listed(self) -> bool:
        """Whether readers may know by now that the newsroom has it: since an editor said so, or since a story named it."""
        return self.listed_from is not None and self.listed_from <= timezone.now()

    @property
    def is_named(self):
        return self.exposure == Exposure.NAMED

    def label_in(self, language: str) -> str:
        """The public label on a page in this language. Stored labels: no query, whatever the exposure."""
        return self.labels.get(language, self.label)

    @property
    def here(self) -> str:
        """The public label in the language of the page being made, for templates."""
        return self.label_in(get_language() or settings.DEFAULT_EDITION)

    def text_in(self, language: str):
        """The SubjectText in the language, or in the default edition's, or None. Uses prefetched texts.

        Never one that tells a name which readers must not see.
        """
        texts = {text.language: text for text in self.texts.all() if not text.tells_name}
        return texts.get(language) or texts.get(settings.DEFAULT_EDITION)

    @property
    def text_here(self):
        return self.text_in(get_language() or settings.DEFAULT_EDITION)

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
        """How lists for staff tell two of the same name apart: label, one-line description and number."""
        texts = [text for text in self.texts.all() if not text.tells_name]
        text = self.text_in(settings.DEFAULT_EDITION) or next(iter(texts), None)
        description = f", {text.summary}" if text and text.summary else ""
        return f"{self.label}{description} (#{self.pk})"


class Person(Subject):
    """A human being."""

    KIND = Kind.PERSON

    given_name = LineField(_("given name"), max_length=100, blank=True)
    patronymic = LineField(_("patronymic"), max_length=100, blank=True)
    family_name = LineField(_("family name"), max_length=100, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @cached_property
    def _memberships(self):
        return list(
            self.memberships.filter(
                organization__in=Organization.objects.public().without_tree_fields()
            ).select_related("organization")
        )

    def shown_memberships(self):
        return self._memberships if self.is_named else []


def refuse_own_ancestor(node):
    """Raises ValidationError when the node's parent stands below the node itself."""
    manager = type(node)._default_manager
    if not (node.pk and node.parent_id):
        return
    if node.parent_id == node.pk or manager.ancestors(node.parent).filter(pk=node.pk).exists():
        raise ValidationError(
            {
                "parent": _("“%(parent)s” lies inside “%(node)s”, so it cannot also be around it. Choose another.")
                % {"parent": node.parent, "node": node}
            }
        )


def _public_ancestors(node) -> list:
    if node.parent_id is None:
        return []
    return [ancestor for ancestor in type(node)._default_manager.ancestors(node) if ancestor.is_public]


class Organization(Subject):
    """A party, ministry, company, outlet or group."""

    KIND = Kind.ORGANIZATION

    class Classification(models.TextChoices):
        GOVERNMENT = "government", _("government body")
        COURT = "court", _("court")
        PARTY = "party", _("party or movement")
        CIVIL_SOCIETY = "civil_society", _("civil society group")
        MEDIA = "media", _("media outlet")
        COMPANY = "company", _("company")
        INTERNATIONAL = "international", _("international organisation")
        OTHER = "other", _("other")

    classification = models.CharField(
        _("classification"), max_length=20, choices=Classification, default=Classification.OTHER
    )
    parent = TreeNodeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects = SubjectTreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(name="organization_not_part_of_itself", condition=~Q(parent=F("subject_ptr"))),
        ]

    @cached_property
    def _memberships(self):
        named = Person.objects.public().filter(exposure=Exposure.NAMED)
        return list(self.memberships.filter(person__in=named).select_related("person"))

    def shown_memberships(self):
        return self._memberships if self.is_named else []

    @cached_property
    def _around(self):
        return _public_ancestors(self)

    def around(self):
        return self._around

    def clean(self):
        super().clean()
        refuse_own_ancestor(self)


class Place(Subject):
    """A country, region, district or city."""

    KIND = Kind.PLACE

    class Classification(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        DISTRICT = "district", _("district")
        CITY = "city", _("city, town or village")

    classification = models.CharField(
        _("classification"), max_length=20, choices=Classification, default=Classification.CITY
    )
    parent = TreeNodeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("lies in")
    )
    country_code = models.CharField(
        _("country code"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as UZ."))],
        help_text=_("ISO 3166-1, such as UZ; for countries."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Of a city or something coarser; never of a house."),
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip

    objects = SubjectTreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(name="place_not_inside_itself", condition=~Q(parent=F("subject_ptr"))),
            models.CheckConstraint(
                name="place_position_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="place_country_code_two_letters",
                condition=Q(country_code="") | Q(country_code__regex=r"^[A-Z]{2}$"),
            ),
        ]

    @cached_property
    def _around(self):
        return _public_ancestors(self)

    def save(self, *args, **kwargs):
        """A country is found by its code, so its names get new keys when the code may have changed."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if "country_code" in (kwargs.get("update_fields") or ["country_code"]):
                NameKey.objects.renew_for(self.names.select_related("subject"))

    def around(self):
        return self._around

    def below(self):
        """Primary keys of the place and of all places below it."""
        return [place.pk for place in Place.objects.descendants(self, include_self=True).only("pk")]

    def clean(self):
        super().clean()
        refuse_own_ancestor(self)
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give both latitude and longitude, or neither.")})


class SubjectText(models.Model):
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

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [
            models.UniqueConstraint(name="subject_text_one_per_language", fields=["subject", "language"]),
        ]

    def __str__(self):
        return f"{languages.name_of(self.language)}: {self.summary}"


class Name(models.Model):
    """One spelling of a subject."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALIAS = "alias", _("alias")
        BIRTH = "birth", _("birth name")
        FORMER = "former", _("former name")
        TRANSLITERATION = "transliteration", _("transliteration")
        ABBREVIATION = "abbreviation", _("abbreviation")
        PEN_NAME = "pen_name", _("pen name")
        MISSPELLING = "misspelling", _("misspelling (found by search, never shown)")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("readers")
        STAFF = "staff", _("staff only")

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="names")
    text = LineField(_("name"), max_length=300)
    language = models.CharField(
        _("language"), max_length=10, choices=languages.choices, blank=True, help_text=_("Empty: any language.")
    )
    script = models.CharField(_("script"), max_length=4, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.ALIAS)
    visibility = models.CharField(_("seen by"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    source = WebAddressField(_("source"), blank=True, max_length=500)
    valid_from = PartialDateField(_("from"))
    valid_to = PartialDateField(_("to"))
    folded = models.CharField(max_length=400, editable=False, db_index=True)
    folding_version = models.PositiveSmallIntegerField(editable=False, default=0)

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="name_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="name_valid_to_after_from",
                condition=Q(valid_from="") | Q(valid_to="") | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(name="name_once_per_language", fields=["subject", "text", "language"]),
            models.UniqueConstraint(
                name="name_one_preferred_per_language", fields=["subject", "language"], condition=Q(kind="preferred")
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.derive()
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            NameKey.objects.renew_for([self])
            NameToken.objects.renew_for([self])

    def derive(self):
        """Fill what follows from the text: script and folded key. Bulk writers call it themselves."""
        self.script = languages.script_of(self.text)
        self.folded = names.fold(self.text, self.language)[:400]
        self.folding_version = names.FOLDING_VERSION

    @property
    def language_name(self):
        return languages.name_of(self.language) if self.language else ""

    def is_shown_for(self, subject) -> bool:
        """The same decision as ``Name.objects.public()``, for a name and its subject at hand."""
        if self.visibility != self.Visibility.PUBLIC or self.kind == self.Kind.MISSPELLING:
            return False
        return subject.is_named or (subject.exposure == Exposure.ALIAS and self.kind == self.Kind.PEN_NAME)


class NameKey(models.Model):
    """One of the few keys under which a name is looked up when a text is read."""

    key = models.CharField(max_length=64)
    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="keys")

    objects = NameKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="name_key_once", fields=["key", "name"])]

    def __str__(self):
        return self.key


class Membership(models.Model):
    """A person's role in an organisation (Popolo)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = LineField(_("role"), max_length=200, blank=True)
    start = PartialDateField(_("from"), help_text=_("2021, 2021-03 or 2021-03-05."))
    end = PartialDateField(_("to"))

    class Meta:
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

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [models.UniqueConstraint(name="identifier_once", fields=["scheme", "value"])]

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


from people.merge_models import MergeRecord  # noqa: E402, F401  (a model of this app, in a file of its own)
