"""Dates as well as they are known: "2021", "2021-03" or "2021-03-05" (ISO 8601 reduced precision, as Popolo has them)."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def validate_partial_date(value: str):
    """Raises ValidationError unless the value is a year, a month of a year or a day that the calendar has."""
    match = PATTERN.fullmatch(value)
    try:
        year, month, day = (int(part or 1) for part in match.groups())
        datetime.date(year, month, day)
    except (AttributeError, ValueError):
        raise ValidationError(_("Write a date as 2021, 2021-03 or 2021-03-05."), code="partial_date") from None


def format_partial_date(value: str) -> str:
    """Write "2021-03" as "March 2021" in the active language; the empty string stays empty."""
    match = PATTERN.fullmatch(value or "")
    if not match:
        return value or ""
    year, month, day = match.groups()
    if not month:
        return year
    date = datetime.date(int(year), int(month), int(day or 1))
    return formats.date_format(date, "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT")


class PartialDateField(models.CharField):
    """A CharField that sorts as dates do."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=10, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for derived in ("max_length", "blank", "default"):
            kwargs.pop(derived, None)
        return name, path, args, kwargs
