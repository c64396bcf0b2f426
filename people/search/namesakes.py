"""Comparing the names of named subjects with those of protected ones, whenever either changes.

Who is called alike ``duplicates`` knows. Beside that, all words of the shorter name may stand in the longer one, each with
another ending: a record "Таймен" could otherwise stand for "Тайменова" in a story.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver

from people.base import jobs
from people.base.jobs import Job, Outcome
from people.base.locks import take_turn
from people.models import Exposure, Kind, Name, NamesakeQuestion, Subject
from people.models.tokens import PART, NameToken, words_of
from people.naming import namesakes
from people.search import portions
from people.search.duplicates import Spelling, alike, likely_for
from people.search.resemblance import LONGEST_ENDING, SOFT, resemble, stem_of
from people.signals import names_changed

KIND = "namesakes"


@receiver(names_changed, dispatch_uid="look_for_namesakes")
def look_for_namesakes(keys, **kwargs):
    """Ask whoever may see protected names about each of these that may be one of those, or the other way round."""
    keys = set(keys)
    for kind in _kinds_to_compare() if keys else ():
        protected = Subject.objects.not_merged().protected().filter(kind=kind)
        # The keys of many that are new follow one another; too many of them are too many for one condition.
        changed = Subject.objects.filter(kind=kind, pk__gte=min(keys), pk__lte=max(keys)).order_by("pk")
        if len(keys) > 1:
            _ask_about_new(changed.not_merged().named(), protected, keys)
            changed = changed.protected()
        about = namesakes.protected_with_questions(kind)
        for subject in changed:
            if subject.pk in keys:
                _look(subject, protected, about)


def compare_waiting() -> int:
    """After an upgrade: compare those who were protected before with all others, one by one."""
    return jobs.work_off(KIND)


def _compare(job: Job) -> Outcome:
    with transaction.atomic():
        take_turn()
        look_for_namesakes([job.key])
    return Outcome.DONE


jobs.register(KIND, do=_compare, start=lambda: jobs.spawn("run_due", "--verbosity=0"), rests=(timedelta(minutes=10),))


def _kinds_to_compare() -> list[str]:
    """Most newsrooms protect nobody: then this one query is all that a save costs."""
    protected = Subject.objects.protected().order_by().values_list("kind")
    return sorted(
        kind for (kind,) in protected.union(NamesakeQuestion.objects.order_by().values_list("protected__kind"))
    )


def _ask_about_new(named, protected, keys):
    for key, whom in sorted(portions.similar_pairs(named, protected).items()):
        if key in keys:
            namesakes.ask(key, whom)


def _look(subject, protected, asked_about: set[int]):
    if subject.pk in asked_about and (subject.merged_into_id or subject.is_named):
        namesakes.ask_no_more(subject)
    if subject.is_held and (subject.merged_into_id or not subject.is_named):
        namesakes.mark([subject.pk])
    if subject.merged_into_id:
        return
    if subject.is_named:
        namesakes.ask(subject.pk, similar(subject, protected))
    else:
        namesakes.ask_about(subject.pk, similar(subject, Subject.objects.not_merged().named()))


def similar(subject, among) -> set[int]:
    """The keys of those of the kind ``among`` others whose names are those of the subject, or nearly."""
    names, kind = list(subject.names.hidden().order_by("pk")), str(subject.kind)
    among = among.filter(kind=kind).exclude(pk=subject.pk)
    found = set()
    while more := {one.other for one in likely_for(among.exclude(pk__in=found), kind, names)} - found:
        found |= more
    if kind == Kind.PERSON:
        found |= _by_words(names, among)
    by_pen_name = Subject.objects.filter(pk__in=found, exposure=Exposure.ALIAS)
    return found - {other.pk for other in by_pen_name if not _why(subject, other)}


def why(question) -> tuple[str, str]:
    """A spelling of each by which the two are alike; empty where they share a number only."""
    return _why(question.subject, question.protected) or ("", "")


def _why(one, other) -> tuple[str, str] | None:
    pairs = ((a, b) for a in _names_to_compare(one) for b in _names_to_compare(other))
    return next(((a.text, b.text) for a, b in pairs if _near(a, b, one.kind)), None)


def _names_to_compare(subject) -> list[Name]:
    """The same names as ``hidden()`` says, of those at hand."""
    names = sorted(subject.names.all(), key=lambda name: name.pk)
    if subject.exposure != Exposure.ALIAS:
        return names
    known_by = Name.Kind.PEN_NAME, Name.Visibility.PUBLIC
    return [name for name in names if (name.kind, name.visibility) != known_by]


def _near(one: Name, other: Name, kind: str) -> bool:
    spellings = [
        Spelling(name.subject_id, kind, name.text, name.language, name.kind, name.folded) for name in (one, other)
    ]
    if alike(*spellings, slips=True):
        return True
    return kind == Kind.PERSON and resemble(words_of(one.folded), words_of(other.folded))


# Words with other endings ---------------------------------------------------------------------------------------------


def _by_words(names: Iterable[Name], among) -> set[int]:
    found = set()
    for name in names:
        words = words_of(name.folded)
        tokens = Q(pk__in=[])
        for word in words:
            tokens |= _forms_of(word)
        rows = NameToken.objects.filter(tokens, name__subject__in=among.order_by().values("pk"))
        rows = rows.values_list("name__subject", "name__folded").distinct()
        found |= {key for key, folded in rows if resemble(words, words_of(folded))}
    return found


def _forms_of(word: str) -> Q:
    """Tokens that may be the word with another ending."""
    stem = stem_of(word)
    if len(stem) < PART:
        return Q(token=word)
    shorter = {stem[:length] for length in range(max(PART, len(stem) - LONGEST_ENDING), len(stem) + 1)}
    shorter |= {start + letter for start in shorter for letter in SOFT}
    return Q(head=word[:PART], token__startswith=stem) | Q(token__in=sorted(shorter | {word}))
