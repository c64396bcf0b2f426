"""Names of organisations and places: the words that carry the meaning, whatever their order, case ending or spelling.

"Uzbek Interior Ministry" and "Ministry of Internal Affairs of Uzbekistan" come to the same words, by rules that hold for
every country of the tables: a people's adjective stands for its country, small words and "affairs" say nothing.
"""

import re
from functools import lru_cache

from people.names.folding import fold
from people.names.tables import read_entries, read_list

WITHOUT_MEANING = frozenset(map(fold, read_list("names/data/words_without_meaning.txt")))
SAME_WORD = {
    fold(variant): fold(entry.key)
    for entry in read_entries("names/data/word_variants.txt", has_keys=True)
    for variant in entry.forms
}
COUNTRY_OF = {
    fold(adjective): fold(entry.key)
    for entry in read_entries("names/data/country_adjectives.txt", has_keys=True)
    for adjective in entry.forms
}
BRACKETED = re.compile(r"\([^)]*\)")


@lru_cache(maxsize=2048)
def meaning_of(word: str) -> str:
    """The word that one folded word of a title stands for, "" if it says nothing."""
    if word in WITHOUT_MEANING:
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
