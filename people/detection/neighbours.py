"""Whether the capitalised word beside a bare name makes it the name of somebody or something else."""

import re

from people.detection.stop_words import STARTERS, THINGS, TRADES
from people.detection.words import Unit
from people.names.comparison import FAMILY_ENDINGS
from people.names.folding import PRINTED
from people.names.given_names import may_be_given
from people.names.inflection import Base, is_slavic, main_code
from people.names.places import id_of_words
from people.names.titles import COUNTRY_OF

SAME_CASE = tuple(re.compile(f"[{letters}]$") for letters in ("ая", "ую", "м", "еі", "йї"))


def could_be_given(before: Unit, family: Unit, base: Base) -> bool:
    """Whether the capitalised word before a family name, read as `base`, may be somebody's given name."""
    word = before.last
    if word.folded in STARTERS or word.folded in COUNTRY_OF or _is_place(before):
        return False
    if not before.first.begins_sentence or any(may_be_given(other.sounds) for other in before.bases):
        return True
    if is_slavic(word.language) and base.is_oblique:
        # A given name stands in the case of the family name: Книгу Киселёва is none, Рената Киселёва might be.
        return any(ending.search(word.text) and ending.search(family.last.text) for ending in SAME_CASE)
    trades = TRADES.get(main_code(word.language))
    return not (trades and trades.search(word.text))


def goes_on_as_another(after: Unit) -> bool:
    """Whether the word behind a bare name makes it another's, or a thing's: Rahmon Nabiev, Nazarbayev University."""
    if after.last.folded in THINGS:
        return True
    return any(may_be_given(base.sounds) or base.sounds.endswith(FAMILY_ENDINGS) for base in after.bases)


def _is_place(unit: Unit) -> bool:
    return any(id_of_words(base.sounds.translate(PRINTED), unit.last.language) for base in unit.bases)
