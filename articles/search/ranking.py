"""In which order stories are shown that were found: by a formula of ours, so that both databases agree."""

from typing import NamedTuple

from articles.models.search import NUMBER_BITS
from articles.search.expressions import AUTHOR, SUBJECT, TOPIC, Phrase

#: The lines of ``IndexedStory.head`` and what a word is worth that stands in one: in the headline, in the dek, often in the
#: text, among those whom the story is about, among those whom it names.
LINES = {"title": 10.0, "dek": 5.0, "often": 3.0, "main": 8.0, "others": 3.0}
IN_TEXT = 1.0
#: What only a part of a word, or of a name, is worth beside the whole.
BEGUN = 0.6
#: A word that stands in several lines counts for the best one, and for a part of the others.
ALSO = 0.4
ALL_IN_TITLE, SIDE_BY_SIDE = 4.0, 3.0
#: The newest story counts in full, one of this age half of what age is worth.
HALF_AGE, WORTH_OF_AGE = 365 * 86_400, 0.3


#: What the index and the table of stories say of a hit, in the order of its fields.
COLUMNS = ("pk", "position", "head", "article__section", "article__kind")


class Hit(NamedTuple):
    """A story that was found, with what ranks it and what it is counted by."""

    article: int
    position: int
    head: str
    section: int | None = None
    kind: str = ""

    @property
    def published(self) -> int:
        """The second of its publication."""
        return self.position >> NUMBER_BITS

    @property
    def about(self) -> list[str]:
        """Whom it names, who signed it and under which topics it stands, as the index has them."""
        return self.head.split("\n", 3)[3].split()


def ranked(hits: list[Hit], all_of: list[list[Phrase]], now: int) -> list[int]:
    """The numbers of the stories, the best first; of equals the newer first."""
    groups = [_Group(phrases) for phrases in all_of]
    scored = sorted((-_score(hit, groups, now), -hit.position, hit.article) for hit in hits)
    return [article for _score, _position, article in scored]


class _Group:
    """One of the things that were asked for, as it is looked for in a line."""

    def __init__(self, phrases: list[Phrase]):
        texts = [phrase for phrase in phrases if phrase.tokens[0][:1] != SUBJECT[0]]
        self.whole = [f" {' '.join(phrase.tokens)} " for phrase in texts if not phrase.is_begun]
        self.begun = [f" {' '.join(phrase.tokens)}" for phrase in texts if phrase.is_begun]
        self.marks = [f" {phrase.tokens[0]} " for phrase in phrases if phrase.tokens[0][:2] in (SUBJECT, AUTHOR, TOPIC)]
        self.anywhere = (*self.whole, *self.marks, *self.begun)

    def worth(self, hit: Hit, lines: list[str]) -> float:
        """What the best of the lines is worth in which it stands, and a little of what the others are."""
        if not _any_in(hit.head, self.anywhere):
            return IN_TEXT
        worths = [self._worth(line, worth) for line, worth in zip(lines, LINES.values(), strict=True)]
        best = max(*worths, IN_TEXT)
        return best + ALSO * (sum(worths) - max(worths))

    def _worth(self, line: str, worth: float) -> float:
        if _any_in(line, self.whole) or _any_in(line, self.marks):
            return worth
        return worth * BEGUN if _any_in(line, self.begun) else 0.0

    def stands_in(self, line: str) -> bool:
        return _any_in(line, self.whole) or _any_in(line, self.begun)


def _any_in(line: str, texts) -> bool:
    """As ``any(text in line for text in texts)``, in half the time: it is asked some thousand times for a page."""
    for text in texts:  # noqa: SIM110
        if text in line:
            return True
    return False


def _score(hit: Hit, groups: list[_Group], now: int) -> float:
    lines = hit.head.split("\n")
    worth = sum(group.worth(hit, lines) for group in groups)
    if all(group.stands_in(lines[0]) for group in groups):
        worth += ALL_IN_TITLE
        if len(groups) > 1 and _in_order(groups, lines[0]):
            worth += SIDE_BY_SIDE
    age = max(0, now - hit.published)
    return round(worth * (1 - WORTH_OF_AGE * age / (age + HALF_AGE)), 6)


def _in_order(groups: list[_Group], line: str) -> bool:
    """Whether the words follow each other there as they were typed."""
    texts = [(group.whole or group.begun)[0].strip() for group in groups]
    return f" {' '.join(texts)} " in line
