"""The front page screen: the lead and up to six stories, in the order that readers find them."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.stories.inlines import FoundInline
from articles.models import Article, FrontPage, Pin
from articles.models.frontpage import PLACES
from articles.models.querysets import HEAVY
from articles.site import changes
from people.base.admin import StaffAdmin
from people.base.stale import RefusesStale, fingerprint


def places():
    return [(1, _("1 – the lead")), *((place, str(place)) for place in range(2, PLACES + 1))]


class PinForm(forms.ModelForm):
    position = forms.TypedChoiceField(label=_("position"), choices=places, coerce=int)

    class Meta:
        model = Pin
        fields = ["position", "article", "until"]

    def _get_validation_exclusions(self):
        # Whether a place or story is taken twice is a question to all pins together: two may have changed places.
        return super()._get_validation_exclusions() | {"front_page"}


class PinFormSet(BaseInlineFormSet):
    """All pins of a page, checked together and written together, whatever rows they were before."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields[self._pk_field.name] = forms.CharField(required=False, widget=forms.HiddenInput)
        # The next story stands below those that are there, until its place is chosen.
        form.fields["position"].initial = min(1 + (self.total_form_count() if index is None else index), PLACES)

    def _existing_object(self, pk):
        return super()._existing_object(pk) or Pin(front_page=self.instance)

    def validate_unique(self):
        """Asked by ``clean``, with sentences."""

    def clean(self):
        super().clean()
        places, stories = set(), set()
        for form in self.kept_forms():
            place, story = form.cleaned_data.get("position"), form.cleaned_data.get("article")
            if place in places:
                form.add_error("position", gettext("Two stories have this place: give one of them another."))
            if story in stories:
                form.add_error("article", gettext("This story is pinned already: remove one of the two."))
            if story and story.language != self.instance.language:
                form.add_error("article", gettext("This story belongs to another edition."))
            places.add(place)
            stories.add(story)
        if any(form.errors for form in self.kept_forms()):
            raise ValidationError(gettext("The front page was not changed: correct what is marked below."))

    def kept_forms(self):
        return [
            form
            for form in self.forms
            if (form.errors or getattr(form, "cleaned_data", {}).get("article"))
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def save(self, commit=True):
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        self.save_m2m = lambda: None
        pins = [
            Pin(
                front_page=self.instance, **{name: form.cleaned_data[name] for name in ("position", "article", "until")}
            )
            for form in self.kept_forms()
        ]
        self.new_objects = changes.pin(self.instance, pins)
        return self.new_objects


class PinInline(FoundInline, admin.TabularInline):
    model = Pin
    form = PinForm
    formset = PinFormSet
    fields = ["position", "article", "until"]
    autocomplete_fields = ["article"]
    add_text = _("Pin another story")
    max_num = PLACES
    extra = 1
    verbose_name_plural = _("Pinned stories, the lead first; the newest follow by themselves")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "article":
            field.queryset = Article.objects.visible_to(request.user).defer(*HEAVY)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            field.widget.can_add_related = False  # found by typing, written elsewhere
        if db_field.name == "until":
            field.help_text = gettext("Empty: until removed.")
        return field


class FrontPageForm(RefusesStale):
    class Meta:
        model = FrontPage
        fields = ["language"]

    def state(self):
        pins = self.instance.pins.order_by("position").values_list("position", "article", "until")
        return fingerprint([list(pin) for pin in pins])


@admin.register(FrontPage)
class FrontPageAdmin(StaffAdmin):
    form = FrontPageForm
    inlines = [PinInline]
    fields = ["language", "opened"]
    list_display = ["edition", "pinned"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(pin_count=models.Count("pins"))

    @admin.display(description=_("edition"), ordering="language")
    def edition(self, page):
        return page.get_language_display()

    @admin.display(description=_("pinned stories"))
    def pinned(self, page):
        return page.pin_count

    def has_add_permission(self, request):
        """One page for each edition."""
        return super().has_add_permission(request) and bool(missing_editions())

    def get_readonly_fields(self, request, obj=None):
        return ["language"] if obj else []

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "language":
            names = dict(db_field.get_choices(include_blank=False))
            kwargs["choices"] = [(code, names.get(code, code)) for code in missing_editions()]
            kwargs["initial"] = next(iter(missing_editions()), None)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_formset(self, request, form, formset, change):
        formset.save()

    def construct_change_message(self, request, form, formsets, add=False):
        return [{"added": {}}] if add else [{"changed": {"fields": [gettext("pinned stories")]}}]


def missing_editions() -> list[str]:
    known = set(FrontPage.objects.values_list("language", flat=True))
    return [code for code in settings.EDITIONS if code not in known]
