"""The log of what was done: the actions, in words for people, and one function that adds to it.

Its words are also those of notes and of versions. It adds inside the transaction of what it records.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import AuditEntry


class Action(models.TextChoices):
    """What is recorded. An action on a pending change is that on the story, after the word "pending"."""

    CREATED = "created", _("Created")
    EDITED = "edited", _("Edited")
    TAGGED = "tagged", _("Tagged")
    SUBMIT = "submit", _("Submitted for review")
    TAKE_BACK = "take_back", _("Taken back from review")
    RETURN = "return", _("Returned to the writer")
    APPROVE = "approve", _("Approved")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")
    UNSCHEDULED = "unscheduled", _("Unscheduled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")
    BROUGHT_BACK = "brought back", _("Restored")
    RESTORED = "restored", _("Earlier version restored")
    PENDING_SAVED = "pending saved", _("Pending change saved")
    PENDING_SUBMIT = "pending submit", _("Pending change submitted for review")
    PENDING_TAKE_BACK = "pending take_back", _("Pending change taken back from review")
    PENDING_RETURN = "pending return", _("Pending change returned to the writer")
    PENDING_APPROVE = "pending approve", _("Pending change approved")
    PENDING_PUBLISHED = "pending published", _("Pending change published")
    PENDING_DISCARDED = "pending discarded", _("Pending change discarded")
    PUBLICATION_AWAITED = "publication awaited", _("Published as soon as its picture is ready")
    PUBLICATION_ENDED = "publication not made", _("Did not go out by itself")
    TRANSLATION_FOLLOWED = "translation followed", _("Translation brought up to date")
    CHANGE_TOLD = "change told", _("Readers are told that the original was changed")
    CHANGE_NOT_TOLD = "change not told", _("Readers are not told that the original was changed")
    NOTE_WRITTEN = "note written", _("Note written")
    NOTE_RESOLVED = "note resolved", _("Note resolved")
    NOTE_REOPENED = "note reopened", _("Note reopened")
    DAY_PLANNED = "day planned", _("Note in the planning calendar written")
    DAY_CHANGED = "day changed", _("Note in the planning calendar changed")
    DAY_CLEARED = "day cleared", _("Note in the planning calendar removed")
    PREVIEW_SHARED = "preview shared", _("Preview link created")
    PREVIEW_REVOKED = "preview revoked", _("Preview link revoked")
    PASSAGE_SETTLED = "passage settled", _("Passage settled as somebody else's")
    PASSAGE_UNSETTLED = "passage unsettled", _("Passage hidden again")
    PICTURE_COVERED = "picture covered", _("Parts of a picture covered")
    PICTURE_WITHDRAWN = "picture withdrawn", _("Picture withdrawn")
    PICTURE_BROUGHT_BACK = "picture brought back", _("Picture restored")
    PICTURE_DELETED = "picture deleted", _("Picture deleted")
    EXPORTED = "exported", _("Log exported")


#: What else than a story something was done to, as ``record`` is given it before its number.
TARGETS = {"picture": _("Picture"), "log": _("Log"), "day": _("Day")}
#: Moves, and names of old entries, that are recorded under another name.
RECORDED_AS = {
    "changed": Action.EDITED,
    "approved": Action.APPROVE,
    "publish": Action.PUBLISHED,
    "withdraw": Action.WITHDRAWN,
    "unschedule": Action.UNSCHEDULED,
    "discard": Action.DISCARDED,
    "bring_back": Action.BROUGHT_BACK,
}


def record(by, action: str, *, article=None, target: str = "", **detail) -> AuditEntry:
    """Write down that this was done. ``detail`` holds numbers, states and given reasons: no names, no text, no addresses."""
    return AuditEntry.objects.create(by=by, action=action, article=article, target=target, detail=detail)


def action_label(action: str) -> str:
    """The words for it; what nobody has named yet shows its own name."""
    name = RECORDED_AS.get(action, action)
    return str(Action(name).label) if name in Action.values else action.replace("_", " ")


def target_label(target: str) -> str:
    """The words for "picture #4"."""
    kind, _space, number = target.partition(" ")
    return f"{TARGETS.get(kind, kind)} {number}".strip()


def actions() -> list[tuple[str, str]]:
    """(name, words) of all actions, in the order of their words."""
    return sorted(((name, str(label)) for name, label in Action.choices), key=lambda pair: pair[1])
