"""The feed of a search: the newest stories that hold just what was asked for. Where none does it is empty, and waits for one.

As with the page of the search, what is asked stands in the address alone, and nobody between keeps the answer.
"""

import hashlib

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.search.finding import Found
from articles.site import feeds
from articles.site.search import SearchPage
from people.base import languages


class StrictSearch(SearchPage):
    """The same query, without what is only near it: a program cannot read that this is not what it asked for."""

    def _find(self) -> Found:
        if self.asked.wanted:
            return self.search.find(self._among(self.editions), self.editions)
        return self._browse() if self.filter.chosen else Found()

    def refusal(self) -> str:
        """Why it cannot be answered, in a sentence; nothing where it can."""
        if self.filter.unknown:
            return gettext("“%(label)s”: there is no such choice.") % {"label": self.filter.unknown[0]}
        if self.asked.is_cut:
            return gettext("That is too long for a feed.")
        if not (self.asked.wanted or self.filter.chosen):
            return gettext("Say what you look for.")
        return ""

    def newest(self) -> list[int]:
        hits = sorted(self.found.hits, key=lambda hit: hit.position, reverse=True)
        return [hit.article for hit in hits[: feeds.LENGTH]]


@require_safe
def feed(request, form):
    asked = StrictSearch(request.GET, languages.current())
    if sentence := asked.refusal():
        return HttpResponse(f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8")
    own = asked.feed()
    key = hashlib.sha256(own.page.encode()).hexdigest()[:20]
    found = Article.objects.published().filter(pk__in=asked.newest())
    return feeds.of_stories(request, form, own, found, key=f"search/{key}")
