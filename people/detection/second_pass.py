"""What a text calls somebody after the full name: the family name, the given name, an abbreviation in brackets."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from people.detection.index import Candidate
from people.detection.keys import skeleton
from people.detection.matching import OBLIQUE_COST, Match, recorded_parts
from people.detection.neighbours import continues_as_another_name, could_be_given
from people.detection.stop_words import STOP_WORDS
from people.detection.words import Unit, Word
from people.names.inflection import Base
from people.names.likeness import allowance, distance

# A bare name must be spelled nearly as the full one was, for there is nothing beside it to confirm it.
HIGHEST_COST = 0.35
OPENING_BRACKET = re.compile(r"\s*\(\s*")


class SecondPass:
    """The second reading of a text, with the names of all subjects that the first has found."""

    def __init__(self, words: list[Word], units: list[Unit], spans, names: list[Candidate]):
        self.words, self.units = words, units
        self.starts = [word.start for word in words]
        self.taken = {
            number
            for span in spans
            for number in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))
        }
        self.first_seen = {}
        for span in sorted(spans):
            if span.subject_id is not None:
                self.first_seen.setdefault(span.subject_id, span.start)
        self.unit_ending = {unit.last.number: unit for unit in units}
        self.unit_starting = {unit.first.number: unit for unit in units}
        self.names = names
        self.spans = spans

    def matches(self) -> list[Match]:
        return [*self._abbreviations(), *self._bare_names()]

    def _bare_names(self) -> list[Match]:
        tokens = self._tokens()
        free = [unit for unit in self.units if unit.first.number not in self.taken]
        return [
            match
            for unit in free
            for match, base in self._bearers(unit, tokens)
            if not self._belongs_to_another(unit, base)
        ]

    def _tokens(self) -> dict[str, dict[str, dict[int, Candidate]]]:
        """Family and given names of the persons found: by skeleton, then as sounds, each with its bearers."""
        tokens = defaultdict(lambda: defaultdict(dict))
        self.initials = defaultdict(set)
        for name in self.names:
            words = recorded_parts(name.text, name.language).words if name.kind == "person" else ()
            for word in words if len(words) > 1 else ():
                tokens[skeleton(word)][word][name.subject_id] = name
                self.initials[name.subject_id].add(skeleton(word)[:1])
        return tokens

    def _initial_before(self, unit: Unit) -> str:
        """The sound of an initial before a family name (A. Muratov), in the rough letters of the keys."""
        before = self.words[unit.first.number - 1] if unit.first.number else None
        if before is None or not before.is_capital or before.folded in STOP_WORDS:
            return ""
        is_dotted = before.text.endswith(".") or unit.first.before.startswith(".")
        is_short = before.text.endswith(".") or len(before.text) <= 1 + (before.capitals == 1)
        return skeleton(before.sounds)[:1] if is_dotted and is_short else ""

    def _bearers(self, unit: Unit, tokens) -> Iterator[tuple[Match, Base]]:
        """Whoever was named in full before and bears the unit as a part of the name."""
        initial = self._initial_before(unit)
        near = [tokens[rough] for rough in {skeleton(base.sounds) for base in unit.bases} if rough in tokens]
        for token, bearers in chain.from_iterable(group.items() for group in near):
            cost, base = min(
                (distance(base.sounds, token) + OBLIQUE_COST * base.is_oblique, base) for base in unit.bases
            )
            if cost > min(HIGHEST_COST, allowance(token, token)):
                continue
            for subject_id, name in bearers.items():
                is_theirs = not initial or initial in self.initials[subject_id]
                if is_theirs and self.first_seen[subject_id] < unit.first.start:
                    reason = "part of a name that stands before in full"
                    yield Match(unit.first.number, unit.last.number, name, cost, reason), base

    def _belongs_to_another(self, unit: Unit, base: Base) -> bool:
        """Whether the word beside it makes this the name of somebody or something else: Renat Tazhimuratov."""
        before, after = self.unit_ending.get(unit.first.number - 1), self.unit_starting.get(unit.last.number + 1)
        is_beside = before and unit.follows_closely and before.last.number not in self.taken
        if is_beside and not self._initial_before(unit) and could_be_given(before, unit, base):
            return True
        if after is None or not after.follows_closely or after.first.number in self.taken:
            return False
        return continues_as_another_name(after)

    def _abbreviations(self) -> list[Match]:
        """Abbreviations given in brackets behind the full name, there and wherever they stand after that."""
        given = self._given_in_brackets()
        matches = []
        for word in self.words:
            number, (since, candidate) = word.number, given.get(word.text.rstrip("."), (0, None))
            if candidate and number >= since and number not in self.taken:
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
