"""The words of a text as the index has them: the same for what is stored and for what is asked, on both databases.

A word is folded as readers compare (``search_fold``) and then stemmed. The databases get finished words, each between two
spaces, and take nothing apart themselves: their own parsers differ on 2023-08-14, ё and half of all apostrophes.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import NamedTuple

import Stemmer

from articles.search.suffixes import ENDINGS, without_endings
from people.base.transliteration import APOSTROPHES, INVISIBLE, latinise
from people.names import search_fold
from people.names.arabic import MARKS as ARABIC_MARKS
from people.names.arabic import ONE_LETTER as ONE_ARABIC_LETTER
from people.names.inflection import main_code

#: Language -> the name of its Snowball stemmer.
SNOWBALL = {
    **{"ar": "arabic", "cs": "czech", "de": "german", "en": "english", "es": "spanish", "fa": "persian"},
    **{"fr": "french", "hy": "armenian", "it": "italian", "pl": "polish", "pt": "portuguese", "ru": "russian"},
    **{"tr": "turkish"},
}
#: Languages of two alphabets, which meet in the Latin one.
IN_LATIN = {"uz", "kaa"}
LONGEST_WORD = 60
INSIDE = "".join(map(re.escape, APOSTROPHES)) + INVISIBLE.pattern.strip("[]")
SIGNS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{SIGNS}]|[{INSIDE}](?=[^\W_]))*")
PLAIN = re.compile(r"[^\W_]+")
SLIPPED_TOGETHER = str.maketrans({"'": None, "’": None})
PER_THREAD = local()


class Word(NamedTuple):
    """A word of a text: where it stands, and how the index has it (seldom as two, once as none)."""

    start: int
    end: int
    tokens: tuple[str, ...]


def words_in(text: str, language: str) -> Iterator[Word]:
    for found in WORD.finditer(text):
        yield Word(found.start(), found.end(), tokens_of(found[0], language))


def tokens_in(text: str, language: str) -> list[str]:
    return [token for word in WORD.findall(text) for token in tokens_of(word, language)]


@lru_cache(maxsize=100_000)
def tokens_of(word: str, language: str) -> tuple[str, ...]:
    return tuple(stem(plain, language) for plain in folded(word))


@lru_cache(maxsize=20_000)
def folded(word: str) -> tuple[str, ...]:
    """The word as readers may write it: small letters, no apostrophes, no marks that one leaves out."""
    plain = search_fold(word).translate(SLIPPED_TOGETHER)
    if not plain.isascii():
        plain = ARABIC_MARKS.sub("", plain.translate(ONE_ARABIC_LETTER))
        plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    return tuple(part[:LONGEST_WORD] for part in PLAIN.findall(plain))


def stem(word: str, language: str) -> str:
    """What all forms of a folded word have in common; the word itself in a language that we know no endings of."""
    code = main_code(language)
    if any(sign.isdigit() for sign in word):
        return word
    if code in IN_LATIN:
        word = "".join(folded(latinise(word, language))) if not word.isascii() else word
    if code in ENDINGS:
        return without_endings(word, code)
    return _snowball(SNOWBALL[code]).stemWord(word) if code in SNOWBALL else word


def _snowball(name: str):
    """A stemmer of this thread's own: they keep what they are reading in themselves."""
    stemmers = PER_THREAD.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name)
    return stemmers[name]
