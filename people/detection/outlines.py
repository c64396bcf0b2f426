"""A look at a word before its case forms are undone, by which it cannot be a short part of a name.

The consonants of many words begin with those of a short name (Анна, Ира), and to undo the case forms of each of them takes longer
than all else that hiding does. But no ending reaches the first two letters of a word, nor the consonants before the ending:
where the name has no sound for these, no form of the word is near enough, however its vowels are spelled.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from string import ascii_letters, digits

from people.base.transliteration import SMALL_CYRILLIC
from people.detection.word_likeness import (
    CYRILLIC,
    LATIN_CASES,
    is_ending,
    is_read_otherwise,
    is_small,
    may_begin_alike,
    readings_of,
)
from people.names.folding import LATIN_HABITS
from people.names.inflection import ADDED_PATTERNS, LONGEST_ADDED_ENDING, REPLACED_ENDINGS, is_slavic

#: Of longer parts a whole consonant may be missing; small letters must come nearer, see `near`.
LONGEST_PART, LONGEST_PART_OF_SMALL = 4, 6
SMALL_LATIN = re.compile("[a-z]+")
#: Where the first sound does not depend on what stands behind these two letters.
CLEAR_BEGINNING = re.compile(
    "[bcdfgklmnpqrstvzwбвгджзклмнпрстфхцчшщ][aeiouyrlnmvаеёиоуыэюярлнмв]|[aoаоэ][bdfgklmnprstvzбвгджзйклмнпрстфхцчшщ]"
)
#: Consonants that are heard as such whatever stands beside them: no part of ts, zh, sh, kh or ph.
_BEHIND = "(?=[aeiouyrlnmvwаеёиоуыэюярлнмв])"
CLEAR_CONSONANT = re.compile(
    f"[rlmnbvwрлмнбв]|p(?!h)|п(?![һҳ])|[tdтд]{_BEHIND}|(?<![tdтд])[szсз]{_BEHIND}|[kк]{_BEHIND}"
)
#: Groups of such consonants, each with the sounds that a spelling may have for one of them (``likeness.SWAPS``).
GROUPS = (
    ("rр", "r"),
    ("lл", "l"),
    ("mnмн", "mn"),
    ("bpбп", "bpfv"),
    ("vwв", "vuofb"),
    ("tdтд", "tdT"),
    ("szсз", "szSZTXJc"),
    ("kк", "kqcgh"),
)
GROUP_OF = {letter: 1 << number for number, (letters, _) in enumerate(GROUPS) for letter in letters}
GROUPS_OF_SOUND = {
    sound: sum(1 << number for number, (_, sounds) in enumerate(GROUPS) if sound in sounds)
    for sound in "".join(sounds for _, sounds in GROUPS)
}
EVERY_SOUND = frozenset(["", *ascii_letters, *digits])
#: What an ending of Cyrillic letters may have more than its Latin ones: soft and hard signs.
SIGNS = 2


class Outline:
    """How a word begins, and the consonants that all its forms have."""

    def __init__(self, word: str, language: str):
        self.readings = readings_of(word, language)
        self.longest = LONGEST_PART_OF_SMALL if is_small(word) else LONGEST_PART
        small = word.lower()
        is_clear = _is_plain(small, language) and not is_read_otherwise(word)
        is_known = is_clear and CLEAR_BEGINNING.match(small)
        self.firsts = set().union(*(_alike(reading[:1]) for reading in self.readings)) if is_known else EVERY_SOUND
        self.groups = _groups_in(CLEAR_CONSONANT.findall(_before_endings(small, language))) if is_clear else 0

    def may_be(self, part: str) -> bool:
        """Whether some form of the word may be near the part of a name (as sounds)."""
        if len(part) > self.longest:
            return True
        if part[:1] not in self.firsts:
            return False
        others = ~groups_for(part)
        if not self.groups & others:
            return True
        behind = [groups for cut, groups in self._ends if -2 < cut - len(part) < 2]
        return bool(behind) and any(not groups & others for groups in behind)

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """Where an ending of any language may begin behind a short part, and the consonants before it: an ending has its own."""
        return [
            (cut, _groups_in(reading[:cut]))
            for reading in self.readings
            for cut in range(min(len(reading), self.longest + 2))
            if is_ending(reading[cut:])
        ]


def _is_plain(small: str, language: str) -> bool:
    """Whether letters mean what they do in most languages."""
    if SMALL_CYRILLIC.fullmatch(small):
        return language not in ("", "sr")
    return bool(SMALL_LATIN.fullmatch(small)) and language not in ("", *LATIN_HABITS)


def _before_endings(small: str, language: str) -> str:
    """The letters of the word that no case of these languages changes."""
    is_cyrillic = bool(CYRILLIC.match(small))
    if language in ADDED_PATTERNS:
        return small[: -LONGEST_ADDED_ENDING - SIGNS * is_cyrillic]
    endings = _endings_of(language, is_cyrillic)
    for length in range(len(endings), 0, -1):
        if small[-length:] in endings[length - 1]:
            return small[:-length]
    return small


@lru_cache(maxsize=64)
def _endings_of(language: str, is_cyrillic: bool) -> list[set[str]]:
    """The endings that are exchanged in the language and in Russian, which most quotations come from, by their length."""
    endings = {ending for ending, _ in REPLACED_ENDINGS.get(language, ())}
    if is_cyrillic:
        endings |= {ending for ending, _ in REPLACED_ENDINGS["ru"]}
    elif is_slavic(language):
        endings |= {ending for ending, _ in LATIN_CASES}
    longest = max(map(len, endings), default=0)
    return [{ending for ending in endings if len(ending) == length} for length in range(1, longest + 1)]


def _groups_in(letters: Iterable[str]) -> int:
    groups = 0
    for letter in letters:
        groups |= GROUP_OF.get(letter, 0)
    return groups


@lru_cache(maxsize=32_768)
def groups_for(part: str) -> int:
    """The groups that the part has a sound for."""
    groups = 0
    for sound in part:
        groups |= GROUPS_OF_SOUND.get(sound, 0)
    return groups


@lru_cache(maxsize=64)
def _alike(first: str) -> frozenset[str]:
    """The sounds that may stand for this one where a short name begins."""
    return frozenset(sound for sound in EVERY_SOUND if may_begin_alike(first, sound))
