"""State institutions and international organisations that every language calls by a name of its own.

An institution of a state is the same only with its country: "Bosh prokuratura" in an Uzbek text is the
Prosecutor General's Office of Uzbekistan, and no other state's.
"""

from functools import lru_cache

from people.names.folding import SOUNDS_TO_LETTERS, fold
from people.names.inflection import bases, main_code
from people.names.languages import guess_language
from people.names.places import id_of_words
from people.names.tables import read_entries
from people.names.titles import meaning_of, title_words

ENTRIES = read_entries("names/data/institutions.txt")
# What a section of the table says of the state; the others are named by the state's code.
STATE_OF_SECTION = {"every state": "*", "international": ""}
# In a text in one of these languages an institution without a country is that state's own.
STATE_OF = {
    **{"kk": "KZ", "ky": "KG", "uz": "UZ", "tg": "TJ", "tk": "TM"},
    **{"az": "AZ", "be": "BY", "uk": "UA", "ka": "GE", "hy": "AM"},
}


def institution_forms() -> list[tuple[str, str, str]]:
    """Every form with the key of its institution and the state: "" for none, "*" where the text must say it."""
    return [
        (form, entry.forms[0], STATE_OF_SECTION.get(entry.section, entry.section))
        for entry in ENTRIES
        for form in entry.forms
    ]


def ids_of_institution(text: str, language: str = "") -> set[str]:
    """The institutions that a recorded name stands for, each with its state where it has one."""
    language = language or guess_language(text)
    states = {word: state for word in text.split() if (state := state_of(word, language))}
    without_state = " ".join(word for word in text.split() if word not in states)
    named = next(iter(states.values()), "")
    by_words = _institutions_by_words()
    spellings = frozenset(title_words(without_state)), frozenset(title_words(text))
    return {
        institution_id(key, named if state == "*" else state)
        for spelling in spellings
        for key, state in by_words.get(spelling, ())
        if state in ("*", "", named) or not named
    }


def state_of(word: str, language: str) -> str:
    """The code of the state that a word names in some case or as an adjective: Узбекистана, Uzbek."""
    meant = [meaning_of(fold(word, language))]
    meant += [base.sounds.translate(SOUNDS_TO_LETTERS) for base in bases(word, language)]
    found = (id_of_words(spelled, code) for spelled in meant for code in (language, "en"))
    return next((place for place in found if len(place) == 2), "")


def institution_id(key: str, state: str) -> str:
    return fold(key) + (f":{state}" if state else "")


def possible_states(state: str, named: str, language: str) -> list[str]:
    """Whose institution a form of the table is, by the country that the text names, or ""; the likeliest first."""
    if state != "*":
        return [state] if named in ("", state) else []
    return [named] if named else list(dict.fromkeys((STATE_OF.get(main_code(language), ""), "")))


@lru_cache(maxsize=1)
def _institutions_by_words() -> dict[frozenset[str], set[tuple[str, str]]]:
    found: dict[frozenset[str], set[tuple[str, str]]] = {}
    for form, key, state in institution_forms():
        found.setdefault(frozenset(title_words(form)), set()).add((key, state))
    return found
