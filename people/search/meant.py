"""Whom the words of a query may mean, each word by itself: a query names somebody and says more ("Khelm lawyer")."""

from collections import defaultdict
from dataclasses import dataclass, field

from people.base.rows import rows
from people.models import Kind, Subject
from people.models.name_search import choose_tokens
from people.models.query_words import read_words
from people.models.querysets import PUBLIC_NAME
from people.names import yo_as_ye

#: Of a name that so many bear, the others are found by how it is spelled alone.
MOST_NAMES, MOST_SUBJECTS = 2000, 60
SHORTEST_NAME = 3


@dataclass
class Piece:
    """A word or a phrase of a query."""

    text: str
    subjects: set[int] = field(default_factory=set)

    def __post_init__(self):
        self.words = read_words(yo_as_ye(self.text))

    def choose(self, *, slips: bool):
        """For each of its words the words of names that it may stand for."""
        self.tokens = [(word.forms | word.with_slips if slips else word.forms) for word in self.words]


def subjects_meant(texts: list[str], *, slips: bool = False) -> list[set[int]]:
    """For each of the texts the public subjects that it may mean: a person by any word of a public name; what else there is
    by a name all of whose words were typed, in one text or in several. In two queries.
    """
    pieces = [Piece(text) for text in texts]
    words = [word for piece in pieces for word in piece.words]
    if not words:
        return [set() for _ in pieces]
    if slips:
        choose_tokens(words)
    for piece in pieces:
        piece.choose(slips=slips)
    typed = set().union(*(tokens for piece in pieces for tokens in piece.tokens))
    names = _names_with(typed)
    for piece in pieces:
        piece.subjects = _meant_by(piece, names, typed)
    return [_known_best(piece.subjects, pieces) for piece in pieces]


def _names_with(typed: set[str]) -> list[tuple]:
    """(subject, kind, folded name, its words that were typed) of the public names that have any."""
    names = rows("people.Name").filter(
        PUBLIC_NAME, subject__in=Subject.objects.public(), tokens__token__in=sorted(typed)
    )
    found = names.order_by("pk").values_list("pk", "subject", "subject__kind", "folded", "tokens__token")[:MOST_NAMES]
    words, about = defaultdict(set), {}
    for key, *name, token in found:
        words[key].add(token)
        about[key] = name
    return [(*about[key], tokens) for key, tokens in words.items()]


def _meant_by(piece: Piece, names, typed: set[str]) -> set[int]:
    return {
        subject
        for subject, kind, folded, tokens in names
        if all(tokens & one for one in piece.tokens) and (kind == Kind.PERSON or set(folded.split()) <= typed)
        if kind != Kind.PERSON or max(map(len, tokens)) >= SHORTEST_NAME
    }


def _known_best(subjects: set[int], pieces: list[Piece]) -> set[int]:
    """Of very many those that other words of the query mean too."""
    times = {subject: sum(subject in piece.subjects for piece in pieces) for subject in subjects}
    return set(sorted(subjects, key=lambda subject: (-times[subject], subject))[:MOST_SUBJECTS])
