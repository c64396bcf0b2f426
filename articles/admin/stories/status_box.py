"""The box beside the writing form: where a story stands, and the buttons for what its user may do now.

What a button does is part of the save (``articles.admin.stories.article``). Moves that need no form, or must not depend on one,
have pages of their own (``articles.admin.stories.moving``).
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.stages import embargo_line, stage_sentence
from articles.admin.stories.asking import who_takes_it_back
from articles.admin.stories.moving import is_later
from articles.admin.stories.notes import MARK, NoteBox, reading
from articles.admin.stories.panel import Panel, RefusedMove
from articles.admin.stories.places import where_to_mend
from articles.admin.stories.sent import words_in
from articles.models import Article, AwaitedPublication, Stage, Status
from articles.workflow import awaited, checklist, moves, visibility
from people.base.admin import name_of
from people.base.clock import clock

#: The one next step from where a story stands: the first of these that the user may take.
NEXT = {Status.DRAFT: ("publish", "submit"), Status.IN_REVIEW: ("approve",), Status.APPROVED: ("publish",)}


@dataclass
class Box:
    """What the box shows; templates print it and decide nothing."""

    sentence: str = ""
    embargo: str = ""
    is_new: bool = False
    may_edit: bool = True
    next: moves.Move | None = None
    steps: list = field(default_factory=list)
    grave: list = field(default_factory=list)
    may_publish_now: bool = False
    is_scheduling: bool = False
    help: str = ""
    why_not_visible: list[str] = field(default_factory=list)
    returned: object = None
    items: list = field(default_factory=list)
    refused: RefusedMove | None = None
    note: str = ""
    #: What the next step will have done, in a sentence: now, and with a time in the future.
    promise: str = ""
    promise_later: str = ""
    #: The story goes out by itself as soon as its picture is ready.
    awaits: bool = False
    #: What became of the press of "Publish" by this user that waited.
    told: str = ""
    is_public: bool = False
    version: int = 0
    addresses: dict = field(default_factory=dict)

    @property
    def steps_with_note(self) -> list:
        """Those that want a word: they stand beside the note."""
        return [move for move in self.steps if move.needs_note]

    @property
    def plain_steps(self) -> list:
        return [move for move in self.steps if not move.needs_note]

    @property
    def is_asked(self) -> bool:
        """Whether the box that asks stands open: it says what is missing, and what the button will have done."""
        return self.refused is not None and self.refused.can_be_asked

    @property
    def needs_open(self) -> bool:
        """Whether the notes are open from the start: for a decision that is waited for, or a note that was typed."""
        is_refused = self.refused and not self.is_asked
        return bool(self.note or is_refused or (self.next and self.next.name == "approve"))

    @property
    def required(self) -> list:
        return [(item, address) for item, address in self.items if item.blocks and not item.waits]

    @property
    def passing(self) -> list:
        return [(item, address) for item, address in self.items if item.waits]

    @property
    def doubtful(self) -> list:
        return [(item, address) for item, address in self.items if not item.blocks]


class StatusBox(Panel):
    def context(self, writing):
        refused, user, story = writing.refused, writing.user, writing.story
        box = Box(refused=refused, note=refused.note if refused else words_in(writing.typed, "move_note"))
        if story is None:
            self._set_up_new(box, user)
        else:
            self._set_moves(box, story, user)
            self._set_standing(box, story, user)
            self._set_waiting(box, story, user)
        if box.next and box.next.name == "publish" and not box.is_asked:
            _set_promise(box, user)
        note = NoteBox(
            "move_note",
            box.note,
            mark=words_in(writing.request.POST if refused else writing.typed, MARK),
            steps=box.steps_with_note,
            is_first=box.needs_open,
            goes_along=bool(box.next or box.steps),
        )
        return {"desk": box, "note_box": note}

    @staticmethod
    def _set_up_new(box, user):
        box.is_new = True
        possible = {move.name: move for move in moves.possible(Article(), user)}
        box.next = next((possible[name] for name in NEXT[Status.DRAFT] if name in possible), None)
        box.help = _("Save first, then you can preview it.")

    def sent(self, writing):
        """The button that stops a publication which waits: the form is saved all the same."""
        if "_stop_waiting" in writing.data and writing.story:
            awaited.end_of(writing.story, awaited.REPLACED)

    def _set_moves(self, box, article, user):
        box.may_edit = workflow.may_edit(user, article)
        possible = {move.name: move for move in workflow.possible_moves(article, user)}
        ways = NEXT.get(article.status, ()) if article.discarded_at is None else ("bring_back",)
        box.next = next((possible.pop(name) for name in ways if name in possible), None)
        box.grave = [move for move in possible.values() if move.is_destructive]
        box.steps = [move for move in possible.values() if not move.is_destructive]
        box.may_publish_now = (
            box.may_edit
            and article.stage() in {Stage.SCHEDULED, Stage.EMBARGOED}
            and user.has_perm("articles.publish_article")
        )
        box.is_scheduling = is_later(article)

    def _set_standing(self, box, article, user):
        box.sentence, box.embargo = stage_sentence(article, user), embargo_line(article)
        box.is_public, box.version = article.is_public, article.version
        box.help = _why_no_button(box, article, user)
        box.returned = _last_return(article, user)
        box.why_not_visible = visibility.why_not_visible(article, ())  # what is missing the checklist says
        if box.may_edit and not article.is_public and not box.is_asked:
            box.items = [(item, where_to_mend(item, article)) for item in checklist.checklist(article, user)]
        names = ("preview", "history", "unpublish", "change")
        box.addresses = {name: reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names}
        box.addresses["public"] = article.get_absolute_url()

    @staticmethod
    def _set_waiting(box, article, user):
        """A story that waits for its picture needs no other step; whoever pressed is told what became of it."""
        if awaited.waiting(article):
            box.awaits, box.next, box.may_publish_now = True, None, False
            box.steps = [move for move in box.steps if move.name != "publish"]
            box.items, box.why_not_visible = [pair for pair in box.items if not pair[0].waits], []
            box.addresses["awaited"] = reverse("admin:articles_article_awaited", args=[article.pk])
        elif row := AwaitedPublication.objects.to_be_told(user).filter(article=article).first():
            box.told = row.get_outcome_display()


def _set_promise(box, user):
    """What readers get by the button; under embargo they get nothing yet."""
    back = who_takes_it_back(user)
    at_once = " ".join(filter(None, (_("Publish it, and readers get it at once."), back)))
    box.promise = _("It cannot be published before its embargo ends.") if box.embargo else at_once
    box.promise_later = " ".join(filter(None, (_("Readers get it at its time."), back)))


def _why_no_button(box, article, user) -> str:
    """A sentence in place of a button that somebody would look for."""
    if article.discarded_at:
        return _("Discarded: it is in no list, but nothing is lost. It can be restored.")
    if article.status == Status.IN_REVIEW and not user.has_perm("articles.approve_article"):
        return _("Waiting for an editor.")
    if article.status == Status.APPROVED and not user.has_perm("articles.publish_article"):
        return _("Approved: an editor will publish it.")
    if article.is_public and box.may_edit and not user.has_perm("articles.withdraw_article"):
        return _("To withdraw it, ask the chief editor.")
    return ""


def _last_return(article, user):
    """The note with which it was returned, as long as it is a draft for that reason."""
    if article.status != Status.DRAFT:
        return None
    note = article.notes.exclude(move="").select_related("author").order_by("-created_at", "-pk").first()
    if note is None or note.move != "return":
        return None
    return {
        "text": reading(article, user, [note.text])(note.text),
        "by": name_of(note.author),
        "at": clock(note.created_at),
    }
