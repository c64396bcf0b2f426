"""Where a story uses words of the glossary: in all their forms, for the stems of the readers' search are compared."""

import re
from collections import defaultdict
from collections.abc import Iterable

from articles.body import Span
from articles.models import Term
from articles.search.words import Word, tokens_in, words_in

#: What may stand between the words of one term.
BETWEEN = re.compile(r"[ \t\u00a0\u2010-\u2013-]{1,3}")
#: How the body of a story leads to the notes.
LEADS_TO = re.compile(r'href="#word-([0-9]{1,18})"')
#: Such a link, as ``body.render`` writes it; nothing else has this class.
LINK = re.compile(r'<a class="word"[^>]*>([^<]*)</a>')


def explained():
    """The terms of all editions that stories lead to, as far as that needs them."""
    return Term.objects.explained().only("term", "forms", "language")


def spans_of(text: str, language: str, terms: list[Term] | None = None) -> list[Span]:
    """All places of all terms; ``body.render`` makes a link of the first of each that may be one.

    Whoever derives several stories gives the terms of all editions.
    """
    found = explained().in_edition(language) if terms is None else terms
    terms = [term for term in found if term.language == language]
    return list(_found(text, language, terms)) if terms else []


def _found(text: str, language: str, terms: list[Term]) -> Iterable[Span]:
    wanted = defaultdict(list)
    for term in terms:
        for spelling in term.spellings:
            if tokens := tokens_in(spelling, language):
                wanted[tokens[0]].append((tokens, spelling, term))
    words = [word for word in words_in(text, language) if word.tokens]
    for place, word in enumerate(words):
        for tokens, spelling, term in wanted.get(word.tokens[0], ()):
            end = _end_of(words, place, tokens, text)
            if end and _may_be(text[word.start : end], spelling):
                yield Span(word.start, end, href=f"#{term.anchor}", anchor=f"at-{term.anchor}")


def _end_of(words: list[Word], place: int, tokens: list[str], text: str) -> int:
    """Where the term ends whose first word stands there; 0 if other words follow."""
    last = words[place]
    found = [*last.tokens]
    while len(found) < len(tokens) and place + 1 < len(words):
        place += 1
        if not BETWEEN.fullmatch(text[last.end : words[place].start]):
            return 0
        last = words[place]
        found += last.tokens
    return last.end if found == tokens else 0


def _may_be(found: str, spelling: str) -> bool:
    """An abbreviation stands in capitals: WHO is not who."""
    is_abbreviation = len(spelling) > 1 and spelling.isupper()
    return found == spelling or not is_abbreviation


def terms_in(body_html: str) -> list[Term]:
    """The terms to which the derived text leads, in the order of the text. No query where there are none."""
    keys = list(dict.fromkeys(map(int, LEADS_TO.findall(body_html or ""))))
    rows = Term.objects.public().in_bulk(keys) if keys else {}
    return [rows[key] for key in keys if key in rows]


def without_links(html: str) -> str:
    """The HTML for a place where the notes do not stand: its words as they are."""
    return LINK.sub(r"\1", html)
