"""Forms that overwrite nothing that their user has not seen, for rows without a version of their own."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.base.admin import is_key, locks
from people.base.locks import hold


def state_of(row) -> str:
    """A short text that differs when any stored column of the row does."""
    columns = [field.value_to_string(row) for field in row._meta.concrete_fields]
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:20]


class RefusesStale(forms.ModelForm):
    """Remembers how the row stood when the form was opened, and refuses the save when it stands otherwise now."""

    opened = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.state() if self.instance.pk else ""
        self.initial["opened"] = self.stored
        self.is_stale = False

    def state(self) -> str:
        return state_of(self.instance)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("opened") != self.stored:
            self.is_stale = True
            self.data = self.data.copy()
            self.data[self.add_prefix("opened")] = self.stored
            message = _(
                "Not saved: somebody saved this page after you opened it. What you typed is still here. Open the "
                "page in a second tab to see what changed, then save again."
            )
            self.add_error(None, ValidationError(message, code="stale"))
        return cleaned


class LocksRow:
    """Mixin for admin classes: until a save is done nobody else saves the row, so that the form compares with the last."""

    def get_object(self, request, object_id, from_field=None):
        if locks(request) and is_key(object_id):
            hold(self.model._base_manager.filter(pk=object_id))
        return super().get_object(request, object_id, from_field)
