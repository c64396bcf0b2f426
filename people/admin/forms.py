"""Forms of subjects: what an editor types, asked for sense before anything is saved."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from people import naming
from people.admin.duplicates import ask_before_doubling
from people.base import languages
from people.base.admin import visible
from people.base.fields import tidy_line
from people.base.stale import RefusesStale, fingerprint, own_fields
from people.models import Exposure, Identifier, Name, Subject, SubjectText
from people.naming import slugs

SECOND_PREFERRED = "name_one_preferred_per_language"


def language_choices():
    """The site's editions first, then the other languages by name."""
    editions = [(code, languages.name_of(code)) for code in settings.EDITIONS]
    return editions + [choice for choice in languages.choices() if choice[0] not in settings.EDITIONS]


def clean_spelling(text: str) -> str:
    text = tidy_line(text)
    if not naming.is_a_name(text):
        raise ValidationError(_("A name needs at least one letter or digit."))
    return text


class SubjectForm(RefusesStale):
    """A subject that exists. Its names are an inline."""

    listed = forms.BooleanField(
        required=False,
        label=_("Readers find its page from now on"),
        help_text=_("Otherwise from the first story on that names it."),
    )
    #: For whom likely duplicates are looked up.
    asked_by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.slug_before, self.exposure_before = self.instance.slug, self.instance.exposure

    def state(self) -> str:
        """Of all that the form shows, its parts too."""
        subject = self.instance
        parts = ["names", "texts", "identifiers"] + (["memberships"] if subject.kind == "person" else [])
        rows = [type(subject)._default_manager.filter(pk=subject.pk)]
        rows += [getattr(subject, part).order_by("pk") for part in parts]
        return fingerprint(
            [list(found.values(*(field.attname for field in own_fields(found.model)))) for found in rows]
        )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and slug != self.slug_before and slugs.is_taken(self.instance, slug):
            raise ValidationError(_("This address is taken, or was taken before: choose another."))
        return slug or self.slug_before

    def _get_validation_exclusions(self):
        # An address left empty is made when the subject is saved; of one that is typed clean_slug says whether it is free.
        return super()._get_validation_exclusions() | {"slug"}

    @property
    def stale_message(self):
        return _(
            "Not saved: somebody saved this page after you opened it. What you typed is still here. Open the "
            "page in a second tab to see what changed, then save again. Readers see the name as: %(exposure)s."
        ) % {"exposure": Exposure(self.exposure_before).label}

    def refuse_stale(self):
        """The exposure alone falls back to what was decided meanwhile."""
        super().refuse_stale()
        self.data[self.add_prefix("exposure")] = self.exposure_before


class NewSubjectForm(SubjectForm):
    """A subject that is added: its name is typed at once, so that adding one takes a name and Enter."""

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"size": 40, "autofocus": True, "autocomplete": "off"}),
        help_text=_("As the newsroom writes it."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    summary = forms.CharField(
        label=_("One-line description"),
        required=False,
        max_length=SubjectText._meta.get_field("summary").max_length,
        widget=forms.TextInput(attrs={"size": 70}),
        help_text=_(
            "In the same language; tells two of the same name apart. Such as: Karakalpak blogger and activist."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", settings.DEFAULT_EDITION)

    def clean_name(self):
        return clean_spelling(self.cleaned_data["name"])

    def clean(self):
        super().clean()
        if "name" in self.cleaned_data and "language" in self.cleaned_data:
            # For the names' formset, which judges all names together.
            self.instance.typed_name = Name(
                text=self.cleaned_data["name"], language=self.cleaned_data["language"], kind=Name.Kind.PREFERRED
            )
            ask_before_doubling([self.instance.typed_name], self.instance, self.data, self.asked_by)
        return self.cleaned_data


class PeriodForm(forms.ModelForm):
    """A part of a subject that was so from one date to another."""

    start, end = "start", "end"

    def clean(self):
        super().clean()
        start, end = self.cleaned_data.get(self.start), self.cleaned_data.get(self.end)
        if start and end and end < start:
            self.add_error(self.end, _("The end is before the start. Write both equally exactly, such as 2021-03."))
        return self.cleaned_data


class IdentifierForm(forms.ModelForm):
    """A number that another subject has: which one it is, is not said, for its name may be withheld."""

    asked_by = None

    def validate_unique(self):
        """One that somebody has whom the user may not see is kept as a claim, and whoever may see both settles it."""
        number = self.instance
        others = Identifier.objects.filter(scheme=number.scheme, value=number.value).exclude(pk=number.pk)
        seen = visible(Subject.objects.all(), self.asked_by)
        if others.filter(subject__in=seen).exists():
            self.add_error(None, _("This number cannot be used here: check it, or ask an editor."))
        elif "value" in self.changed_data or "scheme" in self.changed_data:
            number.is_claim = others.filter(is_claim=False).exists()


class NameForm(PeriodForm):
    """One spelling. That there is one preferred name in a language is asked of all spellings together."""

    start, end = "valid_from", "valid_to"

    def clean_text(self):
        return clean_spelling(self.cleaned_data["text"])

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        for constraint in Name._meta.constraints:
            if constraint.name != SECOND_PREFERRED:
                try:
                    constraint.validate(Name, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._update_errors(error)


class NameFormSet(BaseInlineFormSet):
    """All spellings of a subject, with the rules that hold for them together and for its exposure."""

    asked_by = None

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form.instance for form in self.forms if self._is_kept(form)]
        typed = getattr(self.instance, "typed_name", None)
        if not (self.instance.pk or typed):
            return  # the form above asks for a name first
        self._refuse_repeated(typed, kept)
        kept += [typed] if typed else []
        preferred = [name.language for name in kept if name.kind == Name.Kind.PREFERRED]
        if self.instance.pk and not preferred:
            raise ValidationError(
                _("A preferred name is missing: make one of the spellings the preferred one, and save again.")
            )
        if twice := {code for code in preferred if preferred.count(code) > 1}:
            language = languages.name_of(min(twice)) or _("any language")
            raise ValidationError(
                _("There are two preferred names for one language (%(language)s): make one of them an alias.")
                % {"language": language}
            )
        self._require_label(kept)
        changed = [form.instance for form in self.forms if self._is_kept(form) and "text" in form.changed_data]
        ask_before_doubling(changed, self.instance, self.data, self.asked_by)

    def _is_kept(self, form) -> bool:
        return not self._should_delete_form(form) and bool(form.instance.pk or form.has_changed())

    def _refuse_repeated(self, typed, kept):
        if typed and any((name.text, name.language) == (typed.text, typed.language) for name in kept):
            raise ValidationError(
                _("“%(name)s” is already the name above: remove it from the other spellings.") % {"name": typed.text}
            )

    def _require_label(self, kept):
        exposure = self.instance.exposure
        if exposure == Exposure.WITHHELD or any(naming.may_be_label(name, exposure) for name in kept):
            return
        if exposure == Exposure.ALIAS:
            raise ValidationError(
                _(
                    "“Under a pen name” needs one: add a name of the kind “pen name” that readers may see, or choose "
                    "another way to show the name."
                )
            )
        raise ValidationError(
            _("Readers may see none of the names: let them see one, or choose “Name withheld” above.")
        )

    def save(self, commit=True):
        # Two names that change places would for a moment both be the preferred one.
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        if commit and changed:
            Name.objects.filter(pk__in=changed, kind=Name.Kind.PREFERRED).update(kind=Name.Kind.ALIAS)
        return super().save(commit=commit)
