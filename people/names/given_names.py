"""Given names that are one name in several languages, the short forms in use, and names that are known as such."""

import re

from people.names.folding import SOUNDS_TO_LETTERS, fold, sounds
from people.names.tables import read_entries, read_list, read_words

ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_FORMS = [(form, entry.forms[0]) for entry in read_entries("names/data/given_names.txt") for form in entry.forms]
# Each form as sounds, with the one that stands for all forms of the name. In Arabic script the letters stand for
# themselves, because without vowels علی would sound as Li.
MAIN_FORM_OF = {sounds(form): sounds(main) for form, main in _FORMS if not ARABIC.search(form)}
MAIN_FORM_OF_ARABIC = {form: sounds(main) for form, main in _FORMS if ARABIC.search(form)}
# Each short form as sounds, with the full names that it may stand for.
SHORT_FOR: dict[str, set[str]] = {}
for _entry in read_entries("names/data/short_forms.txt", has_keys=True):
    for _form in _entry.forms:
        SHORT_FOR.setdefault(sounds(_form), set()).add(sounds(_entry.key))
_ENDS = read_words("names/data/compound_ends.txt")
# The second halves of compound names, and those of them that no other word ends in.
COMPOUND_ENDS = frozenset(sounds(end) for ends in _ENDS.values() for end in ends)
CLEAR_COMPOUND_ENDS = tuple(map(sounds, _ENDS["clear"]))
SHORTEST_COMPOUND = 6
# Folded names that are only evidence that a word is a name.
KNOWN_NAMES = frozenset(map(fold, read_list("names/data/known_names.txt")))

# Given names, as sounds, that are family names as well and tell no order.
ALSO_FAMILY_NAMES = frozenset(map(sounds, read_list("names/data/given_or_family.txt")))


def are_equal(one: str, other: str) -> bool:
    """Whether both forms, as sounds, are one given name in two languages."""
    return one == other or (one in MAIN_FORM_OF and MAIN_FORM_OF[one] == MAIN_FORM_OF.get(other))


def are_known_apart(one: str, other: str) -> bool:
    """Whether both forms stand in the tables, as two names."""
    return one in MAIN_FORM_OF and other in MAIN_FORM_OF and MAIN_FORM_OF[one] != MAIN_FORM_OF[other]


def is_short_form(one: str, other: str) -> bool:
    """Whether one of the two is a short form of the other: Vlad of Vladimir, Daulet of Dauletmurat."""
    return _is_short_for(one, other) or _is_short_for(other, one)


def _is_short_for(short: str, full: str) -> bool:
    if short in SHORT_FOR and any(are_equal(full, name) for name in SHORT_FOR[short]):
        return True
    return len(short) >= 4 and full.startswith(short) and full[len(short) :] in COMPOUND_ENDS


def is_in_tables(token: str) -> bool:
    """Whether the tables have other forms of the name to weigh."""
    return token in MAIN_FORM_OF


def may_be_given(token: str) -> bool:
    """Whether the word is a given name in use, or made as Turkic and Persian ones are."""
    if token in MAIN_FORM_OF or token in SHORT_FOR or token.translate(SOUNDS_TO_LETTERS) in KNOWN_NAMES:
        return True
    return len(token) >= SHORTEST_COMPOUND and token.endswith(CLEAR_COMPOUND_ENDS)


def tells_given(one: str, other: str) -> bool:
    """Whether exactly one of two words can be the given name, so that the other is the family name."""
    certain = [token in MAIN_FORM_OF and token not in ALSO_FAMILY_NAMES for token in (one, other)]
    return (certain[0] and not may_be_either(other)) or (certain[1] and not may_be_either(one))


def may_be_either(token: str) -> bool:
    """Whether the word is a given name that stands as a family name as well."""
    return token in ALSO_FAMILY_NAMES or may_be_given(token)


def main_form_of(token: str) -> str:
    """The form that stands for all of its name, so that Olena and Elena share a key; other names stand for themselves."""
    return MAIN_FORM_OF.get(token, token)


def variants_of(folded: str) -> set[str]:
    """The forms, folded, that are one given name with a folded word; nothing for other words."""
    main_form = MAIN_FORM_OF.get(sounds(folded))
    return {form.translate(SOUNDS_TO_LETTERS) for form, other in MAIN_FORM_OF.items() if other == main_form}
