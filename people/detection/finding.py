"""Find the recorded subjects that a text names.

First full names, titles, abbreviations and places, all looked up in one query; the longest match wins its words. Then,
with the names of whoever was found, what the text calls them afterwards: a bare family or given name, a bracketed
abbreviation. A word that may be two subjects is offered with both and decided for neither.
"""

from collections import defaultdict
from collections.abc import Set
from typing import NamedTuple

from people.detection.index import Candidate, NameIndex
from people.detection.matching import Match
from people.detection.middle_names import with_parentage
from people.detection.probes import probes_in
from people.detection.second_pass import SecondPass
from people.detection.surroundings import Surroundings
from people.detection.words import units_of, words_of
from people.names.languages import guess_language

# Over this many characters only the first part of a text is looked at, which keeps the time bounded.
TEXT_LIMIT = 200_000
# Two subjects match a span equally well when their costs differ by less.
TIE_MARGIN = 0.15


class Span(NamedTuple):
    """A passage of the text and the subject it names; with `subject_id` None it may be any of the candidates."""

    start: int
    end: int
    surface: str
    subject_id: int | None
    candidates: tuple[Candidate, ...]
    score: float
    reason: str


class Findings(NamedTuple):
    spans: list[Span]
    is_whole: bool
    """Whether the whole text was looked at."""

    @property
    def decided(self) -> list[Span]:
        return [span for span in self.spans if span.subject_id is not None]

    def links_to(self, confirmed: Set[int]) -> list[Span]:
        """What may be linked for readers: decided passages of subjects that the desk confirmed; they never overlap."""
        links: list[Span] = []
        for span in self.decided:
            if span.subject_id in confirmed and not (links and span.start < links[-1].end):
                links.append(span)
        return links


def find(text: str, language: str, index: NameIndex) -> Findings:
    """Every passage of the text that names a recorded subject."""
    looked_at = text[:TEXT_LIMIT]
    words = words_of(looked_at, language or guess_language(looked_at))
    units = with_parentage(words, units_of(words))
    surroundings = Surroundings(words, units)
    spans = _spans(looked_at, words, _longest(_matches(words, units, surroundings, index)))
    known = {span.subject_id for span in spans if span.subject_id is not None}
    if known:
        second_pass = SecondPass(words, units, spans, list(index.of_subjects(known)), surroundings)
        spans += _spans(looked_at, words, second_pass.matches())
    return Findings(sorted(spans), len(text) == len(looked_at))


def _matches(words, units, surroundings: Surroundings, index: NameIndex) -> list[Match]:
    probes = defaultdict(list)
    for probe in probes_in(words, units, surroundings.shouted):
        for key in probe.keys:
            probes[key].append(probe)
    seen, matches = set(), []
    for key, candidate in index.with_keys(set(probes)):
        for probe in probes[key]:
            if (id(probe), candidate) not in seen:
                seen.add((id(probe), candidate))
                matches += probe.matches(candidate)
    return surroundings.weigh(matches)


def _longest(matches: list[Match]) -> list[Match]:
    """The matches of the passages that win: the longest first, and of equals the closest."""
    taken, kept = {}, []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.cost)):
        passage = match.first, match.last
        numbers = range(match.first, match.last + 1)
        if all(taken.get(number, passage) == passage for number in numbers):
            taken |= dict.fromkeys(numbers, passage)
            kept.append(match)
    return kept


def _spans(text: str, words, matches: list[Match]) -> list[Span]:
    passages = defaultdict(list)
    for match in matches:
        passages[match.first, match.last].append(match)
    return [
        _span(text, words[first].start, words[last].end, sorted(found, key=lambda match: match.cost))
        for (first, last), found in passages.items()
    ]


def _span(text: str, start: int, end: int, found: list[Match]) -> Span:
    best = found[0]
    rivals = {match.candidate.subject_id: match.candidate for match in found if match.cost < best.cost + TIE_MARGIN}
    decided = best.candidate.subject_id if len(rivals) == 1 and best.decides else None
    score = round(max(0.0, 1 - best.cost / 4), 2)
    return Span(start, end, text[start:end], decided, tuple(rivals.values()), score, best.reason)
