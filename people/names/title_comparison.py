"""Whether two names of organisations or places are one: word by word, as near as spellings of a word come.

Two numbers, two brackets or two kinds of place (district, province) that differ tell two of one name apart.
"""

import re
from itertools import product

from django.utils.translation import gettext_lazy as _

from people.names.alphabets import slavic_language
from people.names.likeness import FAR, allowance, distance
from people.names.places import ids_of_name
from people.names.title_parts import MOST_JOINED, TitleParts, title_parts
from people.names.titles import is_abbreviation, title_words

# Of what two words of persons' names may differ, because titles have more words and places more neighbours.
PART_OF_ALLOWANCE = 0.8
# In one alphabet of one language only й and doubled letters are free.
ONE_ALPHABET = 0.15
# What all o that another alphabet writes as a cost together: Shovot, Шават.
O_FOR_A = 0.15
NOTE = re.compile(r"[\d(]|[IVX]{2}")
CYRILLIC = re.compile("[\u0400-\u052f]")
LAST_VOWELS = re.compile("(?<=..)[aeiou]+$")
Verdict = tuple[bool, float, str]


def compare_titles(a: str, b: str, kind: str, language_a: str = "", language_b: str = "") -> Verdict:
    """Whether two names of an organisation or a place are one, the score and the reason."""
    one, other = title_words(a, language_a), title_words(b, language_b)
    if not one or not other:
        return False, 0.0, _("one of the names has no letters")
    left, right = title_parts(a, kind == "place", language_a), title_parts(b, kind == "place", language_b)
    if reason := _contradiction(left, right):
        return False, 0.4, reason
    if verdict := _same_words(one, other):
        return verdict
    if kind == "place" and ids_of_name(a, language_a) & ids_of_name(b, language_b):
        return True, 0.9, _("one place, named in two languages")
    if is_abbreviation(a) != is_abbreviation(b):
        return False, 0.5, _("an abbreviation alone does not decide")
    if not is_abbreviation(a):
        cost = _cost(left, right, limit_of((a, language_a), (b, language_b)), bool(CYRILLIC.search(a + b)))
        if cost < FAR:
            return True, round(0.95 - min(cost, 2.0) / 10, 2), _("the same words in another spelling")
    return False, _shared(one, other), _("the words differ")


def limit_of(first: tuple[str, str], second: tuple[str, str]) -> float:
    """How far two words may be apart at most."""
    language = slavic_language(*first)
    return ONE_ALPHABET if language and language == slavic_language(*second) else FAR


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict | None:
    if one == other:
        return True, 1.0, _("same words")
    if sorted(one) == sorted(other):
        return True, 0.95, _("same words in another order")
    if "".join(one) == "".join(other):
        return True, 0.95, _("same letters, words apart or together")
    return None


def contradicting_notes(a: str, b: str) -> str:
    """What numbers and brackets say against two names of any kind being one, "" if nothing."""
    if not (NOTE.search(a) and NOTE.search(b)):
        return ""
    return _contradicting_notes(title_parts(a, False), title_parts(b, False))


def _contradicting_notes(one: TitleParts, other: TitleParts) -> str:
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return _("the numbers differ")
    if one.bracketed and other.bracketed and not _agree(one.bracketed, other.bracketed):
        return _("what stands in brackets differs")
    return ""


def _contradiction(one: TitleParts, other: TitleParts) -> str:
    if reason := _contradicting_notes(one, other):
        return reason
    if one.kind and other.kind and one.kind != other.kind:
        return _("one is a place of another kind than the other")
    return ""


def _agree(one: str, other: str) -> bool:
    left, right = title_parts(one, False), title_parts(other, False)
    if not left.words and not right.words:
        return left.numbers == right.numbers
    return left.numbers == right.numbers and _cost(left, right, FAR, True) < FAR


def _cost(one: TitleParts, other: TitleParts, limit: float, is_cyrillic: bool) -> float:
    """What the words cost together, FAR where one is too far from every other."""
    if one.numbers != other.numbers or (one.kind != other.kind and {one.kind, other.kind} != {"", "city"}):
        return FAR
    is_adjective = one.is_adjective or other.is_adjective
    if not one.words or not other.words:
        return FAR
    if len(one.words) == len(other.words):
        words, left = list(one.words), list(other.words)
        total = sum(_word_cost(*pair, limit, is_cyrillic, is_adjective) for pair in zip(words, left, strict=True))
        if total < FAR:
            return total
        return _cost_in_any_order(words, left, limit, is_cyrillic, is_adjective)
    return _word_cost(_joined(one.words), _joined(other.words), limit, is_cyrillic, is_adjective)


def _joined(words: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The words written as one; of a long title only as they stand."""
    is_short = len(words) <= MOST_JOINED
    return tuple(map("".join, product(*words))) if is_short else ("".join(readings[0] for readings in words),)


def _cost_in_any_order(words, left, limit: float, is_cyrillic: bool, is_adjective: bool) -> float:
    total = 0.0
    for word in words:
        costs = [_word_cost(word, other, limit, is_cyrillic, is_adjective) for other in left]
        total += min(costs)
        if total >= FAR:
            return FAR
        del left[costs.index(min(costs))]
    return total


def _word_cost(one: tuple[str, ...], other: tuple[str, ...], limit: float, is_cyrillic: bool, loose: bool) -> float:
    """What the nearest readings of two words cost; a stem is compared without the vowels that it has lost."""
    best = FAR
    for pair in product(one, other):
        left, right = (LAST_VOWELS.sub("", word) for word in pair) if loose else pair
        cost = distance(left, right)
        if is_cyrillic and cost > O_FOR_A:
            cost = min(cost, O_FOR_A + distance(left.replace("o", "a"), right.replace("o", "a")))
        if cost <= min(limit, PART_OF_ALLOWANCE * allowance(left, right)):
            best = min(best, cost)
    return best


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    common = len(set(one) & set(other))
    return round(0.6 * common / max(len(set(one)), len(set(other))), 2)
