"""What it costs to read one word of a text as one part of a recorded name, with any case ending."""

import re
from functools import lru_cache

from people.base.transliteration import APOSTROPHES
from people.detection.plain import in_other_alphabet
from people.detection.skeletons import shapes_of
from people.names.arabic import arabic_words, fits, rough_sounds
from people.names.folding import sounds
from people.names.given_names import MAIN_FORM_OF, MAIN_FORM_OF_ARABIC, may_be_given
from people.names.inflection import BALTIC, Base, bases, is_slavic
from people.names.likeness import VOWELS, allowance, distance, distance_of_beginning
from people.names.readings import CHINESE_WORD, pinyin_of

#: An undone case ending is a little less certain than the word as it stands.
OBLIQUE_COST = 0.02
ENDING_COST = 2 * OBLIQUE_COST
H_COST = 0.2
#: Forms that differ by more letters in length are not compared.
MOST_LONGER = 4
#: What counts as exact enough for a small letter, and for a part with whatever follows it.
NEAR = 0.35
NEAR_OF_SOUND = 0.07
SHORT = 3
LONGEST_REPLACED = 3
#: No first sound is left out, or exchanged for one that is another name's, for less.
FIRST_COST = 0.9
WITHOUT_VOWELS = 0.3
#: Of first sounds these are told apart by what stands behind them.
LIPS = "mn"
#: Letters of alphabets without capitals: Hebrew, Arabic, Georgian, and those of East Asia.
WITHOUT_CASE = re.compile("[\u0590-\u06ff\u0750-\u077f\u10d0-\u10ff\u3040-\u9fff\uac00-\ud7af]")
#: Endings of Russian, Ukrainian and Belarusian cases in Latin letters, and what the nominative ends in instead.
LATIN_CASES = [
    *((ending, "a") for ending in ("u", "y", "i", "e", "oy", "oi", "oyu", "oiu", "oju", "oj", "ey", "ei")),
    *((ending, "") for ending in ("a", "u", "e", "y", "om", "em", "ym", "im", "am", "ami", "ov", "ovi")),
    *((ending, "ya") for ending in ("yu", "iu", "ju", "i", "ey", "ei")),
    *((ending, "y") for ending in ("ya", "ia", "yu", "iu", "yem", "iem", "ogo", "oho", "omu", "ym")),
    *((ending, "aya") for ending in ("oy", "oi", "uyu", "uiu")),
]
DOUBLED = re.compile(r"(.)\1+")
CYRILLIC = re.compile("[\u0400-\u052f]")
VOWEL_SIGN = re.compile(r"(?<=[^aeiou])v(?![aeiou])")
APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
# And, to, by, for, with the article: Arabic writes them together with the word.
ARABIC_BEGINNING = re.compile(r"^(?:[vfbkl]|(?:[vfb]?al|lil)(?=..))(?=..)")
_TURKIC = (
    r"(?:[ldnt][aeou]r)?(?:imi[zs]|ini[zs]|im|in|s?[iu]|iu)?"
    r"(?:n?[iu]n[gk]?|[dtn][iu]n[gk]?|[gkqh][aeo]|n?[aeo]|n?[dt][aeo]n?|n[ae]n|[ndt][iu]|[mbp]en(?:en)?|n?[dt][ae][gk]i"
    r"|niki|(?:ga)?C[ae]|dek|l[ae]|il[ae]|s[ae])?"
)
_SLAVIC = r"[auei]|iu|oi|ei|oiu|eiu|i?om|i?em|ov|ev|av|iav|am|ah|ami|iami|im|ih|imi|ogo|omu|aia|uiu|ie|ii|[oe]vi|[oe]vih?|[oe]vim"
_GEORGIAN = r"i?(?:ma|m|s|is|it|iT|ad|o|Si|ze|tan|gan|Tan|is?T?vis|dan|ia|a|n)|sa|sTan"
_ARMENIAN = r"i|n|in|iT|iTs|ov|um|e|ne|s|d|in[ensd]|na|neri?"
_OTHERS = r"s|as|es|is|us|ui|iem|en|ra|ro|i?ho|ha|an|on|aS|iS|e|i"
ENDING = re.compile(rf"(?:{_TURKIC}|{_SLAVIC}|{_GEORGIAN}|{_ARMENIAN}|{_OTHERS})")


@lru_cache(maxsize=65_536)
def sounds_of(word: str, language: str) -> str:
    return sounds(word, language).replace(" ", "")


@lru_cache(maxsize=32_768)
def shapes_in(word: str, language: str) -> tuple[str, ...]:
    """The shapes of the word as it is read in the story's language, and in the one that most quotations come from."""
    found = [*shapes_of(sounds_of(word, language))]
    if not word.isascii() or language not in ("", "en"):
        found += shapes_of(sounds_of(word, "ru" if CYRILLIC.match(word) else "en"))
    if other := in_other_alphabet(word):
        found += shapes_of(sounds_of(other, "ru" if CYRILLIC.match(other) else language))
    found += [shape for reading in _chinese(word) for shape in shapes_of(reading)]
    if ARABIC.match(word):
        found += [shape for base in forms_of(word, language) for form in without_vowel_signs(base.sounds)
                  for shape in shapes_of(form)]  # fmt: skip
        found += [shape for form in arabic_words(word) for shape in shapes_of(rough_sounds(form))]
    if language in BALTIC:  # their nominative has a consonant that other cases do not have: Kazlauskas, Kazlausko
        found += [shape for base in forms_of(word, language) for shape in shapes_of(base.sounds)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=32_768)
def forms_of(word: str, language: str) -> tuple[Base, ...]:
    """The nominatives that a word may stand for, by the story's language and by those that most quotations come from."""
    found: dict[str, Base] = {}
    for code in dict.fromkeys((language, "ru" if CYRILLIC.match(word) else "en")):
        for base in bases(word, code):
            found.setdefault(base.sounds, base)
    if other := in_other_alphabet(word):
        for base in bases(other, "ru" if CYRILLIC.match(other) else language):
            found.setdefault(base.sounds, base)
    for reading in _chinese(word):
        found.setdefault(reading, Base(reading))
    if word.isascii() and is_slavic(language):
        for base in _latin_cases(word.lower()):
            found.setdefault(base.sounds, base)
    if apostrophe := APOSTROPHE.search(word):
        whole = sounds_of(word[: apostrophe.start()], language)
        found.setdefault(whole, Base(whole, True))
    if ARABIC.match(word):
        for base in list(found.values()):
            short = ARABIC_BEGINNING.sub("", base.sounds)
            found.setdefault(short, Base(short, True))
    return tuple(found.values())


def _latin_cases(word: str) -> list[Base]:
    """The nominatives of a Slavic case form in Latin letters, as addresses have it: shalabayevu, tsoyem."""
    stems = [(word[: -len(ending)], new) for ending, new in LATIN_CASES if word.endswith(ending)]
    return [
        Base(sounds(stem + new, "en").replace(" ", ""), True, new.endswith("a")) for stem, new in stems if len(stem) > 1
    ]


def _chinese(word: str) -> list[str]:
    """What a Russian word is in pinyin, as sounds, with up to two letters of a case ending taken off (Сюя, Юньлянем)."""
    if not CYRILLIC.match(word) or word.islower():
        return []
    plain = word.lower()
    stems = [plain[: len(plain) - cut] for cut in range(3) if len(plain) - cut >= 2]
    stems += [f"{stem}й" for stem in stems[1:]]
    return [sounds(pinyin_of(stem)) for stem in stems if CHINESE_WORD.fullmatch(stem)]


def price_of(word: str, language: str, part: str, is_bare: bool) -> float | None:
    """What it costs to read the word as the part of a name (as sounds), or None where it is not that name.

    ``is_bare``: the part is recorded in a script that leaves short vowels out.
    """
    if not is_bare and not _begins_like(word, language, part):
        return None
    costs = [
        cost + OBLIQUE_COST * base.is_oblique
        for base in forms_of(word, language)
        if (cost := _cost_within(base.sounds, part, _most(word, base.sounds, part))) is not None
    ]
    if is_bare or ARABIC.match(word):
        costs += [WITHOUT_VOWELS for base in forms_of(word, language) if _share_consonants(base.sounds, part)]
    if ARABIC.match(word) and _may_be_read(word, part):
        costs.append(WITHOUT_VOWELS)
    if "h" in part or "h" in sounds_of(word, language):
        costs += [cost for base in forms_of(word, language) if (cost := _cost_without_h(base.sounds, part)) is not None]
    if not costs:
        found = [_cost_with_ending(reading, language, part) for reading in readings_of(word, language)]
        costs += [cost for cost in found if cost is not None]
    return min(costs, default=None)


@lru_cache(maxsize=65_536)
def cost_of(word: str, language: str, part: str, is_bare: bool = False) -> float | None:
    """The same, remembered."""
    return price_of(word, language, part, is_bare)


@lru_cache(maxsize=32_768)
def is_small(word: str) -> bool:
    """Whether it is written with small letters only, in an alphabet that has others: then it must come nearer."""
    return word.islower() and not WITHOUT_CASE.match(word)


def _most(word: str, base: str, part: str) -> float:
    return min(near(part), allowance(base, part)) if is_small(word) else allowance(base, part)


def _begins_like(word: str, language: str, part: str) -> bool:
    """A quick look before all case forms are undone: no ending reaches further forward than the last three sounds."""
    stem = stem_of(part)
    if not stem or is_read_otherwise(word):
        return True
    most = costs_most(part, is_small(word))
    return any(
        distance_of_beginning(reading[: len(stem) + 2], stem, most) <= most
        for reading in map(without_h, readings_of(word, language))
        if most >= FIRST_COST or may_begin_alike(reading[:1], stem[:1]) or stem[0] in LIPS
    )


@lru_cache(maxsize=32_768)
def costs_most(part: str, is_small: bool) -> float:
    """How far the beginning of a word may be from that of the part."""
    return near(part) if is_small else allowance(part, part) + NEAR


@lru_cache(maxsize=32_768)
def stem_of(part: str) -> str:
    """The sounds that no case ending changes, the last a consonant; nothing for a part that is too short to have any."""
    plain = without_h(part)
    stem = plain[: -LONGEST_REPLACED if len(plain) > LONGEST_REPLACED + 2 else -2].rstrip(VOWELS)
    return stem if len(stem) > 1 else ""


@lru_cache(maxsize=32_768)
def is_read_otherwise(word: str) -> bool:
    return bool(ARABIC.match(word) or in_other_alphabet(word) or _chinese(word))


@lru_cache(maxsize=32_768)
def readings_of(word: str, language: str) -> tuple[str, ...]:
    """The word as sounds, in the story's language and in the one that most quotations come from."""
    return tuple(dict.fromkeys((sounds_of(word, language), sounds_of(word, "ru" if CYRILLIC.match(word) else "en"))))


def _cost_within(one: str, other: str, most: float) -> float | None:
    """The distance of two words, or None where it is more than so much."""
    if abs(len(one) - len(other)) > MOST_LONGER or (most < FIRST_COST and not may_begin_alike(one[:1], other[:1])):
        return None
    cost = distance(one, other, most)
    return cost if cost <= most else None


@lru_cache(maxsize=1024)
def may_begin_alike(one: str, other: str) -> bool:
    """Whether two first sounds may stand for each other in a short name; i, j and h may be missing."""
    return one == other or bool({one, other} & set("ijh")) or distance(one, other) < FIRST_COST


def _cost_without_h(base: str, part: str) -> float | None:
    """Hakob and Akop, Vahagn and Ваагн: an h that the other language does not write, and the vowels beside it."""
    one, other = without_h(base), without_h(part)
    if min(len(one), len(other)) < SHORT or (len(one), len(other)) == (len(base), len(part)):
        return None
    cost = _cost_within(one, other, allowance(one, other) - H_COST)
    return None if cost is None else cost + H_COST


@lru_cache(maxsize=32_768)
def without_h(word: str) -> str:
    return DOUBLED.sub(lambda match: match[1], word.replace("h", ""))


def _share_consonants(base: str, part: str) -> bool:
    """Arabic script leaves short vowels out."""
    ours, theirs = _bare(base), _bare(part)
    return bool(ours & theirs) and max(map(len, ours & theirs)) >= SHORT


def _may_be_read(word: str, part: str) -> bool:
    """علی may be read Ali, رضایی Rezaei: too few consonants to share, but each letter fits."""
    if min(len(word), len(part)) < SHORT:
        return False
    # Of a short name that the table has, only its own spellings: عالی (excellent) is not Ali.
    is_known = len(part) == SHORT and part in MAIN_FORM_OF
    return any(fits(form, part) and (not is_known or form in MAIN_FORM_OF_ARABIC) for form in arabic_words(word))


def _bare(word: str) -> set[str]:
    return {shape for known in without_vowel_signs(word) for shape in shapes_of(known)}


def without_vowel_signs(word: str) -> tuple[str, ...]:
    """The word as it is, and with each و between consonants taken for a vowel."""
    return tuple(dict.fromkeys((word, VOWEL_SIGN.sub("", word))))


def _cost_with_ending(word: str, language: str, part: str) -> float | None:
    """The part with an ending that no table of the story's language has: a Karakalpak case in a Russian story."""
    if len(part) <= SHORT:
        is_whole = word.startswith(part) and not is_slavic(language) and not may_be_given(word)
        return NEAR if is_whole and len(word) > len(part) + 1 and is_ending(word[len(part) :]) else None
    most = min(near(part), allowance(part, part)) - ENDING_COST
    found = [
        cost + ENDING_COST
        for cut in range(len(part) - 1, min(len(word), len(part) + 2))
        if len(word) - cut <= 9 and is_ending(word[cut:])
        and (cost := _cost_within(word[:cut], part, most)) is not None
    ]  # fmt: skip
    return min(found, default=None)


@lru_cache(maxsize=32_768)
def is_ending(sounds: str) -> bool:
    return bool(ENDING.fullmatch(sounds))


def near(part: str) -> float:
    """How far a word may be from a part of a name where no capital says that it is a name."""
    return max(NEAR, NEAR_OF_SOUND * len(part))


def holds(word: str, part: str) -> bool:
    """Whether the sounds of the word hold those of the part, or nearly."""
    if part in word:
        return True
    shapes = shapes_of(part)
    if not any(inner in outer for inner in shapes for outer in shapes_of(word)):
        return False
    length = len(part)
    return any(
        distance(word[start : start + size], part) <= NEAR
        for size in (length - 1, length, length + 1)
        for start in range(len(word) - size + 1)
    )
