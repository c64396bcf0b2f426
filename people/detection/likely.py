"""Names in a text that nobody has recorded yet and that look like a person's.

Two or three capitalised words side by side are offered if something speaks for a person: a given name of our tables, the
ending of a family name, a patronymic. What opens a sentence, a title before the name, and the words of institutions and
places are left out. Wrong offers cost an editor attention, so doubt offers nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import dropwhile, groupby
from typing import NamedTuple

from people.detection.finding import TEXT_LIMIT
from people.detection.neighbours import CLEAR_ENDINGS, could_be_given, is_place
from people.detection.probes import runs_of
from people.detection.stop_words import INSTITUTION_WORDS, NAMED_AFTER_PEOPLE, STOP_WORDS
from people.detection.words import Unit, units_of, words_of
from people.names.folding import fold
from people.names.given_names import may_be_given
from people.names.languages import guess_language
from people.names.parts import SLAVIC_PATRONYMIC, SON_OR_DAUGHTER
from people.names.titles import COUNTRY_OF

LONGEST_NAME = 4
SHORTEST_FAMILY_NAME = 4
NEVER_PERSONS = INSTITUTION_WORDS | NAMED_AFTER_PEOPLE | frozenset(COUNTRY_OF)


class Likely(NamedTuple):
    start: int
    end: int
    surface: str
    reason: str
    kind: str = "person"


def likely_persons(text: str, language: str = "", known: Iterable[tuple[int, int]] = ()) -> list[Likely]:
    """Each likely name once, where it first stands, outside the passages (start, end) that are known already."""
    text = text[:TEXT_LIMIT]
    language = language or guess_language(text)
    taken = sorted((span[0], span[1]) for span in known)
    offered: dict[str, Likely] = {}
    for name in _sequences(units_of(words_of(text, language))):
        if not 2 <= len(name) <= LONGEST_NAME or _overlaps(name, taken):
            continue
        if reason := _reason_to_offer(name):
            start, end = name[0].first.start, name[-1].last.end
            offered.setdefault(fold(text[start:end]), Likely(start, end, text[start:end], reason))
    return list(offered.values())


def _sequences(units: list[Unit]) -> Iterator[list[Unit]]:
    """Capitalised words side by side: without a title before them, parted by places, none in an institution's name."""
    for run in runs_of(units):
        if any(_is_institution(unit) for unit in run):
            continue
        for is_name, group in groupby(run, lambda unit: not is_place(unit)):
            if is_name:
                yield list(dropwhile(lambda unit: unit.last.folded in STOP_WORDS, group))


def _overlaps(name: list[Unit], taken: list[tuple[int, int]]) -> bool:
    start, end = name[0].first.start, name[-1].last.end
    before = bisect_left(taken, (end,))  # those that begin before the name ends; they do not overlap each other
    return before > 0 and taken[before - 1][1] > start


def _reason_to_offer(name: list[Unit]) -> str:
    """Why the sequence looks like a person's name, "" if it does not."""
    if any(_any_base(unit, SLAVIC_PATRONYMIC.search) for unit in name[1:]):
        return "it has a patronymic"
    if any(len(unit.words) > 1 and _any_base(unit, SON_OR_DAUGHTER.search) for unit in name[1:]):
        return "it says whose child it is"
    if any(_any_base(unit, may_be_given) for unit in (name[0], name[-1])):
        return "the given name is a known one"
    for unit in (name[-1], name[0]):
        family = next((base for base in unit.bases if _ends_like_family(base.sounds)), None)
        if family and could_be_given(name[0], name[-1], family):
            return "it ends like a family name"
    return ""


def _is_institution(unit: Unit) -> bool:
    word = unit.last
    is_shouted = word.capitals == len(word.text) > 1
    return is_shouted or word.folded in NEVER_PERSONS


def _any_base(unit: Unit, test) -> bool:
    return any(test(base.sounds) for base in unit.bases)


def _ends_like_family(token: str) -> bool:
    return len(token) > SHORTEST_FAMILY_NAME and token.endswith(CLEAR_ENDINGS)
