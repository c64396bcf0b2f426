"""The few keys under which a name is found: rough enough for every spelling, selective enough for one indexed query.

A key begins with the letter of its sort: p for two parts of a person's name (one in full, of the other its beginning, so
that a slip in either does not hide the name), t for two neighbouring words of a title, s for a name of a single word, d
for a title without its legal form or kind and written as one word (only duplicates are looked for by it), a for an
abbreviation, g for a place of names/places.py, i for an institution of names/institutions.py. A lone given or family
name is no key.
"""

import re
from functools import lru_cache
from itertools import groupby, product

from people.names.arabic import arabic_words, is_arabic, rough_sounds
from people.names.folding import fold, sounds
from people.names.given_names import SHORT_FOR, main_form_of
from people.names.institutions import ids_of_institution
from people.names.parts import Parts
from people.names.places import ids_of_name
from people.names.readings import readings_of
from people.names.title_parts import MOST_JOINED, title_parts
from people.names.titles import is_abbreviation, title_words

# Letters that spellings of one name exchange are one letter here; vowels and glides are left out.
ROUGH_LETTERS = str.maketrans(
    {**dict.fromkeys("aeiouvf"), **dict.fromkeys("gqh", "k"), **dict.fromkeys("ZSCXJjcz", "s")}
) | str.maketrans({"T": "t", "d": "t", "b": "p", "m": "n"})
ROUGH_CONSONANTS = "kstnprl"
HARD_C = re.compile("c(?![ei])")
BEGINNING_LENGTH = 2
SKELETON_LENGTH = 12
TITLE_SKELETON_LENGTH = 6
# The column's; only abbreviations that are none come near it.
KEY_LENGTH = 64


@lru_cache(maxsize=8192)
def skeleton(token: str) -> str:
    """The consonants of a token, by class; a first vowel is kept as one sign."""
    if not token:
        return ""
    head = "a" if token[0] in "aeiou" else "v" if token[0] in "vf" else token[0].translate(ROUGH_LETTERS)
    rest = token[1:].translate(ROUGH_LETTERS)
    # ng and n are one in many spellings: Zhangeldi, Zhaneldi.
    kept = (head + rest).replace("nk", "n")
    return "".join(letter for letter, _ in groupby(kept))[:SKELETON_LENGTH]


def pair_keys(one: str, other: str) -> set[str]:
    """Keys for two parts of a person's name, as sounds, in any order."""
    first, second = skeleton(main_form_of(one)), skeleton(main_form_of(other))
    return {f"p{first}|{second[:BEGINNING_LENGTH]}", f"p{second}|{first[:BEGINNING_LENGTH]}"}


def single_key(token: str) -> str:
    return f"s{skeleton(token)}"


def title_key(one: str, other: str) -> str:
    """A key for two neighbouring words of a title, as sounds, in any order."""
    return "t" + "|".join(sorted((skeleton(one)[:TITLE_SKELETON_LENGTH], skeleton(other)[:TITLE_SKELETON_LENGTH])))


def abbreviation_key(text: str) -> str:
    return f"a{fold(text).replace(' ', '')}"[:KEY_LENGTH]


def place_key(place: str) -> str:
    return f"g{place}"[:KEY_LENGTH]


def institution_key(institution: str) -> str:
    return f"i{institution}"[:KEY_LENGTH]


def keys_of(text: str, kind: str, name_kind: str = "alias", language: str = "", country_code: str = "") -> set[str]:
    """All keys of one recorded name."""
    if kind == "person":
        return _person_keys(text, language)
    keys = spelled_keys(text, name_kind, language) | _written_as_one(text, kind == "place", language)
    if kind == "place":
        return keys | {place_key(place) for place in ids_of_name(text, language, country_code)}
    return keys | {institution_key(institution) for institution in ids_of_institution(text, language)}


def spelled_keys(text: str, name_kind: str = "alias", language: str = "") -> set[str]:
    """The keys of a title as it is spelled, without what it is called elsewhere."""
    keys = _title_keys(text, language)
    if name_kind == "abbreviation" or is_abbreviation(text):
        keys.add(abbreviation_key(text))
    return keys


def _person_keys(text: str, language: str) -> set[str]:
    keys = set().union(*map(_keys_of_parts, readings_of(text, language)))
    if is_arabic(text, language) and len(words := arabic_words(text)) > 1:
        keys |= pair_keys(rough_sounds(words[0]), rough_sounds(words[-1]))
    return keys


def _keys_of_parts(parts: Parts) -> set[str]:
    words = parts.words
    if len(words) < 2:
        return {key for word in words for key in (single_key(word), *_initial_keys(word, parts.initials))}
    given, family = _open_readings(words[0]) | SHORT_FOR.get(words[0], set()), _open_readings(words[-1])
    if words[-1] in SHORT_FOR:
        family |= SHORT_FOR[words[-1]]
    return set().union(*(pair_keys(*pair) for pair in product(given, family)))


def _initial_keys(family: str, initials: tuple[str, ...]) -> list[str]:
    """The keys that a full name with this initial may have: its given name goes on with one letter or another."""
    if not initials or not initials[0]:
        return []
    first = skeleton("i" if initials[0] == "y" else initials[0])
    return [f"p{skeleton(family)}|{first[:1]}{second}" for second in ("", *ROUGH_CONSONANTS)]


def _open_readings(token: str) -> set[str]:
    """The token, and what its open letter c may stand for in a key: ts and k; in others it is ch."""
    return {token, token.replace("c", "T"), token.replace("c", "k")} if "c" in token else {token}


def _written_as_one(text: str, is_place: bool, language: str) -> set[str]:
    """The keys of a short title without what says only what it is."""
    words = title_parts(text, is_place, language).words
    if not 0 < len(words) <= MOST_JOINED:
        return set()
    # In titles c is mostly English: telecom, centre.
    return {f"d{skeleton(HARD_C.sub('k', ''.join(readings)))}" for readings in product(*words)}


def _title_keys(text: str, language: str) -> set[str]:
    words = tuple(map(sounds, title_words(text, language)))
    if len(words) == 1:
        return {single_key(words[0])}
    # The first and the last neighbours, and the last with the first for "Uzbek Ministry", "Ministry of Uzbekistan".
    neighbours = {words[:2], words[-2:], (words[-1], words[0])} if words else set()
    return {title_key(*pair) for pair in neighbours}
