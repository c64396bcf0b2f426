"""Places that every language calls by a name of its own: which place a recorded name or a word of a text stands for.

Countries and the cities of time zones come from the CLDR through Babel, in every language it has; data/places.txt and
data/country_names.txt add what the CLDR lacks and no rule derives.
"""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from people.names.folding import SOUNDS_TO_LETTERS, plain_fold, sounds
from people.names.tables import read_entries

# The languages by which a recorded name without a language is known.
LOCALES = "en ru kk ky uz uz_Cyrl kaa tg tk az uk be ka hy fa ug tr de fr pl es".split()
# Zones of these parts of the world bear a city's name in English as the last part of their id.
CITY_ZONES = ("Asia/", "Europe/", "Africa/")
COUNTRY_NAMES = {
    name: entry.key for entry in read_entries("names/data/country_names.txt", has_keys=True) for name in entry.forms
}
PLACES = {form: entry.forms[0] for entry in read_entries("names/data/places.txt") for form in entry.forms}


def ids_of_name(text: str, language: str = "", country_code: str = "") -> set[str]:
    """The places of the tables that a recorded name stands for; a stored country code says it outright."""
    if country_code:
        return {country_code}
    plain = plain_fold(text)
    return {found for code in dict.fromkeys([language, *LOCALES]) if (found := _plain_names(code).get(plain))}


def id_of_words(spelled: str, language: str) -> str:
    """The place that words of a text in this language name, given as the letters of their sounds, or ""."""
    return _spelled_names(language).get(spelled, "")


def begins_place(spelled: str, language: str) -> bool:
    """Whether the name of some place begins with the first of these words: a quick look before all its words are read."""
    return spelled.partition(" ")[0] in _first_words(language)


@lru_cache(maxsize=64)
def _first_words(language: str) -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _spelled_names(language))


def _names(code: str) -> dict[str, str]:
    """Every name of the tables in one language, with the id of its place; countries over cities over the table."""
    found = PLACES | COUNTRY_NAMES
    locale = _locale(code)
    if locale is None:
        return found
    for zone, names in locale.time_zones.items():
        city = names.get("city") if zone.startswith(CITY_ZONES) else None
        english = zone.rpartition("/")[2].replace("_", " ")
        if city:
            found.setdefault(city, found.get(english, english))
    countries = {name: territory for territory, name in locale.territories.items() if len(territory) == 2}
    return found | countries


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_")) if code else None
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=32)
def _plain_names(code: str) -> dict[str, str]:
    return {plain_fold(name): place for name, place in _names(code).items()}


@lru_cache(maxsize=32)
def _spelled_names(code: str) -> dict[str, str]:
    found = {sounds(name, code).translate(SOUNDS_TO_LETTERS): place for name, place in _names(code).items()}
    found.pop("", None)
    return found
