"""A text as hiding reads it: every word, small or capital, whole or a part of a joined one, inside addresses too."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from people.base.transliteration import APOSTROPHES
from people.detection.note_marks import without_note_marks
from people.detection.plain import Plain, plain_of
from people.detection.word_likeness import WITHOUT_CASE
from people.detection.words import SENTENCE_END

_APOSTROPHE = f"[{re.escape(APOSTROPHES)}]"
WORD = re.compile(rf"[^\W\d_]+(?:{_APOSTROPHE}[^\W\d_]+)*")
#: One letter after another with signs between them: Б е к з а т, B-e-k-z-a-t, Ц | о | й.
SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_](?:(?:[^\w\n,;]|_){1,3}[^\W\d_]){2,}(?![^\W\d_])")
SHORTEST_SPACED = 3
#: Where small letters join two words (aliValiyev), or a number of capitals ends (ИСПетров).
HUMP = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІЎҲҶӢӮ])")
#: Handles, hashtags, addresses, mail, file names, and words joined by an underline.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»]+|[@#][\w.\-·]+|[\w.+-]+@[\w.-]+|(?<![\w/])/[^\s<>\"«»]+|\b[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,5}\b(?:/[^\s<>\"«»]*)?|\w*_\w+",
    re.IGNORECASE,
)
CYRILLIC = re.compile("[\u0400-\u052f]")


@dataclass(slots=True)
class Token:
    """A word or a part of one: its stretch of the source, its letters, and what stands around it."""

    number: int
    start: int
    end: int
    text: str
    before: str
    line: int
    in_address: bool
    shouted: bool = False
    is_part: bool = False
    """Whether it is joined to the token before it."""
    has_dot: bool = False

    @property
    def begins_sentence(self) -> bool:
        return self.number == 0 or bool(SENTENCE_END.search(self.before))

    @property
    def is_capital(self) -> bool:
        """Whether its first letter says that it may be a name; a letter of an alphabet without capitals does not."""
        return self.text[:1].isupper() and not self.has_no_case

    @property
    def has_no_case(self) -> bool:
        return bool(WITHOUT_CASE.match(self.text))

    @property
    def is_initial(self) -> bool:
        """А. or Sh., and in an address any letter that stands alone. See `may_be_initial` for a capital without its dot."""
        if self.in_address and len(self.text) == 1:
            return True
        return (
            self.has_dot
            and (len(self.text) == 1 or (len(self.text) == 2 and self.text.istitle()))
            and (self.has_no_case or self.text[:1].isupper())
        )

    @property
    def may_be_initial(self) -> bool:
        """A capital that stands behind a family name: Цой В., Tsoi V, TSOI V."""
        return self.is_initial or (len(self.text) == 1 and self.text.isupper())


@lru_cache(maxsize=8)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text in their order; the same text is read once for all that asks.

    Behind them stand other readings: lines without the marks of notes, and words that only their letters make one.
    """
    plain = plain_of(text)
    tokens = _read(plain, 0, 0)
    plains = [plain]
    if (unmarked := without_note_marks(plain, _addresses(plain.text))) is not None:
        tokens += _read(unmarked, len(tokens), plain.text.count("\n") + 1)
        plains.append(unmarked)
    for one in plains:
        tokens += _whole(one, len(tokens))
    return tuple(tokens)


def _read(plain: Plain, first: int, line: int) -> list[Token]:
    """The tokens of a text from this number and this line on."""
    addresses = list(_addresses(plain.text))
    shouted = _shouted_lines(plain.text)
    tokens: list[Token] = []
    end = 0
    for start, stop in _pieces(plain.text):
        line += plain.text.count("\n", end, start)
        tokens.append(
            Token(
                number=first + len(tokens),
                start=plain.start(start),
                end=plain.end(stop),
                text=plain.text[start:stop],
                before=plain.text[end:start],
                line=line,
                in_address=_lies_in(addresses, start),
                shouted=_lies_in(shouted, start),
                is_part=end == start and start > 0,
                has_dot=plain.text[stop : stop + 1] == ".",
            )
        )
        end = stop
    return tokens


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in ADDRESS.finditer(text))


def _pieces(text: str):
    """Where the words begin and end, joined ones taken apart at their humps."""
    for match in WORD.finditer(text):
        at = match.start()
        if not match[0].isupper() and not match[0].islower():
            for hump in HUMP.finditer(text, match.start() + 1, match.end()):
                yield at, hump.start()
                at = hump.start()
        yield at, match.end()


def _whole(plain: Plain, first: int) -> list[Token]:
    """Words that are written with a gap after each letter, or with capitals anywhere, read as one; behind all others."""
    found = [*_spaced(plain.text), *(word.span() for word in WORD.finditer(plain.text) if _is_jumbled(word[0]))]
    return [
        Token(
            number=number,
            start=plain.start(start),
            end=plain.end(end),
            text=re.sub(r"[\W_]", "", plain.text[start:end]).lower(),
            before="\n\n",
            line=-1,
            in_address=True,
        )
        for number, (start, end) in enumerate(found, first)
    ]


def _spaced(text: str):
    """Where letters with gaps make a word; the first or the last may be a word of its own (и Ц о й)."""
    for match in SPACED.finditer(text):
        places = [place for place in range(*match.span()) if text[place].isalpha()]
        for first, last in ((0, -1), (1, -1), (0, -2), (1, -2)):
            if len(places[first : last + 1 or None]) >= SHORTEST_SPACED:
                yield places[first], places[last] + 1


def _is_jumbled(text: str) -> bool:
    """Whether its capitals begin no words: ШаЛаБаЕвА, шАЛАБАЕВА."""
    if len(text) < SHORTEST_SPACED or text.isupper() or text.islower() or text.istitle():
        return False
    humps = len(HUMP.findall(text, 1))
    return humps > 0 and (text[1:].isupper() or len(text) < (humps + 1) * SHORTEST_SPACED)


def _shouted_lines(text: str) -> list[tuple[int, int]]:
    """The lines whose letters are all capitals: there a capital says nothing."""
    return [
        match.span() for match in re.finditer(r"[^\n]+", text) if match[0].isupper() and len(WORD.findall(match[0])) > 2
    ]


def _lies_in(stretches: list[tuple[int, int]], position: int) -> bool:
    number = bisect_right(stretches, (position, len(stretches) and stretches[-1][1] + 1))
    return number > 0 and position < stretches[number - 1][1]
