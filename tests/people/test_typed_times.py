"""Dates as people type them: what is meant on Sunday 29 November 2026 at 15:20 in Almaty."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from people.base.clock import zone_words
from people.base.typed_times import read, read_day

NOW = datetime(2026, 11, 29, 15, 20, 45, tzinfo=ZoneInfo("Asia/Almaty"))
MONDAY, TOMORROW = date(2026, 11, 30), date(2026, 11, 30)


def meant(text, **how):
    typed = read(text, NOW, **how)
    return typed.instant or (typed.day, typed.clock)


def refusal(text, **how) -> str:
    with pytest.raises(ValidationError) as refused:
        read(text, NOW, **how)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("text", [
    "30.11.2026 9:00", "30.11.2026, 9:00", "30.11.2026 09:00:00", "30.11.26 9:00", "30.11. 9:00", "30.11 9.00",
    "30 Nov 9:00", "30 Nov 2026 09:00", "30 November 2026, 9:00", "30th of November 9:00", "November 30, 2026 9:00 am",
    "Nov 30 9am", "9:00 30 Nov", "Mon 30 November 2026, 09:00, Almaty time", "30 Nov 2026 09:00 Asia/Almaty (UTC+5)",
    "30 ноября 9:00", "30 ноября 2026 г. в 9:00", "30 нояб. 9:00", "30 ноябрь 9:00", "Понедельник, 30 ноября, 9:00",
    "tomorrow 9:00", "Tomorrow at 9", "tomorrow 9.00", "9:00 tomorrow", "завтра 9:00", "завтра в 9", "завтра в 9 утра",
    "Monday 10:00", "Mon 10:00", "on Monday at 10:00", "понедельник 10:00", "в понедельник 10:00", "пн 10:00",
    "2026-11-30 9:00", "2026-11-30T09:00", "2026/11/30 9:00", "30/11/2026 9:00", "30-11-2026 9:00",
    "٣٠.١١.٢٠٢٦ ٩:٠٠", "30\u00a0Nov\u00a09:00",
])  # fmt: skip
def test_the_same_morning_can_be_written_in_many_ways(text):
    with override("ru" if text[-4:] == "утра" else "en"):
        assert meant(text) == (MONDAY, time(10 if "10:00" in text else 9))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_our_screens_say_is_understood_again(language):
    with override(language):
        for zone in (zone_words(NOW), zone_words(NOW).rpartition(" (")[0]):
            assert meant(f"30.11.2026 09:00, {zone}") == (MONDAY, time(9))


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("today 18:00", date(2026, 11, 29), time(18)),
        ("today 9:00", date(2026, 11, 29), time(9)),
        ("сегодня в 6 вечера", date(2026, 11, 29), time(18)),
        ("yesterday 12:30 pm", date(2026, 11, 28), time(12, 30)),
        ("послезавтра полдень", date(2026, 12, 1), time(12)),
        ("tomorrow 12 am", TOMORROW, time(0)),
        ("in 3 days at 9:00", date(2026, 12, 2), time(9)),
        ("через 2 дня в 9:00", date(2026, 12, 1), time(9)),
        ("через неделю", date(2026, 12, 6), time(15, 20)),
        ("now", date(2026, 11, 29), time(15, 20)),
        ("30 Nov", MONDAY, None),
        ("2026-11-30", MONDAY, None),
        ("30.11.2026", MONDAY, None),
        ("28 Nov", date(2027, 11, 28), None),
        ("29 Feb", date(2028, 2, 29), None),
        ("29 Nov 18:00", date(2026, 11, 29), time(18)),
        ("Sunday 18:00", date(2026, 11, 29), time(18)),
        ("Saturday 18:00", date(2026, 12, 5), time(18)),
        ("5 бер", None, None),
    ],
)
def test_what_is_short_is_counted_from_now(text, day, clock):
    if day is None:
        assert "cannot be read" in refusal(text)
    else:
        assert meant(text) == (day, clock)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("in 2 hours", datetime(2026, 11, 29, 12, 20, tzinfo=UTC)),
        ("через 2 часа", datetime(2026, 11, 29, 12, 20, tzinfo=UTC)),
        ("in half an hour", datetime(2026, 11, 29, 10, 50, tzinfo=UTC)),
        ("через полчаса", datetime(2026, 11, 29, 10, 50, tzinfo=UTC)),
        ("in 45 min", datetime(2026, 11, 29, 11, 5, tzinfo=UTC)),
        ("2026-11-30T09:00:00+03:00", datetime(2026, 11, 30, 6, 0, tzinfo=UTC)),
        ("2026-11-30T09:00Z", datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_is_one_in_every_zone(text, instant):
    assert meant(text) == instant


@pytest.mark.parametrize(
    ("text", "day"),
    [("28 Nov", (2026, 11, 28)), ("30 Nov", (2025, 11, 30)), ("Monday", (2026, 11, 23)), ("29.11.", (2026, 11, 29))],
)
def test_what_lies_behind_is_the_last_such_day(text, day):
    assert read_day(text, NOW, looks_back=True) == date(*day)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("11/12/2026 9:00", "11/12/2026 may be 11 December or 12 November"),
        ("next Monday 9:00", "may be 30 November or 7 December"),
        ("next Sunday 9:00", "may be 6 December or 13 December"),
        ("Tuesday 30 November 2026", "another day of the week: Monday"),
        ("31.11.2026 9:00", "This date does not exist"),
        ("30 Feb", "This date does not exist"),
        ("29 Nov 9:00", "is today, and 09:00 is over"),
        ("Sunday 9:00", "is today, and 09:00 is over"),
        ("today", "Write the time too"),
        ("29 Nov", "Write the time too"),
        ("9:00", "Enter the date too"),
        ("tomorrow 24:00", "This time does not exist"),
        ("tomorrow 13 pm", "This time does not exist"),
        ("30 Nov 9:00 MSK", "cannot be read"),
        ("30 Nov 9:00 UTC+3", "cannot be read"),
        ("0/5", "This date does not exist"),
        ("5-0", "This date does not exist"),
        ("፩ November", "cannot be read"),
        ("soon", "cannot be read"),
        ("30", "cannot be read"),
        ("November", "cannot be read"),
        ("30 Nov 1 Dec", "cannot be read"),
        ("9" * 81, "cannot be read"),
        ("\0", "cannot be read"),
    ],
)
def test_what_could_mean_two_days_or_none_is_refused_in_a_sentence(text, sentence):
    assert sentence in refusal(text)


@pytest.mark.parametrize("text", ["today 9:00", "in 2 hours", "9:00", "2026-11-30T09:00"])
def test_a_time_is_no_part_of_a_date(text):
    with pytest.raises(ValidationError):
        read_day(text, NOW)


def test_months_are_read_in_the_languages_of_the_site(settings):
    settings.LANGUAGES = [("kk", ""), ("uz", ""), ("en", ""), ("ru", "")]
    assert meant("30 қараша 9:00") == meant("30 noyabr 9:00") == meant("ертең 9:00") == (MONDAY, time(9))
