"""The nominatives that a word of running text may stand for: case endings of the region's languages, undone.

One word gives several guesses; whether one of them names somebody is for the comparison to say. Slavic endings are
written in Cyrillic and put another ending in their place (data/case_endings.txt); the agglutinating languages merely add
letters, so theirs are patterns over plain Latin letters, which serve both alphabets of Uzbek, Karakalpak and Kazakh.

Sources of the patterns: the declension tables of school grammars, and Kononov's and Baskakov's grammars for the Turkic
languages.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from people.base.transliteration import latinise, normalise
from people.names.folding import sounds
from people.names.tables import read_entries

# What is left of a word must have so many letters; Slavic endings may stand on as little as Osh.
SHORTEST_STEM = 3
SHORTEST_REPLACED_STEM = 2


class Base(NamedTuple):
    """One guess: how it sounds, whether an ending was undone, and whether what is left is a feminine form."""

    sounds: str
    is_oblique: bool = False
    is_feminine: bool = False


# For each language its endings, the longest first, with what the nominative may end in instead.
REPLACED_ENDINGS: dict[str, list[tuple[str, list[str]]]] = {}
for _entry in read_entries("names/data/case_endings.txt", has_keys=True):
    REPLACED_ENDINGS.setdefault(_entry.section, []).append(
        (_entry.key, [form.replace("-", "") for form in _entry.forms])
    )
for _endings in REPLACED_ENDINGS.values():
    _endings.sort(key=lambda row: -len(row[0]))

# Endings that are added to the nominative, as patterns.
ADDED_ENDINGS = {
    "kk": r"[ndt][yi]ng|gh?[ae]|[qk][ae]|n[ae]|n?[dt][ae]|[dtn][ae]n|[ndt][yi]|[mpb]en|n?[dt][ae]gh?[yi]|sh[ae]",
    "kaa": r"[ndt][yi]ng?|g[ae]|[qk][ae]|n[ae]|n?[dt][ae]|[dtn][ae]n|[ndt][yi]|[mpb]enen|n?[dt][ae]g[yi]|sh[ae]",
    "ky": r"[ndt][yiuo]n|[gk][aeo]|n[aeo]|n?[dt][aeo]|[dtn][aeo]n|[ndt][yiu]|n?[dt][aeo]g[yiu]|ch[aeo]",
    "uz": r"ning|[gkq]a|da|dan|dagi|ni|gacha|cha|niki|dek|s?i",
    "ug": r"ning|gha|qa|ge|ke|[dt][ae]|[dt]in|ni|[dt]iki",
    "tk": r"n?[yiu]n|n?[yiu]|n?[ae]|y[ae]|n?d[ae]|n?d[ae]n|n?d[ae]k[yi]|s[yi]",
    "az": r"n?[iu]n|[yns]?[iua]|n?da|n?dan|n?daki|y?la",
    "tr": r"n?[iu]n|[yns]?[iuae]|n?[dt][ae]|n?[dt][ae]n|n?[dt][ae]ki|y?l[ae]",
    "tg": r"r?o|y?i|y?u|ho",
    "hy": r"in?|its|ov|um|[nys]",
}
ADDED_PATTERNS = {code: re.compile(pattern) for code, pattern in ADDED_ENDINGS.items()}
ADDED_PATTERNS["crh"] = ADDED_PATTERNS["tr"]
LONGEST_ADDED_ENDING = 6
SLAVIC = {"ru", "uk", "be"}
BALTIC = {"lt", "lv"}
# The closed syllable of Ukrainian: Kharkiv, in Kharkov-.
CLOSED_SYLLABLES = (("ов", "ів"), ("ев", "їв"))


def is_slavic(language: str) -> bool:
    return main_code(language) in SLAVIC


def main_code(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=4096)
def bases(word: str, language: str = "") -> tuple[Base, ...]:
    """The word itself and every nominative that it may be an oblique form of, each once."""
    code = main_code(language)
    word = normalise(word)
    guesses = [Base(sounds(word, language).replace(" ", ""))]
    stem, apostrophe, tail = word.rpartition("'")
    if apostrophe and len(stem) >= SHORTEST_STEM and _is_added_ending(tail.lower(), code):
        guesses.append(Base(sounds(stem, language), True))
    plain = _without_marks(word, language, code)
    endings = _endings_replaced(plain, code) if code in REPLACED_ENDINGS else _endings_removed(plain, code)
    guesses += [Base(sounds(base, language), True, base.endswith(("а", "я"))) for base in endings]
    found: dict[str, Base] = {}
    for guess in guesses:
        if guess.sounds:
            found.setdefault(guess.sounds, guess)
    return tuple(found.values())


def _without_marks(word: str, language: str, code: str) -> str:
    """The word as the table of endings has it; Baltic names keep the marks of their stem: Žuko, of Žuk and not of Zuk."""
    if code in SLAVIC:
        return word.lower()
    kept = max(len(word) - 2, 0) if code in BALTIC else 0
    return word[:kept].lower() + latinise(word[kept:], language).lower().replace("'", "")


def _is_added_ending(tail: str, code: str) -> bool:
    if tail == "s":
        return code not in ADDED_ENDINGS
    return code in ADDED_PATTERNS and bool(ADDED_PATTERNS[code].fullmatch(latinise(tail, code)))


def _endings_replaced(word: str, code: str) -> list[str]:
    found = []
    for ending, replacements in REPLACED_ENDINGS[code]:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_REPLACED_STEM:
            found += [word[: -len(ending)] + new for new in replacements]
    if code == "uk":
        found += [base[: -len(old)] + new for base in found for old, new in CLOSED_SYLLABLES if base.endswith(old)]
    return found


def _endings_removed(word: str, code: str) -> list[str]:
    if code not in ADDED_PATTERNS:
        return []
    lengths = range(1, min(LONGEST_ADDED_ENDING, len(word) - SHORTEST_STEM) + 1)
    return [word[:-length] for length in lengths if ADDED_PATTERNS[code].fullmatch(word[-length:])]
