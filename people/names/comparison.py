"""Whether two spellings name the same subject, with a score and a reason that an editor can judge.

The same is said only where given and family name agree apart; doubt says "different", because a wrong merge harms a
person and a missed one costs a click.
"""

import re
from collections.abc import Iterator
from itertools import product, starmap
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.names.alphabets import have_another_letter, slavic_language
from people.names.arabic import agree_by_consonants, is_arabic
from people.names.given_names import (
    CLEAR_COMPOUND_ENDS,
    are_equal,
    are_known_apart,
    is_short_form,
    may_be_either,
    may_be_given,
    tells_given,
)
from people.names.likeness import FAR, allowance, armenian_distance, distance, exchanged_letters
from people.names.middles import middles_agree, middles_of, opens
from people.names.parts import Parts
from people.names.readings import readings_of
from people.names.title_comparison import compare_titles, contradicting_notes

# As sounds; they tell the family name of two, and a man's from a woman's.
FAMILY_ENDINGS = (
    *("ov", "ev", "ova", "eva", "in", "ina", "ski", "skaia", "ska", "tski", "tskaia", "enko", "enka", "Cuk"),
    *("uli", "kizi", "zade", "zoda", "ian", "Svili", "dze", "li", "oglu", "ogli", "ulu", "iC", "ic", "oviC"),
)
ARMENIAN = "ian"
SHORT_FORM_COST = 0.5
INITIAL_COST = 0.6
MIDDLE_COST = 1.0
# Many Turkic family names are a father's name, with the Russian ending or without it.
RUSSIAN_ENDING = re.compile(r"[oe]va?$")
RUSSIAN_ENDINGS = ("ov", "ev", "ova", "eva")
OTHER_MIDDLE = _("same given and family name, but the father's or middle name differs")
LEFT_ENDING = _("same given name, and the family names differ by their Russian ending")
SHORTEST_ROOT, ENDING_ROOT, ENDING_COST = 5, 0.15, 0.5
# Shorter words end so by chance: Lin, Kali.
SHORTEST_TELLING = 5
CONSONANTS_COST = 0.8
BY_CONSONANTS = _("the same consonants, and the Arabic script leaves the vowels open")
# What only a person can settle stands behind a spelling that decides.
OPEN_COST = 0.5
OTHER_ORDER = _("the same names in another order")
# How exact a family name must be before weak evidence on the given name counts.
EQUAL_FAMILY = 0.3


class Comparison(NamedTuple):
    same: bool
    score: float
    reason: str
    is_open: bool = False
    """Whether only a person can settle it: offered where likely pairs are, and never decided in a text."""


class Pairing(NamedTuple):
    """Two spellings laid side by side: what they cost together, whether they agree, and the parts that met."""

    cost: float
    same: bool
    reason: str = ""
    given: tuple[str, str] = ("", "")
    family: tuple[str, str] = ("", "")
    is_open: bool = False

    def explain(self) -> str:
        """The reason in words that an editor can judge."""
        return self.reason or format_lazy("{}, {}", _explain_family(*self.family), _explain_given(*self.given))


def compare(a: str, b: str, kind: str = "person", language_a: str = "", language_b: str = "") -> Comparison:
    """Whether two spellings name one person, organisation or place."""
    if kind != "person":
        return Comparison(*compare_titles(a, b, kind, language_a, language_b))
    readings, opposites = readings_of(a, language_a), readings_of(b, language_b)
    one, other = readings[0], opposites[0]
    if one.generation != other.generation:
        return Comparison(False, 0.3, _("one is marked as the younger or the elder of two, the other is not"))
    if reason := contradicting_notes(a, b):
        return Comparison(False, 0.3, reason)
    if not (one.is_whole and other.is_whole):
        return Comparison(False, 0.0, _("one name alone does not decide"))
    best = min(starmap(compare_parts, product(readings, opposites)), key=_rank)
    if not best.same and agree_in_arabic((a, language_a, one), (b, language_b, other)):
        best = Pairing(CONSONANTS_COST, True, BY_CONSONANTS, is_open=True)
    if best.same and not best.is_open and _have_another_letter(best, one, other, (a, language_a), (b, language_b)):
        best = best._replace(same=False, reason=_("one language has another letter in each of the two names"))
    score = round(max(0.0, 1 - best.cost / 4), 2)
    return Comparison(best.same, score if best.same else min(score, 0.6), best.explain(), best.is_open)


def agree_in_arabic(first: tuple[str, str, Parts], second: tuple[str, str, Parts]) -> bool:
    """Whether two names, of which one is in Arabic letters, agree as far as these tell; each with language and parts."""
    one, other = is_arabic(*first[:2]), is_arabic(*second[:2])
    if one == other:
        return False
    return agree_by_consonants(first[0], second[2]) if one else agree_by_consonants(second[0], first[2])


def _have_another_letter(best: Pairing, one: Parts, other: Parts, first, second) -> bool:
    """Whether a part differs in a letter where both names are written in one alphabet of one language."""
    language = slavic_language(*first)
    if not language or language != slavic_language(*second):
        return False
    written, opposite = dict(one.written), dict(other.written)
    letters = written.get(best.family[0]), opposite.get(best.family[1])
    if all(letters) and have_another_letter(*letters):
        return True
    given = written.get(best.given[0]), opposite.get(best.given[1])
    is_known = best.given[0] != best.given[1] and (are_equal(*best.given) or is_short_form(*best.given))
    return all(given) and not is_known and have_another_letter(*given)


def compare_parts(one: Parts, other: Parts) -> Pairing:
    """The best way to lay two whole names side by side."""
    best = min(_pairings(one, other), key=_rank)
    if (one.is_exact or other.is_exact) and best.cost > 0:
        return best._replace(cost=max(best.cost, FAR), same=False, is_open=False)
    return best


def may_be_one(one: str, other: str, recorded: Parts) -> bool:
    """A quick look at two words before they are compared with a name of two: whether each may agree with one of its words."""
    if len(recorded.words) != 2 or one.endswith(ARMENIAN) or other.endswith(ARMENIAN):
        return True
    first, last = recorded.words
    return (_may_agree(other, last) and _may_agree(one, first)) or (_may_agree(one, last) and _may_agree(other, first))


def _may_agree(one: str, other: str) -> bool:
    """Whether two words may stand for each other as given or as family name, whatever stands beside them."""
    cost = distance(one, other)
    if cost < FAR and cost <= allowance(one, other):
        return True
    return are_equal(one, other) or is_short_form(one, other) or has_left_ending(one, other)


def _rank(pairing: Pairing) -> tuple[bool, bool, float]:
    return not pairing.same, not pairing.is_open, pairing.cost


def _pairings(one: Parts, other: Parts) -> Iterator[Pairing]:
    """Every way to lay the two side by side: in order and with the family name first."""
    is_longer = len(one.words) != len(other.words)
    for *words, between in _given_and_family(one.words, is_longer):
        for *opposite, other_between in _given_and_family(other.words, is_longer):
            pairing = _pair(*words, *opposite)
            yield _with_middles(pairing, one, between, other, other_between) if pairing.same else pairing
            # Of two in opposite orders, one has the family name first; without an ending either may.
            for pairing in (_pair(*words, *reversed(opposite)), _pair(*reversed(words), *opposite)):
                if not pairing.same:
                    yield pairing
                    continue
                pairing = _with_middles(pairing, one, between, other, other_between)
                is_told = _is_order_told(one, other, words) or _is_order_told(other, one, opposite)
                yield pairing if is_told or not pairing.same else _left_open(pairing)
    yield _with_initials(one, other)


def _with_middles(pairing: Pairing, one: Parts, between, other: Parts, other_between) -> Pairing:
    """The pairing, unless what stands between given and family name contradicts it."""
    if middles_agree(middles_of(one, between), middles_of(other, other_between)):
        return pairing
    return Pairing(pairing.cost + MIDDLE_COST, False, OTHER_MIDDLE)


def _is_order_told(one: Parts, other: Parts, words: list[str]) -> bool:
    """Whether something tells the given name from the family name, so that they may stand in another order."""
    if len(one.words) > 2 or one.father or other.father:
        return True
    return tells_given(*words) or any(map(_is_surely_family, words))


def _is_surely_family(word: str) -> bool:
    return len(word) >= SHORTEST_TELLING and word.endswith(FAMILY_ENDINGS) and not may_be_either(word)


def _left_open(pairing: Pairing) -> Pairing:
    """Wang Li may be Li Wang, written in the other order, or somebody else."""
    return pairing._replace(cost=pairing.cost + OPEN_COST, same=False, is_open=True, reason=OTHER_ORDER)


def _given_and_family(words: tuple[str, ...], may_join: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The first and the last word with those between, or neighbours that a shorter name writes as one (Abdul Aziz)."""
    if len(words) >= 2:
        yield words[0], words[-1], words[1:-1]
    if len(words) > 2 and may_join:
        yield words[0], "".join(words[1:]), ()
        yield "".join(words[:-1]), words[-1], ()


def _pair(given: str, family: str, other_given: str, other_family: str) -> Pairing:
    if _looks_reversed(given, family) + _looks_reversed(other_given, other_family) > 0:
        given, family, other_given, other_family = family, given, other_family, other_given
    family_cost = distance(family, other_family)
    given_cost, given_agrees = _compare_given(given, other_given, family_cost)
    if family.endswith(ARMENIAN) and other_family.endswith(ARMENIAN):
        family_cost = min(family_cost, armenian_distance(family, other_family))
        if (cost := armenian_distance(given, other_given)) <= allowance(given, other_given):
            given_cost, given_agrees = min(cost, given_cost), True
    cost, parts = family_cost + given_cost, ((given, other_given), (family, other_family))
    if not given_agrees:
        return Pairing(cost, False, "", *parts)
    is_family = family_cost <= allowance(family, other_family)
    if not is_family and given_cost <= EQUAL_FAMILY and has_left_ending(family, other_family):
        return Pairing(ENDING_COST + given_cost, True, LEFT_ENDING, *parts, is_open=True)
    return Pairing(cost, is_family, "", *parts)


def has_left_ending(one: str, other: str) -> bool:
    """Whether one Turkic family name is the other without its Russian ending: Muratbai, Muratov."""
    if one.endswith(RUSSIAN_ENDINGS):
        one, other = other, one
    if not other.endswith(RUSSIAN_ENDINGS):
        return False
    root = RUSSIAN_ENDING.sub("", other)
    if len(root) < SHORTEST_ROOT or one.endswith(FAMILY_ENDINGS) or not may_be_given(one):
        return False
    stems = {one, *(one.removesuffix(end) for end in CLEAR_COMPOUND_ENDS)}
    return any(distance(stem, root) <= ENDING_ROOT for stem in stems)


def _looks_reversed(given: str, family: str) -> int:
    """1 if what should be the given name alone ends as a family name, -1 if it is as it should be, else 0."""
    return given.endswith(FAMILY_ENDINGS) - family.endswith(FAMILY_ENDINGS)


def _compare_given(one: str, other: str, family_cost: float) -> tuple[float, bool]:
    """What two given names cost, and whether they agree beside family names at this cost."""
    if are_equal(one, other):
        return 0.1 * (one != other), True
    cost = distance(one, other)
    if cost <= allowance(one, other) and not are_known_apart(one, other):
        return cost, True
    if family_cost <= EQUAL_FAMILY and is_short_form(one, other):
        return SHORT_FORM_COST, True
    return cost, False


def _with_initials(one: Parts, other: Parts) -> Pairing:
    """A. Karimov beside Aziz Karimov: initials count only beside an equal family name, each in its place."""
    for short, full in ((one, other), (other, one)):
        if len(short.words) != 1 or not short.initials:
            continue
        for position, word in enumerate(full.words):
            cost = distance(short.words[0], word)
            if cost > EQUAL_FAMILY:
                continue
            firsts = (*full.words[:position], *full.words[position + 1 :]) or full.initials[:1]
            between = firsts[1:]
            if (
                firsts
                and opens(short.initials[0], firsts[0])
                and middles_agree(middles_of(short), middles_of(full, between))
            ):
                return Pairing(INITIAL_COST + cost, True, _("same family name, and the initials agree"))
            return Pairing(FAR, False, _("same family name, but the initials differ"))
    return Pairing(2 * FAR, False, _("neither given nor family name agrees"))


def _explain_family(one: str, other: str) -> str:
    if one == other:
        return _("same family name")
    if distance(one, other) > allowance(one, other):
        return _("family names differ")
    letters = exchanged_letters(one, other)
    return format_lazy(_("family name differs by {letters}"), letters=letters) if letters else _("same family name")


def _explain_given(one: str, other: str) -> str:
    if one == other:
        return _("same given name")
    if are_equal(one, other):
        return _("given names are one name in two languages")
    is_far = distance(one, other) > allowance(one, other)
    if is_far and is_short_form(one, other):
        return _("one given name is a short form of the other")
    if is_far or are_known_apart(one, other):
        return _("given names differ")
    letters = exchanged_letters(one, other)
    return format_lazy(_("given name differs by {letters}"), letters=letters) if letters else _("same given name")
