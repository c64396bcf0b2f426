"""Dates and times that staff type, in the newsroom's zone: one text field, which says in words what it understood.

An hour that the clocks skip is refused, an hour that they show twice asks which. What was understood replaces what was typed:
"tomorrow" in a text that is kept until the next day would be another day.
"""

from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.widgets import Script
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.stories.panel import Panel
from people.base import typed_times
from people.base.clock import YEARS, chosen, day_words, ways, words_of, zone_words


class TypedWidget(forms.TextInput):
    """A text field with what it understood beside it. A script adds a calendar, and says it while somebody types."""

    template_name = "admin/articles/widgets/typed_time.html"
    kind = ""
    looks_back = False

    class Media:
        css = {"all": ["newsroom/admin/typed_times.css"]}
        js = [Script("newsroom/admin/typed_times.js", type="module")]

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))

    def understood(self, value):
        """What stands in the field as a day or a time, stored or typed; None where it cannot be read."""
        if hasattr(value, "isoformat"):
            return value
        try:
            return READS[self.kind](*(value if isinstance(value, list) else [value]), looks_back=self.looks_back)
        except ValidationError:
            return None

    def get_context(self, name, value, attrs):
        meant = self.understood(value)
        shown = self.format_value(value if meant is None else meant)
        context = super().get_context(name, shown, attrs)
        context["widget"] |= {
            "kind": self.kind, "looks_back": self.looks_back, "address": reverse("admin:articles_typed_time"),
            "said": said(self.kind, meant), "empty": said(self.kind, None),
        }  # fmt: skip
        if key := context["widget"]["attrs"].get("id"):
            described = context["widget"]["attrs"].get("aria-describedby", "")
            context["widget"]["attrs"]["aria-describedby"] = f"{described} {key}_said".strip()
        return context


class StoryTimeWidget(TypedWidget):
    """A time; where two instants are meant by it, a choice between them."""

    kind = "time"

    def __init__(self, attrs=None):
        super().__init__({"placeholder": _("tomorrow 9:00")} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        """[what was typed, which of two instants]. A form that was opened before has a date and a time apart."""
        if name in data:
            return [data.get(name), data.get(f"{name}_which", "")]
        parts = [data.get(f"{name}_{number}") for number in (0, 1)]
        if all(part is None for part in parts):
            return None
        return [" ".join(filter(None, parts)), data.get(f"{name}_2", "")]

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_0" not in data

    def format_value(self, value):
        if not isinstance(value, datetime):
            return value[0] if isinstance(value, list) else value
        local = timezone.localtime(value)
        return f"{day_text(local)} {clock_text(local)}"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        meant, which = self.understood(value), ""
        found = _ways_of(value, self.looks_back)
        if found and meant:
            which = timezone.localtime(meant).replace(microsecond=0).isoformat()
        context["widget"] |= {"ways": found, "which": which}
        return context


class StoryDayWidget(TypedWidget):
    """A date without a time."""

    kind = "day"

    def __init__(self, attrs=None):
        super().__init__({"placeholder": "30.11.2026"} | (attrs or {}))

    def format_value(self, value):
        return day_text(value) if hasattr(value, "isoformat") else value


class HiddenTime(forms.HiddenInput):
    """The instant a form was opened with, so that it is known whether the time was changed."""

    def format_value(self, value):
        if isinstance(value, list):
            return value[0]
        return value.astimezone(UTC).isoformat(timespec="seconds") if isinstance(value, datetime) else value


class StoryTimeField(forms.Field):
    """A time in the newsroom's zone, in a year that a calendar of ours knows. ``looks_back``: of what has been."""

    widget = StoryTimeWidget
    hidden_widget = HiddenTime

    def __init__(self, *, looks_back: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.looks_back = self.widget.looks_back = looks_back

    def to_python(self, value):
        if isinstance(value, datetime) or value in self.empty_values:
            return value or None
        typed = value if isinstance(value, list) else [value]
        return read_time(*typed, looks_back=self.looks_back)

    def has_changed(self, initial, data):
        try:
            value = self.to_python(data)
        except ValidationError:
            return True
        return _to_the_second(initial) != _to_the_second(value)


class StoryDayField(forms.Field):
    """A date. ``looks_back``: of what has been, so that a day without a year is the last such day."""

    widget = StoryDayWidget

    def __init__(self, *, looks_back: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.looks_back = self.widget.looks_back = looks_back

    def to_python(self, value):
        return value if hasattr(value, "isoformat") else read_day(value, looks_back=self.looks_back)

    def has_changed(self, initial, data):
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True


def _to_the_second(when):
    return when.replace(microsecond=0) if when else None


# Read and said ---------------------------------------------------------------------------------------------------------


def read_time(text: str, which: str = "", *, looks_back: bool = False) -> datetime | None:
    """The instant that was typed, in UTC; None for nothing. Raises ValidationError with a sentence."""
    if not (text or "").strip():
        return None
    typed = typed_times.read(text, timezone.localtime(), looks_back=looks_back)
    if (typed.day or typed.instant).year not in YEARS:
        raise ValidationError(gettext("Give a year between 1900 and 2200."))
    if typed.instant:
        return typed.instant
    return chosen(datetime.combine(typed.day, typed.clock or time.min), which)


def read_day(text: str, *, looks_back: bool = False):
    """The date that was typed; None for nothing. Raises ValidationError with a sentence."""
    return typed_times.read_day(text or "", timezone.localtime(), looks_back=looks_back)


#: What reads a field, by its kind.
READS = {"time": read_time, "day": read_day}


def _ways_of(value, looks_back: bool) -> list[tuple[str, str]]:
    """The two instants that a time can mean, typed or stored; none where it says one, or cannot be read."""
    if isinstance(value, datetime):
        return ways(timezone.localtime(value).replace(tzinfo=None, microsecond=0, fold=0))
    try:
        typed = typed_times.read(value[0], timezone.localtime(), looks_back=looks_back) if value and value[0] else None
    except ValidationError:
        return []
    if typed is None or typed.instant or typed.day.year not in YEARS:
        return []
    return ways(datetime.combine(typed.day, typed.clock or time.min))


def day_text(day) -> str:
    """A day as it stands in a field: 30 Nov 2026, 30.11.2026."""
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def clock_text(local) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def said(kind: str, meant) -> str:
    """What a field says that it understood; an empty one names the time zone."""
    if meant is None:
        return capfirst(zone_words()) if kind == "time" else ""
    return words_of(meant) if kind == "time" else day_words(meant)


class TypedTimes(Panel):
    """Answers what a date means, while it is typed."""

    def urls(self):
        return [path("typed-time/", self.view(typed_time), name="articles_typed_time")]


@require_safe
def typed_time(request):
    """What was understood: in words, as text for the field, and as an instant for scripts; or why not."""
    text, looks_back = request.GET.get("text", ""), "back" in request.GET
    is_time = request.GET.get("kind") != "day"
    widget = StoryTimeWidget() if is_time else StoryDayWidget()
    try:
        meant = READS[widget.kind](text, looks_back=looks_back)
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)})
    answer = {"words": said(widget.kind, meant), "text": widget.format_value(meant) or "", "at": ""}
    if meant:
        local = timezone.localtime(meant) if is_time else meant
        answer |= {"at": meant.isoformat(), "picked": f"{local:%Y-%m-%dT%H:%M}" if is_time else f"{local:%Y-%m-%d}"}
    return JsonResponse(answer)


#: For ``formfield_overrides``.
TIMES = {
    models.DateTimeField: {"form_class": StoryTimeField, "widget": StoryTimeWidget},
    models.DateField: {"form_class": StoryDayField, "widget": StoryDayWidget},
}
