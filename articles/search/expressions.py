"""What a story must hold to be found, written as each database wants it."""

from dataclasses import dataclass, field
from typing import NamedTuple

#: Words of the index that no text has: a subject that the story names, one that signed it, a topic that it stands under.
SUBJECT, AUTHOR, TOPIC = "§s", "§a", "§t"
#: Between the parts of a story, so that no phrase reaches from one into the next.
GAP = "§"


class Phrase(NamedTuple):
    """Words that follow each other; of the last one perhaps only the beginning."""

    tokens: tuple[str, ...]
    is_begun: bool = False

    def as_fts5(self) -> str:
        return f'"{" ".join(self.tokens)}"' + (" *" if self.is_begun else "")

    def as_tsquery(self) -> str:
        words = [f"'{token}'" for token in self.tokens]
        return " <-> ".join(words) + (":*" if self.is_begun else "")


@dataclass
class Wanted:
    """Of each of ``all_of`` at least one phrase, of ``none_of`` no phrase."""

    all_of: list[list[Phrase]]
    none_of: list[Phrase] = field(default_factory=list)

    def as_fts5(self) -> str:
        found = " AND ".join(self._any(phrases) for phrases in self.all_of)
        return f"({found}) NOT {self._any(self.none_of)}" if self.none_of else found

    def as_tsquery(self) -> str:
        parts = ["(" + " | ".join(f"({one.as_tsquery()})" for one in phrases) + ")" for phrases in self.all_of]
        parts += [f"!({phrase.as_tsquery()})" for phrase in self.none_of]
        return " & ".join(parts)

    @staticmethod
    def _any(phrases: list[Phrase]) -> str:
        return "(" + " OR ".join(phrase.as_fts5() for phrase in phrases) + ")"
