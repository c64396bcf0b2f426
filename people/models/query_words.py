"""The words of a query, folded, with all that each may stand for: a name's word, its case forms undone, a beginning, a slip.

Which language somebody types in is not known, so a word is taken for a form of every language that is written in its
letters; a guess that names nobody finds nothing.
"""

import re
import string
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from people.base.languages import LANGUAGES, script_of
from people.models.tokens import PART, SHORTEST_WITH_SLIP, joined, words_of
from people.names import fold, fold_query, variants_of
from people.names.folding import SOUNDS_TO_LETTERS
from people.names.inflection import ADDED_PATTERNS, REPLACED_ENDINGS, bases

MOST_WORDS = 8
LETTERS = string.ascii_lowercase + string.digits
#: Words from this length on may have two slips, shorter ones one.
LONG_WORD = 8
#: A half-typed word as long as this may have a slip too, and so may a nominative that a case form stands for.
LONG_BEGINNING = 7
#: What is left of a case form: shorter ones would be the beginnings of everybody.
SHORTEST_FORM = 3
BETWEEN_WORDS = re.compile(r"[\s‐-―\-/,;]+")
#: Languages that are written in more alphabets than the table of languages tells.
ALPHABETS = dict.fromkeys(("kk", "kaa", "uz", "crh"), ("Cyrl", "Latn"))
#: A genitive plural in form: of one who types a name it is the family name, Karimov, and not several called Karim.
FAMILY_ENDINGS = ("ov", "ev")
INFLECTED = {*ADDED_PATTERNS, *REPLACED_ENDINGS, "en"}


@dataclass
class Word:
    """One word of a query, folded, and what it is looked up by."""

    text: str
    #: What the token must begin with: for the last word a little less than was typed.
    start: str
    #: Whether it is the only word: then a slip in a short one would find half the list.
    is_alone: bool = False
    #: The nominatives that it may be a case form of.
    nominatives: frozenset[str] = frozenset()
    #: The word written as one with its neighbour.
    compounds: list[str] = field(default_factory=list)
    plain: set[str] = field(default_factory=set)
    with_slips: set[str] = field(default_factory=set)

    @property
    def whole(self) -> set[str]:
        return {self.text, *self.compounds}

    @cached_property
    def forms(self) -> set[str]:
        """The word itself, the name it is a case form of, and the same given name elsewhere: Alexander, Aliaksandr."""
        variants = (variants_of(word) for word in {self.text, *self.nominatives})
        return self.whole.union(self.nominatives, *variants)

    @property
    def may_have_slips(self) -> bool:
        enough = SHORTEST_WITH_SLIP + self.is_alone
        return len(self.text) >= enough and not any(letter.isdigit() for letter in self.text)

    @property
    def heads(self) -> set[str]:
        heads = {compound[:PART] for compound in self.compounds}
        if len(self.start) > PART:
            heads.add(self.start[:PART])
        if self.may_have_slips and len(self.text) <= 2 * PART:
            # The parts of so short a word overlap, so that its first two letters have to do.
            heads |= _beginning_with(self.text[: PART - 1])
        return heads

    @property
    def middles(self) -> set[str]:
        if len(self.text) < LONG_WORD or not self.may_have_slips:
            return set()
        return {self.text[place : place + PART] for place in (PART - 1, PART, PART + 1)}

    @property
    def tails(self) -> set[str]:
        words = {self.text, *self._long_nominatives} if self.may_have_slips else ()
        return {word[-PART:] for word in words}

    @property
    def _long_nominatives(self) -> set[str]:
        return {word for word in self.nominatives if len(word) >= LONG_BEGINNING}

    def choose(self, tokens: set[str]):
        """Keep of the tokens that share a part those which the word may mean."""
        begins = (self.start, *self.compounds) if len(self.start) > PART else tuple(self.compounds)
        self.plain = {token for token in tokens if begins and token.startswith(begins)} | self.forms
        if self.may_have_slips:
            others = tokens - self.plain
            near = {token for token in others if self._is_near(token)}
            self.with_slips = near.union(*(_one_slip_from(form, others) for form in self._long_nominatives))

    def _is_near(self, token: str) -> bool:
        length, slips = len(self.text), 2 if len(self.text) >= LONG_WORD else 1
        if OSA.distance(self.text, token, score_cutoff=slips) <= slips:
            return True
        half_typed = length >= LONG_BEGINNING and len(token) > length
        return half_typed and OSA.distance(self.text, token[:length], score_cutoff=1) <= 1

    def condition(self, *, slips: bool) -> Q:
        """Which rows of NameToken the word may mean."""
        found = Q(token__in=sorted(self.plain | self.with_slips if slips else self.plain))
        if len(self.start) == PART:
            found |= Q(head=self.start)
        elif len(self.start) == PART - 1:
            found |= Q(head__in=sorted(_beginning_with(self.start)))
        elif len(self.start) < PART:
            found |= Q(token__startswith=self.start)
        return found


def read_words(typed: str) -> list[Word]:
    """The words of what somebody typed; the last one perhaps half typed."""
    texts, starts = words_of(fold(typed))[:MOST_WORDS], words_of(fold_query(typed))[:MOST_WORDS]
    nominatives = _nominatives_of(typed)
    words = [
        Word(
            text,
            start if start and text.startswith(start) else text,
            len(texts) == 1,
            nominatives.get(text, frozenset()),
        )
        for text, start in zip_longest(texts, starts[: len(texts)], fillvalue="")
    ]
    for place, compound in joined(texts):
        words[place].compounds.append(compound)
        words[place + 1].compounds.append(compound)
    return words


def _nominatives_of(typed: str) -> dict[str, frozenset[str]]:
    """For each word as it is folded the nominatives, folded, that it may be an oblique form of."""
    pieces = [piece for piece in BETWEEN_WORDS.split(typed) if piece][:MOST_WORDS]
    return {folded: frozenset(_undone(piece, folded)) for piece in pieces if (folded := fold(piece))}


def _undone(piece: str, folded: str):
    family = {folded[: -len(ending)] for ending in FAMILY_ENDINGS if folded.endswith(ending)}
    for language in _languages_in(script_of(piece)):
        for base in bases(piece, language):
            nominative = fold(base.sounds.translate(SOUNDS_TO_LETTERS))
            if base.is_oblique and len(nominative) >= SHORTEST_FORM and nominative not in family:
                yield nominative


@lru_cache
def _languages_in(script: str) -> list[str]:
    """The languages that are written so and whose words have case forms."""
    own = {code: (LANGUAGES[code].script,) for code in INFLECTED & LANGUAGES.keys()} | ALPHABETS
    return sorted(code for code in INFLECTED if script in own.get(code, ("Latn",)))


def _one_slip_from(word: str, tokens: set[str]) -> set[str]:
    return {
        token for token, _slips, _key in process.extract(word, tokens, scorer=OSA.distance, score_cutoff=1, limit=None)
    }


def _beginning_with(start: str) -> set[str]:
    """Every head that begins with two letters: as a list of equals, which any collation answers from the index."""
    return {start, *(start + letter for letter in LETTERS)}
