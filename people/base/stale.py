"""Forms that overwrite nothing that their user has not seen."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def is_stale(opened, stored) -> bool:
    """Whether a form shows another state than what is stored now; one that does not say which state it shows is stale."""
    return opened in (None, "") or str(opened) != str(stored)


def state_of(row) -> str:
    """A short text that differs when any stored column of the row does, but for those that follow other rows too."""
    return fingerprint([field.value_to_string(row) for field in own_fields(type(row))])


def own_fields(model) -> list:
    """Without what readers see of it, which changes when another's name is hidden: nobody saved the row then."""
    derived = getattr(model, "public_columns", list)()
    return [field for field in model._meta.concrete_fields if field.name not in derived]


def fingerprint(values: list) -> str:
    """A short text that differs when any of the values does."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:20]


class RefusesStale(forms.ModelForm):
    """Remembers how the row stood when the form was opened, and refuses the save when it stands otherwise now."""

    opened = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    stale_message = _(
        "Not saved: somebody saved this page after you opened it. What you typed is still here. Open the page in a "
        "second tab to see what changed, then save again."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.state() if self.instance.pk else ""
        self.initial["opened"] = self.stored
        self.is_stale = False

    def state(self) -> str:
        return state_of(self.instance)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and is_stale(cleaned.get("opened"), self.stored):
            self.refuse_stale()
        return cleaned

    def refuse_stale(self):
        """What was typed stays in the form. Who then saves once more has seen what is stored now, and decided."""
        self.is_stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = self.stored
        self.add_error(None, ValidationError(self.stale_message, code="stale"))
