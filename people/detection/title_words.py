"""Names of organisations and places where no finder looks for them: in small letters, handles, hashtags and addresses."""

import re
from collections.abc import Iterable

from people.detection.protected import HYPHEN, ProtectedName
from people.detection.recognition import Place
from people.detection.tokens import Token, tokens_of
from people.detection.word_likeness import cost_of, holds, near, sounds_of

BESIDE = re.compile(r"[^\w\n]{0,2}|_+|%20")
WORD = re.compile(r"[^\W_]+")
SHORTEST_ALONE, SHORTEST_JOINED = 5, 8


def titles_in(text: str, language: str, names: Iterable[ProtectedName]) -> list[Place]:
    """Where all words of one of these names stand one after another, or joined in an address; one word only in an address."""
    tokens, found = tokens_of(text), []
    for name in names:
        words = [sounds_of(word, name.language) for word in WORD.findall(HYPHEN.sub(" ", name.text))]
        words = [word for word in words if word]
        if len("".join(words)) < (SHORTEST_ALONE if len(words) == 1 else SHORTEST_JOINED):
            continue
        found += [
            Place(token.start, tokens[last].end, name.subject)
            for token in tokens
            if (last := _last_of(tokens, token, words, language)) is not None
        ]
    return found


def _last_of(tokens: tuple[Token, ...], token: Token, words: list[str], language: str) -> int | None:
    """The number of the token with which the name ends that begins with this one."""
    if token.in_address and holds(sounds_of(token.text, language), "".join(words)):
        return token.number
    stretch = tokens[token.number : token.number + len(words)]
    if len(stretch) < len(words) or (len(words) == 1 and not token.in_address):
        return None
    if not all(BESIDE.fullmatch(other.before) for other in stretch[1:]):
        return None
    return stretch[-1].number if all(map(_is_word, stretch, words, [language] * len(words))) else None


def _is_word(token: Token, word: str, language: str) -> bool:
    cost = cost_of(token.text, language, word)
    return cost is not None and cost <= near(word)
