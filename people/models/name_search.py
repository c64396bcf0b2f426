"""Finding a subject by any spelling of any of its names: in any script and order, half typed, with a slip or two.

The words of all names stand folded in the table NameToken. A word of the query is looked up there by three of its parts,
one of which a slip leaves whole; only those hits are compared in Python, and what is left is asked of the database.
So both databases give the same answer in the same order, as one queryset that can be filtered, counted and paged.
"""

import re
import string
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from django.db.models import Case, IntegerField, Q, Value, When
from rapidfuzz.distance import OSA

from people.base.rows import rows
from people.models.tokens import PART, SHORTEST_WITH_SLIP, NameToken, joined, words_of
from people.names import fold, fold_query, plain_fold, variants_of

LONGEST_QUERY = 200
MOST_WORDS = 8
LETTERS = string.ascii_lowercase + string.digits
#: Words from this length on may have two slips, shorter ones one.
LONG_WORD = 8
#: A half-typed word as long as this may have a slip too.
LONG_BEGINNING = 7
MOST_SPELLED_ALIKE = 20_000

EXACT_LABEL, EXACT_NAME, BEGINNING, ALL_WORDS, WITH_SLIPS = range(5)


def search(subjects, query: str, *, among: Q | None = None, exact: bool = False):
    """The subjects that the query may mean, each with its ``closeness`` (0 is best), to sort by with ``closest_first``.

    ``among`` narrows the names that may be looked at; a query of signs alone finds nothing, an empty one everything.
    """
    query = query[:LONGEST_QUERY]
    if not query.strip("\0 \t\r\n"):
        return subjects
    asked = Query(query)
    if not asked.words:
        return subjects.none()
    return asked.find_exactly(subjects, among or Q()) if exact else asked.find(subjects, among or Q())


def names_meant(text: str):
    """The names, as a queryset, that the text may mean; None where it says nothing."""
    asked = Query(text[:LONGEST_QUERY])
    return asked.names_meant() if asked.words else None


@dataclass
class Word:
    """One word of a query, folded, and what it is looked up by."""

    text: str
    #: What the token must begin with: for the last word a little less than was typed.
    start: str
    #: Whether it is the only word: then a slip in a short one would find half the list.
    is_alone: bool = False
    #: The word written as one with its neighbour.
    compounds: list[str] = field(default_factory=list)
    plain: set[str] = field(default_factory=set)
    with_slips: set[str] = field(default_factory=set)

    @cached_property
    def variants(self) -> set[str]:
        """The forms of the same given name in other languages: Alexander, Aliaksandr."""
        return variants_of(self.text)

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
        return {self.text[-PART:]} if self.may_have_slips else set()

    def choose(self, tokens: set[str]):
        """Keep of the tokens that share a part those which the word may mean."""
        begins = (self.start, *self.compounds) if len(self.start) > PART else tuple(self.compounds)
        self.plain = {token for token in tokens if begins and token.startswith(begins)} | self.variants | {self.text}
        if self.may_have_slips:
            self.with_slips = {token for token in tokens - self.plain if self._is_near(token)}

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


def _beginning_with(start: str) -> set[str]:
    """Every head that begins with two letters: as a list of equals, which any collation answers from the index."""
    return {start, *(start + letter for letter in LETTERS)}


class Query:
    """What somebody typed to find a subject."""

    def __init__(self, text: str):
        self.text, self.folded, self.start = text, fold(text), fold_query(text)
        texts, starts = words_of(self.folded)[:MOST_WORDS], words_of(self.start)[:MOST_WORDS]
        self.words = [
            Word(text, start if start and text.startswith(start) else text, is_alone=len(texts) == 1)
            for text, start in zip_longest(texts, starts[: len(texts)], fillvalue="")
        ]
        for place, compound in joined(texts):
            self.words[place].compounds.append(compound)
            self.words[place + 1].compounds.append(compound)

    def find(self, subjects, among: Q):
        self._choose_tokens()
        found = self._names(among, slips=True)
        return subjects.filter(pk__in=found.values("subject")).annotate(closeness=self._closeness(among))

    def names_meant(self):
        self._choose_tokens()
        return self._names(Q(), slips=True)

    def find_exactly(self, subjects, among: Q):
        """Those with a name that has the words as they were typed, letter for letter but for their case."""
        for word in self.words:
            word.plain, word.start = {word.text}, word.text
        names = self._names_with(among, [Q(token=word.text) for word in self.words])
        typed = re.compile(rf"(?<!\w){re.escape(plain_fold(self.text))}(?!\w)")
        rows = names.values_list("subject", "text")[:MOST_SPELLED_ALIKE]
        keys = {subject for subject, text in rows if typed.search(plain_fold(text))}
        return subjects.filter(pk__in=keys).annotate(closeness=self._closeness(among))

    def _choose_tokens(self):
        """One query for all words; every name counts here, for whom it may be found is decided with the names."""
        parts = {part: {key for word in self.words for key in getattr(word, f"{part}s")} for part in PARTS}
        queries = [
            NameToken.objects.filter(**{f"{part}__in": sorted(keys)}).values_list("token", flat=True)
            for part, keys in parts.items()
            if keys
        ]
        tokens = set(queries[0].union(*queries[1:]) if queries[1:] else queries[0].distinct()) if queries else set()
        for word in self.words:
            word.choose(tokens)

    def _names(self, among: Q, *, slips: bool):
        return self._names_with(among, [word.condition(slips=slips) for word in self.words])

    @staticmethod
    def _names_with(among: Q, conditions: list[Q]):
        names = rows("people.Name").filter(among).order_by()
        for condition in conditions:
            names = names.filter(pk__in=NameToken.objects.filter(condition).values("name"))
        return names

    def _closeness(self, among: Q) -> Case:
        """How near the nearest name is, for subjects that were found."""
        plain = self._names(among, slips=False)
        begun = plain.filter(folded__startswith=self.start or self.folded)
        same = plain.filter(folded=self.folded[:400])
        labels = same.filter(kind__in=["preferred", "pen_name"])
        tiers = [(labels, EXACT_LABEL), (same, EXACT_NAME), (begun, BEGINNING)]
        if has_slips := any(word.with_slips for word in self.words):
            tiers.append((plain, ALL_WORDS))
        return Case(
            *(When(pk__in=names.values("subject"), then=Value(tier)) for names, tier in tiers),
            default=Value(WITH_SLIPS if has_slips else ALL_WORDS),
            output_field=IntegerField(),
        )


PARTS = ("head", "middle", "tail")
