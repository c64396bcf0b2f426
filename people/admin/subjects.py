"""Admin classes of people, organisations and places. What changes a name goes through ``people.naming.changes``."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people import naming
from people.admin.changelist import EXACT, CountryFilter, PlaceChangeList, SubjectChangeList
from people.admin.duplicates import DuplicatePages, remember_told_apart
from people.admin.exposing import Exposing
from people.admin.forms import NewSubjectForm, SubjectForm
from people.admin.inlines import IdentifierInline, MembershipInline, NameInline, TextInline
from people.admin.merge import Mergeable
from people.base import languages
from people.base.admin import StaffAdmin, visible
from people.models import (
    SEE_PROTECTED,
    Exposure,
    Kind,
    Membership,
    Name,
    Organization,
    Person,
    Place,
    Subject,
    SubjectText,
)
from people.signals import announce_change

#: What each way to show a name means for readers.
OUTCOMES = {
    Exposure.NAMED: _("Stories link to a page under this name."),
    Exposure.INITIALS: _("Stories and the page show the initials alone."),
    Exposure.ALIAS: _("Stories and the page show the pen name below."),
    Exposure.WITHHELD: _("Stories say “Name withheld”, and there is no page."),
}


class KnownByNames(StaffAdmin):
    """Rows that are found by any of their names, in any case and script."""

    search_fields = ["names__folded"]  # read by nobody but Django's check: see get_search_results
    search_help_text = _("Any of the names, in any spelling and script.")
    show_full_result_count = False  # of a hundred thousand, for a number that nobody asked for

    def get_queryset(self, request):
        return super().get_queryset(request).not_merged()

    def get_search_results(self, request, queryset, search_term):
        found = queryset.named_like(search_term, exact=EXACT in request.GET)
        return (found if "o" in request.GET else found.closest_first("label", "pk")), False


class AnyKindAdmin(DuplicatePages, KnownByNames):
    """Only for autocomplete over all kinds, and for the way from a subject to the page of its kind."""

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return bool(self._kinds(request.user))

    def get_queryset(self, request):
        return super().get_queryset(request).filter(kind__in=self._kinds(request.user))

    @staticmethod
    def _kinds(user):
        return [kind for kind in Kind.values if user.has_perm(f"people.view_{kind}")]

    def changelist_view(self, request, extra_context=None):
        raise PermissionDenied

    def history_view(self, request, object_id, extra_context=None):
        raise PermissionDenied

    def change_view(self, request, object_id, form_url="", extra_context=None):
        subject = self.get_object(request, object_id)
        if subject is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        url = reverse(f"{self.admin_site.name}:people_{subject.kind}_change", args=[subject.pk])
        query = request.META.get("QUERY_STRING")
        return HttpResponseRedirect(f"{url}?{query}" if query else url)


class SubjectAdmin(Exposing, Mergeable, KnownByNames):
    """What people, organisations and places have in common."""

    form = SubjectForm
    is_record_form = True
    locked_model = Subject
    inlines = [NameInline, TextInline, IdentifierInline]
    radio_fields = {"exposure": admin.HORIZONTAL}
    ordering = ["label", "pk"]
    list_per_page = 50
    #: Fields of the kind's own, and those of them that the small window beside a story asks for.
    facts: list = []
    facts_in_popup: list = []

    # What the form shows ------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = SubjectForm if obj else NewSubjectForm
        form = super().get_form(request, obj, change=change, form=form, **kwargs)
        form.asked_by = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if not obj:
            return self._fieldsets_of_new(request)
        form_state = ["opened"] if self.has_change_permission(request, obj) else []
        may_list = form_state and request.user.has_perm(SEE_PROTECTED) and not (obj.is_listed or obj.is_held)
        return [
            (None, {"fields": ["exposure", *(["listed"] if may_list else []), *form_state]}),
            (_("Facts"), {"fields": self.facts}),
            (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
        ]

    def _fieldsets_of_new(self, request):
        typed = ["name", "language", "summary"]
        if self._is_popup(request):
            protects = ["exposure"] if request.user.has_perm(SEE_PROTECTED) else []
            return [(None, {"fields": [*typed, *self.facts_in_popup, *protects]})]
        return [
            (None, {"fields": [*typed, "exposure"]}),
            (_("Facts"), {"fields": self.facts}),
            (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
        ]

    def get_inlines(self, request, obj):
        if obj:
            return self.inlines
        return [] if self._is_popup(request) else [inline for inline in self.inlines if inline is not TextInline]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name != "exposure":
            return field
        if self._is_popup(request):
            # The pen name itself is typed on the full page.
            field.choices = [choice for choice in field.choices if choice[0] != Exposure.ALIAS]
        else:
            field.choices = [(value, ways_to_show(value, label)) for value, label in field.choices]
        return field

    @staticmethod
    def _is_popup(request):
        return IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST

    # Saving -------------------------------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        form.slug_typed, form.exposure_chosen = obj.slug, obj.exposure
        if change:
            obj.slug, obj.exposure = form.slug_before, form.exposure_before
            super().save_model(request, obj, form, change)
            return
        obj.exposure = Exposure.NAMED
        lists = self.has_change_permission(request) and request.user.has_perm(SEE_PROTECTED)
        if self._is_popup(request) or not lists:
            obj.listed_from = None  # added for a story that nobody has read yet
        typed, apart = obj.typed_name, getattr(obj, "told_apart", ())
        naming.introduce(obj, typed.text, language=typed.language, apart_from=apart, by=request.user)
        if summary := form.cleaned_data.get("summary"):
            SubjectText.objects.create(subject=obj, language=typed.language, summary=summary)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        subject = form.instance
        naming.expose(subject, form.exposure_chosen)  # and bring the label in step with the names
        remember_told_apart(subject, request.user)
        if not request.user.has_perm(SEE_PROTECTED) and any(f.has_changed() for f in formsets if f.model is Name):
            naming.unlist_held(subject)
        announce_change(Subject, organizations_joined(formsets))
        if form.cleaned_data.get("listed"):
            naming.list_from(subject, timezone.now())
        if change and form.slug_typed != form.slug_before:
            naming.readdress(subject, form.slug_typed)
        self._say_what_follows(request, form, change)
        self._warn_of_names(request, subject, formsets)

    # What is said afterwards --------------------------------------------------------------------------------------

    def _say_what_follows(self, request, form, change):
        subject = form.instance
        if form.exposure_chosen != (form.exposure_before if change else Exposure.NAMED):
            self.say_how_it_is_shown(request, subject)
        if not visible(self.model.objects.filter(pk=subject.pk), request.user).exists():
            messages.warning(
                request,
                _("The name of #%(number)s is now protected: only editors find it here.") % {"number": subject.pk},
            )

    def _warn_of_names(self, request, subject, formsets):
        spellings = [subject.typed_name] if hasattr(subject, "typed_name") else []
        for formset in formsets:
            if formset.model is Name:
                spellings += [*formset.new_objects, *(name for name, _fields in formset.changed_objects)]
        mixed = sorted({word for name in spellings for word in name.text.split() if has_mixed_scripts(word)})
        if mixed:
            messages.warning(
                request,
                ngettext(
                    "A word mixes look-alike letters of two alphabets: %(words)s. Type it again.",
                    "Words mix look-alike letters of two alphabets: %(words)s. Type them again.",
                    len(mixed),
                )
                % {"words": ", ".join(mixed)},
            )

    def log_name(self, obj):
        return f"{self.opts.verbose_name} #{obj.pk}"

    # The list -----------------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return SubjectChangeList

    def changelist_view(self, request, extra_context=None):
        duplicates = reverse("admin:people_subject_duplicates") if self.has_change_permission(request) else ""
        more = {"duplicates_url": f"{duplicates}?kind={self.model.KIND}" if duplicates else ""}
        return super().changelist_view(request, more | (extra_context or {}))

    def get_queryset(self, request):
        counted = Name.objects.filter(subject=OuterRef("pk")).order_by().values("subject").annotate(n=Count("pk"))
        return super().get_queryset(request).annotate(name_count=Coalesce(Subquery(counted.values("n")), 0))

    def get_list_filter(self, request):
        protects = request.user.has_perm(SEE_PROTECTED)
        return [name for name in super().get_list_filter(request) if protects or name != "exposure"]

    @admin.display(description=_("name"), ordering="label")
    def shown_name(self, obj):
        return obj.local_label

    @admin.display(description=_("one-line description"), empty_value="")
    def description(self, obj):
        return obj.text_here.public_summary if obj.text_here else ""

    @admin.display(description=_("readers see"), ordering="exposure")
    def readers_see(self, obj):
        return obj.get_exposure_display()

    @admin.display(description=_("names"), ordering="name_count")
    def number_of_names(self, obj):
        return obj.name_count


def ways_to_show(value: str, label: str):
    """The label of a choice with what readers get."""
    return format_html('{} <span class="outcome">{}</span>', label, OUTCOMES[value])


def organizations_joined(formsets) -> set[int]:
    """The organisations that list the person by the roles in the form, or did until now."""
    forms = [form for formset in formsets if formset.model is Membership for form in formset.forms]
    return {key for form in forms for key in (form.instance.organization_id, form.initial.get("organization")) if key}


def has_mixed_scripts(word: str) -> bool:
    """Whether one part of a word, as between hyphens, has letters of two alphabets."""
    return any(languages.script_of(part) == languages.MIXED for part in word.split("-"))


class PersonAdmin(SubjectAdmin):
    """Those whom stories name. Who works here has an account."""

    list_display = ["shown_name", "description", "readers_see", "number_of_names"]
    list_filter = ["exposure"]
    facts = [("given_name", "patronymic", "family_name")]
    inlines = [NameInline, TextInline, MembershipInline, IdentifierInline]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("People in stories")} | (extra_context or {}))


class OrganizationAdmin(SubjectAdmin):
    list_display = ["shown_name", "description", "classification", "readers_see", "number_of_names"]
    list_filter = ["classification", "exposure"]
    facts = ["classification", "parent"]
    facts_in_popup = ["classification"]
    autocomplete_fields = ["parent"]


class PlaceAdmin(SubjectAdmin):
    list_display = ["shown_name", "path", "description", "classification", "readers_see", "number_of_names"]
    list_filter = ["classification", CountryFilter, "exposure"]
    facts = ["classification", "parent", "country_code", "latitude", "longitude"]
    facts_in_popup = ["classification", "parent"]
    autocomplete_fields = ["parent"]

    def get_changelist(self, request, **kwargs):
        return PlaceChangeList

    @admin.display(description=_("located in"), empty_value="")
    def path(self, obj):
        return " › ".join(obj.path)


admin.site.register(Subject, AnyKindAdmin)
admin.site.register(Person, PersonAdmin)
admin.site.register(Organization, OrganizationAdmin)
admin.site.register(Place, PlaceAdmin)
