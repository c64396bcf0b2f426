"""Finding a subject by any spelling of any of its names: in any script and order, half typed, with a slip or two.

The words of all names stand folded in the table NameToken. A word of the query is looked up there by three of its parts,
one of which a slip leaves whole; only those hits are compared in Python, and what is left is asked of the database.
So both databases give the same answer in the same order, as one queryset that can be filtered, counted and paged.
"""

import re

from django.db.models import Case, IntegerField, Q, Value, When

from people.base.rows import rows
from people.models.query_words import read_words
from people.models.tokens import NameToken
from people.names import fold, fold_query, plain_fold, yo_as_ye

LONGEST_QUERY = 200
MOST_SPELLED_ALIKE = 20_000

#: How near a name is: called so by its label or by any name, all words in it whole, as case forms or other forms of a
#: given name, begun with what was typed, some words only begun, with slips.
EXACT_LABEL, EXACT_NAME, FIRST_WORDS, WHOLE_WORDS, FORMS, BEGINNING, ALL_WORDS, WITH_SLIPS = range(8)


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


class Query:
    """What somebody typed to find a subject."""

    def __init__(self, text: str):
        self.text, self.folded, self.start = text, fold(text), fold_query(text)
        self.words = read_words(yo_as_ye(text))  # as every name with ё is stored, too

    def find(self, subjects, among: Q):
        choose_tokens(self.words)
        found = self._names(among, slips=True)
        return subjects.filter(pk__in=found.values("subject")).annotate(closeness=self._closeness(among))

    def names_meant(self):
        choose_tokens(self.words)
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
        whole = self._names_with(among, [_any_of(word.whole) for word in self.words])
        first = whole.filter(folded__startswith=f"{self.folded} ")
        tiers = [(labels, EXACT_LABEL), (same, EXACT_NAME), (first, FIRST_WORDS), (whole, WHOLE_WORDS)]
        if any(word.forms > word.whole for word in self.words):
            tiers.append((self._names_with(among, [_any_of(word.forms) for word in self.words]), FORMS))
        tiers.append((begun, BEGINNING))
        if has_slips := any(word.with_slips for word in self.words):
            tiers.append((plain, ALL_WORDS))
        return Case(
            *(When(pk__in=names.values("subject"), then=Value(tier)) for names, tier in tiers),
            default=Value(WITH_SLIPS if has_slips else ALL_WORDS),
            output_field=IntegerField(),
        )


def choose_tokens(words):
    """Let each word choose what it may stand for; one query for all. Every name counts here, for whom it may be found is
    decided with the names."""
    parts = {part: {key for word in words for key in getattr(word, f"{part}s")} for part in PARTS}
    queries = [
        NameToken.objects.filter(**{f"{part}__in": sorted(keys)}).values_list("token", flat=True)
        for part, keys in parts.items()
        if keys
    ]
    tokens = set(queries[0].union(*queries[1:]) if queries[1:] else queries[0].distinct()) if queries else set()
    for word in words:
        word.choose(tokens)


def _any_of(tokens: set[str]) -> Q:
    return Q(token__in=sorted(tokens))


PARTS = ("head", "middle", "tail")
