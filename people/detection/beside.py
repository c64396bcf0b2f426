"""The words of one text, asked what stands beside a passage: lines all in capitals, quotation marks, the words around."""

import re
from functools import cached_property

from people.detection.matching import Match
from people.detection.stop_words import (
    INSTITUTION_WORDS,
    ORGANISATION_KINDS,
    PLACE_KINDS,
    SMALL_WORDS,
    STOP_WORDS,
    THINGS_NAMED,
)
from people.detection.words import HYPHENS, SPACES, Unit, Word
from people.names.inflection import main_code
from people.names.titles import COUNTRY_OF

OPENING_QUOTE = re.compile(r"[«“„\"‹(]?[«“„\"‹]\s*$")
CLOSING_QUOTE = re.compile(r"^\s*[»”“\"›]")
CLOSE = re.compile(r"[ \t\u00a0\u2009\u202f]*[«“„\"]?[ \t\u00a0\u2009\u202f]*|[.][ \t\u00a0]|[‐‑-]")
# In a line of so many words to so many, and so large a part of them with capitals, a capital says nothing.
TITLE_CASE_WORDS, LONGEST_TITLE, TITLE_CASE_PART = 4, 25, 0.7
LONGEST_ABBREVIATION = 6
WITHOUT_CAPITALS = {"ka", "fa", "ar", "he", "ckb", "ug"}
INSIDE = {
    "en": {"in", "near", "around", "across", "outside", "inside", "within", "throughout"},
    "ru": {"в", "во", "из", "под", "близ"},
    "uk": {"в", "із", "під"},
    "be": {"ў", "пад"},
    "tg": {"дар"},
    "fa": {"در"},
    "de": {"in", "nach", "aus"},
}


class Beside:
    """The words of one text with the lines they stand in."""

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
            for sentence in _sentences(line):
                if _is_shouted(sentence) and any(map(_is_no_abbreviation, sentence)):
                    self.shouted.update(word.number for word in sentence)
            if _is_titled(line):
                self.titled.update(word.number for word in line)
        self.headline_end = len(lines[0]) if len(lines) > 1 else 0

    @cached_property
    def written_small(self) -> frozenset[str]:
        """What the text has without a capital, as sounds of every nominative."""
        return frozenset(base.sounds for word in self.words if word.text[:1].islower() for base in word.bases)

    def says_no_capital(self, word: Word) -> bool:
        """Whether the capital of the word comes from where it stands."""
        return word.begins_sentence or word.number in self.shouted | self.titled

    def stands_inside(self, number: int) -> bool:
        """Whether "in" or the like stands before the word."""
        before = self.words[number - 1] if number and SPACES.fullmatch(self.words[number].before) else None
        return bool(before and before.text.casefold() in INSIDE.get(self.language, ()))

    def has_kind(self, number: int) -> bool:
        """Whether the word of this number is a kind of place."""
        return 0 <= number < len(self.words) and PLACE_KINDS.has(self.words[number])

    def word_before(self, match: Match) -> Word | None:
        """The word before, with perhaps a quotation mark, a full stop or a hyphen between."""
        is_close = match.first and CLOSE.fullmatch(self.words[match.first].before)
        return self.words[match.first - 1] if is_close else None

    def is_quoted(self, match: Match) -> bool:
        """Whether quotation marks enclose just these words."""
        behind = self.words[match.last + 1].before if match.last + 1 < len(self.words) else "»"
        return bool(OPENING_QUOTE.search(self.words[match.first].before) and CLOSING_QUOTE.search(behind))

    def word_after(self, match: Match) -> Word | None:
        after = self.words[match.last + 1] if match.last + 1 < len(self.words) else None
        return after if after and (SPACES.fullmatch(after.before) or after.before in HYPHENS) else None

    def unit_after(self, match: Match) -> Unit | None:
        after = self.unit_starting.get(match.last + 1)
        return after if after and after.follows_closely else None

    def unit_before(self, match: Match, is_title: bool = True) -> Unit | None:
        before = self.unit_ending.get(match.first - 1)
        if before is None or not SPACES.fullmatch(self.words[match.first].before):
            return None
        return before if is_title or self.is_free(before) else None

    def is_free(self, unit: Unit) -> bool:
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


def _sentences(line: list[Word]) -> list[list[Word]]:
    """The parts of a line of three words at least."""
    sentences: list[list[Word]] = [[]]
    for word in line:
        if word.begins_sentence:
            sentences.append([])
        sentences[-1].append(word)
    return [sentence for sentence in sentences if len(sentence) > 2]


def _is_no_abbreviation(word: Word) -> bool:
    return len(word.text) > LONGEST_ABBREVIATION or SMALL_WORDS.has_as_it_stands(word)


def _is_titled(line: list[Word]) -> bool:
    """Whether a short line is written with capitals throughout, as headlines in English are."""
    if not TITLE_CASE_WORDS <= len(line) <= LONGEST_TITLE:
        return False
    return sum(word.text[0].isupper() for word in line) >= TITLE_CASE_PART * len(line)
