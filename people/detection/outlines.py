"""A look at a word before its case forms are undone, by which it cannot be a short part of a name.

The consonants of many words begin with those of a short name (Анна, Ира), and to undo the case forms of each of them takes longer
than all else that hiding does. But no ending reaches the first two letters of a word, nor the consonants before the ending:
where the name has no sound for these, no form of the word is near enough, however its vowels are spelled.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import or_
from string import ascii_letters, digits

from people.base.transliteration import SMALL_CYRILLIC
from people.detection.word_likeness import (
    CYRILLIC,
    FIRST_COST,
    LATIN_CASES,
    LIPS,
    costs_most,
    is_ending,
    is_read_otherwise,
    is_small,
    may_begin_alike,
    readings_of,
    stem_of,
    without_h,
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
        self.is_small = is_small(word)
        self.longest = LONGEST_PART_OF_SMALL if self.is_small else LONGEST_PART
        self.is_clear = not is_read_otherwise(word)
        small = word.lower()
        is_clear = self.is_clear and _is_plain(small, language)
        is_known = is_clear and CLEAR_BEGINNING.match(small)
        self.firsts = set().union(*(_alike(reading[:1]) for reading in self.readings)) if is_known else EVERY_SOUND
        self.groups = _groups_in(CLEAR_CONSONANT.findall(_before_endings(small, language))) if is_clear else 0

    def may_be(self, part: str) -> bool:
        """Whether some form of the word may be near the part of a name (as sounds)."""
        if len(part) > self.longest:
            return self._may_begin(part)
        if part[:1] not in self.firsts:
            return False
        others = ~groups_for(part)
        if not self.groups & others:
            return True
        shortest = max(len(part) - 1, 0)
        for reading, beginnings in self._beginnings:
            for cut, groups in enumerate(beginnings[shortest : len(part) + 2], shortest):
                if not groups & others and is_ending(reading[cut:]):
                    return True
        return False

    def _may_begin(self, part: str) -> bool:
        """Whether the first sound may be that of a longer part, where so little may differ that it must be."""
        stem = stem_of(part)
        return (
            not (stem and self.is_clear)
            or costs_most(part, self.is_small) >= FIRST_COST
            or stem[0] in self.firsts_of_long
        )

    @cached_property
    def firsts_of_long(self) -> frozenset[str]:
        firsts = (without_h(reading)[:1] for reading in self.readings)
        return frozenset(LIPS).union(*map(_alike, firsts))

    @cached_property
    def _beginnings(self) -> list[tuple[str, list[int]]]:
        """Each reading with the consonants of its beginnings: behind one, an ending of any language has consonants of its own."""
        found = []
        for reading in self.readings:
            beginning = reading[: self.longest + 2]
            groups = accumulate((GROUP_OF.get(letter, 0) for letter in beginning), or_, initial=0)
            found.append((reading, list(groups)[: len(beginning)]))
        return found


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
