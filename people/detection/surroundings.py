"""What stands around a name in a text: a match that its surroundings contradict is opened or dropped.

Open is found, but not decided. Doubt opens: a wrong link leads a reader to the wrong person, a missing one costs an editor a
click.
"""

import re

from people.detection.beside import CLOSING_QUOTE, OPENING_QUOTE, WITHOUT_CAPITALS, Beside
from people.detection.matching import Match
from people.detection.place_surroundings import PlaceSurroundings
from people.detection.stop_words import ABSTRACT_ENDINGS, COMMON_WORDS, ORGANISATION_KINDS, SMALL_WORDS, WORKS
from people.detection.things import Things
from people.detection.words import Unit, Word
from people.names.folding import fold

SHORTEST_IN_CAPITALS = 5
BRACKETED = re.compile(r"\(([^)]+)\)")
WORDS_OF_TITLE = 6
# The stems of the words for ministries, courts, parliaments and their like, in any case form.
STATE_BODY = re.compile(
    "минист|мініст|вазир|вазор|ministr|vazir|nazir|court|суд|сот|sud|прокур|prokur|prosecut|комит|комісі|комисс|komit|commission"
    "|парламент|parlament|parliament|мәжіліс|маҷлис|majlis|совет|рада|кеңес|кенеш|kenges|агентств|agent|служб|қызмет|кызмат|xizmat"
    "|хизмат|управлен|департамент|бюро|bureau|office|офіс|полици|police|kazyýet|сайлоо|сайлау",
    re.IGNORECASE,
)


class Surroundings(Beside):
    """The words of one text, asked about the passages that may name something."""

    def __init__(self, words: list[Word], units: list[Unit]):
        super().__init__(words, units)
        self.things = Things(self)
        self.places = PlaceSurroundings(self, self.things)

    def weigh(self, matches: list[Match]) -> list[Match]:
        """The matches that are left; a word of a person's name is no place elsewhere in the text either."""
        weighed, persons_words = [], set()
        for match in matches:
            if left := self.weighed(match):
                weighed.append(left)
            if match.candidate.kind == "person" and match.first < match.last:
                persons_words |= {self.words[match.first].sounds, self.words[match.last].sounds}
            elif match.candidate.kind == "place" and self.places.may_be_in_persons_name(match):
                persons_words.add(self.words[match.first].sounds)
        return [self._not_the_person(match) if match.first == match.last and self.words[match.first].sounds in persons_words
                else match for match in weighed]  # fmt: skip

    def _not_the_person(self, match: Match) -> Match:
        is_place = match.candidate.kind == "place" and self.places.is_told_to_be_a_place(match)
        return match if is_place else match._replace(decides=False)

    def weighed(self, match: Match) -> Match | None:
        """The match as far as what stands around it allows: as it is, open, or not at all."""
        if match.candidate.kind == "person":
            return self._weighed_person(match)
        if match.first == match.last:
            if self._is_nobody(match):
                return None
            if match.candidate.kind == "place":
                return self.places.weighed(match)
        return self._weighed_title(match)

    def _weighed_person(self, match: Match) -> Match:
        is_thing = self.things.hold(match) or self.things.is_kind_behind(match, ORGANISATION_KINDS)
        return match._replace(decides=False) if is_thing or self.is_in_title_of_work(match.first) else match

    def is_in_title_of_work(self, number: int) -> bool:
        """Whether quotation marks around the word, and a few others, hold the title of a play, a book or a film."""
        for first in range(number, max(-1, number - WORDS_OF_TITLE), -1):
            if OPENING_QUOTE.search(self.words[first].before):
                return bool(first and WORKS.has(self.words[first - 1])) or self._is_work_behind(number)
            if CLOSING_QUOTE.search(self.words[first].before) or "\n" in self.words[first].before:
                return False
        return False

    def _is_work_behind(self, number: int) -> bool:
        for word in self.words[number + 1 : number + 1 + WORDS_OF_TITLE]:
            if CLOSING_QUOTE.search(word.before):
                return WORKS.has(word) and bool(re.fullmatch(r"[»”“\"›]\s", word.before))
        return False

    def _weighed_title(self, match: Match) -> Match | None:
        if bracketed := BRACKETED.search(match.candidate.text):
            behind = self.words[match.last + 1] if match.last + 1 < len(self.words) else None
            if behind is None or not behind.before.endswith("("):
                return match._replace(decides=False)
            if behind.folded != fold(bracketed[1]).split(" ")[0]:
                return None
        is_open = self.things.hold(match) if match.candidate.kind == "place" else self._is_doubtful_body(match)
        return match._replace(decides=False) if is_open else match

    def _is_nobody(self, match: Match) -> bool:
        word = self.words[match.first]
        if match.first in self.shouted and len(word.text) < SHORTEST_IN_CAPITALS:
            return True
        return SMALL_WORDS.has_as_it_stands(word) and word.capitals < 2

    def _is_doubtful_body(self, match: Match) -> bool:
        if self.things.is_street_or_prize(match):
            return True
        word = self.words[match.first]
        if match.first < match.last and not self._may_be_a_phrase(match):
            return False
        if not self._is_common(word) or self.is_quoted(match) or self._has_kind_beside(match):
            return False
        return self._says_no_capital(word) or self._stands_in_other_name(match)

    def _is_common(self, word: Word) -> bool:
        """Whether the word means something that is nobody's name."""
        if COMMON_WORDS.has(word) or not self.written_small.isdisjoint(base.sounds for base in word.bases):
            return True
        abstract = ABSTRACT_ENDINGS.get(self.language)
        return bool(abstract and word.capitals < 2 and abstract.search(word.text))

    def _may_be_a_phrase(self, match: Match) -> bool:
        """Whether only the first of several words has a capital, and no kind is among them: Justice for all."""
        words = self.words[match.first : match.last + 1]
        if any(ORGANISATION_KINDS.has(word) or STATE_BODY.match(word.text) for word in words):
            return False
        return words[0].is_capital and not any(word.is_capital or word.is_number for word in words[1:])

    def _has_kind_beside(self, match: Match) -> bool:
        after = self.word_after(match)
        before = self.word_before(match)
        return bool((before and ORGANISATION_KINDS.has(before)) or (after and ORGANISATION_KINDS.has(after)))

    def _says_no_capital(self, word: Word) -> bool:
        """Whether the capital of the word comes from where it stands."""
        return self.language in WITHOUT_CAPITALS or self.says_no_capital(word)

    def _stands_in_other_name(self, match: Match) -> bool:
        return bool(self.unit_after(match) or self.unit_before(match, is_title=False))
