"""The parts of a subject: its names, descriptions, roles and numbers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.admin.forms import IdentifierForm, NameForm, NameFormSet, PeriodForm
from people.base.admin import StaffInline, visible
from people.models import Identifier, Membership, Name, Organization, SubjectText


class SizedFields:
    """Text fields as wide as what goes into them, so that a table of them fits beside the navigation."""

    sizes: dict[str, int] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.sizes:
            field.widget.attrs.update({"class": "", "size": self.sizes[db_field.name]})
        return field


class NameInline(SizedFields, StaffInline, admin.TabularInline):
    model = Name
    form = NameForm
    formset = NameFormSet
    template = "admin/people/names.html"
    fields = ["text", "language", "kind", "visibility", "source", "valid_from", "valid_to"]
    max_num = 200
    sizes = {"text": 28, "source": 30, "valid_from": 10, "valid_to": 10}
    verbose_name = _("spelling")
    verbose_name_plural = _("names and spellings")
    add_text = _("Add a spelling")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.asked_by = request.user
        return formset

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "kind":
            # The explanation stands once above the column, not in each row.
            short = {Name.Kind.MISSPELLING.value: _("misspelling")}
            field.choices = [(value, short.get(value, label)) for value, label in field.choices]
            field.help_text = _("By a misspelling readers find the page; it is never shown.")
        return field


class TextInline(SizedFields, StaffInline, admin.StackedInline):
    model = SubjectText
    fields = ["language", "summary", "biography"]
    add_text = _("Add a description in another language")
    sizes = {"summary": 70}

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.texts.exists() else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "biography":
            field.widget.attrs["rows"] = 5
        return field


class MembershipInline(SizedFields, StaffInline, admin.TabularInline):
    model = Membership
    form = PeriodForm
    fk_name = "person"
    fields = ["organization", "role", "start", "end"]
    sizes = {"role": 28, "start": 10, "end": 10}
    autocomplete_fields = ["organization"]
    add_text = _("Add a membership")
    classes = ["collapse"]

    def get_queryset(self, request):
        """Without those in an organisation that the user may not see: they stay as they are."""
        organizations = visible(Organization.objects.all(), request.user)
        return super().get_queryset(request).filter(organization__in=organizations).select_related("organization")


class IdentifierInline(StaffInline, admin.TabularInline):
    model = Identifier
    form = IdentifierForm
    fields = ["scheme", "value"]
    add_text = _("Add an identifier")
    classes = ["collapse"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.asked_by = request.user
        return formset
