"""What the stories that were found have in common, with counts: by this readers narrow them further."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Article, Section, Topic
from articles.search.expressions import SUBJECT, TOPIC
from articles.search.ranking import Hit
from people.base import languages
from people.models import Kind, Place, Subject

#: So many of each kind are shown, the most frequent ones.
SHOWN = 8
#: They are chosen among so many subjects, of all kinds.
LOOKED_AT = 400
#: What is read of a section or a topic.
NAMED = ("name", "slug", "language")
PARENTS = ("parent", "parent__parent", "parent__parent__parent")


@dataclass
class Option:
    label: str
    address: str
    count: int
    language: str = ""
    is_chosen: bool = False


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option] = field(default_factory=list)


class Facets:
    """Of the stories of these hits; ``address(name, value)`` says where a choice leads."""

    def __init__(self, hits: list[Hit], language: str, address):
        self.hits, self.language, self.address = hits, language, address
        self.stories = _stories_about(hits)

    def all(self, chosen) -> list[Facet]:
        """All that would tell the stories apart, without those of which one is chosen."""
        found = [*self._columns(), self._topics(), *self._subjects()]
        return [facet for facet in found if facet.options and facet.name not in chosen]

    def _columns(self) -> list[Facet]:
        sections = Counter(hit.section for hit in self.hits)
        kinds = {Article.Kind(kind): number for kind, number in Counter(hit.kind for hit in self.hits).items()}
        names = Section.objects.only(*NAMED).in_bulk([key for key in sections if key])
        return [
            self._facet(
                "section", _("Section"), {row: sections[key] for key, row in names.items()}, lambda row: row.name
            ),
            self._facet("kind", _("Kind"), kinds, lambda kind: kind.label),
        ]

    def _topics(self) -> Facet:
        counts = {key: len(found) for key, found in self.stories[TOPIC].items()}
        most = sorted(counts, key=lambda key: (-counts[key], key))[:SHOWN]
        names = Topic.objects.only(*NAMED).in_bulk(most)
        return self._facet("topic", _("Topic"), {row: counts[key] for key, row in names.items()}, lambda row: row.name)

    def _subjects(self) -> list[Facet]:
        """Of those whom most stories name, with the places that others lie in."""
        stories = self.stories[SUBJECT]
        self._add_to_those_above(stories)
        subjects = Subject.objects.public().in_bulk(_most_frequent(stories))
        labels = {Kind.PERSON: _("Person"), Kind.ORGANIZATION: _("Organisation"), Kind.PLACE: _("Place")}
        counts = {
            kind: {row: len(stories[key]) for key, row in subjects.items() if row.kind == kind} for kind in labels
        }
        return [self._facet(str(kind), labels[kind], counts[kind], self._label) for kind in labels]

    def _label(self, subject) -> str:
        return subject.label_in(self.language)

    @staticmethod
    def _add_to_those_above(stories: dict[int, set[int]]):
        """A story about Nukus is one about Karakalpakstan, too."""
        places = Place.objects.without_tree_fields().filter(pk__in=_most_frequent(stories)).exclude(parent=None)
        for key, *above in list(places.values_list("pk", *PARENTS)):
            for parent in filter(None, above):
                stories[parent] |= stories[key]

    def _facet(self, name: str, label: str, counts: dict, label_of) -> Facet:
        """Without what all the stories have in common: that narrows nothing."""
        telling = [(row, number) for row, number in counts.items() if number < len(self.hits)]
        most = sorted(telling, key=lambda pair: (-pair[1], getattr(pair[0], "pk", 0)))[:SHOWN]
        return Facet(name, label, [self._option(name, row, number, label_of(row)) for row, number in most])

    def _option(self, name: str, row, number: int, label: str) -> Option:
        return Option(label, self.address(name, getattr(row, "slug", row)), number, getattr(row, "language", ""))


def _stories_about(hits: list[Hit]) -> dict[str, dict[int, set[int]]]:
    """For each topic, and for each subject that they name, the stories."""
    found = {SUBJECT: defaultdict(set), TOPIC: defaultdict(set)}
    for hit in hits:
        for mark in hit.about:
            if (about := found.get(mark[:2])) is not None:
                about[int(mark[2:])].add(hit.article)
    return found


def _most_frequent(stories: dict[int, set[int]]) -> list[int]:
    return sorted(stories, key=lambda key: (-len(stories[key]), key))[:LOOKED_AT]


def of_languages(counts: dict[str, int], address) -> Facet:
    """In which languages there is something."""
    options = [
        Option(languages.name_of(code), address("language", code), number, code)
        for code, number in counts.items()
        if number
    ]
    return Facet("language", _("Language"), options)
