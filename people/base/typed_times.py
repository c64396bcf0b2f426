"""Dates and times as people type them: 30.11.2026 9:00, 30 Nov, tomorrow 9:00, Monday 10:00, in 2 hours, 2026-11-30T09:00.

What could mean two days is no date: the sentence says which two, and nothing is guessed. A day without a year is the next such
day, or for what lies behind the last one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from people.base.calendar_words import DAYS, months, plain, weekdays
from people.base.clock import YEARS, offset_name, zone_words

LONGEST = 80
WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:\d\d)")
AT = r"(?:(?<!\w)(?:at|в) )?"
HALF = r"(am|pm|a\.m\.|p\.m\.|утра|дня|вечера|ночи)"
CLOCK = re.compile(AT + r"(?<![\d:.])(\d{1,2}):(\d\d)(?::(\d\d))?(?![\d:]) ?" + HALF + r"?(?!\w)")
HOUR = re.compile(AT + r"(?<![\d:.])(\d{1,2})()() ?" + HALF + r"(?!\w)")
AT_HOUR = re.compile(r"(?:^|(?<= ))(?:at|в) (\d{1,2})(?: ?(?:ч|час|часа|часов|h|o'clock))?()()()$")
WITH_DOT = re.compile(r"(?<= )(\d{1,2})[.](\d\d)()()$")
NOON = re.compile(AT + r"(?<!\w)(?:noon|midday|полдень)(?!\w)")
AHEAD = re.compile(
    r"(?:in|через) (?:(?P<count>\d{1,4}|an?|one|один|одну|half an|пол) ?)?"
    r"(?P<unit>minutes?|mins?|минут[уы]?|мин|hours?|hrs?|h|час(?:а|ов)?|ч|days?|день|дня|дней|weeks?|недел[юьи])\b[ .]*"
)
ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})(?:\2(\d{4}|\d\d))?\.?")
FILLERS = {"at", "on", "the", "of", "в", "во", "г", "года", "году"}
NEXT = {"next", "this", "следующий", "следующую", "следующее", "этот", "эту", "это"}


@dataclass(frozen=True)
class Typed:
    """A day, with the time where one was typed; or an instant that says itself which it is."""

    day: date | None = None
    clock: time | None = None
    instant: datetime | None = None


def read(text: str, now: datetime, *, looks_back: bool = False, wants_time: bool = True) -> Typed:
    """What was typed, for somebody whose clock shows ``now`` (aware). Raises ValidationError with a sentence."""
    if len(text) > LONGEST:
        raise _unreadable(wants_time)
    words = plain(text).replace(",", " ")
    if WITH_OFFSET.fullmatch(words):
        return _instant(words)
    words = _without_zone(" ".join(words.split()), now)
    if words in {"now", "сейчас"}:
        return Typed(now.date(), now.time().replace(second=0, microsecond=0, fold=0))
    if ahead := AHEAD.fullmatch(words):
        return _ahead(ahead, now, None)
    words, clock = _clock_in(words)
    if ahead := AHEAD.fullmatch(words):
        return _ahead(ahead, now, clock)
    return _Day(words, now, clock, looks_back, wants_time).read()


def read_day(text: str, now: datetime, *, looks_back: bool = False) -> date | None:
    """The date that was typed, None for nothing. Raises ValidationError with a sentence, also for a time."""
    if not text.strip():
        return None
    typed = read(text, now, looks_back=looks_back, wants_time=False)
    if typed.day is None or typed.clock:
        raise _unreadable(wants_time=False)
    if typed.day.year not in YEARS:
        raise ValidationError(_("Give a year between 1900 and 2200."), code="invalid_date")
    return typed.day


def _unreadable(wants_time: bool) -> ValidationError:
    if wants_time:
        sentence = _("This date cannot be read. Write it as 30.11.2026 9:00, 30 November 9:00 or tomorrow 9:00.")
    else:
        sentence = _("This date cannot be read. Write it as 30.11.2026, 30 November or yesterday.")
    return ValidationError(sentence, code="invalid_date")


def _no_such_day() -> ValidationError:
    return ValidationError(_("This date does not exist. Write it as 30.11.2026."), code="invalid_date")


def _no_such_time() -> ValidationError:
    sentence = _("This time does not exist. Write it as 14:30; midnight is 00:00 of the new day.")
    return ValidationError(sentence, code="invalid_time")


def _without_zone(words: str, now: datetime) -> str:
    """Without the newsroom's own zone, as our screens write it behind a time."""
    key = str(now.tzinfo).casefold()
    city = key.rpartition("/")[2].replace("_", " ")
    named = zone_words(now).casefold()  # in the user's language
    for tail in (named, named.rpartition(" (")[0], f"({offset_name(now).casefold()})", key, f"{city} time"):
        words = words.removesuffix(tail).rstrip()
    return words


def _instant(words: str) -> Typed:
    try:
        return Typed(instant=datetime.fromisoformat(words.upper()).astimezone(UTC))
    except (ValueError, OverflowError):
        raise _no_such_time() from None


def _clock_in(words: str) -> tuple[str, time | None]:
    """The words without the time of day in them, and that time."""
    words = re.sub(r"(\d)t(?=\d)", r"\1 ", words)
    for pattern in (CLOCK, HOUR, AT_HOUR, NOON, WITH_DOT):
        if found := pattern.search(words):
            rest = " ".join((words[: found.start()] + " " + words[found.end() :]).split())
            if pattern is WITH_DOT and not re.search(r"\w", rest):
                continue
            return rest, time(12) if pattern is NOON else _time(*found.groups())
    return words, None


def _time(hour: str, minute: str | None, second: str | None, half: str | None) -> time:
    hours = int(hour)
    if half and not 1 <= hours <= 12:
        raise _no_such_time()
    if half:
        hours = hours % 12 + (12 if half[0] in "pдв" else 0)
    try:
        return time(hours, int(minute or 0), int(second or 0))
    except ValueError:
        raise _no_such_time() from None


def _ahead(found: re.Match, now: datetime, clock: time | None) -> Typed:
    """In 2 hours, in 3 days at 9:00."""
    said, unit = found["count"] or "1", found["unit"]
    count = 0.5 if said in {"half an", "пол"} else int(said) if said.isdigit() else 1
    length = {"m": "minutes", "м": "minutes", "h": "hours", "ч": "hours", "w": "weeks", "н": "weeks"}.get(
        unit[0], "days"
    )
    step = timedelta(**{length: count})
    if length in {"minutes", "hours"}:
        return Typed(instant=(now.astimezone(UTC) + step).replace(second=0, microsecond=0))
    return Typed((now + step).date(), clock or now.time().replace(second=0, microsecond=0, fold=0))


@dataclass
class _Day:
    """The day in what was typed, when the time of day has been taken out of it."""

    words: str
    now: datetime
    clock: time | None
    looks_back: bool
    wants_time: bool

    def read(self) -> Typed:
        if not self.words and self.clock:
            raise ValidationError(_("Enter the date too, as today 18:00."), code="invalid_date")
        day = self._numbers() or self._words()
        if day is None:
            raise _unreadable(self.wants_time)
        return Typed(day, self.clock)

    @property
    def today(self) -> date:
        return self.now.date()

    def _numbers(self) -> date | None:
        if found := ISO.fullmatch(self.words):
            return self._date(*map(int, found.groups()))
        if not (found := NUMBERS.fullmatch(self.words)):
            return None
        first, sign, second, year = int(found[1]), found[2], int(found[3]), found[4]
        if sign != "." and 1 <= first <= 12 and first != second and second:
            if second > 12:
                first, second = second, first
            else:
                raise self._two_orders(first, second)
        if not year:
            return self._nearest(second, first)
        return self._date(int(year) + (2000 if len(year) == 2 else 0), second, first)

    def _two_orders(self, first: int, second: int) -> ValidationError:
        sentence = _("%(typed)s may be %(one)s or %(other)s: write the month as a word.")
        one, other = (date(2000, *pair) for pair in ((second, first), (first, second)))
        values = {"typed": self.words, "one": formats.date_format(one, "MONTH_DAY_FORMAT")}
        values |= {"other": formats.date_format(other, "MONTH_DAY_FORMAT")}
        return ValidationError(sentence % values, code="invalid_date")

    def _words(self) -> date | None:
        parts = re.findall(r"\d+(?=st|nd|rd|th)|\d+|[^\W\d_]+|[^\s\w.]", self.words.replace("-", " "))
        parts = [part for part in parts if part not in FILLERS | {"st", "nd", "rd", "th"}]
        if len(parts) == 1 and parts[0] in DAYS:
            return self._near(DAYS[parts[0]])
        weekday = None
        if parts and (weekday := weekdays().get(parts[0])) is not None:
            parts = parts[1:]
        if not parts:
            return None if weekday is None else self._weekday(weekday)
        if len(parts) == 2 and parts[0] in NEXT and parts[1] in weekdays():
            raise self._two_weeks(weekdays()[parts[1]])
        return self._named(parts, weekday)

    def _near(self, days: int) -> date:
        if days == 0 and self.clock is None and self.wants_time:
            raise ValidationError(_("Write the time too, as today 18:00."), code="invalid_time")
        return self.today + timedelta(days=days)

    def _named(self, parts: list[str], weekday: int | None) -> date | None:
        """30 November 2026, November 30, and whether it is the weekday that was typed."""
        names = [part for part in parts if part in months()]
        numbers = [part for part in parts if part.isdecimal()]
        if len(names) != 1 or len(parts) - 1 != len(numbers) or not 1 <= len(numbers) <= 2:
            return None
        number, year = int(numbers[0]), numbers[1] if len(numbers) == 2 else None
        if len(numbers[0]) > 2 or (year and len(year) not in (2, 4)):
            return None
        month = months()[names[0]]
        day = self._date(int(year) + (2000 if len(year) == 2 else 0), month, number) if year else None
        day = day or self._nearest(month, number)
        if weekday is not None and day.weekday() != weekday:
            sentence = _("%(day)s is another day of the week: %(weekday)s.")
            values = {"day": formats.date_format(day), "weekday": formats.date_format(day, "l")}
            raise ValidationError(sentence % values, code="invalid_date")
        return day

    def _weekday(self, weekday: int) -> date:
        days = (weekday - self.today.weekday()) % 7
        if days == 0:
            return self._is_today()
        return self.today + timedelta(days=days - 7 if self.looks_back else days)

    def _two_weeks(self, weekday: int) -> ValidationError:
        first = self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
        sentence = _("This may be %(one)s or %(other)s: write the date.")
        one, other = (formats.date_format(day, "MONTH_DAY_FORMAT") for day in (first, first + timedelta(days=7)))
        return ValidationError(sentence % {"one": one, "other": other}, code="invalid_date")

    def _nearest(self, month: int, number: int) -> date:
        """The next such day, or the last one; a 29 February is some years away."""
        step = -1 if self.looks_back else 1
        for year in range(self.today.year, self.today.year + 9 * step, step):
            try:
                day = date(year, month, number)
            except ValueError:
                continue
            if day == self.today:
                return self._is_today()
            if (day < self.today) == self.looks_back:
                return day
        raise _no_such_day()

    def _is_today(self) -> date:
        """A day without a year, or a weekday, that is today: with a time that is over it may be another."""
        if not self.wants_time or self.looks_back:
            return self._near(0)
        if self.clock and self.clock <= self.now.time():
            sentence = _("That day is today, and %(time)s is over. Write “today %(time)s”, or the date with its year.")
            raise ValidationError(sentence % {"time": f"{self.clock:%H:%M}"}, code="invalid_date")
        return self._near(0)

    @staticmethod
    def _date(year: int, month: int, number: int) -> date:
        try:
            return date(year, month, number)
        except ValueError:
            raise _no_such_day() from None
