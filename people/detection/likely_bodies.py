"""Names in a text that nobody has recorded yet and that look like an organisation's or a place's.

A kind of organisation beside a name in quotation marks (фонд «Ак жол») or in a sequence of capitalised words (Aral Media
Foundation); a kind of place beside a capitalised word (село Каражар, Kegeyli District). Doubt offers nothing.
"""

import re
from collections.abc import Iterable, Iterator

from people.detection.beside import CLOSING_QUOTE, OPENING_QUOTE
from people.detection.finding import TEXT_LIMIT
from people.detection.likely import Likely, likely_persons
from people.detection.probes import runs_of
from people.detection.stop_words import ORGANISATION_KINDS, PLACE_KINDS, SMALL_WORDS, STOP_WORDS
from people.detection.things import KIND_STANDS_BEFORE
from people.detection.words import SPACES, Word, units_of, words_of
from people.names.folding import fold
from people.names.languages import guess_language
from people.names.places import id_of_words
from people.names.titles import COUNTRY_OF

LONGEST_QUOTED = 7
# Between the capitalised words of one English name: Union of Printers, Centre for Law and Reform.
INSIDE_ENGLISH = {"of", "for", "and", "the", "in", "on", "against", "&"}


def likely_subjects(text: str, language: str = "", known: Iterable[tuple[int, int]] = ()) -> list[Likely]:
    """Organisations, places and persons that look like names, each once where it first stands, outside what is known."""
    language = language or guess_language(text[:TEXT_LIMIT])
    words = words_of(text[:TEXT_LIMIT], language)
    taken, offered = [tuple(span[:2]) for span in known], {}
    for likely in sorted([*_quoted(words, text), *_capitalised(words, text), *_places(words, text)]):
        if not any(start < likely.end and likely.start < end for start, end in taken):
            taken.append((likely.start, likely.end))
            offered.setdefault(fold(likely.surface), likely)
    names = {(one.start, one.end) for one in offered.values()}
    persons = likely_persons(text, language, sorted(names | set(taken)))
    return sorted([*offered.values(), *persons])


def _likely(words: list[Word], text: str, reason: str, kind: str) -> Likely:
    start, end = words[0].start, words[-1].end
    return Likely(start, end, " ".join(text[start:end].split()), reason, kind)


# Organisations -----------------------------------------------------------------------------------------------------


def _quoted(words: list[Word], text: str) -> Iterator[Likely]:
    """What quotation marks hold beside a kind of organisation."""
    for word in words:
        if not (word.is_capital and OPENING_QUOTE.search(word.before)):
            continue
        inner = _inside_quotes(words, word.number)
        if not inner:
            continue
        before = words[word.number - 1] if word.number else None
        after = words[inner[-1].number + 1] if inner[-1].number + 1 < len(words) else None
        is_before = before and re.fullmatch(r"\s*[«“„\"]", word.before) and ORGANISATION_KINDS.has(before)
        is_after = after and re.fullmatch(r"[»”“\"]\s*", after.before) and ORGANISATION_KINDS.has(after)
        if is_before or is_after:
            yield _likely(inner, text, "its kind stands beside the quotation marks", "organization")


def _inside_quotes(words: list[Word], first: int) -> list[Word]:
    inner = [words[first]]
    for word in words[first + 1 : first + 1 + LONGEST_QUOTED]:
        if CLOSING_QUOTE.search(word.before):
            return inner
        if "\n" in word.before or OPENING_QUOTE.search(word.before):
            return []
        inner.append(word)
    return inner if inner[-1] is words[-1] else []


def _capitalised(words: list[Word], text: str) -> Iterator[Likely]:
    """Capitalised words of which one is a kind of organisation, and another says which."""
    for name in _sequences(words):
        kinds = [word for word in name if word.text[:1].isascii() and ORGANISATION_KINDS.has(word)]
        telling = [word for word in name if word.is_capital and not _says_nothing(word)]
        capitals = [word for word in name if word.is_capital]
        if kinds and telling and len(capitals) > 1 and not all(word.text.isupper() for word in capitals):
            yield _likely(name, text, "its kind is a part of the name", "organization")


def _sequences(words: list[Word]) -> Iterator[list[Word]]:
    name: list[Word] = []
    for word in words:
        is_next_name = word.text == "the" and name and name[-1].text == "and"
        closely = name and SPACES.fullmatch(word.before) and not is_next_name
        if closely and (word.is_capital or word.text in INSIDE_ENGLISH):
            name.append(word)
            continue
        yield from _trimmed(name)
        name = [word] if word.is_capital and not word.is_number else []
    yield from _trimmed(name)


def _trimmed(name: list[Word]) -> Iterator[list[Word]]:
    """The sequence without small words and titles at its ends, if anything is left of it."""
    while name and (not name[0].is_capital or name[0].folded in STOP_WORDS or SMALL_WORDS.has_as_it_stands(name[0])):
        name = name[1:]
    while name and not name[-1].is_capital:
        name = name[:-1]
    if name:
        yield name


def _says_nothing(word: Word) -> bool:
    is_known = word.folded in STOP_WORDS or word.folded in COUNTRY_OF or _is_known_place(word)
    return is_known or ORGANISATION_KINDS.has(word)


# Places ------------------------------------------------------------------------------------------------------------


def _places(words: list[Word], text: str) -> Iterator[Likely]:
    """Capitalised words beside a kind of place."""
    for unit_run in runs_of(units_of(words)):
        first, last = unit_run[0].first, unit_run[-1].last
        name = words[first.number : last.number + 1]
        before = words[first.number - 1] if first.number else None
        after = words[last.number + 1] if last.number + 1 < len(words) else None
        if name[0].language.split("-")[0] in {"en", *KIND_STANDS_BEFORE}:
            yield from _places_of_run(words, text, name, before, after)
        elif after and PLACE_KINDS.has(after) and SPACES.fullmatch(after.before):
            yield from _named(unit_run[-1].words, text)


def _places_of_run(words, text, name: list[Word], before: Word | None, after: Word | None) -> Iterator[Likely]:
    if name[0].language.startswith("en"):
        if len(name) > 1 and PLACE_KINDS.has(name[-1]) and _may_be_place(name[-2]) and len(name) <= 3:
            yield _likely(name[-2:], text, "its kind stands behind it", "place")
        elif before and before.text == "of" and _is_kind(words, before.number - 1) and len(name) <= 2:
            yield from _named(name, text)
    else:
        is_adjective = (
            after is not None and PLACE_KINDS.has(after) and name[-1].text.endswith(("ий", "ая", "ый", "ом", "ой"))
        )
        if before and PLACE_KINDS.has(before) and SPACES.fullmatch(name[0].before) and len(name) <= 2:
            yield from _named(name, text)
        elif is_adjective and len(name) == 1 and SPACES.fullmatch(after.before) and _may_be_place(name[0]):
            yield _likely([name[0], after], text, "its kind stands behind it", "place")


def _is_kind(words: list[Word], number: int) -> bool:
    return number >= 0 and not words[number].is_capital and PLACE_KINDS.has(words[number])


def _named(name: list[Word], text: str) -> Iterator[Likely]:
    if all(_may_be_place(word) for word in name):
        yield _likely(name, text, "its kind stands beside it", "place")


def _may_be_place(word: Word) -> bool:
    if not word.is_capital or word.is_number or word.text.isupper() or len(word.text) < 3:
        return False
    is_other_word = word.folded in STOP_WORDS or word.folded in COUNTRY_OF or SMALL_WORDS.has_as_it_stands(word)
    return not (is_other_word or PLACE_KINDS.has(word) or ORGANISATION_KINDS.has(word))


def _is_known_place(word: Word) -> bool:
    return bool(id_of_words(word.folded, word.language))
