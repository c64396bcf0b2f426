"""The stories of a subject's page, newest first, and how readers narrow them: by year, section, kind and language.

All that can be chosen, with its counts, comes from one grouped query over published stories. What cannot be chosen is left
out, and the page says so.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Max, Min, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Article
from articles.site.search_facets import Facet, Option
from people.base import languages

EVERY = "all"
#: In this order in addresses: the same choice is always the same address.
FILTERS = ("year", "section", "kind", "language")


@dataclass(frozen=True)
class Group:
    """So many stories that have these in common."""

    year: str
    section: str
    kind: str
    language: str
    section_name: str
    number: int


class Timeline:
    """What a page shows of these ``stories`` (published ones of all editions), as its address ``data`` narrows them."""

    def __init__(self, data: QueryDict, path: str, stories: QuerySet, language: str):
        self.path, self.stories, self.language = path, stories, language
        self.groups = list(_groups(stories))
        given = {name: value.strip() for name in FILTERS if (value := data.get(name, ""))}
        self.chosen = {name: value for name, value in given.items() if self._is_there(name, value)}
        self.unknown = [self.labels[name] for name in given if name not in self.chosen]

    @property
    def labels(self) -> dict[str, str]:
        return {"year": _("Year"), "section": _("Section"), "kind": _("Kind"), "language": _("Language")}

    def _is_there(self, name: str, value: str) -> bool:
        return (name == "language" and value == EVERY) or any(getattr(group, name) == value for group in self.groups)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen)

    @property
    def found(self) -> QuerySet:
        """The stories that the reader asked for."""
        found, chosen = self.stories, self.chosen
        if (edition := chosen.get("language", self.language)) != EVERY:
            found = found.in_edition(edition)
        if "year" in chosen:
            found = found.in_year(int(chosen["year"]))
        if "section" in chosen:
            found = found.in_section_at(chosen["section"])
        if "kind" in chosen:
            found = found.of_kind(chosen["kind"])
        return found.newest_first().with_listing_data()

    @property
    def total(self) -> int:
        return sum(group.number for group in self._matching())

    @property
    def total_of_all(self) -> int:
        """In all editions, whatever is chosen."""
        return sum(group.number for group in self.groups)

    def _matching(self, *, but: str = "") -> list[Group]:
        """The groups that all choices leave, but for one of them."""
        asked = {"language": self.language} | self.chosen
        asked = {name: value for name, value in asked.items() if name != but and value != EVERY}
        return [group for group in self.groups if all(getattr(group, name) == asked[name] for name in asked)]

    def _counts(self, name: str) -> Counter:
        counts = Counter()
        for group in self._matching(but=name):
            counts[getattr(group, name)] += group.number
        return counts

    # What can be chosen ------------------------------------------------------------------------------------------------

    @property
    def years(self) -> list[Option]:
        """Newest first; none where all stories are of one year."""
        counts = self._counts("year")
        if len(counts) < 2 and "year" not in self.chosen:
            return []
        return [self._option("year", year, year, counts[year]) for year in sorted(counts, reverse=True)]

    @property
    def facets(self) -> list[Facet]:
        """Section, kind and language, as far as they tell the stories apart."""
        sections = {group.section: group.section_name for group in self.groups if group.section}
        found = [
            self._facet("section", sections.get),
            self._facet("kind", lambda kind: Article.Kind(kind).label),
            self._facet("language", languages.name_of),
        ]
        return [facet for facet in found if self._tells_apart(facet)]

    def _tells_apart(self, facet: Facet) -> bool:
        """Also where all the stories are in another edition than the page."""
        elsewhere = facet.name == "language" and any(not option.is_chosen for option in facet.options)
        return len(facet.options) > 1 or elsewhere or facet.name in self.chosen

    def _facet(self, name: str, label_of) -> Facet:
        counts = self._counts(name)
        values = sorted(filter(None, counts), key=lambda value: (-counts[value], value))
        options = [self._option(name, value, label_of(value), counts[value]) for value in values]
        if name == "language" and len(options) > 1:
            options.append(self._option(name, EVERY, pgettext("languages", "All"), counts.total()))
        return Facet(name, self.labels[name], options)

    def _option(self, name: str, value: str, label: str, number: int) -> Option:
        is_own = name == "language" and value == self.language
        is_chosen = self.chosen.get(name, self.language if name == "language" else "") == value
        address = self.address(**{name: None if is_own else value})
        return Option(label, address, number, value if name == "language" and value != EVERY else "", is_chosen)

    @property
    def chips(self) -> list[dict]:
        """What was chosen, each with the address without it."""
        sections = {group.section: group.section_name for group in self.groups}
        told = {
            "section": sections.get,
            "kind": lambda value: Article.Kind(value).label,
            "language": lambda value: pgettext("languages", "All") if value == EVERY else languages.name_of(value),
        }
        return [
            {
                "label": self.labels[name],
                "value": told.get(name, str)(value),
                "address": self.address(**{name: None}),
            }
            for name, value in self.chosen.items()
        ]

    def address(self, **changes) -> str:
        """That of this page with other choices, on its first page of stories."""
        query = QueryDict(mutable=True)
        asked = self.chosen | changes
        query.update({name: asked[name] for name in FILTERS if asked.get(name)})
        return f"{self.path}?{query.urlencode()}" if query else self.path


def _groups(stories: QuerySet) -> Iterable[Group]:
    """How many stories there are of each year, section, kind and edition of this site, in two queries."""
    stories = stories.in_editions(settings.EDITIONS).order_by()
    span = stories.aggregate(first=Min("published_at"), last=Max("published_at"))
    if not span["first"]:
        return
    columns = ("year", "section__slug", "section__name", "kind", "language")
    rows = stories.annotate(year=_year_of(span["first"], span["last"])).values_list(*columns)
    for year, section, name, kind, language, number in rows.annotate(Count("pk")):
        yield Group(str(year), section or "", kind, language, name or "", number)


def _year_of(first: datetime.datetime, last: datetime.datetime) -> Case:
    """The year of publication in the newsroom's zone, compared and not computed: SQLite would ask Python for each row."""
    zone = timezone.get_current_timezone()
    years = range(last.astimezone(zone).year, first.astimezone(zone).year, -1)
    since = [When(published_at__gte=datetime.datetime(year, 1, 1, tzinfo=zone), then=Value(year)) for year in years]
    return Case(*since, default=Value(first.astimezone(zone).year), output_field=IntegerField())
