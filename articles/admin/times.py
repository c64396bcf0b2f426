"""Times in the newsroom's zone, typed by people: hours that the clocks skip are refused, hours that they show twice ask which.

``StoryTimeField`` is a date, a time and a choice that appears only where the first two do not say which instant is meant.
"""

import unicodedata
from datetime import datetime

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.base.clock import YEARS, chosen, ways


class StoryTimeWidget(AdminSplitDateTime):
    """Two boxes whose names a screen reader says, and a choice between two instants where there are two."""

    template_name = "admin/articles/widgets/story_time.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for box, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            box.attrs["aria-label"] = name
        self.widgets.append(forms.Select({"aria-label": _("Which of the two"), "class": "which-time"}))
        self.widgets_names.append("_2")

    def decompress(self, value):
        date, time = super().decompress(value)
        # Only where the boxes do not say it: elsewhere there is no choice to be made.
        which = timezone.localtime(value).replace(microsecond=0).isoformat() if _ways_of(date, time) else None
        return [date, time, which]

    def value_from_datadict(self, data, files, name):
        """Digits of any script, as they are typed: ٢٠٢٦ is a year."""
        typed = super().value_from_datadict(data, files, name)
        return ["".join(str(unicodedata.decimal(sign, sign)) for sign in part) if part else part for part in typed]

    def get_context(self, name, value, attrs):
        parts = value if isinstance(value, list) else self.decompress(value)
        found = _ways_of(*parts[:2])
        self.widgets[2].choices = [("", _("Which?")), *found]
        context = super().get_context(name, value, attrs)
        context["widget"]["asks"] = bool(found)
        return context


def _ways_of(date, time) -> list[tuple[str, str]]:
    """``ways`` for what stands in the boxes, typed or stored; what cannot be read has none."""
    try:
        date, time = forms.DateField(required=False).clean(date), forms.TimeField(required=False).clean(time)
    except ValidationError:
        return []
    if not date or time is None or date.year not in YEARS:
        return []
    return ways(datetime.combine(date, time.replace(microsecond=0, fold=0)))


class StoryTimeField(forms.SplitDateTimeField):
    """A time in the newsroom's zone, in a year that a calendar of ours knows."""

    widget = StoryTimeWidget
    default_error_messages = {
        "invalid_date": _("This date does not exist. Write it as 2026-11-24."),
        "invalid_time": _("This time does not exist. Write it as 14:30; midnight is 00:00 of the new day."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields = (*self.fields, forms.CharField(required=False, max_length=40))
        self.require_all_fields = False
        for part in self.fields:
            part.required = False  # what is missing is said once, below
        for part, code in zip(self.fields, ("invalid_date", "invalid_time"), strict=False):
            part.error_messages["invalid"] = self.error_messages[code]

    def compress(self, data_list):
        date, time, which = data_list or (None, None, "")
        if not date and time is None:
            return None
        if not date:
            raise ValidationError(gettext("Enter the date too."), code="invalid_date")
        if time is None:
            raise ValidationError(gettext("Enter the time too."), code="invalid_time")
        if date.year not in YEARS:
            raise ValidationError(gettext("Give a year between 1900 and 2200."))
        return chosen(datetime.combine(date, time.replace(fold=0)), which)


#: For ``formfield_overrides``.
TIMES = {models.DateTimeField: {"form_class": StoryTimeField, "widget": StoryTimeWidget}}
