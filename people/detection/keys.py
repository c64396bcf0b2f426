"""The few keys under which a name is found: rough enough for every spelling, selective enough for one indexed query.

A key begins with the letter of its sort: p for two parts of a person's name (one in full, of the other its beginning, so
that a slip in either does not hide the name), t for two neighbouring words of a title, s for a name of a single word, a
for an abbreviation, g for a place of names/places.py, i for an institution of names/institutions.py. A lone given or family name
is no key.
"""

from functools import lru_cache
from itertools import groupby

from people.names.arabic import arabic_words, is_arabic, rough_sounds
from people.names.folding import fold, sounds
from people.names.given_names import main_form_of
from people.names.institutions import ids_of_institution
from people.names.parts import Parts
from people.names.places import ids_of_name
from people.names.readings import readings_of
from people.names.titles import is_abbreviation, title_words

# Letters that spellings of one name exchange are one letter here; vowels and glides are left out.
ROUGH_LETTERS = str.maketrans(
    {**dict.fromkeys("aeiouvf"), **dict.fromkeys("gqh", "k"), **dict.fromkeys("ZSCXJjcz", "s")}
) | str.maketrans({"T": "t", "d": "t", "b": "p", "m": "n"})
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
    keys = spelled_keys(text, name_kind, language)
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
        return {single_key(word) for word in words}
    return pair_keys(words[0], words[-1])


def _title_keys(text: str, language: str) -> set[str]:
    words = tuple(map(sounds, title_words(text, language)))
    if len(words) == 1:
        return {single_key(words[0])}
    # The first and the last neighbours, and the last with the first for "Uzbek Ministry", "Ministry of Uzbekistan".
    neighbours = {words[:2], words[-2:], (words[-1], words[0])} if words else set()
    return {title_key(*pair) for pair in neighbours}
