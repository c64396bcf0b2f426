"""The parts of the names that a text has given in full: which words of it may be one of them alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from people.detection.index import Candidate
from people.detection.keys import skeleton
from people.detection.matching import recorded_parts
from people.detection.middle_names import is_initial_of
from people.detection.word_likeness import OBLIQUE_COST
from people.detection.words import Unit
from people.names.comparison import FAMILY_ENDINGS
from people.names.folding import SOUNDS_TO_LETTERS, sounds
from people.names.given_names import KNOWN_NAMES, MAIN_FORM_OF, SHORT_FOR
from people.names.inflection import Base
from people.names.likeness import allowance, distance
from people.names.parts import INITIAL, SON_OR_DAUGHTER

# A bare name must be spelled nearly as the full one was, for there is nothing beside it to confirm it.
HIGHEST_COST = 0.35
MASCULINE = ("ov", "ev", "in", "ski")
FEMININE = {"ova": "ov", "eva": "ev", "ina": "in", "skaia": "ski", "ska": "ski"}


@dataclass
class Token:
    """A family name with its feminine or masculine form, or a given name, and the persons found who bear it."""

    stem: str
    is_family: bool
    names: dict[str, dict[int, Candidate]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def bearers(self) -> set[int]:
        return {key for subjects in self.names.values() for key in subjects}

    @property
    def forms(self) -> set[str]:
        """As sounds: the names that are borne, and what a relative of the other sex is called."""
        return set(self.names) | (
            {form for name in self.names for form in both_sexes(name)} if self.is_family else set()
        )


class NameParts:
    """Given and family names of all persons that a text names in full."""

    def __init__(self, names: list[Candidate]):
        self.tokens: dict[tuple[str, bool], Token] = {}
        self.initials: dict[int, list[list[str]]] = defaultdict(list)
        self.near: dict[str, dict[int, tuple[Token, list[str]]]] = defaultdict(dict)
        for name in names:
            if name.kind == "person":
                self._add(name)
        for token in self.tokens.values():
            for form in token.forms:
                self.near[skeleton(form)].setdefault(id(token), (token, []))[1].append(form)

    def _add(self, name: Candidate):
        words = recorded_parts(name.text, name.language).words
        if len(words) < 2:
            return
        family = _family_position(words)
        for position, word in enumerate(words):
            is_family = position == family
            stem = _masculine(word) if is_family else word
            token = self.tokens.setdefault((stem, is_family), Token(stem, is_family))
            token.names[word][name.subject_id] = name
        self.initials[name.subject_id].append(_initials_of(name.text, name.language, words[family]))

    def readings_of(self, unit: Unit) -> Iterator[tuple[Token, dict[str, tuple[float, Base]]]]:
        """The known names that the unit may be a form of, each with what it costs and the base that comes nearest."""
        near = {}
        for rough in {skeleton(base.sounds) for base in unit.bases}:
            for key, (token, forms) in self.near.get(rough, {}).items():
                near.setdefault(key, (token, []))[1].extend(forms)
        for token, forms in near.values():
            readings = {}
            for form in forms:
                cost, base = min(
                    (distance(base.sounds, form) + OBLIQUE_COST * base.is_oblique, base) for base in unit.bases
                )
                if cost <= min(HIGHEST_COST, allowance(form, form)):
                    readings[form] = cost, base
            if readings:
                yield token, readings

    def may_be_initials(self, subject_id: int, initials: str, token: Token) -> bool:
        """Whether initials before the family name agree in their order with one of the subject's names."""
        if not token.is_family:
            return False
        return any(
            all(is_initial_of(one, other) for one, other in zip(initials, known, strict=False))
            for known in self.initials[subject_id]
        )


def is_in_name_tables(token: str) -> bool:
    """Whether a word, as sounds, stands in the tables of given names."""
    return token in MAIN_FORM_OF or token in SHORT_FOR or token.translate(SOUNDS_TO_LETTERS) in KNOWN_NAMES


def _family_position(words: tuple[str, ...]) -> int:
    last = len(words) - 1
    return 0 if words[0].endswith(FAMILY_ENDINGS) and not words[last].endswith(FAMILY_ENDINGS) else last


@lru_cache(maxsize=4096)
def _initials_of(text: str, language: str, family: str) -> list[str]:
    """The first sounds of all words but the family name, in their order."""
    firsts = []
    for word in text.replace(",", " ").replace("-", " ").split():
        token = sounds(word, language).replace(" ", "")
        if INITIAL.match(word):
            firsts += [sounds(letter)[:1] for letter in word.split(".") if letter]
        elif token and token != family and not SON_OR_DAUGHTER.fullmatch(token):
            firsts.append(token[:1])
    return firsts


def _masculine(word: str) -> str:
    return next((word[: -len(end)] + man for end, man in FEMININE.items() if word.endswith(end)), word)


@lru_cache(maxsize=4096)
def both_sexes(word: str) -> set[str]:
    """A family name in the form of a man and in that of a woman."""
    man = _masculine(word)
    if not man.endswith(MASCULINE):
        return {word}
    return {man, man.removesuffix("ski") + "skaia" if man.endswith("ski") else man + "a"}
