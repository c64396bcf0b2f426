"""Who may be somebody whose name is protected, and is held back until somebody who may see that person has answered.

A record that bears a protected subject's name, or nearly, is saved like any other; whoever may not see the protected one learns
nothing. Until the question "another person?" is answered the record covers no name in a story, and one that readers had not
found before is shown to them nowhere. ``people/search/namesakes.py`` compares the names.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from people.base.locks import take_turn
from people.models import Identifier, NamesakeQuestion, NotTheSame, Subject
from people.signals import announce_change, subject_changed


def held_back(subjects: Iterable[int]) -> set[int]:
    """The keys, of these, of subjects that may be somebody whose name is protected."""
    return set(Subject.objects.filter(pk__in=list(subjects), is_held=True).values_list("pk", flat=True))


def asked_about(protected: Iterable[int]) -> set[int]:
    """The keys of those that are, or were, asked whether they are one of these."""
    return set(NamesakeQuestion.objects.filter(protected__in=list(protected)).values_list("subject", flat=True))


def protected_with_questions(kind: str) -> set[int]:
    """The keys of those of the kind that some record was asked about, whatever became of their protection since."""
    return set(NamesakeQuestion.objects.filter(protected__kind=kind).values_list("protected", flat=True))


def ask(subject: int, protected: Iterable[int]):
    """Let the questions about a named subject be those, and no others."""
    wanted = set(protected) | _whose_number_is_claimed(subject)
    asked = NamesakeQuestion.objects.filter(subject=subject)
    asked.standing().exclude(protected__in=wanted).delete()
    _add((subject, key) for key in wanted - set(asked.values_list("protected", flat=True)))
    mark([subject])


def ask_about(protected: int, subjects: Iterable[int]):
    """Let the questions whether somebody is this protected subject be about those, and nobody else."""
    wanted = set(subjects) | _who_claims_a_number(protected)
    asked = NamesakeQuestion.objects.filter(protected=protected)
    before = set(asked.values_list("subject", flat=True))
    asked.standing().exclude(subject__in=wanted).delete()
    _add((key, protected) for key in wanted - before)
    mark(before | wanted)


def ask_no_more(subject):
    """The subject is named, or a part of another: nobody is held back for it any longer. What is merged may be split again."""
    asked = NamesakeQuestion.objects.filter(protected=subject.pk)
    about = set(asked.values_list("subject", flat=True))
    if not subject.merged_into_id:
        asked.delete()
    mark(about | {subject.pk})


def _add(pairs):
    new = [NamesakeQuestion(subject_id=one, protected_id=other) for one, other in pairs if not _was_decided(one, other)]
    NamesakeQuestion.objects.bulk_create(new, ignore_conflicts=True)


def _was_decided(one: int, other: int) -> bool:
    """Whether the two were told apart by way of records that were merged into them since."""
    ones, others = _with_merged(one), _with_merged(other)
    if len(ones) + len(others) == 2:
        return False  # a decision about the two themselves may be undone: the question stays, answered
    decided = NotTheSame.objects.filter(Q(first__in=ones, second__in=others) | Q(first__in=others, second__in=ones))
    return decided.exists()


def _with_merged(subject: int) -> set[int]:
    found, level = {subject}, {subject}
    while level:
        level = set(Subject.objects.filter(merged_into__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


def mark(subjects: Iterable[int]):
    """Bring ``Subject.is_held`` in step with the questions; stories and lists follow whoever is held, or released."""
    subjects = set(subjects)
    held = set(NamesakeQuestion.objects.open().filter(subject__in=subjects).values_list("subject", flat=True))
    were = held_back(subjects)
    Subject.objects.filter(pk__in=held - were).update(is_held=True)
    Subject.objects.filter(pk__in=were - held).update(is_held=False)
    for key in sorted(held ^ were):
        subject_changed.send(sender=Subject, subject_id=key)
    announce_change(Subject, held ^ were)


@transaction.atomic
def tell_apart(one: int, other: int, by):
    """Remember that the two are not the same: what was held back for it is released."""
    take_turn()
    NotTheSame.objects.decide(one, other, by)
    _drop_claims(one, other)
    mark({one, other})


@transaction.atomic
def undo_telling_apart(one: int, other: int):
    take_turn()
    NotTheSame.objects.undo(one, other)
    mark({one, other})


# Numbers that somebody else has ---------------------------------------------------------------------------------------


def _whose_number_is_claimed(subject: int) -> set[int]:
    claims = Identifier.objects.filter(subject=subject, is_claim=True).values_list("scheme", "value")
    return _holders(claims).difference({subject})


def _holders(numbers) -> set[int]:
    held = Q()
    for scheme, value in numbers:
        held |= Q(scheme=scheme, value=value)
    if not held:
        return set()
    found = Identifier.objects.filter(held, is_claim=False).exclude(subject__exposure="named")
    return set(found.values_list("subject", flat=True))


def _who_claims_a_number(protected: int) -> set[int]:
    own = Identifier.objects.filter(subject=protected, is_claim=False).values_list("scheme", "value")
    claimed = Q()
    for scheme, value in own:
        claimed |= Q(scheme=scheme, value=value)
    if not claimed:
        return set()
    return set(Identifier.objects.filter(claimed, is_claim=True).values_list("subject", flat=True)) - {protected}


def _drop_claims(one: int, other: int):
    """The number stays with the one who had it first."""
    for claimant, holder in ((one, other), (other, one)):
        for scheme, value in Identifier.objects.filter(subject=holder, is_claim=False).values_list("scheme", "value"):
            Identifier.objects.filter(subject=claimant, is_claim=True, scheme=scheme, value=value).delete()
