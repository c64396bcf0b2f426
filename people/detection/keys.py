"""The few keys under which a name is found: rough enough for every spelling, selective enough for one indexed query.

A key begins with the letter of its sort: p for two parts of a person's name (one in full, of the other its beginning, so
that a slip in either does not hide the name), t for two neighbouring words of a title, s for a name of a single word, a
for an abbreviation, g for a place of the tables in names/places.py, i for a body of those in names/institutions.py. A lone
given or family name is no key.
"""

from functools import lru_cache

from people.names.folding import fold, sounds
from people.names.given_names import representative
from people.names.institutions import ids_of_body
from people.names.parts import parts_of
from people.names.places import ids_of_name
from people.names.titles import is_abbreviation, title_words

# Letters that spellings of one name exchange are one letter here; vowels and glides are left out.
ROUGH = str.maketrans(
    {**dict.fromkeys("aeiouvf"), **dict.fromkeys("gqh", "k"), **dict.fromkeys("ZSCjcz", "s")}
) | str.maketrans({"T": "t", "d": "t", "b": "p", "m": "n"})
BEGINNING = 2
LONGEST = 12
TITLE_LONGEST = 6
# The column's; only abbreviations that are none come near it.
KEY_LENGTH = 64


@lru_cache(maxsize=8192)
def skeleton(heard: str) -> str:
    """The consonants of a token, by class; a first vowel is kept as one sign."""
    if not heard:
        return ""
    head = "a" if heard[0] in "aeiou" else "v" if heard[0] in "vf" else heard[0].translate(ROUGH)
    rest = heard[1:].translate(ROUGH)
    # ng and n are one in many spellings: Zhangeldi, Zhaneldi.
    kept = (head + rest).replace("nk", "n")
    return "".join(letter for place, letter in enumerate(kept) if not place or letter != kept[place - 1])[:LONGEST]


def pair_keys(one: str, other: str) -> set[str]:
    """Keys for two parts of a person's name, as sounds, in any order."""
    first, second = skeleton(representative(one)), skeleton(representative(other))
    return {f"p{first}|{second[:BEGINNING]}", f"p{second}|{first[:BEGINNING]}"}


def single_key(heard: str) -> str:
    return f"s{skeleton(heard)}"


def title_key(one: str, other: str) -> str:
    """A key for two neighbouring words of a title, as sounds, in any order."""
    return "t" + "|".join(sorted((skeleton(one)[:TITLE_LONGEST], skeleton(other)[:TITLE_LONGEST])))


def abbreviation_key(text: str) -> str:
    return f"a{fold(text).replace(' ', '')}"[:KEY_LENGTH]


def place_key(place: str) -> str:
    return f"g{place}"[:KEY_LENGTH]


def body_key(body: str) -> str:
    return f"i{body}"[:KEY_LENGTH]


def keys_of(text: str, kind: str, name_kind: str = "alias", language: str = "", country_code: str = "") -> set[str]:
    """All keys of one recorded name."""
    if kind == "person":
        return _person_keys(text, language)
    keys = spelled_keys(text, name_kind, language)
    if kind == "place":
        return keys | {place_key(place) for place in ids_of_name(text, language, country_code)}
    return keys | {body_key(body) for body in ids_of_body(text, language)}


def spelled_keys(text: str, name_kind: str = "alias", language: str = "") -> set[str]:
    """The keys of a title as it is spelled, without what it is called elsewhere."""
    keys = _title_keys(text, language)
    if name_kind == "abbreviation" or is_abbreviation(text):
        keys.add(abbreviation_key(text))
    return keys


def _person_keys(text: str, language: str) -> set[str]:
    words = parts_of(text, language).words
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
