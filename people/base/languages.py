"""The languages a newsroom may publish in: own name, direction, script.

Editions may be languages that Django has no catalogue for (Karakalpak, Uzbek in Cyrillic letters), so the table is ours.
Codes are BCP 47; names are the languages' own, as in the CLDR and, for kaa, as the Karakalpak press writes it.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    direction: str = "ltr"
    script: str = "Latn"


LANGUAGES = {
    language.code: language
    for language in (
        Language("ar", "العربية", "rtl", "Arab"),
        Language("az", "Azərbaycan"),
        Language("be", "Беларуская", script="Cyrl"),
        Language("de", "Deutsch"),
        Language("en", "English"),
        Language("es", "Español"),
        Language("fa", "فارسی", "rtl", "Arab"),
        Language("fr", "Français"),
        Language("hy", "Հայերեն", script="Armn"),
        Language("ka", "ქართული", script="Geor"),
        Language("kaa", "Qaraqalpaqsha"),
        Language("kaa-Cyrl", "Қарақалпақша", script="Cyrl"),
        Language("kk", "Қазақша", script="Cyrl"),
        Language("ky", "Кыргызча", script="Cyrl"),
        Language("pl", "Polski"),
        Language("ru", "Русский", script="Cyrl"),
        Language("tg", "Тоҷикӣ", script="Cyrl"),
        Language("tk", "Türkmençe"),
        Language("tr", "Türkçe"),
        Language("ug", "ئۇيغۇرچە", "rtl", "Arab"),
        Language("uk", "Українська", script="Cyrl"),
        Language("uz", "Oʻzbekcha"),
        Language("uz-Cyrl", "Ўзбекча", script="Cyrl"),
    )
}

_BY_LOWER_CASE = {code.lower(): code for code in LANGUAGES}

RIGHT_TO_LEFT = [code for code, language in LANGUAGES.items() if language.direction == "rtl"]


def choices() -> list[tuple[str, str]]:
    """(code, own name) for a field's choices, by name. A callable, so that a new language needs no migration."""
    return sorted(((code, language.name) for code, language in LANGUAGES.items()), key=lambda pair: pair[1].casefold())


def name_of(code: str) -> str:
    """The language's own name; the code itself for a language that is not in the table."""
    return LANGUAGES[code].name if code in LANGUAGES else code


def direction_of(code: str) -> str:
    """Either rtl or ltr, as the HTML attribute dir wants it."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"


def current() -> str:
    """The active language by its code in the table: Django's get_language() answers uz-cyrl for uz-Cyrl. "" if there is none."""
    active = get_language() or ""
    return _BY_LOWER_CASE.get(active.lower(), active)


SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HANGUL": "Hang",
}
#: Fewer letters than these tell nothing of the language of a text: a name may stand in any script.
ENOUGH_LETTERS = 40
MIXED, UNKNOWN = "Zyyy", "Zzzz"  # ISO 15924: undetermined, uncoded


def script_of(text: str) -> str:
    """The ISO 15924 code of the letters' script; Zyyy when a text mixes several, Zzzz when it has no letter we know."""
    found = set(map(_script_of_letter, text)) - {None}
    return found.pop() if len(found) == 1 else MIXED if found else UNKNOWN


def share_of_script(text: str, script: str) -> float | None:
    """How much of the letters is of that script, 0 to 1; None for a text too short to tell."""
    found = [letter for letter in map(_script_of_letter, text) if letter]
    return found.count(script) / len(found) if len(found) >= ENOUGH_LETTERS else None


@lru_cache(maxsize=4096)
def _script_of_letter(character: str) -> str | None:
    if not character.isalpha() or unicodedata.category(character) == "Lm":
        return None
    return SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0].partition("-")[0])
