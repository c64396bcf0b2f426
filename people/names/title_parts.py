"""The parts of an organisation's or a place's name that are compared apart: words, numbers, brackets, kind, legal form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from people.names.folding import INITIALISM, fold, sounds
from people.names.tables import read_entries
from people.names.titles import BRACKETED, meaning_of

LEGAL_FORMS = {
    tuple(fold(form).split()) for entry in read_entries("names/data/legal_forms.txt") for form in entry.forms
}
LONGEST_FORM = max(map(len, LEGAL_FORMS))
KINDS_OF_PLACES = {
    fold(word): entry.key for entry in read_entries("names/data/place_kinds.txt", has_keys=True) for word in entry.forms
}
# Every reading of words written as one is tried only of so many.
MOST_JOINED = 3
NUMBER_SIGNS = {"no", "nr", "num", "number", "nomer", "numer"}
ROMAN = re.compile(r"\b(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})\b")
ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
# Letters of one word, with what apostrophes of all sorts stand inside; digits are words of their own.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’‘ʻʼ`´])*|\d+")
# What Russian and Ukrainian add to a place to say "of it": Самаркандская, Алматинская, Карасуйский.
ADJECTIVE = re.compile(
    r"^(?P<place>[\u0400-\u052f]{2,}?)(?:с?ь?к(?:ий|ая|ое|ой|ого|ом)|сь?к(?:а|е|ої|ому))$", re.IGNORECASE
)
ADJECTIVE_JOINTS = ("ин", "ов", "ев", "й", "ий")
GEORGIAN_WORD = re.compile("[ა-ჰ]+$")


@dataclass(frozen=True)
class TitleParts:
    """The words, each with the ways to read it as sounds, and what tells two of one name apart."""

    words: tuple[tuple[str, ...], ...]
    numbers: frozenset[str]
    bracketed: str
    kind: str = ""
    is_adjective: bool = False


@lru_cache(maxsize=2048)
def title_parts(text: str, is_place: bool, language: str = "") -> TitleParts:
    """The parts of one name."""
    bracketed = " ".join(BRACKETED.findall(text)).replace("(", " ").replace(")", " ").strip()
    plain = INITIALISM.sub(lambda match: match[0].replace(".", ""), BRACKETED.sub(" ", text))
    numbers = {digits.lstrip("0") for digits in re.findall(r"\d+", plain)} | set(map(_value, ROMAN.finditer(plain)))
    written = [word for word in WORD.findall(ROMAN.sub(" ", plain)) if not word.isdigit()]
    kind = ""
    if is_place:
        written, kind = _without_kind(written, language)
    else:
        written = _without_legal_forms(written, language)
    is_adjective = bool(kind) and any(map(ADJECTIVE.match, written))
    words = [_readings(word, language, is_adjective) for word in written]
    return TitleParts(tuple(filter(None, words)), frozenset(numbers), bracketed, kind, is_adjective)


def _value(roman: re.Match) -> str:
    return str(10 * len(roman[1]) + ROMAN_VALUES[roman[2]])


def _without_kind(words: list[str], language: str) -> tuple[list[str], str]:
    """The words of a place without the one that says its kind, and the kind; a name that is nothing else stays whole."""
    kinds = [KINDS_OF_PLACES.get(fold(word, language), "") for word in words]
    if not any(kinds) or all(kinds):
        return words, ""
    rest = [word for word, kind in zip(words, kinds, strict=True) if not kind]
    return rest, next(filter(None, kinds))


def _without_legal_forms(words: list[str], language: str) -> list[str]:
    """The words without the legal forms before and behind them."""
    folded = [fold(word, language) for word in words]
    first, last = 0, len(words)
    while first < last and (length := _form_length(folded[first:last], begins=True)):
        first += length
    while first < last and (length := _form_length(folded[first:last], begins=False)):
        last -= length
    return words[first:last] or words


def _form_length(folded: list[str], begins: bool) -> int:
    """How many words at the beginning, or at the end, are a legal form."""
    for length in range(min(LONGEST_FORM, len(folded)), 0, -1):
        if tuple(folded[:length] if begins else folded[-length:]) in LEGAL_FORMS:
            return length
    return 0


def _readings(word: str, language: str, is_adjective: bool) -> tuple[str, ...]:
    """The ways to read a word, as sounds; none for one that says nothing."""
    folded = fold(word, language)
    meaning = "" if folded in NUMBER_SIGNS else meaning_of(folded)
    if meaning != folded:
        return (sounds(meaning),) if meaning else ()
    found = [sounds(word, language)]
    if GEORGIAN_WORD.match(word) and re.search("[^aeiou]i$", found[0]):
        found.append(found[0][:-1])
    if is_adjective and (adjective := ADJECTIVE.match(word)):
        place = adjective["place"]
        found = [place, *(place[: -len(joint)] for joint in ADJECTIVE_JOINTS if place.endswith(joint))]
        found = [sounds(stem, language) for stem in (*found, place + "к") if stem]
    return tuple(filter(None, found))
