"""Parts of a story edited with it: bylines and corrections."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.times import TIMES
from articles.models import Byline, Correction
from people.base.admin import StaffInline, visible
from people.models import Organization, Person

#: What tells the kinds of notes apart.
KINDS = {
    Correction.Kind.UPDATE: _("something new happened"),
    Correction.Kind.CLARIFICATION: _("it was right, and not clear"),
    Correction.Kind.CORRECTION: _("something was wrong"),
    Correction.Kind.RETRACTION: _("the story does not stand"),
}


def this_minute():
    return timezone.now().replace(second=0, microsecond=0)


class FoundInline(StaffInline):
    """An inline with times of the newsroom, whose related rows (``autocomplete_fields``) are found by typing."""

    formfield_overrides = StaffInline.formfield_overrides | TIMES

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.autocomplete_fields:
            # Who is missing is added here; everything else about them has pages of its own.
            field.widget.can_change_related = field.widget.can_view_related = False
        return field


class BylineForm(forms.ModelForm):
    @property
    def is_more_than_a_person(self) -> bool:
        """Whether what is folded says something, or has to be mended."""
        desk, text, role = (self[name].value() for name in ("desk", "text", "role"))
        return bool(desk or text or role != Byline.Role.AUTHOR or self.errors.keys() - {"person"})


class BylineInline(FoundInline, admin.StackedInline):
    """Who made the story. Signatures of people whom the user may not see are neither shown nor changed."""

    model = Byline
    form = BylineForm
    template = "admin/articles/article/byline_inline.html"
    fieldsets = [
        (None, {"fields": ["person"]}),
        (None, {"fields": [("position", "role"), "desk", "text"], "classes": ["more"]}),
    ]
    autocomplete_fields = ["person", "desk"]
    add_text = _("Add a byline")
    classes = ["bylines"]
    place = "side"
    extra = 1

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and self.get_queryset(request).filter(article=obj).exists() else 1

    def get_queryset(self, request):
        people = visible(Person.objects.all(), request.user).values("pk")
        desks = visible(Organization.objects.all(), request.user).values("pk")
        shown = Q(person__isnull=True) | Q(person__in=people)
        shown &= Q(desk__isnull=True) | Q(desk__in=desks)
        return super().get_queryset(request).filter(shown).select_related("person", "desk")


class CorrectionInline(FoundInline, admin.StackedInline):
    """Dated notes to a story that exists. They stay: what readers were told is not taken back."""

    model = Correction
    fields = [("kind", "place", "published_at"), "text", "shows_changes"]
    can_delete = False
    classes = ["below"]
    place = "drawer"
    verbose_name = _("correction")
    add_text = _("Add a correction or an update")
    verbose_name_plural = _("Corrections and updates that readers see")

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["widgets"] = {"text": forms.Textarea({"rows": 3})}
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Each kind with what it means: the words are near to each other."""
        if db_field.name == "kind":
            kwargs["choices"] = [(kind, f"{kind.label}: {KINDS[kind]}") for kind in Correction.Kind]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "published_at":
            kwargs |= {"looks_back": True, "initial": this_minute}
        return super().formfield_for_dbfield(db_field, request, **kwargs)
