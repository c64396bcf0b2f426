"""How readers narrow the index of people, organisations or places."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from people.base import languages
from people.models import Organization, Person, Place, Subject


def places():
    """Public places to choose from, by their name in the language of the page."""
    return Place.objects.public().without_tree_fields().labelled_in(languages.current()).order_by("shown_label", "pk")


class PlaceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, place):
        return place.local_label


class PlaceChoice(django_filters.ModelChoiceFilter):
    field_class = PlaceField


class SubjectFilter(django_filters.FilterSet):
    """Text in any spelling, a first letter, and the stories of a place."""

    q = django_filters.CharFilter(
        label=_("Name"), method="by_name", widget=forms.TextInput(attrs={"type": "search", "maxlength": 200})
    )
    exact = django_filters.BooleanFilter(
        label=_("Exact spelling"), method="by_spelling", widget=forms.CheckboxInput(attrs={"value": "1"})
    )
    letter = django_filters.CharFilter(label=_("First letter"), method="by_letter", widget=forms.HiddenInput)
    place = PlaceChoice(
        label=_("In stories from"), method="by_place", queryset=lambda request: places(),
        to_field_name="slug", empty_label=_("anywhere"),
    )  # fmt: skip

    class Meta:
        model = Subject
        fields = ["q", "exact", "letter", "place"]

    def __init__(self, *args, stories, **kwargs):
        self.stories = stories
        super().__init__(*args, **kwargs)

    def by_name(self, queryset, name, value):
        return queryset.publicly_named_like(value, exact=bool(self.form.cleaned_data.get("exact")))

    def by_spelling(self, queryset, name, value):
        """Said of the name, so that ``by_name`` heeds it."""
        return queryset

    def by_letter(self, queryset, name, value):
        return queryset.filter(shown_label__istartswith=value[:1])

    def by_place(self, queryset, name, value):
        return queryset.filter(pk__in=self.stories.seen_at(value))


class OrganizationFilter(SubjectFilter):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="classification", choices=Organization.Classification.choices, empty_label=_("all")
    )

    class Meta(SubjectFilter.Meta):
        model = Organization
        fields = ["q", "exact", "kind", "letter", "place"]


class PlaceFilter(SubjectFilter):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="classification", choices=Place.Classification.choices, empty_label=_("all")
    )
    place = PlaceChoice(
        label=_("Located in"), method="by_place", queryset=lambda request: places().filter(pk__in=Place.objects.values("parent")),
        to_field_name="slug", empty_label=_("anywhere"),
    )  # fmt: skip

    class Meta(SubjectFilter.Meta):
        model = Place
        fields = ["q", "exact", "kind", "letter", "place"]

    def by_place(self, queryset, name, value):
        return queryset.filter(pk__in=value.below())


class PersonFilter(SubjectFilter):
    class Meta(SubjectFilter.Meta):
        model = Person


FILTERS = {"person": PersonFilter, "organization": OrganizationFilter, "place": PlaceFilter}
