"""The database as the index of all names, for finding subjects in texts."""

from collections.abc import Iterator

from people.detection import Candidate
from people.models import Name, NameKey

# A text of a thousand words has some hundred keys; only the very longest texts need more than one query.
KEYS_AT_ONCE = 10_000
COLUMNS = ("subject_id", "subject__kind", "text", "kind", "language", "folded")


class DatabaseIndex:
    """The names of all subjects, or of those that `subjects` holds: whom a user may not see is not found for them."""

    def __init__(self, subjects=None):
        self.subjects = subjects

    def with_keys(self, keys: set[str]) -> Iterator[tuple[str, Candidate]]:
        ordered = sorted(keys)
        for start in range(0, len(ordered), KEYS_AT_ONCE):
            yield from self._with_keys(ordered[start : start + KEYS_AT_ONCE])

    def _with_keys(self, keys: list[str]) -> list[tuple[str, Candidate]]:
        """Sorts out subjects after the query: a condition on them would lead SQLite to begin with all subjects."""
        columns = ("key", "name__subject__merged_into", *(f"name__{column}" for column in COLUMNS))
        rows = NameKey.objects.filter(key__in=keys).values_list(*columns)
        found = [(key, Candidate(*row)) for key, merged_into, *row in rows if merged_into is None]
        if self.subjects is None or not found:
            return found
        ids = {candidate.subject_id for _, candidate in found}
        allowed = set(self.subjects.filter(pk__in=ids).values_list("pk", flat=True))
        return [(key, candidate) for key, candidate in found if candidate.subject_id in allowed]

    def of_subjects(self, subject_ids: set[int]) -> list[Candidate]:
        names = Name.objects.filter(subject__in=subject_ids).order_by("id")
        return [Candidate(*row) for row in names.values_list(*COLUMNS)]
