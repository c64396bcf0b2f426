"""Names that readers must not see are replaced in what readers see, never in what the editor wrote.

A subject whose exposure is narrower than its name appears under its public label: every word of a text that compares as one
of its names is replaced, in any script and form (``people.detection.recognition``), in a text that is tagged with the subject or
that holds its full name. What a decided mention of another, named, confirmed subject covers by its full name stays.
"""

import hashlib
import re
from collections.abc import Iterable, Set
from functools import cached_property

from django.db.models import Q

from people import detection
from people.detection import Candidate, keys_of
from people.detection.protected import ProtectedIndex, ProtectedName, index_of
from people.detection.recognition import Place, Reader
from people.detection.title_words import titles_in
from people.detection.traces import link_to, linked_slugs, shapes_asked_for
from people.models import Kind, Name, NameTrace, NotTheSame, OldSlug
from people.models.traces import holding
from people.names import fold, plain_fold
from people.naming.hidden_names import HiddenName, hidden_names

WORD = re.compile(r"\w+")
#: What is read or asked once is remembered for so many texts: a run over all stories keeps no more.
MOST_REMEMBERED = 32


class Protected:
    """All names that readers must not see. Asked of the database once for many texts, see ``protected_names``."""

    def __init__(self, names: Iterable[HiddenName]):
        self.names = names = list(names)
        self.subjects = {name.subject_id: name.subject for name in names}
        rows = [(ProtectedName(name.subject_id, name.subject.kind, name.text, name.language), name) for name in names]
        self.index: ProtectedIndex = index_of(tuple(row for row, _ in rows if row.kind == Kind.PERSON))
        self.others = NamesInMemory([name for row, name in rows if row.kind != Kind.PERSON])
        self._shown: dict[frozenset[int], list[Name]] = {}
        self.titles = [row for row, _ in rows if row.kind != Kind.PERSON]

    def __bool__(self):
        return bool(self.subjects)

    def of(self, subject: int) -> list[HiddenName]:
        """The names of one subject."""
        return [name for name in self.names if name.subject_id == subject]

    def without(self, subject: int) -> "Protected":
        """All but those of one subject."""
        return (
            Protected([name for name in self.names if name.subject_id != subject]) if subject in self.subjects else self
        )

    def shown_beside(self, subjects: set[int]) -> list[Name]:
        """The names by which these may be shown; of the same subjects they are asked for once for many texts."""
        if not self:
            return _shown_names(subjects)  # NOBODY outlives every change of names
        key = frozenset(subjects)
        if key not in self._shown:
            if len(self._shown) >= MOST_REMEMBERED:
                self._shown.clear()
            self._shown[key] = _shown_names(subjects)
        return self._shown[key]

    @cached_property
    def slugs(self) -> set[str]:
        """The present and former addresses of whoever is hidden."""
        old = OldSlug.objects.filter(content_type__app_label="people", object_id__in=list(self.subjects))
        kept = [subject.kept_slugs for subject in self.subjects.values() if subject.kept_slugs]
        return {
            *(subject.slug for subject in self.subjects.values()),
            *(slug for slugs in kept for slug in (slugs["slug"], *slugs["old"])),
            *old.values_list("slug", flat=True),
        }


class NamesInMemory:
    """Some names as an index to find them by (``NameIndex``)."""

    def __init__(self, names: list[Name] | list[HiddenName]):
        self.names = names
        self._found: dict[tuple[str, str], detection.Findings] = {}

    def find(self, text: str, language: str):
        """What a text says of them; asked again of the same text, it is not read again."""
        key = text, language
        if key not in self._found:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            self._found[key] = detection.find(text, language, self)
        return self._found[key]

    def with_keys(self, keys):
        for own, candidate in self._with_own_keys:
            for key in keys & own:
                yield key, candidate

    def of_subjects(self, subject_ids):
        return [candidate for candidate in self._candidates if candidate.subject_id in subject_ids]

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return [
            Candidate(name.subject_id, name.subject.kind, name.text, name.kind, name.language, name.folded)
            for name in self.names
        ]

    @cached_property
    def _with_own_keys(self):
        keys = [keys_of(name.text, name.subject.kind, name.kind, name.language) for name in self.names]
        return list(zip(keys, self._candidates, strict=True))


class Masks:
    """What is hidden in one text and its lines: the subjects in play, and the names that may be shown beside them."""

    def __init__(self, language: str, protected: Protected, in_play: set[int], named: NamesInMemory):
        self.language, self.protected, self.in_play, self.named = language, protected, in_play, named
        #: Pairs of a subject and the digest of a paragraph, the words of which mean somebody else than this subject.
        self.settled: Set[tuple[int, str]] = frozenset()

    def __bool__(self):
        return bool(self.in_play)

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Where the text holds what is hidden: start, end, and the label that stands in its place, in their order."""
        return [(place.start, place.end, self._label(place.subject)) for place in self.hidden(text)]

    def apply(self, text: str) -> str:
        shown, end = [], 0
        for start, stop, label in self.places(text):
            shown += [text[end:start], label]
            end = stop
        return "".join([*shown, text[end:]])

    def hides_link(self, href: str) -> bool:
        """Whether the address leads to a hidden subject's page, or spells its name."""
        if not href or not self.protected:
            return False
        if not self.protected.slugs.isdisjoint(linked_slugs(href)):
            return True
        # A name of one word may be a word like others (Правда): in a story that is not about it, it may be in any address.
        told = [row for row in self.protected.titles if row.subject in self.in_play or len(WORD.findall(row.text)) > 1]
        if titles_in(href, self.language, told):
            return True
        reader = Reader(href, self.language, self.protected.index)
        in_play = self.in_play | {place.subject for place in reader.full_names()}
        return bool(in_play and reader.named(in_play)[0])

    def may_tell(self, text: str) -> bool:
        """Whether the text holds a word of a name, or one that may be."""
        return bool(self.places(text) or self.doubts(text))

    def doubts(self, text: str) -> list[Place]:
        """Words that may be one of the names and are also words of the language."""
        if not self.in_play or not text:
            return []
        reader = Reader(text, self.language, self.protected.index)
        doubts = self._named(text, reader)[1]
        covered = self._covered(text, reader) if doubts else []
        return [place for place in doubts if not _lies_in(place, covered)]

    def full_names(self, text: str) -> list[Place]:
        """Where the text names one of those in play in full."""
        places = Reader(text, self.language, self.protected.index).full_names() + self._titles(text)
        return [place for place in places if place.subject in self.in_play]

    def _label(self, subject: int) -> str:
        return self.protected.subjects[subject].label_in(self.language)

    def hidden(self, text: str) -> list[Place]:
        """Where the text holds what is hidden, and whose name it is, in their order."""
        if not self.in_play or not text:
            return []
        reader = Reader(text, self.language, self.protected.index)
        places = self._named(text, reader)[0] + self._titles(text)
        if not places:
            return []
        covered = self._covered(text, reader)
        return [place for place in _without_overlaps(places) if not _lies_in(place, covered)]

    def _named(self, text: str, reader: Reader) -> tuple[list[Place], list[Place]]:
        """What ``Reader.named`` says, without the words that somebody has settled; a full name stays hidden."""
        places, doubts = reader.named(self.in_play)
        full, anew = None, {}
        for start, end, settled in self._settled_lines(text):
            full = reader.full_names() if full is None else full
            if settled not in anew:
                anew[settled] = reader.named(self.in_play - settled)
            others, other_doubts = ([place for place in found if start <= place.start < end] for found in anew[settled])
            own = [place for place in full if place.subject in settled]
            places = [place for place in places if not start <= place.start < end or _touches(place, own)] + others
            doubts = [place for place in doubts if not start <= place.start < end] + other_doubts
        return places, doubts

    def _settled_lines(self, text: str) -> Iterable[tuple[int, int, frozenset[int]]]:
        """The lines of the text of which somebody has settled that they mean others than these in play."""
        start = 0
        for line in text.split("\n") if self.settled else ():
            digest, end = paragraph_digest(line), start + len(line)
            if settled := frozenset(subject for subject in self.in_play if (subject, digest) in self.settled):
                yield start, end, settled
            start = end + 1

    def _titles(self, text: str) -> list[Place]:
        """Organisations and places whose names are hidden, as finding recognises them, decided or not."""
        if not self.protected.others.names:
            return []
        return [
            Place(span.start, span.end, candidate.subject_id)
            for span in self.protected.others.find(text, self.language).spans
            for candidate in span.candidates
            if candidate.subject_id in self.in_play
        ] + titles_in(text, self.language, [row for row in self.protected.titles if row.subject in self.in_play])

    def _covered(self, text: str, reader: Reader) -> list[tuple[int, int]]:
        """The full names of others, decided; not of whom it is not known that they are another person."""
        held = {name.subject_id for name in self.named.names if name.subject.is_held}
        spans = [
            (span.start, span.end, span.subject_id, fold(span.surface, self.language))
            for span in self.named.find(text, self.language).decided
            if (len(WORD.findall(span.surface)) > 1 or span.subject_id in self.in_play) and span.subject_id not in held
        ]
        full = reader.full_names() if spans else []
        return [(start, end) for start, end, *named in spans if not self._may_be_one(start, end, *named, full)]

    def _may_be_one(self, start: int, end: int, named: int, folded: str, full: list[Place]) -> bool:
        if named in self.in_play:
            return False  # the name that this subject is shown by
        return any(
            place.start < end
            and start < place.end
            and place.subject in self.in_play
            and not self._are_apart(named, folded, place)
            for place in full
        )

    def _are_apart(self, named: int, folded: str, place: Place) -> bool:
        """Whether somebody told the two apart, and it is not the hidden name to the letter: Таймен covers no Тайменов."""
        if tuple(sorted((named, place.subject))) not in self._told_apart:
            return False
        own = {name.folded for name in self.protected.of(place.subject)}
        others = {name.folded for name in self.named.names if name.subject_id == named}
        return folded not in own or folded in others

    @cached_property
    def _told_apart(self) -> set[tuple[int, int]]:
        return NotTheSame.objects.pairs()


def masks_of_all(protected: Protected, language: str) -> Masks:
    """For a text that is about all these."""
    return Masks(language, protected, set(protected.subjects), NamesInMemory([]))


def masks_in(text: str, language: str, tagged, protected: Protected | None = None, confirmed=None) -> Masks:
    """The masks for a text about the subjects ``tagged`` (their numbers): a story's, or that below a picture.

    ``confirmed``: those of them whose names may be printed over others'; without, all of them.
    """
    protected = protected_names() if protected is None else protected
    tagged = set(tagged)
    confirmed = tagged if confirmed is None else set(confirmed)
    shown = NamesInMemory(protected.shown_beside(confirmed | (tagged & protected.subjects.keys())))
    in_play = tagged & protected.subjects.keys()
    if protected.index.names:
        in_play |= {place.subject for place in Reader(text, language, protected.index).full_names()}
    if protected.others.names:
        in_play |= {span.subject_id for span in protected.others.find(text, language).decided}
    return Masks(language, protected, in_play, shown)


def _shown_names(subjects: set[int]) -> list[Name]:
    """The names by which these may be shown: only public ones, a link from another spelling would tell whose it is."""
    return list(Name.objects.public().filter(subject__in=subjects).select_related("subject")) if subjects else []


def protected_names() -> Protected:
    """The names that readers must not see."""
    return Protected(hidden_names())


def may_hold(subject, model) -> Q:
    """For rows of the model: those whose words may name the subject in full, in any script, or that link to its page."""
    names = [ProtectedName(subject.pk, subject.kind, name.text, name.language) for name in subject.names.all()]
    links = [[[f" {link_to(slug)}"]] for slug in sorted(_slugs_of(subject))]
    return NameTrace.objects.may_hold(model, shapes_asked_for(names) + links)


def may_be_in_text(subject) -> Q:
    """For rows that keep their own ``trace``: those that may name the subject in full, and those that nobody has read yet."""
    names = [ProtectedName(subject.pk, subject.kind, name.text, name.language) for name in subject.names.all()]
    return holding("trace", shapes_asked_for(names)) | Q(trace="")


def _slugs_of(subject) -> set[str]:
    """All addresses that its page has or had, those kept while it is hidden among them."""
    old = OldSlug.objects.filter(content_type__app_label="people", object_id=subject.pk).values_list("slug", flat=True)
    kept = subject.kept_slugs
    return {subject.slug, *old, *kept.get("old", ()), *([kept["slug"]] if kept else ())}


#: For a text that is read as it was typed.
NOBODY = Protected([])


def _without_overlaps(places: list[Place]) -> list[Place]:
    """The longest first; of equals the first in the text, then the lower number: the same in any order of rules."""
    kept: list[Place] = []
    for place in sorted(set(places), key=lambda place: (place.start - place.end, place.start, place.subject)):
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return sorted(kept)


def _touches(place: Place, others: list[Place]) -> bool:
    return any(
        place.subject == other.subject and place.start < other.end and other.start < place.end for other in others
    )


def paragraph_digest(line: str) -> str:
    """What tells whether a paragraph still reads as it did, apart from case and signs that nobody sees."""
    return hashlib.sha256(plain_fold(line).strip().encode()).hexdigest()


def _lies_in(place: Place, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= place.start and place.end <= end for start, end in stretches)
