"""What a query finds: the newest stories that hold it, among those that readers may see, in the order of their worth."""

from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import IndexedStory, StoryWords, Topic
from articles.search.asking import Asked
from articles.search.expressions import AUTHOR, SUBJECT, TOPIC, Phrase, Wanted
from articles.search.ranking import COLUMNS, Hit, ranked
from articles.search.words import tokens_in
from people.search.meant import subjects_meant

#: So many of the newest hits are ranked and counted; that there are more is told.
MOST_HITS = 1000


@dataclass
class Found:
    """The stories of a query, the best first."""

    keys: list[int] = field(default_factory=list)
    #: What the index says of each, in whatever order.
    hits: list[Hit] = field(default_factory=list)
    #: Whether there are more than are counted.
    has_more: bool = False
    #: The subjects that its words may mean, all of them public.
    subjects: set[int] = field(default_factory=set)
    #: Those of them that each of its words may mean.
    meant_by_all: set[int] = field(default_factory=set)
    wanted: Wanted | None = None


class Search:
    """One query among stories of some languages, asked strictly or less so."""

    def __init__(self, asked: Asked):
        self.asked = asked
        self._subjects = {}

    def find(self, stories, languages, *, loosely: bool = False) -> Found:
        """``stories``: those that may be found, public ones. ``loosely``: words half typed, names with slips."""
        wanted = self.wanted(languages, loosely)
        rows = StoryWords.objects.matching(wanted).with_article().among(stories).newest_first()
        places = list(rows.values_list("article", "position")[: MOST_HITS + 1])
        has_more = len(places) > MOST_HITS
        hits = hits_of(places[:MOST_HITS])
        order = ranked(hits, wanted.all_of, int(timezone.now().timestamp()))
        meant = self._meant(loosely).values()
        by_all = set.intersection(*meant) if meant else set()
        return Found(order, hits, has_more, set().union(*meant), by_all, wanted)

    def wanted(self, languages, loosely: bool) -> Wanted:
        meant, topics = self._meant(loosely), self._topics(languages)
        last = self.asked.wanted[-1]
        groups = []
        for part in self.asked.wanted:
            found = part.phrases(languages)
            if loosely and part is last:
                found += part.beginnings()
            if not part.is_quoted:
                found += [Phrase((f"{TOPIC}{key}",)) for key in topics.get(part, ())]
            found += [Phrase((f"{mark}{key}",)) for key in sorted(meant.get(part, ())) for mark in (SUBJECT, AUTHOR)]
            groups.append(list(dict.fromkeys(found)))
        unwanted = [phrase for part in self.asked.unwanted for phrase in part.phrases(languages)]
        return Wanted(groups, unwanted)

    def _meant(self, loosely: bool) -> dict:
        """For each part the subjects that it may mean: a phrase one that is called just so, for it names nobody else."""
        if loosely not in self._subjects:
            parts = [part for part in self.asked.wanted if not part.is_begun]
            found = subjects_meant([part.text for part in parts], slips=loosely)
            self._subjects[loosely] = dict(zip(parts, found, strict=True))
        return self._subjects[loosely]

    def _topics(self, languages) -> dict:
        """For each part the topics of whose name it is a word."""
        found = {}
        topics = Topic.objects.filter(language__in=languages).values_list("pk", "name", "language")
        for key, name, language in topics:
            words = set(tokens_in(name, language))
            for part in self.asked.wanted:
                if words & {phrase.tokens[0] for phrase in part.phrases([language]) if len(phrase.tokens) == 1}:
                    found.setdefault(part, []).append(key)
        return found


def hits_of(places) -> list[Hit]:
    """What ranks the stories in these places, pairs of number and position. Words that no story has any more are no hit."""
    known = set(places)
    heads = IndexedStory.objects.filter(position__one_of=[position for _article, position in places])
    return [Hit._make(row) for row in heads.values_list(*COLUMNS) if row[:2] in known]
