"""What was done, in words for people: in the log, in notes and in versions."""

from django.utils.translation import gettext_lazy as _

#: Names as ``articles.audit.record`` and ``articles.history.revisions`` are given them.
LABELS = {
    "created": _("Created"),
    "edited": _("Edited"),
    "tagged": _("Tagged"),
    "submit": _("Submitted for review"),
    "take_back": _("Taken back from review"),
    "return": _("Returned to the writer"),
    "approve": _("Approved"),
    "published": _("Published"),
    "scheduled": _("Scheduled"),
    "unscheduled": _("Unscheduled"),
    "withdrawn": _("Withdrawn"),
    "discarded": _("Discarded"),
    "brought back": _("Restored"),
    "restored": _("Earlier version restored"),
    "pending saved": _("Pending change saved"),
    "pending submit": _("Pending change submitted for review"),
    "pending take_back": _("Pending change taken back from review"),
    "pending return": _("Pending change returned to the writer"),
    "pending approve": _("Pending change approved"),
    "pending published": _("Pending change published"),
    "pending discarded": _("Pending change discarded"),
    "note written": _("Note written"),
    "note resolved": _("Note resolved"),
    "note reopened": _("Note reopened"),
    "preview shared": _("Preview link created"),
    "preview revoked": _("Preview link revoked"),
    "picture covered": _("Parts of a picture covered"),
    "picture withdrawn": _("Picture withdrawn"),
    "picture brought back": _("Picture restored"),
    "picture deleted": _("Picture deleted"),
    "exported": _("Log exported"),
}
#: What else than a story something was done to, as ``audit.record`` is given it before its number.
TARGETS = {"picture": _("Picture"), "log": _("Log")}
#: Moves whose names differ from what is recorded of them.
SAME = {
    "changed": "edited",
    "approved": "approve",
    "publish": "published",
    "withdraw": "withdrawn",
    "unschedule": "unscheduled",
    "discard": "discarded",
    "bring_back": "brought back",
}


def action_label(action: str) -> str:
    """The words for it; what nobody has named yet shows its own name."""
    return str(LABELS.get(SAME.get(action, action), action.replace("_", " ")))


def target_label(target: str) -> str:
    """The words for "picture #4"."""
    kind, _space, number = target.partition(" ")
    return f"{TARGETS.get(kind, kind)} {number}".strip()


def actions() -> list[tuple[str, str]]:
    return sorted(((name, str(label)) for name, label in LABELS.items()), key=lambda pair: pair[1])
