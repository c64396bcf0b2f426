"""The words of every name as rows, so that the database itself is the index in which names are searched."""

import itertools

from django.db import models

from people.base.rows import insert
from people.names import fold, yo_as_ye

MAX_TOKEN_LENGTH = 40
PART = 3
#: Shorter tokens are found by their beginning alone; a slip is looked for only in longer ones.
SHORTEST_WITH_SLIP = 4
#: Beside a word as short as this, people write two words as one and one as two: Nur-Sultan, Abdul Aziz.
SHORT = 4
COLUMNS = ("token", "head", "middle", "tail")


def words_of(folded: str) -> list[str]:
    return [word[:MAX_TOKEN_LENGTH] for word in folded.split()]


def joined(words: list[str]) -> list[tuple[int, str]]:
    """Neighbours that may be written as one word, with the place of the first."""
    return [
        (place, (one + other)[:MAX_TOKEN_LENGTH])
        for place, (one, other) in enumerate(itertools.pairwise(words))
        if 1 < min(len(one), len(other)) <= SHORT
    ]


def tokens_of(name) -> set[str]:
    """The words of a name, folded as its language has it, as one types it who does not know the language, and with е for ё."""
    tokens = set()
    for folded in {name.folded, fold(name.text), fold(yo_as_ye(name.text))}:
        words = words_of(folded)
        tokens |= {*words, *(token for _place, token in joined(words))}
    return tokens


def parts_of(token: str) -> dict[str, str]:
    """The columns of a token, in the order of COLUMNS: beside itself its parts, as far as a slip is looked for in it."""
    long = len(token) >= SHORTEST_WITH_SLIP
    return {
        "token": token,
        "head": token[:PART],
        "middle": token[PART : 2 * PART] if long else "",
        "tail": token[-PART:] if long else "",
    }


class NameTokenQuerySet(models.QuerySet):
    def add_for(self, names):
        """Store the tokens of names that have none yet."""
        self._store((name.pk, token) for name in names for token in sorted(tokens_of(name)))

    def renew_for(self, names):
        """Bring the tokens of names that were changed to what they must be; tokens that stay are not touched."""
        names = list(names)
        wanted = {(name.pk, token) for name in names for token in tokens_of(name)}
        rows = self.filter(name__in=names)
        stored = {(name, token): pk for pk, name, token in rows.values_list("pk", "name_id", "token")}
        if stale := [pk for pair, pk in stored.items() if pair not in wanted]:
            self.filter(pk__in=stale).delete()
        self._store(sorted(wanted - stored.keys()))

    def _store(self, pairs):
        insert(self.model, ["name_id", *COLUMNS], ((name, *parts_of(token).values()) for name, token in pairs))

    add_for.alters_data = renew_for.alters_data = True


class NameToken(models.Model):
    """One word of a name, folded, with three parts of it: a slip or two leave one of the parts as it was.

    Parts are compared for equality only, so that the index serves under every collation.
    """

    name = models.ForeignKey("people.Name", on_delete=models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=40)
    head = models.CharField(max_length=PART)
    middle = models.CharField(max_length=PART)
    tail = models.CharField(max_length=PART)

    objects = NameTokenQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=[part, "token"], name=f"name_token_{part}") for part in ("head", "middle", "tail")
        ]
        constraints = [models.UniqueConstraint(name="name_token_once", fields=["token", "name"])]

    def __str__(self):
        return self.token
