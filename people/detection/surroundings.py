"""What stands around a name in a text: lines all in capitals, quotation marks, the word before and the word behind.

A match that its surroundings contradict is opened (found, but not decided) or dropped. Doubt opens: a wrong link leads a
reader to the wrong person, a missing one costs an editor a click.
"""

import re
from functools import cached_property

from people.detection.matching import POSSESSIVE, Match
from people.detection.stop_words import (
    COMMON_WORDS,
    GIVEN_NAMES_OF_PLACES,
    INSTITUTION_WORDS,
    NAMED_AFTER,
    ORGANISATION_KINDS,
    OTHER_NAMES_OF_PLACES,
    PLACE_KINDS,
    SMALL_WORDS,
    STOP_WORDS,
    THINGS_NAMED,
    WORKS,
)
from people.detection.words import HYPHENS, SPACES, Unit, Word
from people.names.comparison import FAMILY_ENDINGS
from people.names.folding import SOUNDS_TO_LETTERS, fold
from people.names.given_names import KNOWN_NAMES, MAIN_FORM_OF, SHORT_FOR
from people.names.inflection import is_slavic, main_code
from people.names.places import id_of_words
from people.names.titles import COUNTRY_OF

OPENING_QUOTE = re.compile(r"[«“„\"‹(]?[«“„\"‹]\s*$")
CLOSING_QUOTE = re.compile(r"^\s*[»”“\"›]")
CLOSE = re.compile(r"[ \t\u00a0\u2009\u202f]*[«“„\"]?[ \t\u00a0\u2009\u202f]*|[.][ \t\u00a0]|[‐‑-]")
# "The street of", where the kind of thing stands before the name in a case of its own or with the izafa.
KIND_STANDS_BEFORE = {"ru", "uk", "be", "tg", "fa"}
WITHOUT_CAPITALS = {"ka", "fa", "ar", "he", "ckb", "ug"}
SHORTEST_IN_CAPITALS = 5
NEVER_VERBS = frozenset("street square avenue university prize award foundation museum stadium market airport".split())
BRACKETED = re.compile(r"\(([^)]+)\)")
WORDS_OF_TITLE = 6
# In a line of so many words to so many, and so large a part of them with capitals, a capital says nothing.
TITLE_CASE_WORDS, LONGEST_TITLE, TITLE_CASE_PART = 4, 25, 0.7
INSIDE = {
    "en": {"in", "near", "around", "across", "outside", "inside", "within", "throughout"},
    "ru": {"в", "во", "из", "под", "близ"},
    "uk": {"в", "із", "під"},
    "be": {"ў", "пад"},
    "tg": {"дар"},
    "fa": {"در"},
    "de": {"in", "nach", "aus"},
}
LOCATIVE = re.compile(r"(?:[dt][aeo]n?|[дт][аео]н?)$")
# A word that changes which place is meant: North Korea, Новый Узень, Janubiy Koreya.
OTHER_PLACE = frozenset(
    "north south east west northern southern eastern western new old upper lower greater little outer inner saint st port "
    "lake mount fort cape northwest southeast северный северная северное северной северную южный южная южное южной южную "
    "восточный восточная западный западная западное новый новая новое новой нижний нижняя верхний верхняя великий старый "
    "старая малый малая большой большая північна північної південна південної східний східна західний західна новий нова "
    "паўночная паўднёвая солтүстік оңтүстік шығыс батыс жаңа ескі түндүк түштүк чыгыш жаңы shimoliy janubiy sharqiy "
    "gʻarbiy g'arbiy yangi eski шимолий жанубий şimali cənubi şərqi qərbi yeni demirgazyk günorta kuzey güney doğu batı".split()
)


class Surroundings:
    """The words of one text, asked about the passages that may name something."""

    def __init__(self, words: list[Word], units: list[Unit]):
        self.words = words
        self.language = main_code(words[0].language) if words else ""
        self.unit_ending = {unit.last.number: unit for unit in units}
        self.unit_starting = {unit.first.number: unit for unit in units}
        self.shouted, self.titled = set(), set()
        lines = _lines(words)
        for line in lines:
            if _is_shouted(line):
                self.shouted.update(word.number for word in line)
            if _is_titled(line):
                self.titled.update(word.number for word in line)
        self.headline_end = len(lines[0]) if len(lines) > 1 else 0

    @cached_property
    def written_small(self) -> frozenset[str]:
        """What the text has without a capital, as sounds of every nominative."""
        return frozenset(base.sounds for word in self.words if word.text[:1].islower() for base in word.bases)

    def weigh(self, matches: list[Match]) -> list[Match]:
        """The matches that are left; a word of a person's name is no place elsewhere in the text either."""
        weighed, persons_words = [], set()
        for match in matches:
            left = self.weighed(match)
            if left:
                weighed.append(left)
            elif match.candidate.kind == "place" and self._is_in_persons_name(match):
                persons_words.add(self.words[match.first].sounds)
        return [self._not_the_person(match) if match.first == match.last and self.words[match.first].sounds in persons_words
                else match for match in weighed]  # fmt: skip

    def _not_the_person(self, match: Match) -> Match:
        is_place = match.candidate.kind == "place" and self._is_told_to_be_a_place(match)
        return match if is_place else match._replace(decides=False)

    def weighed(self, match: Match) -> Match | None:
        """The match as far as what stands around it allows: as it is, open, or not at all."""
        if match.candidate.kind == "person":
            return self._weighed_person(match)
        if match.first == match.last:
            if self._is_nobody(match):
                return None
            if match.candidate.kind == "place":
                return self._weighed_place(match)
        return self._weighed_title(match)

    def _weighed_person(self, match: Match) -> Match:
        is_thing = self._is_in_things_name(match) or self._is_kind_behind(match, ORGANISATION_KINDS)
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
        is_open = self._is_in_things_name(match) if match.candidate.kind == "place" else self._is_doubtful_body(match)
        return match._replace(decides=False) if is_open else match

    def _is_nobody(self, match: Match) -> bool:
        word = self.words[match.first]
        if match.first in self.shouted and len(word.text) < SHORTEST_IN_CAPITALS:
            return True
        return SMALL_WORDS.has_as_it_stands(word) and word.capitals < 2

    # Places ------------------------------------------------------------------------------------------------------------

    def _weighed_place(self, match: Match) -> Match | None:
        word = self.words[match.first]
        if word.capitals >= 2 and match.first not in self.shouted:
            return match
        if self._is_in_persons_name(match):
            return None
        named = self._stems(word)
        if named & GIVEN_NAMES_OF_PLACES or (_is_given(named) and not _is_known_place(word)):
            if match.is_oblique and (word.sounds in GIVEN_NAMES_OF_PLACES or _is_given({word.sounds})):
                return None
            if not self._is_told_to_be_a_place(match):
                return match._replace(decides=False)
        is_open = self._is_in_things_name(match) or self._is_quoted(match) or self._is_another_place(match)
        return match._replace(decides=False) if is_open else match

    @staticmethod
    def _stems(word: Word) -> set[str]:
        return {base.sounds for base in word.bases}

    def _is_in_persons_name(self, match: Match) -> bool:
        """Whether a given name stands before the place (Michael Jordan), or a family name behind it (Mary Robinson)."""
        before, after = self._unit_before(match), self._unit_after(match)
        if before and not match.is_oblique and self._is_free(before):
            stems = self._stems(before.last)
            stands_alone = self.language in {"en", "ru", "uk", "be", "de"} or not self._is_kind(match.last + 1)
            if _is_given(stems) and not _is_known_place(before.last) and stands_alone:
                return True
        if not match.is_oblique and not self._has_place_word_before(match) and after and self._is_family(after):
            return True
        stems = self._stems(self.words[match.first])
        could_be = stems & (GIVEN_NAMES_OF_PLACES | OTHER_NAMES_OF_PLACES) or _is_given(stems)
        if not (could_be and after and self._is_free(after)) or _is_known_place(after.last):
            return False
        # A place in a case of its own is no part of the name that follows: in Turkic languages names stand side by side.
        return not match.is_oblique or is_slavic(self.language)

    def _is_told_to_be_a_place(self, match: Match) -> bool:
        word = self.words[match.first]
        if self._has_place_word_before(match):
            return True
        if self._is_kind(match.first - 1) or self._is_kind(match.last + 1):
            return True
        return match.is_oblique and not is_slavic(self.language) and bool(LOCATIVE.search(word.text))

    def _has_place_word_before(self, match: Match) -> bool:
        return self.stands_inside(match.first)

    def stands_inside(self, number: int) -> bool:
        """Whether "in" or the like stands before the word."""
        before = self.words[number - 1] if number and SPACES.fullmatch(self.words[number].before) else None
        return bool(before and before.text.casefold() in INSIDE.get(self.language, ()))

    def _is_family(self, unit: Unit) -> bool:
        sounded = unit.last.sounds
        return self._is_free(unit) and len(sounded) > 5 and ends_like_family(sounded) and not _is_known_place(unit.last)

    def _is_kind(self, number: int) -> bool:
        return 0 <= number < len(self.words) and PLACE_KINDS.has(self.words[number])

    def _is_another_place(self, match: Match) -> bool:
        before = (
            self.words[match.first - 1] if match.first and CLOSE.fullmatch(self.words[match.first].before) else None
        )
        if before and before.is_capital and before.text.casefold() in OTHER_PLACE:
            return True
        unit = self._unit_after(match)
        if POSSESSIVE.search(self.words[match.last].text):
            return False
        if unit and self.language == "en" and self._is_free(unit) and unit.last.number not in self.titled:
            stems = self._stems(unit.last)
            return not (_is_given(stems) or _is_known_place(unit.last) or any(map(ends_like_family, stems)))
        after = self._word_after(match)
        return bool(after and after.before in HYPHENS and after.is_capital and not _is_known_place(after))

    # Things named after somebody or some place -----------------------------------------------------------------------

    def _is_in_things_name(self, match: Match) -> bool:
        return self._is_thing_behind(match) or self._is_thing_before(match) or self._is_named_after(match)

    def _is_thing_behind(self, match: Match) -> bool:
        after = self._word_after(match)
        if after is None or not THINGS_NAMED.has(after):
            return False
        if self.language in KIND_STANDS_BEFORE:
            return after.is_capital or after.before in HYPHENS
        if self.language == "en":
            is_noun = match.candidate.kind == "person" and after.text in NEVER_VERBS
            return after.is_capital or is_noun
        return not match.is_oblique or main_code(self.language) == "ka"

    def _is_kind_behind(self, match: Match, kinds) -> bool:
        after = self._word_after(match)
        return bool(after and after.is_capital and after.text[:1].isascii() and kinds.has(after))

    def _is_thing_before(self, match: Match) -> bool:
        word = self.words[match.first]
        before = self.words[match.first - 1] if match.first and CLOSE.fullmatch(word.before) else None
        if before is None:
            return False
        if before.text == "of" and match.first > 1 and SPACES.fullmatch(before.before):
            kind = self.words[match.first - 2]
            return kind.is_capital and not kind.begins_sentence and THINGS_NAMED.has(kind)
        if not THINGS_NAMED.has(before) or (before.begins_sentence and self.language == "en"):
            return False
        if before.capitals >= 2 or self._is_quoted(match):
            return True
        if match.candidate.kind == "person" and match.first < match.last:
            return match.is_oblique or self.language in {"tg", "fa"}
        return self.language in KIND_STANDS_BEFORE

    def _is_named_after(self, match: Match) -> bool:
        """Стадион имени Есенова, Есенов атындағы мектеп, named after Yesenov."""
        behind = self._word_after(match)
        if behind and self.language not in KIND_STANDS_BEFORE | {"en"} and NAMED_AFTER.has_as_it_stands(behind):
            return True
        for number in range(match.first - 1, max(-1, match.first - 4), -1):
            word = self.words[number]
            if NAMED_AFTER.has_as_it_stands(word):
                return self.language in KIND_STANDS_BEFORE | {"en"} and (
                    self.language != "en" or self.words[number + 1].text in {"after", "for"}
                )
            if any(sign in self.words[number + 1].before for sign in ",;:!?\n"):
                return False
        return False

    # Organisations ---------------------------------------------------------------------------------------------------

    def _is_doubtful_body(self, match: Match) -> bool:
        if self._is_street_or_prize(match):
            return True
        if match.first < match.last:
            return False
        word = self.words[match.first]
        is_common = COMMON_WORDS.has(word) or bool(self._stems(word) & self.written_small)
        if not is_common or self._is_quoted(match) or self._has_kind_beside(match):
            return False
        return self._says_no_capital(word) or self._stands_in_other_name(match)

    def _is_street_or_prize(self, match: Match) -> bool:
        after = self._word_after(match)
        return bool(
            after and THINGS_NAMED.has(after) and not ORGANISATION_KINDS.has(after) and self._is_thing_behind(match)
        )

    def _has_kind_beside(self, match: Match) -> bool:
        after = self._word_after(match)
        before = (
            self.words[match.first - 1] if match.first and CLOSE.fullmatch(self.words[match.first].before) else None
        )
        return bool((before and ORGANISATION_KINDS.has(before)) or (after and ORGANISATION_KINDS.has(after)))

    def _says_no_capital(self, word: Word) -> bool:
        """Whether the capital of the word comes from where it stands."""
        has_none = self.language in WITHOUT_CAPITALS
        return word.begins_sentence or has_none or word.number in self.shouted | self.titled

    def _stands_in_other_name(self, match: Match) -> bool:
        return bool(self._unit_after(match) or self._unit_before(match, is_title=False))

    # Words beside ----------------------------------------------------------------------------------------------------

    def _is_quoted(self, match: Match) -> bool:
        """Whether quotation marks enclose just these words."""
        behind = self.words[match.last + 1].before if match.last + 1 < len(self.words) else "»"
        return bool(OPENING_QUOTE.search(self.words[match.first].before) and CLOSING_QUOTE.search(behind))

    def _word_after(self, match: Match) -> Word | None:
        after = self.words[match.last + 1] if match.last + 1 < len(self.words) else None
        return after if after and (SPACES.fullmatch(after.before) or after.before in HYPHENS) else None

    def _unit_after(self, match: Match) -> Unit | None:
        after = self.unit_starting.get(match.last + 1)
        return after if after and after.follows_closely else None

    def _unit_before(self, match: Match, is_title: bool = True) -> Unit | None:
        before = self.unit_ending.get(match.first - 1)
        if before is None or not SPACES.fullmatch(self.words[match.first].before):
            return None
        return before if is_title or self._is_free(before) else None

    def _is_free(self, unit: Unit) -> bool:
        """Whether the capitalised word is no title, small word, kind of thing or people's adjective."""
        word = unit.last
        if word.folded in STOP_WORDS or word.folded in COUNTRY_OF or word.folded in INSTITUTION_WORDS:
            return False
        return not any(table.has(word) for table in (SMALL_WORDS, PLACE_KINDS, ORGANISATION_KINDS, THINGS_NAMED))


def _lines(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if not lines or "\n" in word.before:
            lines.append([])
        lines[-1].append(word)
    return lines


def _is_shouted(line: list[Word]) -> bool:
    """Whether a line of two words at least has no small letter."""
    cased = 0
    for word in line:
        if word.text.isupper():
            cased += 1
        elif word.text.lower() != word.text.upper():
            return False
    return cased > 1


def _is_titled(line: list[Word]) -> bool:
    """Whether a short line is written with capitals throughout, as headlines in English are."""
    if not TITLE_CASE_WORDS <= len(line) <= LONGEST_TITLE:
        return False
    return sum(word.text[0].isupper() for word in line) >= TITLE_CASE_PART * len(line)


def _is_given(stems: set[str]) -> bool:
    """Whether one of the words, as sounds, stands in the tables of given names."""
    return any(
        stem in MAIN_FORM_OF or stem in SHORT_FOR or stem.translate(SOUNDS_TO_LETTERS) in KNOWN_NAMES for stem in stems
    )


def _is_known_place(word: Word) -> bool:
    return any(id_of_words(base.sounds.translate(SOUNDS_TO_LETTERS), word.language) for base in word.bases)


def ends_like_family(token: str) -> bool:
    return token.endswith(FAMILY_ENDINGS)
