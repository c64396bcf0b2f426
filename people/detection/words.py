"""A text as words with their places, and as the units that a person's name is made of."""

import re
from functools import cached_property, lru_cache

from people.base.transliteration import APOSTROPHES
from people.detection.plain import plain_of
from people.names.folding import SOUNDS_TO_LETTERS, fold
from people.names.given_names import is_in_tables
from people.names.inflection import Base, bases
from people.names.parts import SON_OR_DAUGHTER

_MARKS = "\u0300-\u036f\u064b-\u065f\u200b-\u200d\u00ad"
# Letters, each with its marks.
_LETTERS = f"[^\\W\\d_]+(?:[{_MARKS}]+[^\\W\\d_]*)*"
WORD = re.compile(f"(?:[^\\W\\d_]\\.){{2,}}|{_LETTERS}(?:[{re.escape(APOSTROPHES)}]{_LETTERS})*|\\d+")
SENTENCE_END = re.compile(r"[.!?…\n:•]|^\W*$(?<=[«“„\"—–(])|[«“„\"(]\s*$|^\s*[—–-]\s+$")
# Between the parts of one person's name stand only spaces; between those of a title quotes and dashes too.
SPACES = re.compile(r"[ \t\u00a0\u2009\u202f\u200b-\u200d]*")
JOINTS = re.compile(r"[ \t\u00a0\u2009\u202f]*[«»“”„\"‘’'&/.–—-]?[ \t\u00a0\u2009\u202f]*")
# Bashar al-Assad, Mohammed bin Salman; as they are written in running text.
PARTICLES = frozenset("al el ul bin ibn bint ben von van der de аль эль ибн бин бен фон де".split())
LONGEST_UNIT = 6
HYPHENS = {"-", "‐", "‑"}


class Word:
    """One word of the text: where it stands, what comes before it, and what it may be the form of."""

    def __init__(self, number: int, span: tuple[int, int], text: str, before: str, language: str):
        self.number, self.text, self.before, self.language = number, text, before, language
        self.start, self.end = span
        first = text[0]
        # A letter of an alphabet without capitals (Georgian, Arabic) is its own title case.
        self.is_capital = first.isalpha() and first == first.title()
        self.is_number = first.isdigit()
        self.is_hyphenated = before in HYPHENS
        self.begins_sentence = number == 0 or (before != " " and bool(SENTENCE_END.search(before)))

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        return bases(self.text, self.language)

    @property
    def sounds(self) -> str:
        """Of the word as it stands; empty for a letter that stands for no sound, such as a lone ь."""
        return self.bases[0].sounds if self.bases else ""

    @property
    def letters_of_bases(self) -> tuple[str, ...]:
        """The bases as plain letters, as tables have them."""
        return _in_letters(self.text, self.language)

    @property
    def letters(self) -> str:
        return self.letters_of_bases[0] if self.bases else ""

    @cached_property
    def folded(self) -> str:
        return _folded(self.text, self.language)

    @cached_property
    def capitals(self) -> int:
        return sum(letter.isupper() for letter in self.text)


class Unit:
    """What counts as one part of a person's name: a word, words with hyphens, or a father's name with "kyzy"."""

    def __init__(self, words: list[Word]):
        self.words = words
        self.first, self.last = words[0], words[-1]

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        head = "".join(word.sounds for word in self.words[:-1] if word.is_capital)
        return tuple(base._replace(sounds=head + base.sounds) for base in self.last.bases)

    @property
    def sounds(self) -> str:
        return self.bases[0].sounds if self.bases else ""

    @cached_property
    def letters(self) -> str:
        """The sounds as plain letters, as recorded names are folded."""
        return self.sounds.translate(SOUNDS_TO_LETTERS)

    @cached_property
    def has_forms_in_tables(self) -> bool:
        """Whether the tables of given names have other forms of it, in whatever case it stands."""
        return any(is_in_tables(base.sounds) for base in self.bases)

    @property
    def follows_closely(self) -> bool:
        return self.first.before == " " or bool(SPACES.fullmatch(self.first.before))


def words_of(text: str, language: str) -> list[Word]:
    """The words as they read, each with the stretch of the text that it stands in."""
    words, end, plain = [], 0, plain_of(text)
    for number, match in enumerate(WORD.finditer(plain.text)):
        first, last = match.span()
        words.append(Word(number, plain.stretch(first, last), match[0], plain.text[end:first], language))
        end = last
    return words


@lru_cache(maxsize=32_768)
def _in_letters(word: str, language: str) -> tuple[str, ...]:
    return tuple(base.sounds.translate(SOUNDS_TO_LETTERS) for base in bases(word, language))


@lru_cache(maxsize=32_768)
def _folded(word: str, language: str) -> str:
    return fold(word, language)


def units_of(words: list[Word]) -> list[Unit]:
    """Capitalised words, joined where one name is written with a hyphen, a particle or a word for son or daughter."""
    units: list[Unit] = []
    particle: list[Word] = []
    for word in words:
        previous = units[-1] if units and units[-1].last.number == word.number - 1 else None
        if previous and len(previous.words) < LONGEST_UNIT and (_is_hyphenated(word) or _is_son_or_daughter(word)):
            units[-1] = Unit([*previous.words, word])
        elif word.is_capital and not word.is_number:
            units.append(Unit([*particle, word] if _joins(particle, word) else [word]))
        particle = [word] if previous and word.text in PARTICLES else []
    return units


def _joins(particle: list[Word], word: Word) -> bool:
    return bool(particle) and (word.is_hyphenated or bool(SPACES.fullmatch(word.before)))


def _is_hyphenated(word: Word) -> bool:
    return word.is_hyphenated and (word.is_capital or len(word.text) <= 4)


def _is_son_or_daughter(word: Word) -> bool:
    if len(word.text) > 10 or not SPACES.fullmatch(word.before):
        return False
    return any(SON_OR_DAUGHTER.fullmatch(base.sounds) for base in word.bases)
