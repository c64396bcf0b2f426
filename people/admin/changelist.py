"""Lists of subjects for staff: what a row needs beyond its own columns, and the filters beside it."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from people.base.admin import is_key, visible
from people.models import Place, Subject

#: The box beside the search: names only as they were typed.
EXACT = "exact"


class SubjectChangeList(ChangeList):
    """Fetches the descriptions of the page's rows at once, and searches for the exact spelling where that is asked for."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.exact = EXACT in request.GET

    def get_filters_params(self, params=None):
        return {name: value for name, value in super().get_filters_params(params).items() if name != EXACT}

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        prefetch_related_objects(self.result_list, "texts")


class PlaceChangeList(SubjectChangeList):
    """And the places around each."""

    def get_results(self, request):
        super().get_results(request)
        keys = [place.pk for place in self.result_list]
        paths = dict(Place.objects.with_tree_fields().filter(pk__in=keys).values_list("pk", "tree_path"))
        around = {key for path in paths.values() for key in path}
        labels = {subject.pk: subject.local_label for subject in Subject.objects.filter(pk__in=around)}
        for place in self.result_list:
            place.path = [labels[key] for key in paths.get(place.pk, [])[:-1]]


class CountryFilter(admin.SimpleListFilter):
    """Places below a country."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        countries = visible(Place.objects.filter(classification=Place.Classification.COUNTRY), request.user)
        return [(str(country.pk), country.local_label) for country in countries.order_by("label")]

    def queryset(self, request, queryset):
        if not is_key(self.value() or ""):
            return queryset
        country = visible(Place.objects.filter(pk=self.value()), request.user).first()
        return queryset.filter(pk__in=country.below()) if country else queryset.none()
