"""The form of a picture: what it shows, whose it is, which point no crop may lose, and whose portrait it is."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import library
from articles.admin.choices import SubjectsField, with_add_link
from articles.admin.stories.form import SUBJECT_FIELDS
from articles.library.changes import DESCRIBED
from articles.models import Image, ImageSubject, ImageText
from people.base.admin import SeveralFound, StaffInline, is_key, posted_keys, visible
from people.base.stale import RefusesStale
from people.models import Subject

#: Field of the form -> what the file may have said for it, in the order of worth.
SUGGESTED = {
    "alt": ["alt"],
    "caption": ["caption", "headline"],
    "credit": ["credit", "creator"],
    "copyright": ["copyright"],
    "source": ["source"],
    "taken_on": ["taken_on"],
    "notes": ["instructions", "usage_terms", "digital_source"],
}
#: What the file said that a person has to make something of: shown beside these fields, without a button.
TOLD = {"licence": ["licence_address"], "people": ["persons"], "places": ["city", "country"]}


class PercentField(forms.FloatField):
    """A place on the picture, counted in percent from its left or top edge."""

    def __init__(self, **kwargs):
        widget = forms.NumberInput({"step": "0.1", "min": "0", "max": "100"})
        super().__init__(min_value=0, max_value=100, widget=widget, **kwargs)


class PortraitField(forms.ModelMultipleChoiceField):
    """Whose portrait it is, of those that it shows. Who is no longer shown drops out by itself."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Subject.objects.none(), required=False, **kwargs)

    def clean(self, value):
        return list(self.queryset.filter(pk__in=[key for key in value or () if is_key(key)]))


class ImageForm(RefusesStale):
    """A picture. ``user`` and ``site`` are set by the admin, on a class made for the request."""

    user = site = None

    point_x = PercentField(label=_("From the left, %"))
    point_y = PercentField(label=_("From the top, %"))
    people = SubjectsField(queryset=None, required=False, label=_("people shown"))
    places = SubjectsField(queryset=None, required=False, label=_("places shown"))
    organizations = SubjectsField(queryset=None, required=False, label=_("organisations shown"))
    portrait_of = PortraitField(
        label=_("portrait of"),
        help_text=_("It appears on the page of whoever is ticked, replacing the current portrait."),
    )

    class Meta:
        model = Image
        fields = DESCRIBED
        widgets = {
            "alt": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 3}),
            "notes": forms.Textarea({"rows": 3}),
            "copyright": forms.TextInput({"class": "vTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["point_x"] = round(self.instance.focal_x * 100, 1)
        self.initial["point_y"] = round(self.instance.focal_y * 100, 1)
        self.fields["licence"].choices = [("", _("Not said")), *Image.Licence.choices]
        self.shown = self._visible_subjects()
        self._set_up_subjects()
        self._set_up_portraits()

    def state(self) -> str:
        """The version alone: the files are being prepared while somebody types."""
        return str(self.instance.version)

    # Setting up ----------------------------------------------------------------------------------------------------

    def _visible_subjects(self) -> list[Subject]:
        """Whom the picture shows, of those that the user may see: all that this form shows and changes."""
        return list(Subject.objects.visible_to(self.user).filter(shown_in__image=self.instance))

    def _set_up_subjects(self):
        for name, (model, source) in SUBJECT_FIELDS.items():
            field = self.fields[name]
            field.queryset = visible(model.objects.all(), self.user).with_texts().with_namesakes(self.user)
            field.widget = with_add_link(SeveralFound(source, self.site), source, self.site, self.user)
            field.widget.choices = field.choices
            self.initial[name] = [subject.pk for subject in self.shown if subject.kind == model.KIND]

    def _set_up_portraits(self):
        if not self.user.has_perm("articles.change_portrait"):
            del self.fields["portrait_of"]
            return
        shown = Subject.objects.visible_to(self.user).filter(pk__in=self._shown_keys())
        self.fields["portrait_of"].queryset = shown
        self.initial["portrait_of"] = list(self.instance.portrait_of.values_list("subject", flat=True))

    def _shown_keys(self) -> list[int]:
        if not self.is_bound:
            return [subject.pk for subject in self.shown]
        return list(posted_keys(self.data, *map(self.add_prefix, SUBJECT_FIELDS)))

    # Checking ------------------------------------------------------------------------------------------------------

    def clean_language(self):
        language = self.cleaned_data["language"]
        if self.instance.texts.filter(language=language).exists() and language != self.instance.language:
            raise ValidationError(_("There is already a text in this language below: remove it first."))
        return language

    # Saving --------------------------------------------------------------------------------------------------------

    def _save_m2m(self):
        super()._save_m2m()
        self._save_shown()
        if "portrait_of" in self.fields:
            library.set_portraits(self.instance, self.cleaned_data["portrait_of"], by=self.user)

    def _save_shown(self):
        """Whom the form did not show stays as it is."""
        chosen = {row.pk for name in SUBJECT_FIELDS for row in self.cleaned_data.get(name) or ()}
        before = {subject.pk for subject in self.shown}
        self.instance.shown.filter(subject__in=before - chosen).delete()
        stored = set(self.instance.shown.values_list("subject", flat=True))
        rows = [ImageSubject(image=self.instance, subject_id=key) for key in sorted(chosen - stored)]
        ImageSubject.objects.bulk_create(rows)

    @property
    def point(self) -> tuple[float, float]:
        """The point in fractions of the picture, as it was where nobody moved it."""
        if not {"point_x", "point_y"} & set(self.changed_data):
            return self.instance.focal_x, self.instance.focal_y
        return self.cleaned_data["point_x"] / 100, self.cleaned_data["point_y"] / 100


class ImageTextInline(StaffInline, admin.StackedInline):
    """What is said of the picture in other languages."""

    model = ImageText
    fields = ["language", "alt", "caption"]
    add_text = _("Add another language")
    classes = ["texts"]

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["widgets"] = {"alt": forms.Textarea({"rows": 2}), "caption": forms.Textarea({"rows": 2})}
        return super().get_formset(request, obj, **kwargs)


class ReaskForm(forms.Form):
    """A question that has to be ticked before it is done."""

    sure = forms.BooleanField(label=_("I understand."), error_messages={"required": _("Tick the box to go on.")})
