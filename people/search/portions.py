"""Comparing the names of a portion of new records with all protected ones at once: three queries, whatever their number.

Both sides are read as a whole, for protected persons are few. Only names that share a key, a beginning or an end are compared.
"""

from collections import defaultdict
from collections.abc import Iterator

from people.models import Kind, Name, NameKey
from people.models.tokens import PART, words_of
from people.search.duplicates import COLUMNS, Spelling, alike
from people.search.resemblance import resemble


def similar_pairs(subjects, protected) -> dict[int, set[int]]:
    """For each of the ``subjects``, all of one kind, that is called like some of the ``protected``: the keys of those."""
    hidden = Name.objects.hidden().filter(subject__in=protected.order_by().values("pk"))
    index = _Index(hidden)
    if not index.names:
        return {}
    new = Name.objects.filter(subject__in=subjects.order_by().values("pk"))
    found = defaultdict(set)
    for one, known in index.meeting(new):
        if known.subject not in found[one.subject] and _is_near(one, known):
            found[one.subject].add(known.subject)
    return {key: whom for key, whom in found.items() if whom}


def _is_near(one: Spelling, known: Spelling) -> bool:
    if one.kind == Kind.PERSON and resemble(words_of(one.folded), words_of(known.folded)):
        return True
    return alike(one, known, slips=True) is not None


class _Index:
    """Protected names, by what a name that is nearly the same shares with them."""

    def __init__(self, names):
        self.names = _read(names)
        self.by_mark, self.by_beginning = defaultdict(list), defaultdict(list)
        for number, name in self.names.items():
            for mark in _marks(name):
                self.by_mark[mark].append(number)
            for beginning in _beginnings(name):
                self.by_beginning[beginning].append(number)
        self.by_key = defaultdict(list)
        for key, number in NameKey.objects.filter(name__in=names.order_by().values("pk")).values_list("key", "name"):
            self.by_key[key].append(number)

    def meeting(self, names) -> Iterator[tuple[Spelling, Spelling]]:
        """Pairs of one of the ``names`` and a protected one that are worth comparing."""
        keys = _keys_of(names)
        for number, name in _read(names).items():
            near = {other for mark in _marks(name) for other in self.by_mark.get(mark, ())}
            near |= {other for key in keys[number] for other in self.by_key.get(key, ())}
            near |= self._with_its_beginnings(name)
            yield from ((name, self.names[other]) for other in sorted(near))

    def _with_its_beginnings(self, name: Spelling) -> set[int]:
        """Those whose words all begin as some of the name, or the other way round: another ending leaves that."""
        shared, own = defaultdict(int), _beginnings(name)
        for beginning in own:
            for other in self.by_beginning.get(beginning, ()):
                shared[other] += 1
        return {other for other, count in shared.items() if count >= min(len(own), len(_beginnings(self.names[other])))}


def _read(names) -> dict[int, Spelling]:
    return {number: Spelling(*columns) for number, *columns in names.order_by("pk").values_list("pk", *COLUMNS)}


def _keys_of(names) -> dict[int, list[str]]:
    keys = defaultdict(list)
    for number, key in NameKey.objects.filter(name__in=names.order_by().values("pk")).values_list("name", "key"):
        keys[number].append(key)
    return keys


def _marks(name: Spelling) -> set[str]:
    """Where one or two letters are mistyped in a long name, its beginning or its end is whole."""
    return {f"{name.folded[: PART + 1]}-", f"-{name.folded[-PART - 1 :]}"} if name.folded else set()


def _beginnings(name: Spelling) -> set[str]:
    return {word[:PART] for word in words_of(name.folded)} if name.kind == Kind.PERSON else set()
