"""What the stories that were found have in common, with counts: by this readers narrow them further."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from articles.models import Article, Mention, Section, Topic, TopicTagging
from people.base import languages
from people.models import Kind, Place, Subject

#: So many of each kind are shown, the most frequent ones.
SHOWN = 8
PARENTS = ("parent", "parent__parent", "parent__parent__parent")


@dataclass
class Option:
    label: str
    address: str
    count: int
    language: str = ""


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option] = field(default_factory=list)


class Facets:
    """Of the stories with these numbers; ``address(name, value)`` says where a choice leads."""

    def __init__(self, keys: list[int], language: str, address):
        self.keys, self.language, self.address = keys, language, address

    def all(self, chosen) -> list[Facet]:
        """All that would tell the stories apart, without those of which one is chosen."""
        found = [*self._columns(), self._topics(), *self._subjects()]
        return [facet for facet in found if facet.options and facet.name not in chosen]

    def _columns(self) -> list[Facet]:
        rows = Article.objects.filter(pk__in=self.keys).order_by().values_list("section", "kind")
        sections, kinds = Counter(), Counter()
        for (section, kind), number in Counter(rows).items():
            sections[section] += number
            kinds[kind] += number
        names = Section.objects.in_bulk([key for key in sections if key])
        return [
            self._facet("section", _("Section"), {names[key]: n for key, n in sections.items() if key}, lambda row: row.name),
            self._facet("kind", _("Kind"), {Article.Kind(kind): n for kind, n in kinds.items()}, lambda kind: kind.label),
        ]

    def _topics(self) -> Facet:
        taggings = TopicTagging.objects.filter(content_object__in=self.keys).order_by()
        counts = dict(taggings.values_list("tag").annotate(number=Count("pk")).order_by("-number", "tag")[:SHOWN])
        names = Topic.objects.in_bulk(counts)
        return self._facet("topic", _("Topic"), {names[key]: n for key, n in counts.items()}, lambda topic: topic.name)

    def _subjects(self) -> list[Facet]:
        mentions = Mention.objects.confirmed().filter(article__in=self.keys, subject__in=Subject.objects.public())
        rows = mentions.order_by().values_list("subject__kind", "subject", "article")
        by_kind: dict[str, dict[int, set]] = {kind: {} for kind in Kind}
        for kind, subject, article in rows:
            by_kind[kind].setdefault(subject, set()).add(article)
        self._add_to_those_above(by_kind[Kind.PLACE])
        most = {kind: _most_frequent(found) for kind, found in by_kind.items()}
        subjects = Subject.objects.public().in_bulk([key for found in most.values() for key in found])
        labels = {"person": _("Person"), "organization": _("Organisation"), "place": _("Place")}
        return [
            self._facet(kind, label, {subjects[key]: n for key, n in most[kind].items() if key in subjects}, self._label)
            for kind, label in labels.items()
        ]

    def _label(self, subject) -> str:
        return subject.label_in(self.language)

    @staticmethod
    def _add_to_those_above(places: dict[int, set]):
        """A story about Nukus is one about Karakalpakstan, too."""
        for key, *above in list(Place.objects.without_tree_fields().filter(pk__in=places).values_list("pk", *PARENTS)):
            for parent in filter(None, above):
                places.setdefault(parent, set()).update(places[key])

    def _facet(self, name: str, label: str, counts: dict, label_of) -> Facet:
        options = [
            Option(label_of(row), self.address(name, getattr(row, "slug", row)), number, getattr(row, "language", ""))
            for row, number in counts.items()
            if number < len(self.keys)  # else it narrows nothing
        ]
        return Facet(name, label, sorted(options, key=lambda option: (-option.count, option.label))[:SHOWN])


def _most_frequent(found: dict[int, set]) -> dict[int, int]:
    counts = sorted(((-len(stories), key) for key, stories in found.items()))[:SHOWN]
    return {key: -number for number, key in counts}


def of_languages(counts: dict[str, int], address) -> Facet:
    """In which languages there is something."""
    options = [
        Option(languages.name_of(code), address("language", code), number, code) for code, number in counts.items() if number
    ]
    return Facet("language", _("Language"), options)
