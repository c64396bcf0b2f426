"""Stories follow the glossary: those that use a word, or lead to it, are derived anew when the word comes, changes or goes."""

from itertools import takewhile

from django.db import transaction
from django.db.models import Q

from articles.models import Article, Term
from articles.rendering import anew, stories
from articles.search.words import folded, stem
from people.base import jobs

#: So many are derived at once, in the transaction of the change; more by jobs, beside the work of editors.
AT_ONCE = 40


def follow(term: Term, before: Term | None):
    """Inside the transaction of the change. What a word means is read by each page for itself."""
    if before and _marks(before) == _marks(term):
        return
    keys = [*_concerned(term, before).order_by("pk").values_list("pk", flat=True)]
    if len(keys) <= AT_ONCE:
        stories.rebuild(Article.objects.filter(pk__in=keys))
        return
    jobs.put("stories anew", {key // anew.PORTION for key in keys})
    transaction.on_commit(anew.start)


def _marks(term: Term) -> tuple:
    """All on which it depends whether a story leads to the word."""
    return term.language, term.spellings, term.is_active, term.is_masked


def _concerned(term: Term, before: Term | None):
    found = Q(body_html__contains=f'href="#{term.anchor}"')
    for row in filter(None, (term, before)):
        for spelling in row.spellings if row.is_active else ():
            found |= Q(language=row.language, folded__contains=_beginning(spelling, row.language))
    return Article.objects.filter(found)


def _beginning(spelling: str, language: str) -> str:
    """What all forms of its longest word begin with, as ``Article.folded`` has it."""
    word = max((part for each in spelling.split() for part in folded(each)), key=len, default=spelling)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, stem(word, language), strict=False))
    return "".join(letter for letter, _other in same)[:60] or word


follow.alters_data = True
