"""Persons, organisations and places."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey

from people.base.fields import LineField
from people.models.name import NameKey
from people.models.querysets import SubjectQuerySet, SubjectTreeQuerySet
from people.models.subject import Exposure, Kind, Subject


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
                "parent": _("“%(parent)s” is part of “%(node)s”, so it cannot also contain it. Choose another.")
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
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("located in")
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
        help_text=_("Of a city or a larger place, never of a house."),
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

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude as readers see them: to about a kilometre, whatever was typed."""
        if self.latitude is None or not self.is_named:
            return None
        return float(round(self.latitude, 2)), float(round(self.longitude, 2))

    def below(self):
        """Primary keys of the place and of all places below it."""
        return [place.pk for place in Place.objects.descendants(self, include_self=True).only("pk")]

    def clean(self):
        super().clean()
        refuse_own_ancestor(self)
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give both latitude and longitude, or neither.")})
