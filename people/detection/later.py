"""What a text calls somebody after the full name: the family name, the given name, an abbreviation in brackets."""

import re
from collections import defaultdict
from itertools import chain

from people.detection.index import Candidate
from people.detection.keys import skeleton
from people.detection.matching import OBLIQUE_COST, Match, recorded_parts
from people.detection.starters import STARTERS
from people.detection.words import Unit, Word
from people.names.given_names import is_known
from people.names.likeness import allowance, distance

# A bare name must be spelled nearly as the full one was, for there is nothing beside it to confirm it.
NEAR = 0.35
BRACKETED = re.compile(r"\s*\(\s*")


class Later:
    """The second reading of a text, with the names of all subjects that the first has found."""

    def __init__(self, words: list[Word], units: list[Unit], spans, names: list[Candidate]):
        self.words, self.units = words, units
        self.place_of = {word.start: word.number for word in words}
        self.taken = {word.number for span in spans for word in words if span.start <= word.start < span.end}
        self.first_seen = {}
        for span in sorted(spans):
            if span.subject_id is not None:
                self.first_seen.setdefault(span.subject_id, span.start)
        self.names = names
        self.spans = spans

    def matches(self) -> list[Match]:
        return [*self._abbreviations(), *self._bare_names()]

    def _bare_names(self) -> list[Match]:
        tokens = self._tokens()
        found = []
        for place, unit in enumerate(self.units):
            if unit.first.number in self.taken or self._belongs_to_another(place):
                continue
            found += self._bearers(unit, tokens)
        return found

    def _tokens(self) -> dict[str, dict[str, dict[int, Candidate]]]:
        """Family and given names of the persons found: by skeleton, then as sounds, each with its bearers."""
        tokens = defaultdict(lambda: defaultdict(dict))
        for name in self.names:
            words = recorded_parts(name.text, name.language).words if name.kind == "person" else ()
            for word in words if len(words) > 1 else ():
                tokens[skeleton(word)][word][name.subject_id] = name
        return tokens

    def _bearers(self, unit: Unit, tokens) -> list[Match]:
        matches = []
        near = [tokens[rough] for rough in {skeleton(base.sounds) for base in unit.bases} if rough in tokens]
        for token, bearers in chain.from_iterable(group.items() for group in near):
            cost = min(distance(base.sounds, token) + OBLIQUE_COST * base.is_oblique for base in unit.bases)
            if cost > min(NEAR, allowance(token, token)):
                continue
            for subject_id, name in bearers.items():
                if self.first_seen[subject_id] < unit.first.start:
                    reason = "part of a name that stands before in full"
                    matches.append(Match(unit.first.number, unit.last.number, name, cost, reason))
        return matches

    def _belongs_to_another(self, place: int) -> bool:
        """Whether the word beside it makes this the name of somebody else: Renat Tazhimuratov."""
        unit = self.units[place]
        before = self.units[place - 1] if place else None
        is_beside = before and unit.follows_closely and before.last.number == unit.first.number - 1
        if is_beside and before.last.number not in self.taken and not _opens(before):
            return True
        after = self.units[place + 1] if place + 1 < len(self.units) else None
        if after and after.follows_closely and after.first.number == unit.last.number + 1:
            return after.first.number not in self.taken and any(is_known(base.sounds) for base in after.bases)
        return False

    def _abbreviations(self) -> list[Match]:
        """Names given in brackets behind the full one, and wherever they stand after that."""
        meant = {}
        for span in self.spans:
            following = self._word_after(span.end)
            if span.subject_id is None or following is None or not _is_short_for(following):
                continue
            if BRACKETED.fullmatch(following.before) and following.number not in self.taken:
                meant.setdefault(following.text.rstrip("."), (span, following.number))
        matches = []
        for word in self.words:
            if word.text.rstrip(".") in meant and word.number not in self.taken:
                span, since = meant[word.text.rstrip(".")]
                if word.number >= since and span.candidates[0].kind != "person":
                    self.taken.add(word.number)
                    matches.append(
                        Match(word.number, word.number, span.candidates[0], 0.1, "abbreviation given in the text")
                    )
        return matches

    def _word_after(self, end: int) -> Word | None:
        return next((word for word in self.words if word.start >= end), None)


def _opens(unit: Unit) -> bool:
    """Whether the word is capitalised only because it opens a sentence or is a title before a name."""
    return unit.last.folded in STARTERS


def _is_short_for(word: Word) -> bool:
    return 2 <= len(word.text.replace(".", "")) <= 8 and word.capitals >= 2
