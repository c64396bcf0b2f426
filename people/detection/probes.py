"""The passages of a text that may name something, each with the keys to look up and the check of what comes back."""

import re
from collections.abc import Iterator, Set
from functools import cached_property, lru_cache
from itertools import product

from people.base.transliteration import latinise, normalise
from people.detection.index import Candidate
from people.detection.institutions import institution_probes, state_of_adjective
from people.detection.keys import abbreviation_key, pair_keys, place_key, single_key, title_key
from people.detection.matching import (
    Match,
    match_person,
    match_single,
    match_title,
    readings,
    recorded_words,
    title_bases,
)
from people.detection.middle_names import Middle, generation_behind, initials_behind, middle_of
from people.detection.stop_words import CONJUNCTIONS, STOP_WORDS
from people.detection.words import JOINTS, Unit, Word
from people.names.folding import SOUNDS_TO_LETTERS, fold, sounds
from people.names.places import COUNTRY_NAMES, PLACES, begins_place, id_of_words
from people.names.titles import is_abbreviation, meaning_of

# Capitals with a case ending in small letters behind them: ГКНБнын.
ABBREVIATION = re.compile(
    r"(?P<letters>(?:[^\W\d_]\.){2,}|[^\W\d_a-zа-яё]{2,8}(?:[a-z][^\W\d_a-zа-яё]+)?)(?P<ending>\w{0,6})"
)
PLACE_WORDS = 4
SHORTEST_AT_SENTENCE_END = 3
NUMBER_SIGN = re.compile(r"\s*(?:№|#|[Nn]o\.)\s*")
# Places of the tables that are written in capitals (US, США): in small letters they are other words.
SHORT_PLACES = frozenset(
    sounds(form).translate(SOUNDS_TO_LETTERS)
    for table in (COUNTRY_NAMES, PLACES)
    for form in table
    if is_abbreviation(form)
)


class PersonProbe:
    """Two parts of a name next to each other, or with one between them."""

    def __init__(self, units: list[Unit], middle: Middle, generation: str):
        self.units, self.middle, self.generation = units, middle, generation
        self.readings = readings(units[0], units[-1])
        pairs = {(left.sounds, right.sounds) for left, right in self.readings}
        self.keys = {key for pair in pairs for key in pair_keys(*pair)}

    def matches(self, candidate: Candidate) -> list[Match]:
        if candidate.kind != "person":
            return []
        found = match_person(self.units, self.readings, candidate, self.middle, self.generation)
        return [found] if found else []


class SingleProbe:
    """One capitalised word; beside another it may be part of anybody's name and stands for no person."""

    def __init__(self, unit: Unit, is_alone: bool):
        self.unit, self.is_alone = unit, is_alone
        self.keys = {single_key(base.sounds) for base in unit.bases}

    def matches(self, candidate: Candidate) -> list[Match]:
        is_possible = self.is_alone or candidate.kind != "person"
        found = match_single(self.unit, candidate) if is_possible else None
        return [found] if found else []


class TitleProbe:
    """Two neighbouring words of a title; words that carry no meaning are passed over."""

    def __init__(self, phrase: "Phrase", one: Word, other: Word):
        self.phrase, self.one = phrase, one
        self.keys = {title_key(*pair) for pair in product(_title_bases(one), _title_bases(other))}

    def matches(self, candidate: Candidate) -> list[Match]:
        if candidate.kind == "person":
            return []
        found = match_title(self.phrase.meaningful, self.phrase.position_of[self.one.number], candidate)
        return [found] if found and not self._joins_two_names(found) else []

    def _joins_two_names(self, match: Match) -> bool:
        """Whether the passage has an "and" that the recorded name has not."""
        if match.last - match.first < len(recorded_words(match.candidate.text, match.candidate.language)):
            return False
        offset = self.phrase.words[0].number
        passage = self.phrase.words[match.first - offset : match.last + 1 - offset]
        return any(word.folded in CONJUNCTIONS for word in passage) and CONJUNCTIONS.isdisjoint(
            fold(match.candidate.text).split()
        )


class Phrase:
    """Words without a break between them, such as a comma or the end of a sentence."""

    def __init__(self, words: list[Word]):
        self.words = words

    @cached_property
    def meaningful(self) -> list[Word]:
        return [word for word in self.words if meaning_of(word.folded)]

    @cached_property
    def position_of(self) -> dict[int, int]:
        return {word.number: position for position, word in enumerate(self.meaningful)}

    def probes(self) -> Iterator[TitleProbe]:
        """Neighbours of which one is a capitalised word."""
        for position, word in enumerate(self.words):
            if not word.is_capital or not meaning_of(word.folded):
                continue
            if after := self._next(position, 1):
                yield TitleProbe(self, word, after)
                yield from self._behind_adjective(word, after)
            before = self._next(position, -1)
            if before and not before.is_capital:
                yield TitleProbe(self, before, word)

    def _behind_adjective(self, word: Word, after: Word) -> Iterator["TitleProbe"]:
        """What a state's adjective with a capital stands before in small letters: Казахстанское министерство юстиции."""
        other = self._next(after.number - self.words[0].number, 1) if not after.is_capital else None
        if other and not other.is_capital and state_of_adjective(word):
            yield TitleProbe(self, after, other)

    def _next(self, position: int, step: int) -> Word | None:
        """The next meaningful word ahead, with a step of 1, or behind, with -1."""
        position += step
        while 0 <= position < len(self.words):
            if meaning_of(self.words[position].folded):
                return self.words[position]
            position += step
        return None


class AbbreviationProbe:
    """One word in capitals, perhaps with a case ending."""

    def __init__(self, word: Word, letters: str):
        self.word, self.letters = word, letters
        self.keys = {abbreviation_key(letters)}

    def matches(self, candidate: Candidate) -> list[Match]:
        if candidate.kind == "person" or not is_abbreviation(candidate.text):
            return []
        if _plain_letters(candidate.text) != _plain_letters(self.letters):
            return []
        return [Match(self.word.number, self.word.number, candidate, 0.0, "recorded abbreviation")]


class PlaceProbe:
    """Words that the tables know as a place in the language of the text."""

    def __init__(self, first: int, last: int, place: str, is_oblique: bool):
        self.first, self.last, self.keys, self.is_oblique = first, last, {place_key(place)}, is_oblique

    def matches(self, candidate: Candidate) -> list[Match]:
        if candidate.kind != "place":
            return []
        reason = "the place's name in this language"
        return [Match(self.first, self.last, candidate, 0.0, reason, True, self.is_oblique)]


def probes_in(words: list[Word], units: list[Unit], shouted: Set[int] = frozenset()) -> Iterator:
    """All probes of a text; `shouted` holds the words of lines in capitals, where no abbreviation can be told."""
    spelled = list(_spelled_probes(words, units, shouted))
    yield from spelled
    yield from institution_probes(words, spelled)
    yield from _place_probes(words, shouted)


def _spelled_probes(words: list[Word], units: list[Unit], shouted: Set[int]) -> Iterator:
    for run in runs_of(units):
        yield from _person_probes(words, run)
        names = [unit for unit in run if unit.last.folded not in STOP_WORDS]
        yield from (SingleProbe(unit, is_alone=len(names) == 1) for unit in run)
    yield from _title_probes(words)
    yield from _probes_with_initials(words, units)
    for word in words:
        may_be = not (word.text.islower() or word.number in shouted)
        found = ABBREVIATION.fullmatch(word.text) if may_be else None
        if found and is_abbreviation(found["letters"]):
            yield AbbreviationProbe(word, found["letters"])


def _person_probes(words: list[Word], run: list[Unit]) -> Iterator[PersonProbe]:
    for first in range(len(run) - 1):
        for length in (2, 3):
            name = run[first : first + length]
            if len(name) == length:
                after = run[first + length] if first + length < len(run) else None
                generation = generation_behind(words, name[-1].last.number)
                yield PersonProbe(name, middle_of(name, after), generation)


def _probes_with_initials(words: list[Word], units: list[Unit]) -> Iterator[PersonProbe]:
    """Names with an initial in the middle: Ivan V. Sidorov."""
    starting = {unit.first.number: unit for unit in units}
    for unit in units:
        initials = initials_behind(words, unit.last.number)
        family = starting.get(unit.last.number + len(initials) + 1) if initials else None
        if family and len(unit.last.text) > 2 and len(family.last.text) > 2:
            letters = "".join(word.text for word in initials)
            middle = Middle(initials=tuple(letter for letter in letters if letter.isalpha()))
            yield PersonProbe([unit, family], middle, generation_behind(words, family.last.number))


def runs_of(units: list[Unit]) -> Iterator[list[Unit]]:
    """Units that follow each other with nothing but spaces between."""
    run: list[Unit] = []
    for unit in units:
        if run and not (unit.follows_closely and unit.first.number == run[-1].last.number + 1):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _title_probes(words: list[Word]) -> Iterator[TitleProbe]:
    phrase: list[Word] = []
    for word in words:
        if phrase and _parts_phrases(phrase[-1], word):
            yield from Phrase(phrase).probes()
            phrase = []
        phrase.append(word)
    yield from Phrase(phrase).probes()


def _parts_phrases(previous: Word, word: Word) -> bool:
    """Whether no title goes on from one word to the next; a full stop behind few letters is an abbreviation's (St. Mary)."""
    if word.before == " " or (word.is_number and NUMBER_SIGN.fullmatch(word.before)):
        return False
    ends_sentence = word.before.startswith(".") and word.is_capital and len(previous.text) >= SHORTEST_AT_SENTENCE_END
    return ends_sentence or not JOINTS.fullmatch(word.before)


def _title_bases(word: Word) -> set[str]:
    meaning = meaning_of(word.folded)
    return {sounds(meaning)} if meaning != word.folded else {base.sounds for base in title_bases(word)}


def _place_probes(words: list[Word], shouted: Set[int]) -> Iterator[PlaceProbe]:
    for number, word in enumerate(words):
        if not (word.is_capital and any(begins_place(letters, word.language) for letters in word.letters_of_bases)):
            continue
        for length in range(1, PLACE_WORDS + 1):
            window = words[number : number + length]
            if len(window) < length or (length > 1 and not JOINTS.fullmatch(window[-1].before)):
                break
            place, is_oblique = _place_of(window, number in shouted)
            if place:
                yield PlaceProbe(number, number + length - 1, place, is_oblique)


def _place_of(window: list[Word], is_shouted: bool) -> tuple[str, bool]:
    """The place that the words name as they stand or, up to two, in some case; and whether they are in one."""
    language = window[0].language
    if len(window) > 2:
        return id_of_words(" ".join(word.letters for word in window), language), False
    has_capitals = window[0].capitals > 1 and not is_shouted
    for bases in product(*(word.bases for word in window)):
        spelled = " ".join(base.sounds.translate(SOUNDS_TO_LETTERS) for base in bases)
        place = id_of_words(spelled, language)
        if place and (has_capitals or spelled not in SHORT_PLACES):
            return place, any(base.is_oblique for base in bases)
    return "", False


@lru_cache(maxsize=1024)
def _plain_letters(text: str) -> str:
    """The letters of an abbreviation one by one, so that only another alphabet is bridged: МВД and MVD, never UN and ООН."""
    return latinise(normalise(text.replace(".", "")))
