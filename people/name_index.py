"""The database as the index of all names, for finding subjects in texts."""

from collections.abc import Iterator

from people.detection import Candidate
from people.models import Name, NameKey, Subject

# A text of a thousand words has some hundred keys; only the very longest texts need more than one query.
KEYS_AT_ONCE = 10_000
COLUMNS = ("subject_id", "subject__kind", "text", "kind", "language", "folded")


class DatabaseIndex:
    """The names of all subjects, or of those that `subjects` holds: whom a user may not see is not found for them."""

    def __init__(self, subjects=None):
        self.subjects = Subject.objects.not_merged() if subjects is None else subjects.not_merged()
        self.narrowed = subjects is not None

    def with_keys(self, keys: set[str]) -> Iterator[tuple[str, Candidate]]:
        ordered = sorted(keys)
        columns = ("key", *(f"name__{column}" for column in COLUMNS))
        for start in range(0, len(ordered), KEYS_AT_ONCE):
            found = NameKey.objects.filter(key__in=ordered[start : start + KEYS_AT_ONCE])
            found = (
                found.filter(name__subject__in=self.subjects)
                if self.narrowed
                else found.filter(name__subject__merged_into=None)
            )
            for key, *row in found.values_list(*columns):
                yield key, Candidate(*row)

    def of_subjects(self, subject_ids: set[int]) -> list[Candidate]:
        names = Name.objects.filter(subject__in=subject_ids).order_by("id")
        return [Candidate(*row) for row in names.values_list(*COLUMNS)]
