"""Who may be recorded twice: subjects with names that are one, and were never told apart by an editor.

Names that share a key (detection/keys.py) are compared, never all with all. Doubt is shown to a person and decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from people.detection import keys_of
from people.merging.relations import MODELS, relations
from people.models import Kind, Name, NameKey, Subject, name_search
from people.models.decisions import NotTheSame
from people.names import Comparison, compare
from people.names.places import ids_of_name

AT_ONCE = 200
MOST_CANDIDATES = 300
MOST_SHOWN = 5
#: Two persons' names that share a key but fewer letters than this (of 100) are not worth comparing; two scripts and
#: initials leave few.
WORTH_COMPARING = 34
#: So alike must two names be, and so long, for a slip of the pen to be thought of.
NEAR_SCORE, NEAR_LENGTH = 0.6, 8


class Spelling(NamedTuple):
    """One recorded name, with what two names are compared by."""

    subject: int
    kind: str
    text: str
    language: str
    name_kind: str
    folded: str

    @property
    def is_own_name(self) -> bool:
        return self.name_kind in (Name.Kind.PREFERRED, Name.Kind.PEN_NAME)


COLUMNS = ("subject_id", "subject__kind", "text", "language", "kind", "folded")


class Likeness(NamedTuple):
    """Why two subjects may be one: a spelling of each, and what makes them alike."""

    one: int
    other: int
    spelling: str
    other_spelling: str
    score: float
    reason: str


def alike(one: Spelling, other: Spelling, *, slips: bool = False) -> Comparison | None:
    """What speaks for one subject behind two names; with ``slips`` also that a letter or two may be mistyped."""
    if one.folded == other.folded:
        decides = " " in one.folded or one.kind != Kind.PERSON or (one.is_own_name and other.is_own_name)
        return Comparison(True, 1.0, _("the same name")) if decides and one.folded else None
    if one.kind == Kind.PLACE and ids_of_name(one.text, one.language) & ids_of_name(other.text, other.language):
        return Comparison(True, 0.9, _("one place, named in two languages"))
    if one.kind == Kind.PERSON and token_sort_ratio(one.folded, other.folded) < WORTH_COMPARING:
        return None
    result = compare(one.text, other.text, one.kind, one.language, other.language)
    if result.same or result.is_open:
        return result
    return (
        Comparison(False, NEAR_SCORE, _("differs by a letter or two"))
        if slips and _is_near(one, other, result)
        else None
    )


def _is_near(one: Spelling, other: Spelling, result: Comparison) -> bool:
    """A slip in a long name; where compare is sure of two persons (Karimov, Karimova; senior, junior) there is none."""
    if one.kind == Kind.PERSON and result.score < NEAR_SCORE:
        return False
    length = min(len(one.folded), len(other.folded))
    slips = 0 if length < NEAR_LENGTH else 1 if one.kind == Kind.PERSON or length < 2 * NEAR_LENGTH else 2
    return 0 < OSA.distance(one.folded, other.folded, score_cutoff=slips) <= slips


# One subject, before it is saved -----------------------------------------------------------------------------------


def likely_for(subjects, kind: str, names: Iterable[Name], *, own: int = 0) -> list[Likeness]:
    """Which of the ``subjects`` may be the one that is about to get these ``names``, the likeliest first."""
    best: dict[int, Likeness] = {}
    for name in names:
        name.derive()
        typed = Spelling(own, kind, name.text, name.language, name.kind, name.folded)
        for known in _candidates(subjects, typed):
            if result := alike(typed, known, slips=True):
                found = Likeness(own, known.subject, typed.text, known.text, result.score, result.reason)
                _keep_best(best, known.subject, found)
    apart = NotTheSame.objects.other_than(own) if own else set()
    likely = [found for key, found in best.items() if key not in apart and key != own]
    return sorted(likely, key=lambda found: (-found.score, found.other))[:MOST_SHOWN]


def _candidates(subjects, typed: Spelling) -> Iterator[Spelling]:
    keys = keys_of(typed.text, typed.kind, typed.name_kind, typed.language)
    found = Q(pk__in=NameKey.objects.filter(key__in=keys).values("name")) | Q(folded=typed.folded)
    meant = name_search.names_meant(typed.text)
    if meant is not None:
        found |= Q(pk__in=meant.values("pk"))
    of_kind = subjects.filter(kind=typed.kind).order_by()
    rows = Name.objects.filter(found, subject__in=of_kind.values("pk")).order_by("pk")
    return (Spelling(*row) for row in rows.values_list(*COLUMNS)[:MOST_CANDIDATES])


def _keep_best(best: dict, key, found: Likeness):
    if key not in best or best[key].score < found.score:
        best[key] = found


# The whole database ------------------------------------------------------------------------------------------------


class Portion(NamedTuple):
    """The likely pairs of some subjects, and where to go on."""

    pairs: list[Likeness]
    size: int
    last: int


def likely_pairs(subjects=None, *, before: int | None = None) -> Iterator[Portion]:
    """All likely duplicates among the ``subjects``, the newest first and each with older ones.

    A portion at a time, so that a page or a command may stop anywhere and go on ``before`` the last one looked at.
    """
    subjects = (Subject.objects.all() if subjects is None else subjects).not_merged().order_by()
    among = set(subjects.values_list("pk", flat=True))
    keys = sorted((key for key in among if before is None or key < before), reverse=True)
    decided = NotTheSame.objects.pairs()
    for start in range(0, len(keys), AT_ONCE):
        portion = keys[start : start + AT_ONCE]
        yield Portion(_pairs_of(portion, among, decided), len(portion), portion[-1])


def _pairs_of(keys: list[int], among: set[int], decided: set) -> list[Likeness]:
    """Likely pairs of these subjects, each with one of a lower key."""
    newer = defaultdict(list)
    for key, spelling in _spellings(NameKey.objects.filter(name__subject__in=keys)):
        newer[key].append(spelling)
    best, seen = {}, set()
    # Which subjects are meant is asked here and not of the database, which would begin with them instead of the few keys.
    for key, known in _spellings(NameKey.objects.filter(key__in=sorted(newer))):
        if known.subject not in among:
            continue
        for spelling in newer[key]:
            pair = (known.subject, spelling.subject)
            if known.subject >= spelling.subject or known.kind != spelling.kind or pair in decided:
                continue
            if (both := (spelling, known)) in seen or (pair in best and best[pair].score == 1):
                continue
            seen.add(both)
            if result := alike(spelling, known):
                found = Likeness(*pair[::-1], spelling.text, known.text, result.score, result.reason)
                _keep_best(best, pair, found)
    return sorted(best.values(), key=lambda found: (-found.one, -found.score, found.other))


def _spellings(rows) -> Iterator[tuple[str, Spelling]]:
    for key, *row in rows.values_list("key", *(f"name__{column}" for column in COLUMNS)):
        yield key, Spelling(*row)


# What tells two apart ----------------------------------------------------------------------------------------------


def story_counts(subjects) -> dict[int, int]:
    """How often stories name each of the subjects, asked of whatever refers to them from other apps."""
    counts, by_kind = defaultdict(int), defaultdict(list)
    for subject in subjects:
        by_kind[subject.kind].append(subject.pk)
    for kind, keys in by_kind.items():
        for relation in relations(MODELS[kind]):
            rows, column = relation.related_model._default_manager, relation.field.attname
            if (
                relation.related_model._meta.app_label == Subject._meta.app_label
                or relation.related_model._meta.auto_created
            ):
                continue
            rows = rows.confirmed() if hasattr(rows, "confirmed") else rows
            counted = rows.filter(**{f"{column}__in": keys}).order_by().values_list(column).annotate(Count("pk"))
            for key, count in counted:
                counts[key] += count
    return counts
