"""The ways to read a person's name that a foreign language has dressed in its own endings or syllables.

Latvian and Lithuanian add -s, -as, -us to every man's name (Sergejs Lavrovs), Georgian its -i to foreign ones
(ნიკოლოზი), and Russian writes Chinese by the system of Palladius (Си Цзиньпин). Each reading is compared, and gives
keys of its own.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from people.names.folding import sounds
from people.names.given_names import is_in_tables
from people.names.parts import Parts, parts_of
from people.names.tables import read_entries

# As sounds: no name of another language ends so.
SURELY_BALTIC = re.compile(r"(?:[oe]v|[ei]j|[ei]i)(?:[aiu]?s)$")
BALTIC_ENDING = re.compile(r"(?<=.{2}[^aeious])[aiu]?s$")
GEORGIAN_ENDING = re.compile(r"(?<=.{2}[^aeiou])i$")
LATIN, GEORGIAN = re.compile(r"[^\W\d_ªº]*[a-z]", re.IGNORECASE), re.compile("[ა-ჰ]")
SYLLABLES = {entry.forms[0]: entry.key for entry in read_entries("names/data/palladius.txt", has_keys=True)}
_ALTERNATIVES = "|".join(
    f"{syllable}(?![аеиоуыэюя])" if syllable.endswith("н") else syllable
    for syllable in sorted(SYLLABLES, key=len, reverse=True)
)
SYLLABLE = re.compile(_ALTERNATIVES)
CHINESE_WORD = re.compile(f"(?:(?:{_ALTERNATIVES})[ъ-]?){{1,3}}")


@lru_cache(maxsize=4096)
def readings_of(text: str, language: str = "") -> tuple[Parts, ...]:
    """The name as it stands, and what it is without the dress of another language."""
    plain = parts_of(text, language)
    baltic = _without_baltic_endings(plain, text)
    others = (baltic,) if text.isascii() else (baltic, _without_georgian_endings(plain, text), _chinese(text))
    return (plain, *filter(None, others))


def _without_baltic_endings(plain: Parts, text: str) -> Parts | None:
    words = plain.words
    if len(words) < 2 or not all(word.endswith("s") for word in words) or not LATIN.match(text):
        return None
    given = BALTIC_ENDING.sub("", words[0])
    if any(map(SURELY_BALTIC.search, words)) or (is_in_tables(given) and not is_in_tables(words[0])):
        return _changed(plain, lambda word: BALTIC_ENDING.sub("", word))
    return None


def _without_georgian_endings(plain: Parts, text: str) -> Parts | None:
    if not GEORGIAN.search(text):
        return None
    return _changed(plain, lambda word: GEORGIAN_ENDING.sub("", word))


def _changed(plain: Parts, change: Callable[[str], str]) -> Parts | None:
    words = tuple(map(change, plain.words))
    return replace(plain, words=words) if words != plain.words else None


def _chinese(text: str) -> Parts | None:
    """The name in pinyin, where every word is made of syllables of Palladius."""
    words = text.lower().replace("ё", "е").split()
    if len(words) < 2 or not all(map(CHINESE_WORD.fullmatch, words)):
        return None
    return Parts(tuple(sounds(pinyin_of(word)) for word in words), is_exact=True)


def pinyin_of(word: str) -> str:
    """A word of syllables of Palladius in pinyin."""
    return "".join(SYLLABLES[syllable] for syllable in SYLLABLE.findall(word))
