"""Whether the capitalised word beside a bare name makes it the name of somebody or something else."""

import re

from people.detection.stop_words import NAMED_AFTER_PEOPLE, ORDINARY_ENDINGS, STOP_WORDS, THINGS_NAMED
from people.detection.words import Unit
from people.names.comparison import FAMILY_ENDINGS
from people.names.folding import SOUNDS_TO_LETTERS
from people.names.given_names import may_be_given
from people.names.inflection import Base, is_slavic, main_code
from people.names.places import id_of_words
from people.names.titles import COUNTRY_OF

# The endings of family names that hardly another word has.
CLEAR_ENDINGS = tuple(ending for ending in FAMILY_ENDINGS if ending not in ("in", "ina", "li", "ic", "iC", "ska"))
SAME_CASE_ENDINGS = tuple(re.compile(f"[{letters}]$") for letters in ("ая", "ую", "м", "еі", "йї"))


def could_be_given(before: Unit, family: Unit, base: Base) -> bool:
    """Whether the capitalised word before a family name, read as `base`, may be somebody's given name."""
    word = before.last
    if word.folded in STOP_WORDS or word.folded in COUNTRY_OF or is_place(before):
        return False
    if not before.first.begins_sentence or any(may_be_given(other.sounds) for other in before.bases):
        return True
    if is_slavic(word.language) and base.is_oblique:
        # A given name stands in the case of the family name: Книгу Киселёва is none, Рената Киселёва might be.
        return any(ending.search(word.text) and ending.search(family.last.text) for ending in SAME_CASE_ENDINGS)
    ordinary = ORDINARY_ENDINGS.get(main_code(word.language))
    return not (ordinary and ordinary.search(word.text))


def continues_as_another_name(after: Unit) -> bool:
    """Whether the word behind a bare name makes it another's, or a thing's: Rahmon Nabiev, Nazarbayev University."""
    if after.last.folded in NAMED_AFTER_PEOPLE or THINGS_NAMED.has(after.last):
        return True
    if is_place(after):
        return False
    return any(may_be_given(base.sounds) or base.sounds.endswith(FAMILY_ENDINGS) for base in after.bases)


def could_open(after: Unit) -> bool:
    """Whether the capitalised word behind a given name begins something of its own: a title, a place, a month."""
    return after.last.folded in STOP_WORDS or after.last.folded in COUNTRY_OF or is_place(after)


def is_place(unit: Unit) -> bool:
    """Whether the tables know the words as a place in the language of the text."""
    return any(id_of_words(base.sounds.translate(SOUNDS_TO_LETTERS), unit.last.language) for base in unit.bases)
