"""Making two subjects one. Nobody else assigns ``merged_into``."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from people import naming
from people.base.locks import take_turn
from people.base.refusal import Refused
from people.merging.ledger import Ledger
from people.merging.relations import MODELS, relations, rows_of
from people.models import Exposure, Name, NameKey, OldSlug, Subject, SubjectText
from people.models.merging import MergeRecord
from people.naming.listing import COLUMNS as LISTING
from people.naming.namesakes import asked_about
from people.naming.namesakes import mark as mark_held
from people.signals import announce_change, subject_changed, subject_merging

MAY_MERGE = "people.merge_subjects"
MAY_MERGE_PROTECTED = "people.merge_protected_subjects"
#: What a merge may change of the subjects themselves.
OF_SUBJECTS = ("exposure", "label", "labels", "slug", "kept_slugs", "merged_into_id", *LISTING)


def survivor_of(subject_id: int) -> int:
    """The subject that stands for this one today: whoever reads an old revision asks this of each number in it."""
    while (into := Subject.objects.filter(pk=subject_id).values_list("merged_into", flat=True).first()) is not None:
        subject_id = into
    return subject_id


def merge(survivor, other, *, by) -> MergeRecord:
    """Make ``other`` a part of ``survivor``: names, stories and all that refers to it.

    Raises PermissionDenied, or Refused with what is in the way. The rows passed in are not refreshed.
    """
    with transaction.atomic():
        return _Merge(*lock(survivor, other), by=by).run()


def merge_all(survivor, others, *, by) -> list[MergeRecord]:
    """Merge several at once, or none; the survivor may be among them."""
    keys = {other.pk: other for other in others if other.pk != survivor.pk}
    with transaction.atomic():
        return [merge(survivor, other, by=by) for other in keys.values()]


def lock(*subjects) -> list:
    """The subjects as they are now, each as a row of its kind; nobody else changes them until the transaction ends."""
    take_turn()
    found = Subject.objects.select_for_update().order_by("pk").in_bulk([subject.pk for subject in subjects])
    if missing := {subject.pk for subject in subjects} - found.keys():
        raise Refused(_("Record #%(number)s no longer exists.") % {"number": min(missing)})
    return [MODELS[found[subject.pk].kind]._base_manager.get(pk=subject.pk) for subject in subjects]


def merged_below(subject) -> list:
    """All that were merged into the subject, and into those."""
    found, level = [], [subject.pk]
    while level:
        below = list(Subject.objects.filter(merged_into__in=level))
        found, level = found + below, [one.pk for one in below]
    return found


def require(by, *subjects):
    """Raises PermissionDenied unless the user may merge and split these."""
    keys = {subject.pk for subject in subjects}
    if not by.has_perm(MAY_MERGE) or Subject.objects.visible_to(by).filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied
    if any(not subject.is_named for subject in subjects) and not by.has_perm(MAY_MERGE_PROTECTED):
        raise PermissionDenied(
            _("One of the names is protected: merging could reveal who it is, so only the chief editor may do it.")
        )


class _Merge:
    """One merge, step by step."""

    def __init__(self, survivor, other, *, by):
        self.survivor, self.other, self.by = survivor, other, by
        self.is_protected = not (survivor.is_named and other.is_named)
        self.ledger = Ledger()

    def run(self) -> MergeRecord:
        require(self.by, self.survivor, self.other)
        self._refuse()
        below = merged_below(self.other)
        self._watch(self.survivor, self.other, *below)
        readers_know = self._tell_others()
        self._move_rows()
        self.other.merged_into = self.survivor
        self.other.save(update_fields=["merged_into"])
        mark_held([self.other.pk])
        if self.is_protected:
            self._protect(below, readers_know)
        else:
            naming.refresh(self.survivor)
        for subject in (self.other, self.survivor):
            subject_changed.send(sender=Subject, subject_id=subject.pk)
        announce_change(Subject, [subject.pk for subject in (self.survivor, self.other, *below)])
        return self._record()

    def _refuse(self):
        survivor, other = self.survivor, self.other
        if survivor.pk == other.pk:
            raise Refused(_("“%(name)s” cannot be merged with itself: choose two.") % {"name": survivor.staff_label})
        if survivor.kind != other.kind:
            raise Refused(
                _(
                    "“%(one)s” is a %(one_kind)s and “%(two)s” is a %(two_kind)s: only records of the same kind can be merged."
                )
                % {
                    "one": survivor.staff_label,
                    "one_kind": survivor.get_kind_display(),
                    "two": other.staff_label,
                    "two_kind": other.get_kind_display(),
                }
            )
        for subject in (survivor, other):
            if subject.merged_into_id:
                raise Refused(
                    _("“%(name)s” has already been merged into another: choose that one, or split it first.")
                    % {"name": subject.staff_label}
                )
        if other.pk in ancestors_of(survivor):
            raise Refused(
                _("“%(inner)s” is part of “%(outer)s”: keep “%(outer)s” instead, or first change what it is part of.")
                % {"inner": survivor.staff_label, "outer": other.staff_label}
            )

    def _watch(self, *subjects):
        keys = {subject.pk for subject in subjects}
        self.ledger.watch(Subject.objects.filter(pk__in=keys), *OF_SUBJECTS)
        # A merge may answer for another record that it is not one of these: its stories list it until the split.
        self.ledger.watch(Subject.objects.filter(pk__in=asked_about(keys) - keys), *LISTING)

    def _tell_others(self) -> bool:
        """Whether readers have met the other in anything, as the other apps say."""
        answers = subject_merging.send(Subject, survivor=self.survivor, other=self.other, ledger=self.ledger)
        return any(answer for _receiver, answer in answers)

    # Rows -----------------------------------------------------------------------------------------------------------

    def _move_rows(self):
        renamed = list(self.other.names.values_list("pk", flat=True))
        for relation in relations(type(self.other)):
            if relation.related_model is Name:
                self._move_names()
            elif relation.related_model is SubjectText and self.is_protected:
                # A description has no readership of its own: on the other's page it could tell who it is.
                self._set_aside(rows_of(relation, self.other))
            else:
                self._move(relation)
        self._renew_keys(renamed)
        for relation in relations(type(self.other)):
            self.ledger.mark_last(relation.related_model)

    def _move(self, relation):
        column, rows = relation.field.attname, rows_of(relation, self.other)
        unfit = self.ledger.change(rows, **{column: self._key_for(relation)})
        if relation.one_to_one and relation.field.null:
            # An account, say, lets go of the subject: it is more than a note about it.
            self.ledger.change(rows, **{column: None})
        else:
            self._set_aside(unfit)

    def _key_for(self, relation):
        return getattr(self.survivor, relation.field.target_field.attname)

    def _move_names(self):
        hidden = {"visibility": Name.Visibility.STAFF.value} if self.is_protected else {}
        for rows, kind in (
            (self.other.names.preferred(), {"kind": Name.Kind.ALIAS.value}),
            (self.other.names.exclude(kind=Name.Kind.PREFERRED), {}),
        ):
            self._set_aside(self.ledger.change(rows, subject_id=self.survivor.pk, **kind, **hidden))

    def _set_aside(self, rows):
        for row in rows:
            try:
                self.ledger.set_aside(row)
            except (ProtectedError, RestrictedError) as error:
                raise Refused(
                    _("Both have “%(row)s”, and something else depends on it: remove one of the two first.")
                    % {"row": row}
                ) from error

    def _renew_keys(self, renamed):
        """A place's names are looked up by its country code too."""
        if getattr(self.survivor, "country_code", "") == getattr(self.other, "country_code", ""):
            return
        names = Name.objects.filter(pk__in=renamed, subject=self.survivor).select_related("subject")
        self._set_aside(NameKey.objects.filter(name__in=names))
        NameKey.objects.add_for(names)

    # Protected names ------------------------------------------------------------------------------------------------

    def _protect(self, below, readers_know: bool):
        """Nothing that readers see may tell that the two are one: no address leads on, no label takes another's place."""
        survivor, was = self.survivor, self.survivor.exposure
        exposure = joint_exposure(survivor, self.other, readers_know)
        hidden = [self.other, *below] + ([survivor] if exposure != was else [])
        addresses = OldSlug.objects.filter(content_type=ContentType.objects.get_for_model(Subject))
        self._set_aside(addresses.filter(object_id__in=[subject.pk for subject in hidden]))
        for subject in (self.other, *below):
            naming.expose(subject, Exposure.WITHHELD)
        survivor.exposure = exposure
        naming.refresh(survivor, was=was)

    def _record(self) -> MergeRecord:
        return MergeRecord.objects.create(
            survivor_id=self.survivor.pk,
            other_id=self.other.pk,
            by=self.by,
            payload=self.ledger.as_json() | {"exposure": self.survivor.exposure},
        )


def joint_exposure(survivor, other, readers_know: bool) -> str:
    """How readers see the name of two that become one.

    Where the two were seen differently and readers have met the other in stories, one label in the place of the other would
    tell everybody who kept a copy that they are one. So neither is shown, until somebody decides otherwise.
    """
    languages = {*survivor.labels, *other.labels}
    alike = all(survivor.label_in(language) == other.label_in(language) for language in languages)
    if (alike and survivor.exposure == other.exposure) or not (survivor.is_named or readers_know):
        return survivor.exposure
    return Exposure.WITHHELD.value


def ancestors_of(node) -> set[int]:
    """The keys of all that the row lies in, even where these run in a circle."""
    found, parent = set(), getattr(node, "parent_id", None)
    while parent and parent not in found:
        found.add(parent)
        parent = type(node)._base_manager.filter(pk=parent).values_list("parent", flat=True).first()
    return found
