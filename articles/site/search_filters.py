"""How readers narrow what they found. A filter that is not there is left out, and the page says so."""

import datetime

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section, Topic
from people.models import Organization, Person, Place

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)
BOUNDS = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
LONGEST_VALUE = 200


def _choice(label, queryset, method=None):
    return django_filters.ModelChoiceFilter(label=label, queryset=queryset, to_field_name="slug", method=method)


class StoryFilter(django_filters.FilterSet):
    """Where, when, of which kind, and about whom."""

    section = _choice(_("Section"), lambda request: Section.objects.all())
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Article.Kind.choices)
    topic = _choice(_("Topic"), lambda request: Topic.objects.all(), "by_topic")
    person = _choice(_("Person"), lambda request: Person.objects.public(), "by_subject")
    organization = _choice(_("Organisation"), lambda request: Organization.objects.public(), "by_subject")
    place = _choice(_("Place"), lambda request: Place.objects.public().without_tree_fields(), "by_place")
    since = django_filters.DateFilter(label=_("From"), method="by_start", validators=BOUNDS)
    until = django_filters.DateFilter(label=_("Until"), method="by_end", validators=BOUNDS)

    class Meta:
        model = Article
        fields = ["section", "kind", "topic", "person", "organization", "place", "since", "until"]

    def __init__(self, data, queryset):
        given = {
            name: value.replace("\0", "")[:LONGEST_VALUE] for name in self.Meta.fields if (value := data.get(name))
        }
        super().__init__(given, queryset=queryset)
        self.given = given

    @property
    def chosen(self) -> dict:
        """Each filter that holds, with what was chosen."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def unknown(self) -> list[str]:
        """The labels of filters whose value there is not."""
        return [str(self.filters[name].label) for name in self.form.errors]

    def by_topic(self, queryset, name, value):
        return queryset.under_topic(value)

    def by_subject(self, queryset, name, value):
        return queryset.about([value.pk])

    def by_place(self, queryset, name, value):
        return queryset.about(value.below())

    def by_start(self, queryset, name, value):
        return queryset.filter(published_at__gte=_midnight(value))

    def by_end(self, queryset, name, value):
        return queryset.filter(published_at__lt=_midnight(value + datetime.timedelta(days=1)))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())
