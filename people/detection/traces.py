"""A compact stored form of the words of a text, by which the texts that may name somebody are found without reading them.

Names cannot be searched by letters, since a text has them in any script. A trace holds the shape of each word once; a name asks
for the shapes of its own words. What it finds may name somebody, what it does not find cannot name anybody in full.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from people.detection.protected import MIDDLE, ProtectedName, index_of
from people.detection.skeletons import shapes_of
from people.detection.tokens import tokens_of
from people.detection.word_likeness import shapes_in
from people.names.inflection import main_code

#: So many consonants of a word are kept, and of one that may be several joined words all.
KEPT = 5
JOINED = 7
#: A shape of fewer consonants is only looked for where a word begins.
TELLING = 3
#: Links of ours to pages of subjects: what stands behind, among it the slug, however the address is written.
SUBJECT_PAGE = re.compile(r"[/\\](?:people|organizations|places)[/\\]+([^?#\s\"'<>]+)", re.IGNORECASE)
MOST_STEPS = 8


def trace_of(text: str, language: str) -> str:
    """The shapes of all words of a text and the pages of subjects that it links to, each once, each after a space."""
    code, found = main_code(language), {link_to(slug) for slug in linked_slugs(text)}
    for token in tokens_of(text):
        found |= _kept_shapes(token.text, code)
    return "".join(f" {shape}" for shape in sorted(found))


def linked_slugs(text: str) -> set[str]:
    """The slugs of subjects to whose pages an address or a text may lead: in capitals, encoded, with dots and empty steps."""
    decoded = unquote(unquote(text)) if "%" in text else text
    steps = [step for path in SUBJECT_PAGE.findall(decoded) for step in re.split(r"[/\\]+", path)[:MOST_STEPS]]
    return {slug for step in steps for slug in (step.lower(), step.lower().partition(".")[0]) if slug}


def link_to(slug: str) -> str:
    """What a trace holds of a link to the page of a subject."""
    return f"@{slug.lower()}"


@lru_cache(maxsize=32_768)
def _kept_shapes(word: str, language: str) -> frozenset[str]:
    return frozenset(shape if len(shape) >= JOINED else shape[:KEPT] for shape in shapes_in(word, language) if shape)


def shapes_asked_for(names: Iterable[ProtectedName]) -> list[list[list[str]]]:
    """What a trace must hold for a text to name one of these in full.

    One list for each name: for each of its words the pieces of which the trace holds one.
    """
    asked = []
    for name in names:
        words: dict[int, set[str]] = {}
        for part in index_of((name,)).of_subject[name.subject]:
            if part.position >= 0:
                words.setdefault(part.position, set()).update(map(_piece, shapes_of(part.sounds)))
        told = [sorted(pieces) for position, pieces in sorted(words.items()) if position != MIDDLE and "" not in pieces]
        if len(words) > 1 or name.kind != "person":
            asked.append(told)
    return [words for words in asked if words]


def _piece(shape: str) -> str:
    if not shape:
        return ""
    return shape[:KEPT] if len(shape) >= TELLING else f" {shape}"
