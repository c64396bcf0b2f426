"""A text without its disguises: what the letters say that a reader sees, and where each of them stands in the source.

Invisible signs, stress marks and letters that only look like those of the word's alphabet change nothing for a reader, and must
change nothing for us. Addresses are read as a browser shows them: percent-encoded letters and punycode are undone.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from people.base.transliteration import INVISIBLE

#: Once or more often: an address inside the address of another is encoded with it, %D0 as %25D0.
ENCODED = re.compile(r"(?:%(?:25)*[0-9A-Fa-f]{2})+")
ENCODED_AGAIN = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
PUNYCODE = re.compile(r"\bxn--[a-z0-9-]+", re.IGNORECASE)
# Marks that make a letter of their own only where the letter exists as one sign; Arabic short vowels and the lengthening line;
# and whatever combining blocks of Unicode have for other alphabets, since they can be put on any letter.
MARK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u0640\u0591-\u05c7\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0f35\u0f37\u0f39"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua672\ua674-\ua67d\ufe20-\ufe2f]"
)
CYRILLIC, LATIN, GREEK = "\u0400-\u052f", "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "\u0370-\u03ff"
#: Letters of one alphabet that are printed as those of another; the digits stand where a letter is meant.
LOOKS_CYRILLIC = dict(
    zip("aceopxyijskmthbAEOCPXTHKMBYISJZ0346bw", "асеорхуіјѕкмтнвАЕОСРХТНКМВУІЅЈЗозчбьш", strict=True)
) | dict(zip("αορυκιτεχΑΒΕΗΙΚΜΟΡΤΥΧ", "аорукітехАВЕНІКМОРТУХ", strict=True))
LOOKS_LATIN = dict(
    zip("асеорхуіјѕһԁԛԝкмтнвАЕОСРХТНКМВУІЅЈЗ01", "aceopxyijshdqwkmthbAEOCPXTHKMBYISJZol", strict=True)
) | dict(zip("αορυνικτεχΑΒΕΗΙΚΜΝΟΡΤΥΧ", "aopuviktexABEHIKMNOPTYX", strict=True))
MIXED = re.compile(
    f"[{CYRILLIC}][{LATIN}{GREEK}0-9]|[{LATIN}{GREEK}0-9][{CYRILLIC}]|[{LATIN}][{GREEK}]|[{GREEK}][{LATIN}]"
)
WORD = re.compile(r"\w+")
SURELY_CYRILLIC, SURELY_LATIN = re.compile("[вкмнт]"), re.compile("[bkmht]")
#: Letters in fancy dress: full width, mathematical, circled, small capitals of the phonetic block; № and ™ are signs.
DRESSED = re.compile(
    "[\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124-\u2149\u2460-\u24ff\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f110-\U0001f189]"
)
SIGN_OF_DISGUISE = re.compile("[" + "".join(signs.pattern[1:-1] for signs in (INVISIBLE, MARK, DRESSED)) + "]")
ENCODED_ADDRESS = re.compile("%[0-9A-Fa-f]{2}|[Xx][Nn]--")
OTHER_THAN_LATIN = re.compile(f"[{CYRILLIC}{GREEK}]")


class Plain:
    """The letters of a text, with the stretch of the source that each of them stands for."""

    def __init__(self, text: str, spans: list[tuple[int, int]] | None = None):
        self.text, self.spans = text, spans

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Where what stands between two positions of the plain text begins and ends in the source."""
        return (first, last) if self.spans is None else (self.start(first), self.end(last))

    def start(self, position: int) -> int:
        """Where the letter at a position of the plain text begins in the source."""
        return position if self.spans is None else self.spans[position][0]

    def end(self, position: int) -> int:
        """Where the letter before a position of the plain text ends in the source, with the marks that belong to it."""
        return position if self.spans is None else self.spans[position - 1][1]


def plain_of(text: str) -> Plain:
    """The text as it reads: as it stands where nothing is disguised, which is nearly always."""
    return _in_one_alphabet(_without_marks(_decoded(text))) if _is_disguised(text) else Plain(text)


def _is_disguised(text: str) -> bool:
    if ENCODED_ADDRESS.search(text):
        return True
    if text.isascii():
        return False
    return bool(SIGN_OF_DISGUISE.search(text) or (OTHER_THAN_LATIN.search(text) and MIXED.search(text)))


def _decoded(text: str) -> list[tuple[str, int, int]]:
    """The letters with their stretches, addresses decoded."""
    letters, at = [], 0
    for match in sorted([*ENCODED.finditer(text), *PUNYCODE.finditer(text)], key=lambda match: match.start()):
        if match.start() < at or (decoded := _decode(match[0])) is None:
            continue
        letters += [(text[place], place, place + 1) for place in range(at, match.start())]
        letters += [(letter, match.start(), match.end()) for letter in decoded]
        at = match.end()
    return letters + [(text[place], place, place + 1) for place in range(at, len(text))]


@lru_cache(maxsize=1024)
def _decode(encoded: str) -> str | None:
    try:
        if encoded.startswith("%"):
            return unquote_to_bytes(ENCODED_AGAIN.sub("%", encoded)).decode()
        return encoded[4:].encode().decode("punycode")
    except (UnicodeError, ValueError):
        return None


def _without_marks(letters: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Marks joined to their letter where that makes one sign, and else gone; what is invisible gone."""
    kept: list[tuple[str, int, int]] = []
    for letter, start, end in letters:
        if not SIGN_OF_DISGUISE.match(letter):
            kept.append((letter, start, end))
        elif MARK.match(letter):
            if kept:
                before, first, _ = kept[-1]
                composed = unicodedata.normalize("NFC", before + letter)
                kept[-1] = (composed if len(composed) == 1 else before, first, end)
        elif INVISIBLE.match(letter):
            if kept:
                kept[-1] = (kept[-1][0], kept[-1][1], end)
        else:
            shown = unicodedata.normalize("NFKC", letter) if DRESSED.match(letter) else letter
            kept += [(part, start, end) for part in shown]
    return kept


def _in_one_alphabet(letters: list[tuple[str, int, int]]) -> Plain:
    text = "".join(letter for letter, _, _ in letters)
    text = WORD.sub(lambda match: _one_alphabet(match[0]), text)
    return Plain(text, [(start, end) for _, start, end in letters])


@lru_cache(maxsize=1024)
def _one_alphabet(word: str) -> str:
    """The word in the alphabet that all its letters can be read in, the one of most of them first; else as it is."""
    if not MIXED.search(word):
        return word
    # A letter that looks like one of the other alphabet only in capitals (в, k) says most about which alphabet is meant.
    cyrillic = len(SURELY_CYRILLIC.findall(word)), len(re.findall(f"[{CYRILLIC}]", word))
    latin = len(SURELY_LATIN.findall(word)), len(re.findall(f"[{LATIN}]", word))
    tables = [(f"[{CYRILLIC}]", LOOKS_CYRILLIC), (f"[{LATIN}]", LOOKS_LATIN)]
    for own, table in tables if cyrillic >= latin else reversed(tables):
        if all(re.match(own, letter) or letter in table or letter == "_" for letter in word):
            return "".join(letter if re.match(own, letter) else table.get(letter, letter) for letter in word)
    return word


@lru_cache(maxsize=16_384)
def in_other_alphabet(word: str) -> str | None:
    """The same word as it reads in the other alphabet, where each of its letters looks like one of it: Вapapa is Варара."""
    if SURELY_CYRILLIC.search(word) or SURELY_LATIN.search(word) or len(word) < 3 or not word.isalpha():
        return None
    table = LOOKS_LATIN if re.match(f"[{CYRILLIC}]", word) else LOOKS_CYRILLIC
    return "".join(table[letter] for letter in word) if all(letter in table for letter in word) else None
