"""Making one subject two again, as they were before they were merged."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people import naming
from people.base.locks import take_turn
from people.detection import keys_of
from people.merging.changes import Refused, ancestors_of, lock, merged_below, require
from people.merging.ledger import Undoing
from people.merging.relations import MODELS, relations, rows_of
from people.models import Exposure, Kind, Membership, NameKey, OldSlug, Subject
from people.models.merging import MergeRecord
from people.naming import slugs, texts
from people.signals import announce_change, subject_changed

#: Exposures, from the one that tells readers least.
OPENNESS = [Exposure.WITHHELD, Exposure.ALIAS, Exposure.INITIALS, Exposure.NAMED]


@dataclass
class Split:
    """What a split could not decide: rows made since the merge, which stay with the survivor, and rows changed since."""

    record: MergeRecord
    stayed: list = field(default_factory=list)
    edited: list = field(default_factory=list)
    lost: list = field(default_factory=list)


def made_since(record) -> list:
    """Rows that refer to the survivor and were made after the merge: nothing tells which of the two they mean."""
    model, last = MODELS[record.survivor.kind], record.payload["last"]
    return [
        row
        for relation in relations(model)
        if (label := relation.related_model._meta.label_lower) in last
        for row in rows_of(relation, record.survivor_id).filter(pk__gt=last[label]).order_by("pk")
    ]


def split(record, *, by) -> Split:
    """Put everything back that the merge moved. Merges that build on one another are split newest first.

    Raises PermissionDenied, or Refused with what is in the way.
    """
    with transaction.atomic():
        take_turn()
        record = MergeRecord.objects.select_for_update().get(pk=record.pk)
        return _Splitting(record, *lock(record.survivor, record.other), by=by).run()


class _Splitting:
    """One split, step by step."""

    def __init__(self, record, survivor, other, *, by):
        self.record, self.survivor, self.other, self.by = record, survivor, other, by
        self.result = Split(record)
        self.entries = record.payload

    def run(self) -> Split:
        below = merged_below(self.other)
        require(self.by, self.survivor, self.other)
        self._refuse()
        self.result.stayed = made_since(self.record)
        keep_hidden = self._protected_since()
        self._free_addresses()
        self._undo()
        self._refuse_circle()
        self._bring_in_step(below if keep_hidden else [], keep_hidden)
        announce_change(Subject, [subject.pk for subject in (self.survivor, self.other, *below)])
        self.record.split_at, self.record.split_by = timezone.now(), self.by
        self.record.save(update_fields=["split_at", "split_by"])
        return self.result

    def _refuse(self):
        if self.record.split_at:
            raise Refused(_("These two have already been split."))
        standing = MergeRecord.objects.not_split().of(self.record.survivor_id, self.record.other_id)
        if later := standing.filter(pk__gt=self.record.pk).order_by("pk").last():
            raise Refused(
                _("A later merge (#%(other)s into #%(survivor)s) depends on this one: split that one first.")
                % {"other": later.other_id, "survivor": later.survivor_id}
            )

    def _protected_since(self) -> bool:
        """Whether somebody has decided, after the merge, to show less of the survivor's name: that holds for both."""
        return OPENNESS.index(self.survivor.exposure) < OPENNESS.index(self.entries["exposure"])

    def _entries_of_subjects(self):
        return [entry for entry in self.entries["changed"] if entry["model"] == Subject._meta.label_lower]

    def _free_addresses(self):
        """An address that somebody else has got meanwhile stays theirs."""
        for entry in self._entries_of_subjects():
            if "slug" in entry["values"]:
                subject = Subject(pk=entry["rows"][0], kind=self.survivor.kind)
                before = entry["values"]["slug"]
                before[0] = before[0] if not slugs.is_taken(subject, before[0]) else slugs.free_slug(subject, before[0])
        self.entries["aside"] = [entry for entry in self.entries["aside"] if not self._is_lost_address(entry)]

    def _is_lost_address(self, entry) -> bool:
        """An old address that is somebody else's now, or that would tell what has been decided not to tell."""
        if entry["model"] != OldSlug._meta.label_lower:
            return False
        row, survivor = entry["row"], self.survivor
        decided = row["object_id"] == survivor.pk and survivor.exposure != self.entries["exposure"]
        return (decided and not survivor.is_named) or slugs.is_taken(Subject(pk=row["object_id"]), row["slug"])

    def _undo(self):
        undoing = Undoing(self.entries)
        put_back = [
            entry["row"]["name_id"] for entry in self.entries["aside"] if entry["model"] == NameKey._meta.label_lower
        ]
        NameKey.objects.filter(name__in=put_back).delete()
        try:
            with transaction.atomic():
                undoing.run()
        except IntegrityError as error:
            raise Refused(
                _("Something added since the merge conflicts with what was there before: remove it, then split.")
            ) from error
        self.result.edited = [row for row in undoing.edited if not isinstance(row, Subject)]
        self.result.lost = [row for row in undoing.lost if not isinstance(row, NameKey)]

    def _refuse_circle(self):
        for subject in lock(self.survivor, self.other):
            if subject.pk in ancestors_of(subject):
                raise Refused(
                    _("“%(name)s” would be part of itself: first change what it is part of.")
                    % {"name": subject.staff_label}
                )

    def _bring_in_step(self, below, keep_hidden: bool):
        survivor, other = lock(self.survivor, self.other)
        for subject in (other, *below):
            if keep_hidden:
                subject.refresh_from_db()
                naming.expose(subject, Exposure.WITHHELD)
        for subject in (survivor, other):
            naming.refresh(subject, was=subject.exposure)
            if subject.kind == Kind.PLACE:
                _renew_stale_keys(subject)
            subject_changed.send(sender=Subject, subject_id=subject.pk)
        # Roles that come back as they were stored may hold a name that was hidden since.
        texts.store_roles(Membership.objects.filter(organization__in=[survivor.pk, other.pk]))


def _renew_stale_keys(place):
    """Names that were edited, or a country code that was changed, while the two were one."""
    stale = [
        name
        for name in place.names.select_related("subject").prefetch_related("keys")
        if {key.key for key in name.keys.all()}
        != keys_of(name.text, place.kind, name.kind, name.language, place.country_code)
    ]
    NameKey.objects.renew_for(stale)
