"""Names of organisations and places: the words that carry the meaning, whatever their order, case ending or spelling.

"Uzbek Interior Ministry" and "Ministry of Internal Affairs of Uzbekistan" come to the same words, by rules that hold for
every country of the tables: a people's adjective stands for its country, small words and "affairs" say nothing.
"""

import re
from functools import lru_cache

from people.names.folding import fold

# Words that join others and carry nothing, in the languages of the region; folded.
SMALL_WORDS = frozenset(
    fold(word)
    for word in (
        "of the for and in on at to a an against und der die das de des du la le les et sans "
        "и в во на по при для о об от у та і й з за bilan va uchun және мен үшін жана менен үчүн ve ilə"
    ).split()
)
# English institutional words with two spellings or two names. Source: usage of ministries and the press in English.
SAME_WORD = {
    fold(word): fold(meaning)
    for meaning, words in {
        "center": "centre",
        "organization": "organisation",
        "defense": "defence",
        "labor": "labour",
        "program": "programme",
        "internal": "interior",
        "lawyer": "lawyers",
    }.items()
    for word in words.split()
}
SILENT = frozenset(map(fold, ("affairs", "republic", "республика", "respublikasi", "республикасы", "дел")))
# Adjectives of peoples and states, with the name of the country that they stand for. Source: CLDR territory names and
# the adjectives in English dictionaries; a title says "Kazakh" where it means the state of Kazakhstan.
ADJECTIVES = """
Afghanistan Afghan; Armenia Armenian; Azerbaijan Azerbaijani Azeri; Belarus Belarusian Belarussian; China Chinese;
Crimea Crimean; Estonia Estonian; France French; Georgia Georgian; Germany German; India Indian; Iran Iranian; Iraq Iraqi;
Israel Israeli; Karakalpakstan Karakalpak; Kazakhstan Kazakh Kazakhstani; Kyrgyzstan Kyrgyz Kirghiz; Latvia Latvian;
Lithuania Lithuanian; Moldova Moldovan; Mongolia Mongolian; Norway Norwegian; Pakistan Pakistani; Poland Polish;
Russia Russian; Sweden Swedish; Syria Syrian; Tajikistan Tajik Tajikistani; Tatarstan Tatar; Turkey Turkish;
Turkmenistan Turkmen; Ukraine Ukrainian; Uzbekistan Uzbek Uzbekistani; Chechnya Chechen
"""
COUNTRY_OF = {fold(adjective): fold(row.split()[0]) for row in ADJECTIVES.split(";") for adjective in row.split()[1:]}
BRACKETED = re.compile(r"\([^)]*\)")


@lru_cache(maxsize=2048)
def meaning_of(word: str) -> str:
    """The word that one folded word of a title stands for, "" if it says nothing."""
    if word in SMALL_WORDS or word in SILENT:
        return ""
    return COUNTRY_OF.get(word) or SAME_WORD.get(word, word)


def title_words(text: str, language: str = "") -> tuple[str, ...]:
    """The meaningful words of a name, folded, in their order; never empty while the text has letters."""
    words = fold(BRACKETED.sub(" ", text), language).split()
    return tuple(filter(None, map(meaning_of, words))) or tuple(words)


def is_abbreviation(text: str) -> bool:
    """Whether the name is written as one: UN, U.N., ODIHR, ЕСПЧ, ECtHR, IPHR."""
    letters = text.replace(".", "")
    capitals = sum(letter.isupper() for letter in letters)
    return letters.isalnum() and 2 <= len(letters) <= 8 and capitals >= 2 and capitals > len(letters) / 2


def compare_titles(a: str, b: str, language_a: str = "", language_b: str = "") -> tuple[bool, float, str]:
    """Whether two names of an organisation or a place are one, the score and the reason."""
    one, other = title_words(a, language_a), title_words(b, language_b)
    if not one or not other:
        return False, 0.0, "one of the names has no letters"
    if one == other:
        return True, 1.0, "same words"
    if sorted(one) == sorted(other):
        return True, 0.95, "same words in another order"
    if "".join(one) == "".join(other):
        return True, 0.95, "same letters, words apart or together"
    if is_abbreviation(a) != is_abbreviation(b):
        return False, 0.5, "an abbreviation alone does not decide"
    return False, _shared(one, other), "the words differ"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    common = len(set(one) & set(other))
    return round(0.6 * common / max(len(set(one)), len(set(other))), 2)
