"""State institutions and international organisations under the name that the text's language has for them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from people.detection.index import Candidate
from people.detection.keys import institution_key, spelled_keys
from people.detection.matching import Match
from people.detection.stop_words import CONJUNCTIONS
from people.detection.words import JOINTS, Word
from people.names.inflection import is_slavic, main_code
from people.names.institutions import institution_forms, institution_id, possible_states, state_of
from people.names.places import id_of_words
from people.names.tables import read_words
from people.names.titles import meaning_of

# What a rendering in another language costs beside a recorded spelling.
RENDERED_COST = 0.2


# Languages in which the country always stands before its body.
COUNTRY_STANDS_BEFORE = {"kk", "kaa", "ky", "uz", "tk", "az", "tr", "crh", "ug", "ka", "hy"}
STATE_OF_ADJECTIVE = {
    stem: state for state, stems in read_words("detection/data/state_adjectives.txt").items() for stem in stems
}
ADJECTIVE_ENDING = re.compile(
    "(?:ий|[иоы]й|ая|ое|ее|ого|его|ому|ему|[оеиы]м|ую|[иы]е|[иы]х|[иы]ми|а|е|і|ої|ою|ій|ага|аму|ы)$"
)


class InstitutionProbe:
    """A form of the tables in the text, with the state that stands beside it."""

    def __init__(self, first: int, last: int, institution: str, cost: float):
        self.first, self.last, self.cost, self.keys = first, last, cost, {institution_key(institution)}

    def matches(self, candidate: Candidate) -> list[Match]:
        if candidate.kind != "organization":
            return []
        return [Match(self.first, self.last, candidate, self.cost, "the body's name in this language")]


def institution_probes(words: list[Word], probes: Iterable) -> Iterator[InstitutionProbe]:
    """For each probe that meets a form of the tables, one that asks for the institution itself."""
    known = _forms_by_key()
    for probe in probes:
        for key in probe.keys & known.keys():
            for form, name, state in known[key]:
                for match in probe.matches(form):
                    first, last, named = _with_state(words, match)
                    for doubt, meant in enumerate(possible_states(state, named, words[0].language), start=1):
                        yield InstitutionProbe(first, last, institution_id(name, meant), doubt * RENDERED_COST)


def _with_state(words: list[Word], match: Match) -> tuple[int, int, str]:
    """The passage with the country behind or before it, and the country's code.

    A country in the genitive before it ("Tajikistan's Supreme Court") says whose it is and stays a place of its own.
    """
    after = _country_behind(words, match.last)
    if after and (state := _state(after)):
        return match.first, after.number, state
    is_close = match.first and JOINTS.fullmatch(words[match.first].before) and not words[match.first].begins_sentence
    before = words[match.first - 1] if is_close else None
    if before and (state := _state(before)):
        stands_plain = meaning_of(before.folded) != before.folded or id_of_words(before.folded, before.language)
        return before.number if stands_plain else match.first, match.last, state
    return match.first, match.last, ""


def _country_behind(words: list[Word], last: int) -> Word | None:
    """The next word that says something; in Turkic languages a country stands before, and behind "and" another's name."""
    if main_code(words[last].language) in COUNTRY_STANDS_BEFORE:
        return None
    for word in words[last + 1 : last + 3]:
        if not JOINTS.fullmatch(word.before) or word.begins_sentence or word.folded in CONJUNCTIONS:
            return None
        if meaning_of(word.folded):
            return word
    return None


def _state(word: Word) -> str:
    return state_of_adjective(word) or (state_of(word.text, word.language) if word.is_capital else "")


def state_of_adjective(word: Word) -> str:
    """The code of the state that a Slavic adjective belongs to, whatever its ending; "" for another word."""
    found = ADJECTIVE_ENDING.search(word.text) if is_slavic(word.language) else None
    return STATE_OF_ADJECTIVE.get(word.text[: found.start()].lower(), "") if found else ""


@lru_cache(maxsize=1)
def _forms_by_key() -> dict[str, list[tuple[Candidate, str, str]]]:
    found = defaultdict(list)
    for form, name, state in institution_forms():
        for key in spelled_keys(form):
            found[key].append((Candidate(0, "organization", form), name, state))
    return dict(found)
