"""Whether a passage of the text is a form of one recorded name, and how near it comes."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from people.base.transliteration import APOSTROPHES
from people.detection.index import Candidate
from people.detection.middle_names import Middle
from people.detection.word_likeness import OBLIQUE_COST
from people.detection.words import Unit, Word
from people.names.arabic import is_arabic
from people.names.comparison import compare, compare_parts, may_be_one
from people.names.folding import sounds
from people.names.inflection import ADDED_ENDINGS, Base, is_slavic, main_code
from people.names.languages import guess_language
from people.names.likeness import FAR, distance
from people.names.parts import Parts, parts_of
from people.names.titles import is_abbreviation, meaning_of, title_words

HALF_ALIKE = 55
# The possessive ending of Turkic languages, perhaps with a case ending: соты, сотына, prokuraturasining.
POSSESSED = re.compile(r"(?<=.{3})s?[iu](?:n|n[aei]|n[dt][ae]n?|n[iu]ng?|men)?$")
# "Of" at the end of a recorded word: Өзбекстанның.
GENITIVES = re.compile(r"(?<=.{4}n)[iu]ng?$"), re.compile(r"(?<=.{4})[ndt][iu]ng?$")
# Ё and what is written for it; й beside a vowel.
SOFT = re.compile(r"i?[oe]|i+")
LAST_CYRILLIC = "\u052f"
POSSESSIVE = re.compile(f"[{re.escape(APOSTROPHES)}]s$")


class Match(NamedTuple):
    """A passage, given by its first and last word, that names a candidate."""

    first: int
    last: int
    candidate: Candidate
    cost: float
    reason: str
    decides: bool = True
    is_oblique: bool = False
    """Whether it stands in another case than the recorded name."""


@lru_cache(maxsize=4096)
def recorded_parts(text: str, language: str) -> Parts:
    return parts_of(text, language)


@lru_cache(maxsize=4096)
def recorded_words(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """The words that carry a title's meaning, folded and as sounds."""
    words = [word for word in title_words(text, language) if not (word == "no" and "№" in text)]
    return tuple((word, sounds(word)) for word in words)


def readings(one: Unit, other: Unit) -> list[tuple[Base, Base]]:
    """The nominatives that two neighbouring parts of a name may stand for together."""
    slavic = is_slavic(one.first.language)
    return [(left, right) for left in one.bases for right in other.bases if cases_agree(left, right, slavic)]


def cases_agree(left: Base, right: Base, slavic: bool) -> bool:
    """Turkic endings come once, after the last part; Slavic ones on both, unless a part cannot be declined."""
    if not left.is_oblique and not right.is_oblique:
        return True
    if not slavic:
        return not left.is_oblique
    if left.is_oblique:
        return right.is_oblique or left.is_feminine or right.sounds[-1:] in "aeiou"
    return right.is_feminine or left.sounds[-1:] in "eiou"


def match_person(
    units: list[Unit], pairs: list[tuple[Base, Base]], candidate: Candidate, middle: Middle, generation: str = ""
) -> Match | None:
    """A full name in the text, or None: every reading of the first and last part against the recorded parts."""
    if units[0].first.text[0] > LAST_CYRILLIC and is_arabic(units[0].first.text):
        return _match_arabic(units, candidate)
    if candidate.folded and not _is_near(units, candidate.folded):
        return None
    recorded = recorded_parts(candidate.text, candidate.language)
    if len(recorded.words) < 2 or (generation and recorded.generation != generation):
        return None
    if middle and middle.contradicts(candidate.text, candidate.language):
        return None
    best = None
    for left, right in pairs:
        if not may_be_one(left.sounds, right.sounds, recorded):
            continue
        found = compare_parts(Parts((left.sounds, right.sounds), (), recorded.generation), recorded)
        cost = found.cost + OBLIQUE_COST * (left.is_oblique + right.is_oblique)
        if (found.same or found.is_open) and (best is None or cost < best.cost):
            is_oblique = left.is_oblique or right.is_oblique
            last = (middle.behind or units[-1]).last.number
            is_another = is_another_letter(*found.family, units[0].first.language, candidate.text)
            decides = not (found.is_open or is_another)
            best = Match(units[0].first.number, last, candidate, cost, found.explain(), decides, is_oblique)
    return best


def _match_arabic(units: list[Unit], candidate: Candidate) -> Match | None:
    """A name in letters without vowels: decided where it is recorded in them, offered where only the consonants agree."""
    text = " ".join(word.text for unit in units for word in unit.words)
    found = compare(text, candidate.text, "person", units[0].first.language, candidate.language)
    if not found.same and not found.is_open:
        return None
    cost = 4 * (1 - found.score)
    return Match(units[0].first.number, units[-1].last.number, candidate, cost, found.reason, not found.is_open)


def is_another_letter(one: str, other: str, language: str, recorded: str) -> bool:
    """Whether two family names of one Slavic language differ in a letter: there Котов is not Катов."""
    if one == other or not is_slavic(language) or guess_language(recorded) != main_code(language):
        return False
    return SOFT.sub("e", one) != SOFT.sub("e", other)


def _is_near(units: list[Unit], folded: str) -> bool:
    """A quick look: for both parts the recorded name has a word half alike, unless the part has forms in the tables."""
    recorded = folded.split()
    return all(
        unit.has_forms_in_tables or any(ratio(unit.letters, word) >= HALF_ALIKE for word in recorded)
        for unit in (units[-1], units[0])
    )


def match_single(unit: Unit, candidate: Candidate) -> Match | None:
    """A name of one word. A person's must agree to the letter, because one token may be anybody's."""
    if candidate.kind == "person":
        recorded = recorded_parts(candidate.text, candidate.language)
        words = () if recorded.initials else recorded.words
        limit = 0.05
    else:
        words = tuple(token for _, token in recorded_words(candidate.text, candidate.language))
        limit = 0.05 if len(words) != 1 or len(words[0]) < 5 else 0.3
    if len(words) != 1 or (candidate.kind != "person" and is_abbreviation(candidate.text)):
        return None
    cost, base = min((distance(base.sounds, words[0]) + OBLIQUE_COST * base.is_oblique, base) for base in unit.bases)
    if cost > limit:
        return None
    reason = _spelling_reason(cost)
    return Match(unit.first.number, unit.last.number, candidate, cost, reason, True, base.is_oblique)


def match_title(words: list[Word], position: int, candidate: Candidate) -> Match | None:
    """A name of several words around the neighbours at `position`; `words` holds only words that carry meaning."""
    recorded = recorded_words(candidate.text, candidate.language)
    length = len(recorded)
    for first in range(max(0, position - length + 2), position + 1):
        window = words[first : first + length]
        if len(window) < length:
            break
        cost = _title_cost(window, recorded)
        if cost is not None:
            return Match(window[0].number, window[-1].number, candidate, cost, _spelling_reason(cost))
    return None


def _title_cost(window: list[Word], recorded: tuple[tuple[str, str], ...]) -> float | None:
    """What it costs to read the window as the recorded words, in their order or, but for "Kyiv's", in any."""
    left, total = list(recorded), 0.0
    is_free = not POSSESSIVE.search(window[0].text)
    for word in window:
        costs = [_word_cost(word, *other) for other in (left if is_free else left[:1])]
        cheapest = min(costs)
        total += cheapest
        if total >= 0.3 * len(recorded):
            return None
        del left[costs.index(cheapest)]
    return total


def _word_cost(word: Word, recorded: str, token: str) -> float:
    if meaning_of(word.folded) == recorded:
        return 0.0
    if word.is_number or token.isdigit():
        return FAR
    others = {token}
    if main_code(word.language) in ADDED_ENDINGS:
        others |= {genitive.sub("", token) for genitive in GENITIVES}
    cost = min(
        distance(base.sounds, other) + OBLIQUE_COST * base.is_oblique for base in title_bases(word) for other in others
    )
    return cost if cost <= min(0.1 * len(token), 0.5) else FAR


def title_bases(word: Word) -> tuple[Base, ...]:
    """What a word of a title may stand for; in Turkic languages also without "of": Қазақстан Жоғарғы сотына."""
    if main_code(word.language) not in ADDED_ENDINGS or not (found := POSSESSED.search(word.sounds)):
        return word.bases
    return (*word.bases, Base(word.sounds[: found.start()], True))


def _spelling_reason(cost: float) -> str:
    return "same name" if cost < 0.1 else "a spelling or case form of the name"
