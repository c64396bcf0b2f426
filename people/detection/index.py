"""What finding asks of the database: the names behind some keys, and all names of some subjects."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Candidate(NamedTuple):
    """One recorded spelling and the subject that bears it; the folded text spares a reading where it is far off."""

    subject_id: int
    kind: str
    text: str
    name_kind: str = "alias"
    language: str = ""
    folded: str = ""


class NameIndex(Protocol):
    def with_keys(self, keys: set[str]) -> Iterable[tuple[str, Candidate]]:
        """Each key that some name has, with that name; one indexed query."""

    def of_subjects(self, subject_ids: set[int]) -> Iterable[Candidate]:
        """All spellings of these subjects."""
