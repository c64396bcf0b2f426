"""Readers' search: stories by their words and by whom they are about, with that subject's card on top.

What is asked stands in the address alone: nothing of it is stored or logged by us, and no answer is kept by anybody.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from articles.models import Article, IndexedStory, StoryWords
from articles.search import asking
from articles.search.finding import MOST_HITS, Found, Search
from articles.search.marking import Marker, Piece
from articles.search.ranking import COLUMNS, Hit
from articles.site import dossiers, search_facets
from articles.site.search_filters import StoryFilter
from people.base import languages
from people.base.feeds import PageFeed
from people.base.pages import Trail, paginate
from people.models import Name, Subject
from people.models.name_search import BEGINNING, FORMS

#: Cards of subjects above the stories; names that are near what was typed.
CARDS, NEAR = 3, 5
MOST_NAMES = 200
EVERY = "all"


@require_safe
def search(request):
    page_of = SearchPage(request.GET, languages.current())
    stories = paginate(request, page_of.found.keys)
    context = page_of.context(list(stories.object_list)) | {"page": stories, "is_answer": bool(request.GET)}
    stories.object_list = context["stories"]
    response = TemplateResponse(request, "articles/search.html", context)
    if request.GET:  # the empty form is a page like others; what somebody asked for is in no search engine
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@dataclass
class Result:
    """A story that was found, as the page shows it."""

    story: Article
    title: list[Piece]
    dek: list[Piece]
    passage: list[Piece]


class SearchPage:
    """What the page says to one query."""

    def __init__(self, data: QueryDict, language: str):
        self.data, self.language = data, language
        self.typed = " ".join(data.get("q", "").replace("\0", " ").split())[: asking.LONGEST_QUERY]
        self.asked = asking.read(data.get("q", ""))
        scope = data.get("language", "")
        self.scope = scope if scope in {EVERY, *settings.EDITIONS} else ""
        self.search = Search(self.asked)
        self.filter = StoryFilter(data, Article.objects.published())
        self.is_elsewhere = self.is_loose = False
        self.found = self._find()

    @property
    def editions(self) -> list[str]:
        """Those that the reader wants: that of the page unless told otherwise."""
        if self.scope == EVERY:
            return settings.EDITIONS
        return [self.scope or self.language]

    def _find(self) -> Found:
        """Just what was asked for, here or else in other languages; and where that is nothing, what is near it."""
        if not self.asked.wanted:
            return self._browse() if self.filter.chosen else Found()
        others = [code for code in settings.EDITIONS if code != self.language] if not self.scope else []
        for is_loose in (False, True):
            for editions in filter(None, (self.editions, others)):
                found = self.search.find(self._among(editions), editions, loosely=is_loose)
                if found.keys:
                    self.is_loose, self.is_elsewhere = is_loose, editions is others
                    return found
        return found

    def _among(self, editions):
        return self.filter.qs.in_editions(editions)

    def _browse(self) -> Found:
        """Filters without words: the newest."""
        newest = IndexedStory.objects.filter(article__in=self._among(self.editions)).order_by("-position")
        rows = list(newest.values_list(*COLUMNS)[: MOST_HITS + 1])
        hits = [Hit(*row) for row in rows[:MOST_HITS]]
        return Found([hit.article for hit in hits], hits, len(rows) > MOST_HITS)

    # What is shown -----------------------------------------------------------------------------------------------------

    def context(self, keys: list[int]) -> dict:
        return {
            "typed": self.typed,
            "asked": self.asked,
            "has_filters": bool(self.filter.chosen or self.scope),
            "trail": Trail.home().to(pgettext("page", "Search")),
            "feeds": [self.feed()] if self.asked.wanted or self.filter.chosen else [],
            "total": len(self.found.keys),
            "has_more": self.found.has_more,
            "is_elsewhere": self.is_elsewhere,
            "is_loose": self.is_loose,
            "unknown": self.filter.unknown,
            "hidden": [(name, value) for name, value in self._kept() if name not in ("since", "until")],
            "kept": self._kept(),
            "since": self.filter.form["since"],
            "until": self.filter.form["until"],
            "chips": self._chips(),
            "cards": self._cards(),
            "facets": self._facets(),
            "without_filters": self._address(**dict.fromkeys([*StoryFilter.Meta.fields, "language"])),
            "stories": self._results(keys),
        }

    def _kept(self) -> list[tuple[str, str]]:
        """The filters that hold, for a form that asks for something else."""
        kept = [(name, self.filter.given[name]) for name in self.filter.chosen]
        return kept + ([("language", self.scope)] if self.scope else [])

    def _address(self, **changes) -> str:
        """That of this search with other filters, on its first page; the same filters always make the same address."""
        query = QueryDict(mutable=True)
        for name, value in {"q": self.typed, **dict(self._kept()), **changes}.items():
            if value:
                query[name] = value
        return f"{reverse('articles:search')}?{query.urlencode()}" if query else reverse("articles:search")

    def feed(self) -> PageFeed:
        """The feed of the same search (search_feed.py)."""
        title = " · ".join(filter(None, [self.typed, pgettext("page", "Search")]))
        return PageFeed(title, self._address())

    def _chips(self) -> list[dict]:
        """What was chosen, each with the address without it."""
        chips = [
            {
                "label": self.filter.filters[name].label,
                "value": self._told(name, value),
                "address": self._address(**{name: None}),
            }
            for name, value in self.filter.chosen.items()
        ]
        if self.scope:
            told = gettext("all") if self.scope == EVERY else languages.name_of(self.scope)
            chips.append({"label": gettext("Language"), "value": told, "address": self._address(language=None)})
        return chips

    def _told(self, name: str, value) -> str:
        if isinstance(value, Subject):
            return value.label_in(self.language)
        if name == "kind":
            return Article.Kind(value).label
        return formats.date_format(value) if name in ("since", "until") else value.name

    def _cards(self) -> list[Subject]:
        """The public subjects that all of the query means; those that are only near it where no story has its words."""
        parts = self.asked.wanted
        if not parts or self.asked.unwanted or self.data.get("page", "1") != "1":
            return []
        is_near = self.is_loose or not self.found.keys
        meant = self.found.meant_by_all
        if not (is_near or meant):
            return []
        text = " ".join(part.text.rstrip("*") for part in parts)
        named = Subject.objects.public().publicly_named_like(text)
        if not is_near:
            named = named.filter(pk__in=meant, closeness__lte=FORMS)
        found = list(named.with_texts().closest_first("label", "pk")[: NEAR if is_near else CARDS])
        stories = dossiers.Stories()
        counts = stories.counts([subject.pk for subject in found])
        portraits = stories.portraits(found)
        for subject in found:
            subject.story_count = counts.get(subject.pk, 0)
            subject.picture = portraits.get(subject.pk)
            subject.is_near = subject.closeness > BEGINNING
        return found

    def _facets(self) -> list:
        if not self.found.keys:
            return []
        facets = search_facets.Facets(
            self.found.hits, self.language, lambda name, value: self._address(**{name: value})
        )
        found = facets.all(self.filter.chosen)
        language = self._languages()
        return [*found, language] if language.options else found

    def _languages(self):
        """Counts of the other languages, as far as any has the words."""
        counts: dict[str, int] = {}
        if self.found.wanted and len(settings.EDITIONS) > 1 and not self.scope and not self.is_elsewhere:
            others = [code for code in settings.EDITIONS if code != self.language]
            wanted = self.search.wanted(others, self.is_loose)
            language = Article.objects.filter(pk=OuterRef("article")).values("language")
            rows = StoryWords.objects.matching(wanted).with_article().among(self._among(others)).newest_first()
            rows = rows.annotate(language=Subquery(language)).values_list("language", flat=True)
            counts = dict(Counter(rows[:MOST_HITS]).most_common())
        return search_facets.of_languages(counts, lambda name, value: self._address(**{name: value}))

    def _results(self, keys: list[int]) -> list[Result]:
        stories = Article.objects.published().with_listing_data().in_bulk(keys)
        marker = self._marker()
        texts = dict(Article.objects.published().filter(pk__in=keys).values_list("pk", "body_html")) if marker else {}
        return [self._result(stories[key], marker, texts.get(key, "")) for key in keys if key in stories]

    def _marker(self) -> Marker | None:
        if not self.found.wanted:
            return None
        names = Name.objects.searchable().filter(subject__in=self.found.subjects).order_by("pk")
        return Marker(self.found.wanted.all_of, list(names.values_list("subject__kind", "text")[:MOST_NAMES]))

    @staticmethod
    def _result(story, marker: Marker | None, html: str) -> Result:
        if marker is None:
            return Result(story, [Piece(story.public_title)], [Piece(story.public_summary)], [])
        title = marker.pieces(story.public_title, story.language)
        dek = marker.pieces(story.public_summary, story.language)
        passage = [] if any(piece.is_found for piece in dek) else marker.passage(html, story.language)
        return Result(story, title, dek, passage)
