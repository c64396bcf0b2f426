"""What a text calls somebody after the full name: the family name, the given name, an abbreviation in brackets."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from people.detection.index import Candidate
from people.detection.matching import Match, is_another_letter
from people.detection.middle_names import generation_behind, initials_behind
from people.detection.name_parts import NameParts, Token, both_sexes, is_in_name_tables
from people.detection.namesakes import is_family, is_of_the_other_sex, is_ruler
from people.detection.neighbours import (
    CLEAR_ENDINGS,
    continues_as_another_name,
    could_be_given,
    could_open,
    is_place,
)
from people.detection.stop_words import COMMON_WORDS, COURT_ROLES, STOP_WORDS, THINGS_NAMED
from people.detection.surroundings import Surroundings
from people.detection.words import SPACES, Unit, Word
from people.names.folding import sounds
from people.names.inflection import Base, is_slavic

# What a unit that sounds like a part of a known name is.
BARE, ANOTHER = "bare", "another's"
# FREED sounds like Fred; no name of the tables is written so.
DOUBLE_VOWEL = re.compile("ee|oo", re.IGNORECASE)
FEMININE_VERB = re.compile(r"(?:[аяеиыу]ла|[аяеиыу]лась|шла|сла|гла)$")
# So near the full name stands what somebody is: Marat Darov, a judge of the city's court.
WORDS_BESIDE = 6
TITLE_GAP = re.compile(r"\.?[ \u00a0]")
OPENING_BRACKET = re.compile(r"\s*\(\s*")


class SecondPass:
    """The second reading of a text, with the names of all subjects that the first has found."""

    def __init__(self, words: list[Word], units: list[Unit], spans, names: list[Candidate], surroundings: Surroundings):
        self.words, self.units, self.surroundings = words, units, surroundings
        self.starts = [word.start for word in words]
        self.spans = spans
        self.span_of = {number: span for span in spans for number in self._numbers(span)}
        self.taken = set(self.span_of)
        self.first_seen = {}
        for span in sorted(spans):
            if span.subject_id is not None:
                self.first_seen.setdefault(span.subject_id, span.start)
        self.unit_ending = {unit.last.number: unit for unit in units}
        self.unit_starting = {unit.first.number: unit for unit in units}
        self.names = names
        self.parts = NameParts(names)

    def _numbers(self, span) -> range:
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def matches(self) -> list[Match]:
        return [*self._abbreviations(), *self._bare_names()]

    def _bare_names(self) -> list[Match]:
        bare, others = [], defaultdict(set)
        for unit in self.units:
            for token, readings in self.parts.readings_of(unit):
                stands_for = self._stands_for(unit, token, readings)
                if stands_for == ANOTHER:
                    others[token.stem] |= self._narrowed(unit, readings)
                elif stands_for == BARE:
                    bare.append((unit, token, readings))
        return [match for found in bare for match in self._matches_of(*found, others)]

    def _stands_for(self, unit: Unit, token: Token, readings) -> str:
        """Whether the unit is a bare name, a part of another bearer's full name, or a part of theirs."""
        span = self.span_of.get(unit.first.number)
        if span:
            named = {candidate.subject_id for candidate in span.candidates if candidate.kind == "person"}
            is_full = len(self._numbers(span)) > len(unit.words)
            return ANOTHER if is_full and (named - token.bearers or len(named) > 1) else ""
        if self._is_thing(unit):
            return ""
        if token.is_family and is_family(unit):
            return ANOTHER
        base = min(readings[name] for name in readings if name in token.names or len(readings) == 1)[1]
        return ANOTHER if self._belongs_to_another(unit, base, token) else BARE

    def _is_thing(self, unit: Unit) -> bool:
        """Whether a kind of thing beside it makes the word a part of that thing's name: Halloway Airport, FC Halloway."""
        after = self.unit_starting.get(unit.last.number + 1)
        if after and after.follows_closely and THINGS_NAMED.has(after.last):
            return True
        before = self.unit_ending.get(unit.first.number - 1)
        return bool(before and unit.follows_closely and before.last.capitals > 1 and THINGS_NAMED.has(before.last))

    def _narrowed(self, unit: Unit, readings) -> set[str]:
        """The family names that another bearer's may be, by the given name before it: Дильноза Назарова is a woman."""
        if is_family(unit):
            return {form for name in readings for form in both_sexes(name)}
        before = self.unit_ending.get(unit.first.number - 1)
        if before is None or len(readings) < 2 or not is_slavic(unit.first.language):
            return set(readings)
        plain = is_in_name_tables(before.last.sounds) or before.last.sounds[-1:] not in "aeiou"
        undone = any(base.is_oblique and is_in_name_tables(base.sounds) for base in before.bases)
        if plain == undone:
            return set(readings)
        return {name for name in readings if name.endswith("a") == plain} or set(readings)

    def _matches_of(self, unit: Unit, token: Token, readings, others) -> Iterator[Match]:
        if generation_behind(self.words, unit.last.number):
            return
        for name, subjects in token.names.items():
            if name not in readings:
                continue
            cost, base = readings[name]
            rivals = set(readings) & others[token.stem]
            is_woman = rivals - {name} and unit.sounds in rivals and name != unit.sounds
            is_other_sex = token.is_family and is_of_the_other_sex(self._title_before(unit), name)
            if is_woman or is_other_sex or self._is_feminine_verb_behind(unit, name):
                continue
            bearers = {key for other in readings for key in token.names.get(other, ())}
            is_alone = not rivals and len(bearers) == 1
            for subject_id, candidate in subjects.items():
                if match := self._match(unit, token, subject_id, candidate, (cost, base, name), is_alone):
                    yield match

    def _match(self, unit: Unit, token: Token, subject_id: int, candidate: Candidate, reading, is_alone: bool):
        """The unit as a part of one subject's name; initials beside it decide between several bearers."""
        cost, base, name = reading
        initials = self._initials_beside(unit)
        if initials and not self.parts.may_be_initials(subject_id, initials, token):
            return None
        if self.first_seen[subject_id] > unit.first.start and not self._is_in_headline(unit):
            return None
        is_letter = is_another_letter(base.sounds, name, unit.first.language, candidate.text)
        is_doubtful = self._is_doubtful(unit, token) or self._may_be_feminine(unit, base, name)
        decides = bool(is_alone or initials) and not (
            is_letter or is_doubtful or self._has_a_role(unit, base, subject_id)
        )
        reason = "part of a name that stands before in full"
        if self._is_in_headline(unit):
            reason = "part of a name that stands in full below the headline"
        match = Match(unit.first.number, unit.last.number, candidate, cost, reason, decides, base.is_oblique)
        return self.surroundings.weighed(match)

    def _is_in_headline(self, unit: Unit) -> bool:
        return unit.first.number < self.surroundings.headline_end

    def _is_doubtful(self, unit: Unit, token: Token) -> bool:
        """Whether a bare word is a place, or a common word where a capital says nothing: Вера в справедливость."""
        word = unit.last
        if is_place(unit) or (
            COMMON_WORDS.has(word) and (word.begins_sentence or word.number in self.surroundings.titled)
        ):
            return True
        if token.is_family:
            return False
        number = unit.first.number
        return self.surroundings.stands_inside(number) or is_ruler(self.words, number, unit.last.number)

    def _title_before(self, unit: Unit) -> Word | None:
        """The word before, perhaps with a full stop: Mrs. Darov."""
        is_close = unit.first.number and TITLE_GAP.fullmatch(unit.first.before)
        return self.words[unit.first.number - 1] if is_close else None

    def _may_be_feminine(self, unit: Unit, base: Base, name: str) -> bool:
        """Orazowa: in Turkic languages a man's name in the dative, and a woman's."""
        return base.is_oblique and not is_slavic(unit.first.language) and unit.sounds in both_sexes(name) - {name}

    def _has_a_role(self, unit: Unit, base: Base, subject_id: int) -> bool:
        """Whether "judge" stands before the bare name and never beside the full one: there may be two of the name."""
        role = self.words[unit.first.number - 1] if unit.first.number and unit.follows_closely else None
        if role is None or not COURT_ROLES.has(role):
            return False
        if base.is_oblique and is_slavic(role.language) and COURT_ROLES.has_as_it_stands(role):
            return False  # адвокат Дарьина is Darin's lawyer
        meant = {base.sounds for base in role.bases}
        return not any(meant & {base.sounds for base in word.bases} for word in self._words_beside(subject_id))

    def _words_beside(self, subject_id: int) -> Iterator[Word]:
        """What stands near the passages that name the subject in full, in the same sentence."""
        for span in self.spans:
            if span.subject_id != subject_id:
                continue
            numbers = self._numbers(span)
            for number in range(numbers[0] - 1, max(-1, numbers[0] - 1 - WORDS_BESIDE), -1):
                if self.words[number + 1].begins_sentence:
                    break
                yield self.words[number]
            behind = self.words[numbers[-1] + 1 : numbers[-1] + 1 + WORDS_BESIDE]
            yield from takewhile(lambda word: not word.begins_sentence, behind)

    def _is_feminine_verb_behind(self, unit: Unit, name: str) -> bool:
        """Назарова сказала: a woman, where only a man by that name is known."""
        after = self.words[unit.last.number + 1] if unit.last.number + 1 < len(self.words) else None
        is_ambiguous = is_slavic(unit.first.language) and unit.sounds.endswith("a") and not name.endswith("a")
        return bool(is_ambiguous and after and after.before == " " and FEMININE_VERB.search(after.text))

    def _initials_beside(self, unit: Unit) -> str:
        """The sounds of the initials before a family name (A. B. Muratov) or behind it (Muratov A. B.)."""
        behind = "".join(word.text for word in initials_behind(self.words, unit.last.number))
        return self._initials_before(unit) or "".join(sounds(letter)[:1] for letter in behind if letter.isalpha())

    def _initials_before(self, unit: Unit) -> str:
        letters, number, dotted = "", unit.first.number - 1, unit.first.before.startswith(".")
        while number >= 0 and number >= unit.first.number - 3:
            word = self.words[number]
            is_short = word.text.endswith(".") or len(word.text) <= 1 + (word.capitals == 1)
            is_word = len(word.text) > 1 and word.folded in STOP_WORDS
            if is_word or not (word.is_capital and is_short and (word.text.endswith(".") or dotted)):
                break
            own = "".join(sounds(letter)[:1] for letter in word.text.split(".") if letter)
            letters, number, dotted = own + letters, number - 1, word.before.startswith(".")
        return letters

    def _belongs_to_another(self, unit: Unit, base: Base, token: Token) -> bool:
        """Whether the word beside it makes this the name of somebody or something else: Renat Tazhimuratov."""
        before, after = self.unit_ending.get(unit.first.number - 1), self.unit_starting.get(unit.last.number + 1)
        initials = self._initials_beside(unit)
        if initials:
            return self._has_given_before_initials(unit) or not any(
                self.parts.may_be_initials(key, initials, token) for key in token.bearers
            )
        is_beside = before and unit.follows_closely and before.last.number not in self.taken
        if is_beside and self._could_be_given(before, unit, base):
            return True
        if after is None or not after.follows_closely or after.first.number in self.taken:
            return False
        if continues_as_another_name(after) and not self._is_verb_in_capitals(after):
            return True
        return not token.is_family and not could_open(after)

    def _is_verb_in_capitals(self, unit: Unit) -> bool:
        """Whether only the line writes the word large: NAZAROV FREED, НАЗАРОВА ОТПУСТИЛИ."""
        word = unit.last
        if word.number not in self.surroundings.shouted | self.surroundings.titled:
            return False
        if any(is_in_name_tables(base.sounds) for base in unit.bases):
            return bool(DOUBLE_VOWEL.search(word.text))
        return not (word.sounds.endswith(CLEAR_ENDINGS) or THINGS_NAMED.has(word))

    def _has_given_before_initials(self, unit: Unit) -> bool:
        """Daniyar T. Ospanov, whom the first reading has found to be nobody that is recorded."""
        number = unit.first.number - 1
        while number >= 0 and len(self.words[number].text.rstrip(".")) == 1:
            number -= 1
        given = self.unit_ending.get(number)
        if given is None or number == unit.first.number - 1 or not SPACES.fullmatch(self.words[number + 1].before):
            return False
        if given.first.begins_sentence and not any(is_in_name_tables(base.sounds) for base in given.bases):
            return False
        return given.last.folded not in STOP_WORDS and len(given.last.text) > 2

    def _could_be_given(self, before: Unit, unit: Unit, base: Base) -> bool:
        """In a line of capitals only a known given name is one."""
        if (
            before.last.folded not in STOP_WORDS
            and before.last.number in self.surroundings.shouted | self.surroundings.titled
        ):
            return any(is_in_name_tables(other.sounds) for other in before.bases)
        return could_be_given(before, unit, base)

    def _abbreviations(self) -> list[Match]:
        """Abbreviations given in brackets behind the full name, there and wherever they stand after that."""
        given = self._given_in_brackets()
        matches = []
        for word in self.words:
            number, (since, candidate) = word.number, given.get(word.text.rstrip("."), (0, None))
            is_known = candidate and number >= since and number not in self.taken
            if is_known and number not in self.surroundings.shouted:
                self.taken.add(number)
                matches.append(Match(number, number, candidate, 0.1, "abbreviation given in the text"))
        return matches

    def _given_in_brackets(self) -> dict[str, tuple[int, Candidate]]:
        """Each abbreviation with the number of the word that gives it and the organisation or place it is short for."""
        given = {}
        for span in self.spans:
            word = self._word_after(span.end)
            if span.subject_id is None or span.candidates[0].kind == "person" or word is None:
                continue
            if _is_short_for(word) and OPENING_BRACKET.fullmatch(word.before):
                given.setdefault(word.text.rstrip("."), (word.number, span.candidates[0]))
        return given

    def _word_after(self, end: int) -> Word | None:
        number = bisect_left(self.starts, end)
        return self.words[number] if number < len(self.words) else None


def _is_short_for(word: Word) -> bool:
    return 2 <= len(word.text.replace(".", "")) <= 8 and word.capitals >= 2
