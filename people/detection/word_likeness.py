"""What it costs to read one word of a text as one part of a recorded name, with any case ending."""

import re
from functools import lru_cache

from people.detection.skeletons import shapes_of
from people.names.given_names import may_be_given
from people.names.inflection import Base, bases, is_slavic
from people.names.folding import sounds
from people.names.likeness import allowance, distance

OBLIQUE_COST = 0.02
#: What counts as exact enough for a small letter, and for a part with whatever follows it.
NEAR = 0.35
SHORT = 3
WITHOUT_VOWELS = 0.3
CYRILLIC = re.compile("[\u0400-\u052f]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
# And, to, by, for, with the article: Arabic writes them together with the word.
ARABIC_BEGINNING = re.compile(r"^(?:[vfbkl]|(?:[vfb]?al|lil)(?=..))(?=..)")
_TURKIC = (
    r"(?:[ldnt][aeou]r)?(?:imi[zs]|ini[zs]|im|in|s?[iu]|iu)?"
    r"(?:n?[iu]n[gk]?|[dtn][iu]n[gk]?|[gkqh][aeo]|n?[aeo]|n?[dt][aeo]n?|n[ae]n|[ndt][iu]|[mbp]en(?:en)?|n?[dt][ae][gk]i"
    r"|niki|(?:ga)?C[ae]|dek|l[ae]|il[ae]|s[ae])?"
)
_SLAVIC = r"[auei]|iu|oi|ei|oiu|eiu|i?om|i?em|ov|ev|am|ah|ami|iami|im|ih|imi|ogo|omu|aia|uiu|ie|ii|[oe]vi|[oe]vih?|[oe]vim"
_GEORGIAN = r"i?(?:ma|m|s|is|it|iT|ad|o|Si|ze|tan|gan|Tan|is?T?vis|dan|ia|a|n)|sa|sTan"
_ARMENIAN = r"i|n|in|iT|iTs|ov|um|e|ne|s|d|in[ensd]|na|neri?"
_OTHERS = r"s|as|es|is|us|ui|iem|en|ra|ro|i?ho|ha|an|on|aS|iS|e|i"
ENDING = re.compile(rf"(?:{_TURKIC}|{_SLAVIC}|{_GEORGIAN}|{_ARMENIAN}|{_OTHERS})")


@lru_cache(maxsize=65_536)
def sounds_of(word: str, language: str) -> str:
    return sounds(word, language).replace(" ", "")


@lru_cache(maxsize=32_768)
def forms_of(word: str, language: str) -> tuple[Base, ...]:
    """The nominatives that a word may stand for, by the story's language and by those that most quotations come from."""
    found: dict[str, Base] = {}
    for code in dict.fromkeys((language, "ru" if CYRILLIC.match(word) else "en")):
        for base in bases(word, code):
            found.setdefault(base.sounds, base)
    if ARABIC.match(word):
        for base in list(found.values()):
            short = ARABIC_BEGINNING.sub("", base.sounds)
            found.setdefault(short, Base(short, True))
    return tuple(found.values())


@lru_cache(maxsize=65_536)
def cost_of(word: str, language: str, part: str) -> float | None:
    """What it costs to read the word as the part of a name (as sounds), or None where it is not that name."""
    costs = [
        distance(base.sounds, part) + OBLIQUE_COST * base.is_oblique
        for base in forms_of(word, language)
        if _may_be(base.sounds, part)
    ]
    if ARABIC.match(word):
        costs += [WITHOUT_VOWELS for base in forms_of(word, language) if _share_consonants(base.sounds, part)]
    if not costs and (cost := _cost_with_ending(sounds_of(word, language), language, part)) is not None:
        costs.append(cost)
    return min(costs, default=None)


def _may_be(base: str, part: str) -> bool:
    return abs(len(base) - len(part)) <= 4 and distance(base, part) <= allowance(base, part)


def _share_consonants(base: str, part: str) -> bool:
    """Arabic script leaves short vowels out."""
    ours, theirs = _bare(base), _bare(part)
    return bool(ours & theirs) and max(map(len, ours & theirs)) >= SHORT - 1


def _bare(word: str) -> set[str]:
    return {shape for known in (word, word.replace("v", "")) for shape in shapes_of(known)}


def _cost_with_ending(word: str, language: str, part: str) -> float | None:
    """The part with an ending that no table of the story's language has: a Karakalpak case in a Russian story."""
    if len(part) <= SHORT:
        is_whole = word.startswith(part) and not is_slavic(language) and not may_be_given(word)
        return NEAR if is_whole and len(word) > len(part) + 1 and ENDING.fullmatch(word[len(part) :]) else None
    found = [
        distance(word[:cut], part) + 2 * OBLIQUE_COST
        for cut in range(len(part) - 1, min(len(word), len(part) + 2))
        if len(word) - cut <= 9 and ENDING.fullmatch(word[cut:])
    ]
    cost = min(found, default=1.0)
    return cost if cost <= min(NEAR, allowance(word[: len(part)], part)) else None
