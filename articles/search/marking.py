"""Where a text has what was asked for: pieces that a template prints and escapes, and the passage that shows it first."""

import re
from html import unescape
from itertools import islice
from typing import NamedTuple

from articles import body
from articles.search.expressions import GAP, Phrase
from articles.search.words import WORD, folded, tokens_in, tokens_of, words_in
from people.models import Kind

#: About so many characters of a passage are shown, and so many before the first word that was asked for.
PASSAGE, BEFORE = 240, 90
SHORTEST_NAME_ALONE = 4
BLOCK = re.compile(r"(?=<(?:p|li|h[2-6]|blockquote|figcaption|td|dd)\b)")
TAG = re.compile(r"<[^>]*>")


class Piece(NamedTuple):
    """A run of text, and whether it was asked for."""

    text: str
    is_found: bool = False


class Marker:
    """What is marked in the stories of one query: what was typed, and the names of the subjects that it may mean."""

    def __init__(self, all_of: list[list[Phrase]], names: list[tuple[str, str]]):
        phrases = [phrase for group in all_of for phrase in group if not phrase.tokens[0].startswith(GAP)]
        self.phrases = {phrase.tokens for phrase in phrases if not phrase.is_begun}
        self.begun = tuple(phrase.tokens[0] for phrase in phrases if phrase.is_begun and len(phrase.tokens) == 1)
        self.names = names
        self._by_language: dict[str, dict] = {}

    def pieces(self, text: str, language: str) -> list[Piece]:
        """The whole text in pieces."""
        pieces, end = [], 0
        for start, stop in self._spans(text, language):
            pieces += [Piece(text[end:start]), Piece(text[start:stop], True)]
            end = stop
        return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]

    def passage(self, html: str, language: str) -> list[Piece]:
        """The passage of a story's text around the first thing that was asked for; nothing where it has none."""
        for block in BLOCK.split(html):
            if self._first(unescape(TAG.sub("", block)), language) is not None:
                text = " ".join(body.text_of(block).split())
                return self._cut(text, language)
        return []

    def _first(self, text: str, language: str) -> int | None:
        """Where the first place begins. What follows a word is read only where a phrase may begin with it."""
        phrases = self._phrases(language)
        for found in WORD.finditer(text):
            tokens = tokens_of(found[0], language)
            if self.begun or not phrases.keys().isdisjoint(tokens):
                rest = text[found.start() :]
                ahead = ((token, word) for word in words_in(rest, language) for token in word.tokens)
                read = list(islice(ahead, len(tokens) + self._longest(phrases)))
                if any(self._length(phrases, read, at, rest) for at in range(len(tokens))):
                    return found.start()
        return None

    @staticmethod
    def _longest(phrases: dict) -> int:
        """Of how many words the longest phrase is."""
        return max((len(phrase) for found in phrases.values() for phrase in found), default=1)

    def _cut(self, text: str, language: str) -> list[Piece]:
        first = self._first(text, language) or 0
        start = 0 if first <= BEFORE else _word_after(text, first - BEFORE)
        stop = len(text) if len(text) - start <= PASSAGE + 40 else _word_before(text, start + PASSAGE)
        pieces = self.pieces(text[start:stop], language)
        before, after = [Piece("… ")] if start else [], [Piece(" …")] if stop < len(text) else []
        return [*before, *pieces, *after]

    def _spans(self, text: str, language: str):
        """Start and end of each place, one after the other."""
        phrases = self._phrases(language)
        tokens = [(token, word) for word in words_in(text, language) for token in word.tokens]
        at = 0
        while at < len(tokens):
            length = self._length(phrases, tokens, at, text)
            if length:
                yield tokens[at][1].start, tokens[at + length - 1][1].end
            at += length or 1

    def _length(self, phrases: dict, tokens: list, at: int, text: str) -> int:
        """Of how many words the longest phrase is that begins here."""
        token, word = tokens[at]
        for phrase in phrases.get(token, ()):
            if tuple(found for found, _word in tokens[at : at + len(phrase)]) == phrase:
                return len(phrase)
        if self.begun and any(plain.startswith(self.begun) for plain in (token, *folded(text[word.start : word.end]))):
            return 1
        return 0

    def _phrases(self, language: str) -> dict[str, list[tuple]]:
        """By their first words, the longest first; names are stemmed as the story's language has them."""
        if language not in self._by_language:
            found = set(self.phrases)
            for kind, name in self.names:
                tokens = tuple(tokens_in(name, language))
                found.add(tokens)
                if kind == Kind.PERSON:
                    found |= {(token,) for token in tokens if len(token) >= SHORTEST_NAME_ALONE}
            by_first: dict[str, list[tuple]] = {}
            for phrase in sorted(filter(None, found), key=len, reverse=True):
                by_first.setdefault(phrase[0], []).append(phrase)
            self._by_language[language] = by_first
        return self._by_language[language]


def _word_after(text: str, place: int) -> int:
    return text.find(" ", place) + 1 or place


def _word_before(text: str, place: int) -> int:
    end = text.rfind(" ", 0, place)
    return end if end > 0 else place
