"""Comparing the names of named subjects with those of protected ones, whenever either changes.

Who is called alike ``duplicates`` knows. Beside that, all words of the shorter name may stand in the longer one, each with
another ending: a record "Таймен" could otherwise stand for "Тайменова" in a story.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.dispatch import receiver

from people.models import Exposure, Kind, Name, NamesakeQuestion, Subject
from people.models.tokens import PART, NameToken, words_of
from people.naming import namesakes
from people.search.duplicates import Spelling, alike, likely_for
from people.signals import names_changed

#: More changed records than this are those of an import.
AT_ONCE = 200
#: So many letters may follow the stem of a word: -ова, -ович is another name.
LONGEST_ENDING = 3
#: Letters of a folded word in which case forms end.
SOFT = "aeiouy"


@receiver(names_changed, dispatch_uid="look_for_namesakes")
def look_for_namesakes(keys, **kwargs):
    """Ask whoever may see protected names about each of these that may be one of those, or the other way round."""
    for kind in Kind.values:
        protected = Subject.objects.not_merged().protected().filter(kind=kind)
        asked = NamesakeQuestion.objects.filter(protected__kind=kind)
        if not (protected.exists() or asked.exists()):
            continue
        changed = _among(Subject.objects.filter(kind=kind), keys)
        if len(keys) > max(protected.count(), AT_ONCE):  # an import
            _ask_from_the_other_side(changed.not_merged().named(), protected, set(keys))
            changed = changed.protected()
        about = set(asked.values_list("protected", flat=True))
        for subject in changed.order_by("pk"):
            if subject.pk in keys:
                _look(subject, protected, about)


def _among(subjects, keys):
    """Many keys are too many for one condition; those of an import follow one another."""
    if len(keys) <= AT_ONCE:
        return subjects.filter(pk__in=keys)
    return subjects.filter(pk__gte=min(keys), pk__lte=max(keys))


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


def _ask_from_the_other_side(named, protected, keys):
    """Of many new records: each protected subject is looked up among them, and not each of them among the protected."""
    found = {}
    for subject in protected:
        for key in similar(subject, named) & keys:
            found.setdefault(key, set()).add(subject.pk)
    for key, whom in found.items():
        namesakes.ask(key, whom)


def similar(subject, among) -> set[int]:
    """The keys of those of the kind ``among`` others whose names are those of the subject, or nearly."""
    names, kind = list(hidden_names(subject)), str(subject.kind)
    among = among.filter(kind=kind).exclude(pk=subject.pk)
    found = set()
    while more := {one.other for one in likely_for(among.exclude(pk__in=found), kind, names)} - found:
        found |= more
    if kind == Kind.PERSON:
        found |= _by_words(names, among)
    by_pen_name = Subject.objects.filter(pk__in=found, exposure=Exposure.ALIAS)
    return found - {other.pk for other in by_pen_name if not _why(subject, other)}


def hidden_names(subject):
    """All names of a named subject; of a protected one those that readers must not see."""
    names = subject.names.order_by("pk")
    if subject.exposure == Exposure.ALIAS:
        names = names.exclude(kind=Name.Kind.PEN_NAME, visibility=Name.Visibility.PUBLIC)
    return names


def why(question) -> tuple[str, str]:
    """A spelling of each by which the two are alike; empty where they share a number only."""
    return _why(question.subject, question.protected) or ("", "")


def _why(one, other) -> tuple[str, str] | None:
    pairs = ((a, b) for a in hidden_names(one) for b in hidden_names(other))
    return next(((a.text, b.text) for a, b in pairs if _near(a, b, one.kind)), None)


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
    stem = _stem(word)
    if len(stem) < PART:
        return Q(token=word)
    shorter = {stem[:length] for length in range(max(PART, len(stem) - LONGEST_ENDING), len(stem) + 1)}
    shorter |= {start + letter for start in shorter for letter in SOFT}
    return Q(head=word[:PART], token__startswith=stem) | Q(token__in=sorted(shorter | {word}))


def resemble(one: list[str], other: list[str]) -> bool:
    """Whether each word of the shorter name stands in the longer one, with whatever ending."""
    shorter, longer = sorted((one, list(other)), key=len)
    for word in shorter:
        partner = next((known for known in longer if _is_form(word, known)), None)
        if partner is None:
            return False
        longer = [*longer]
        longer.remove(partner)
    return bool(shorter)


def _is_form(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    return len(short) >= PART and long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def _stem(word: str) -> str:
    return word.rstrip(SOFT) if len(word) > PART else word
