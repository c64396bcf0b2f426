"""Every spelling that a subject is known by, and the keys under which texts find it."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people import names
from people.base import languages
from people.base.fields import LineField, WebAddressField
from people.base.partial_dates import PartialDateField
from people.models.choices import Kind as SubjectKind
from people.models.keys import NameKeyQuerySet
from people.models.public import HasPublicText, masked_index
from people.models.querysets import NameQuerySet
from people.models.subject import Exposure, Subject
from people.models.tokens import NameToken


class Name(HasPublicText):
    """One spelling of a subject. That of an organisation or place may hold the name of somebody who is protected."""

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
    public_text = models.TextField(null=True, editable=False)

    LINES = ("text",)

    objects = NameQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("name_masked")]
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

    def is_public_as_written(self) -> bool:
        """How much of a person's own name is shown its exposure says."""
        return self.subject.kind == SubjectKind.PERSON or super().is_public_as_written()

    @property
    def language_name(self):
        return languages.name_of(self.language) if self.language else ""

    def is_shown_for(self, subject) -> bool:
        """The same decision as ``Name.objects.public()``, for a name and its subject at hand."""
        if self.visibility != self.Visibility.PUBLIC or self.kind == self.Kind.MISSPELLING or subject.is_unreleased:
            return False
        if self.public_text != self.text:
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
