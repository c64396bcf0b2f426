"""Which moves there are, from where to where, and who may make them: one table for buttons, bulk actions and commands.

``articles.workflow.changes.DOORS`` holds the function of each. A move of a pending change asks the same questions as that of a
story of the same name.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Status

DRAFT, IN_REVIEW, APPROVED = Status.DRAFT, Status.IN_REVIEW, Status.APPROVED
PUBLISHED, WITHDRAWN = Status.PUBLISHED, Status.WITHDRAWN


@dataclass(frozen=True)
class Move:
    """One step of a story. ``target`` None: the status stays, the story is hidden from lists or shown again."""

    name: str
    label: str
    sources: frozenset[Status]
    target: Status | None
    permission: str
    done: str
    #: Whether it cannot be made without a note to colleagues.
    needs_note: bool = False
    note_label: str = _("Note to colleagues")

    @property
    def is_destructive(self) -> bool:
        return self.name in {"withdraw", "unschedule", "discard"}


def _move(name, label, sources, target, permission, done, **more) -> Move:
    return Move(name, label, frozenset(sources), target, f"articles.{permission}", done, **more)


MOVES = {
    move.name: move
    for move in (
        # name, button, from, to, permission, what has happened
        _move("submit", _("Submit for review"), {DRAFT}, IN_REVIEW, "submit_article", _("Submitted for review.")),
        _move("take_back", _("Take back from review"), {IN_REVIEW}, DRAFT, "submit_article", _("It is a draft again.")),
        _move("return", _("Return to the writer"), {IN_REVIEW, APPROVED}, DRAFT, "approve_article",
              _("Returned to the writer, with your note."), needs_note=True, note_label=_("What the writer should do")),
        _move("approve", _("Approve"), {IN_REVIEW}, APPROVED, "approve_article", _("Approved.")),
        _move("publish", _("Publish"), {DRAFT, IN_REVIEW, APPROVED, WITHDRAWN}, PUBLISHED, "publish_article",
              _("Published.")),
        _move("unschedule", _("Unschedule"), {PUBLISHED}, DRAFT, "publish_article",
              _("It is a draft again.")),
        _move("withdraw", _("Withdraw"), {PUBLISHED}, WITHDRAWN, "withdraw_article",
              _("Withdrawn: readers no longer see it."), note_label=_("Reason")),
        _move("discard", _("Discard"), {DRAFT, IN_REVIEW, APPROVED}, None, "change_article",
              _("Discarded. It can be restored.")),
        _move("bring_back", _("Restore"), {DRAFT, IN_REVIEW, APPROVED}, None, "change_article",
              _("Restored.")),
    )
}  # fmt: skip


def possible(article, user) -> list[Move]:
    """The moves that this user may make now with this story, which ``visible_to`` has let through."""
    return [move for move in MOVES.values() if fits(move, article) and user.has_perm(move.permission)]


def fits(move: Move, article) -> bool:
    """Whether the story stands where the move begins."""
    if article.status not in move.sources or (article.discarded_at is not None) != (move.name == "bring_back"):
        return False
    if move.name in {"withdraw", "unschedule"}:
        return article.was_public == (move.name == "withdraw")
    return True


def is_made(move: Move, article) -> bool:
    """Whether the story stands where the move leads."""
    if move.target is None:
        return (article.discarded_at is None) == (move.name == "bring_back")
    return article.status == move.target


def why_not(move: Move, article) -> str:
    """The sentence for a move that does not fit: from a second tab, a stale list or a typed address."""
    if article.discarded_at is not None:
        return gettext("This story is discarded: restore it first.")
    if move.name == "publish" and article.status == PUBLISHED:
        return gettext("This story is published already.")
    if move.name in {"withdraw", "unschedule"} and article.status != PUBLISHED:
        return gettext("This story is not published.")
    return gettext("“%(move)s” is not possible: the status is now “%(status)s”.") % {
        "move": move.label,
        "status": article.get_status_display(),
    }


def why_not_permitted(name: str) -> str:
    """The sentence for a move that its user may never make with the story."""
    if name == "publish":
        return gettext("Only an editor can publish.")
    if name == "unschedule":
        return gettext("Only an editor can unschedule a story.")
    if name == "withdraw":
        return gettext("Only the chief editor can withdraw a published story.")
    if name in {"approve", "return"}:
        return gettext("Only an editor can approve or return a story.")
    return gettext("You may not do that with this story.")
