"""The parts of a subject: its names, descriptions, roles and numbers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.admin.forms import NameForm, NameFormSet, PeriodForm
from people.models import Identifier, Membership, Name, Organization, SubjectText
from people.staff import StaffInline, visible

NARROW = {"class": "", "size": 11}


class NarrowDates:
    """Partial dates are ten characters wide."""

    narrow: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.narrow:
            field.widget.attrs.update(NARROW)
        return field


class NameInline(NarrowDates, StaffInline, admin.TabularInline):
    model = Name
    form = NameForm
    formset = NameFormSet
    fields = ["text", "language", "kind", "visibility", "source", "valid_from", "valid_to"]
    narrow = ("valid_from", "valid_to")
    verbose_name = _("spelling")
    verbose_name_plural = _("names and spellings")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "source":
            field.widget.attrs.update({"class": "vURLField", "size": 20})
        return field


class TextInline(StaffInline, admin.StackedInline):
    model = SubjectText
    fields = ["language", "summary", "biography"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.texts.exists() else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "biography":
            field.widget.attrs["rows"] = 5
        return field


class MembershipInline(NarrowDates, StaffInline, admin.TabularInline):
    model = Membership
    form = PeriodForm
    fk_name = "person"
    fields = ["organization", "role", "start", "end"]
    narrow = ("start", "end")
    autocomplete_fields = ["organization"]
    classes = ["collapse"]

    def get_queryset(self, request):
        """Without those in an organisation that the user may not see: they stay as they are."""
        organizations = visible(Organization.objects.all(), request.user)
        return super().get_queryset(request).filter(organization__in=organizations).select_related("organization")


class IdentifierInline(StaffInline, admin.TabularInline):
    model = Identifier
    fields = ["scheme", "value"]
    classes = ["collapse"]
