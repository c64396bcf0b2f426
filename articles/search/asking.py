"""What somebody typed, read: words, "phrases", what must -not be there, and a beginning*."""

import re
from dataclasses import dataclass, field

from articles.search.expressions import Phrase
from articles.search.words import folded, tokens_in

#: Of a longer query the rest is not read, which the page says.
LONGEST_QUERY = 300
MOST_PARTS = 12
SHORTEST_BEGINNING = 3
#: An ending that a half-typed word may already show, of a stem that lacks it.
LONGEST_HALF_ENDING = 4
SHORTEST_CUT = 5
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»‹›″＂", '"'))
MINUSES = "-−–"
PART = re.compile(rf'(?P<minus>(?<!\S)[{MINUSES}](?=["\w]))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<chunk>[^\s"]+))')


@dataclass(frozen=True)
class Part:
    """A word, or words that must follow each other, as they were typed."""

    text: str
    is_quoted: bool = False
    is_begun: bool = False

    def phrases(self, languages) -> list[Phrase]:
        """What it may be in the index, once for each way in which these languages stem it."""
        found = [Phrase(tuple(tokens_in(self.text, language)), self.is_begun) for language in languages]
        if self.is_begun and len(plain := self.plain) == 1:
            found.append(Phrase(plain, is_begun=True))
        return [phrase for phrase in dict.fromkeys(found) if phrase.tokens]

    def beginnings(self) -> list[Phrase]:
        """The same as a word half typed, of which the stem may be shorter than what was typed."""
        plain = self.plain
        if self.is_quoted or len(plain) != 1 or len(plain[0]) < SHORTEST_BEGINNING:
            return []
        shortest = max(SHORTEST_CUT, len(plain[0]) - LONGEST_HALF_ENDING)
        cut = [Phrase((plain[0][:length],)) for length in range(len(plain[0]) - 1, shortest - 1, -1)]
        return [Phrase(plain, is_begun=True), *cut]

    @property
    def plain(self) -> tuple[str, ...]:
        return folded(self.text)


@dataclass
class Asked:
    """A query, read."""

    wanted: list[Part] = field(default_factory=list)
    unwanted: list[Part] = field(default_factory=list)
    #: Whether something of it was not read.
    is_cut: bool = False


def read(query: str) -> Asked:
    """Anything can be typed: what is no word is passed over, and a quotation mark that is not closed is closed at the end."""
    plain = query.replace("\0", " ").strip()
    asked = Asked(is_cut=len(plain) > LONGEST_QUERY)
    for found in PART.finditer(plain[:LONGEST_QUERY].translate(QUOTES)):
        text = found["chunk"] if found["phrase"] is None else found["phrase"]
        is_begun = text.endswith("*") and found["phrase"] is None and len("".join(folded(text))) >= SHORTEST_BEGINNING
        part = Part(text, is_quoted=found["phrase"] is not None, is_begun=is_begun)
        if not tokens_in(text, ""):
            continue
        if len(asked.wanted) + len(asked.unwanted) >= MOST_PARTS:
            asked.is_cut = True
            break
        (asked.unwanted if found["minus"] else asked.wanted).append(part)
    return asked
