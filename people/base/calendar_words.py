"""Words of the calendar as people type them: months and weekdays in the site's languages, from the CLDR, and days near today."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language

#: Days counted from today.
DAYS = {
    "today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1,
    "сегодня": 0, "завтра": 1, "послезавтра": 2, "вчера": -1, "позавчера": -2,
    "сьогодні": 0, "вчора": -1, "післязавтра": 2,
    "бүгін": 0, "ертең": 1, "кеше": -1,
    "бүгүн": 0, "эртең": 1, "кечээ": -1,
    "bugun": 0, "ertaga": 1, "kecha": -1,
}  # fmt: skip
#: Forms that the CLDR does not list.
MORE_MONTHS = {"en": {"sept": 9}, "ru": {"сент": 9}}
MORE_WEEKDAYS = {
    "en": {"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    "ru": {"среду": 2, "пятницу": 4, "субботу": 5},
}


def plain(text: str) -> str:
    """As words are compared: small letters, one space between them, ё as е, digits of any script as 0 to 9."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join("".join(str(unicodedata.decimal(sign, sign)) for sign in text).split())


def months() -> dict[str, int]:
    """Each name of a month, long, short and as it stands beside a day, with its number."""
    return _known("months", get_language() or "en", tuple(code for code, _name in settings.LANGUAGES))


def weekdays() -> dict[str, int]:
    """Each name of a weekday; Monday is 0."""
    return _known("days", get_language() or "en", tuple(code for code, _name in settings.LANGUAGES))


@lru_cache(maxsize=64)
def _known(kind: str, active: str, languages: tuple[str, ...]) -> dict[str, int]:
    """What a word means in the language of the person, else in any of the site's that agree about it."""
    found, unclear = {}, set()
    for language in languages:
        for name, number in _names(kind, language).items():
            if found.setdefault(name, number) != number:
                unclear.add(name)
    return {name: number for name, number in found.items() if name not in unclear} | _names(kind, active)


def _names(kind: str, language: str) -> dict[str, int]:
    try:
        tables = getattr(Locale.parse(language, sep="-"), kind)
    except (UnknownLocaleError, ValueError):
        tables = {}
    found = {
        plain(name).rstrip("."): number
        for widths in tables.values()
        for width, names in widths.items()
        if width != "narrow"
        for number, name in names.items()
    }
    more = (MORE_MONTHS if kind == "months" else MORE_WEEKDAYS).get(language, {})
    return {name: number for name, number in found.items() if name.isalpha()} | more
