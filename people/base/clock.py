"""Times in the newsroom's zone: how they are written for staff, and which instant a time means that somebody typed."""

from datetime import UTC, datetime

from babel.dates import get_timezone_location
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext

YEARS = range(1900, 2201)


def offset_name(when) -> str:
    """How far the zone of an aware time is from UTC then: UTC+5, UTC+5:45, UTC−3."""
    seconds = int(when.utcoffset().total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'−' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def instants(naive: datetime) -> list[datetime]:
    """The aware times, first to last, that a time without a zone can mean in the newsroom: one, or two on odd days."""
    zone = timezone.get_current_timezone()
    meant = {naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [time.astimezone(zone) for time in sorted(meant)]


def is_skipped(naive: datetime) -> bool:
    """Whether the newsroom's clocks never show that time: they are put forward over it."""
    return all(time.replace(tzinfo=None, fold=0) != naive for time in instants(naive))


def ways(naive: datetime) -> list[tuple[str, str]]:
    """The choices for a time that does not say which instant is meant, with what is posted for each; else none."""
    found = instants(naive)
    if len(found) == 1:
        return []
    if is_skipped(naive):
        labels = [f"{time:%H:%M} ({offset_name(time)})" for time in found]
    else:
        words = (gettext("the first %(time)s (%(offset)s)"), gettext("the second %(time)s (%(offset)s)"))
        labels = [
            text % {"time": f"{time:%H:%M}", "offset": offset_name(time)}
            for text, time in zip(words, found, strict=True)
        ]
    return [(time.isoformat(), label) for time, label in zip(found, labels, strict=True)]


def chosen(naive: datetime, which: str = "") -> datetime:
    """The instant that is meant, in UTC: a local time that comes twice is equal to none of another zone.

    Raises ValidationError with a question where the time alone does not say.
    """
    found = instants(naive)
    if len(found) == 1:
        return found[0].astimezone(UTC)
    for time in found:  # what was chosen for another time is no answer
        if which == time.isoformat():
            return time.astimezone(UTC)
    values = {"time": f"{naive:%H:%M}", "day": f"{naive:%Y-%m-%d}", "zone": city_name()}
    values |= {"before": f"{found[0]:%H:%M}", "after": f"{found[1]:%H:%M}"}
    if is_skipped(naive):
        sentence = gettext(
            "%(time)s does not exist on %(day)s in %(zone)s: the clocks go forward. Choose %(before)s or %(after)s."
        )
    else:
        sentence = gettext(
            "%(time)s comes twice on %(day)s in %(zone)s: the clocks go back. Choose which of the two you mean."
        )
    raise ValidationError(sentence % values, code="which")


def clock(when) -> str:
    """Tue 24 Nov 14:00, with the year when it is another one."""
    when = timezone.localtime(when)
    year = "" if when.year == timezone.localtime().year else " Y"
    # E is the month as a language writes it beside a day: 1 декабря, not 1 декабрь.
    month = "M" if get_language() == "en" else "E"
    return formats.date_format(when, f"D j {month}{year} H:i")


def moment(when) -> str:
    """14:05 if it is today, else with the day."""
    local = timezone.localtime(when)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else clock(when)


def city_name() -> str:
    """The place that the newsroom's zone is named for, in the active language: Almaty; a zone without one says its name."""
    key = timezone.get_current_timezone_name()
    if "/" not in key:
        return key
    return get_timezone_location(key, locale=get_language() or "en", return_city=True)


def zone_words(when=None) -> str:
    """Which clock a time is of, or a field follows, now or then: Almaty time (UTC+5)."""
    return gettext("%(city)s time (%(offset)s)") % {
        "city": city_name(),
        "offset": offset_name(timezone.localtime(when)),
    }


def words_of(when) -> str:
    """A time in full, as it was understood: Mon 30 November 2026, 09:00, Almaty time."""
    local = timezone.localtime(when)
    return gettext("%(day)s, %(time)s, %(city)s time") % {
        "day": day_words(local),
        "time": f"{local:%H:%M:%S}".removesuffix(":00"),
        "city": city_name(),
    }


def day_words(day) -> str:
    """Mon 30 November 2026."""
    return formats.date_format(day, f"D j {'F' if get_language() == 'en' else 'E'} Y")
