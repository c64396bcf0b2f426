"""The box beside the writing form: where a story stands, the buttons for what its user may do now, and what they do.

A button saves the form first and then makes its move, in one transaction. A move that is refused keeps the save: the page
comes again with the reason, and with every word that was typed for it. Moves that need no form, or must not depend on one,
have pages of their own (``articles.admin.stories.moving``).
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.stages import embargo_line, stage_sentence
from articles.admin.stories.notes import reading
from articles.history.revisions import recording
from articles.models import Article, Stage, Status
from articles.workflow import checklist, moves
from articles.workflow.moves import MOVES
from people.base.admin import name_of
from people.base.clock import clock
from people.base.fields import tidy_text

#: The one next step from where a story stands: the first of these that the user may take.
NEXT = {Status.DRAFT: ("publish", "submit"), Status.IN_REVIEW: ("approve",), Status.APPROVED: ("publish",)}
#: Where the form mends what the checklist names, when it is not the field of that name.
PLACES = {"bylines": "bylines-group", "people": "names-panel", "notes": "notes", "body": "story-text"}


@dataclass
class RefusedMove:
    """A button that was pressed and did not do it: why, and what was typed for it."""

    name: str
    sentences: list[str]
    note: str = ""
    reason: str = ""
    #: Only warnings are in the way: with a reason it can be done.
    wants_reason: bool = False


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
    returned: object = None
    items: list = field(default_factory=list)
    refused: RefusedMove | None = None
    note: str = ""
    reason: str = ""
    reason_error: str = ""
    is_public: bool = False
    version: int = 0
    addresses: dict = field(default_factory=dict)

    @property
    def needs_open(self) -> bool:
        """Whether the quiet list is open from the start: for a decision that is waited for, or a word that was typed."""
        return bool(self.note or self.refused or (self.next and self.next.name == "approve"))


def words_in(data, name: str) -> str:
    """What was typed into one of the box's own fields, fit to store."""
    return tidy_text(data.get(name, "")).strip()


def wanted_move(data) -> str:
    """The name of the move whose button was pressed, if any."""
    return "publish" if "_publish" in data else data.get("_move", "")


class Desk:
    """Mixin for the admin class of stories: the box in its form, and its part of a save."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["desk"] = self._desk(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # What the box shows ----------------------------------------------------------------------------------------------

    def _desk(self, request, obj) -> Box:
        refused = getattr(request, "refused_move", None)
        box = Box(
            refused=refused,
            note=refused.note if refused else words_in(request.POST, "move_note"),
            reason=refused.reason if refused else words_in(request.POST, "publish_reason"),
        )
        if obj is None or obj.pk is None:
            return self._box_of_new(box, request.user)
        article = Article.objects.select_related("section").get(pk=obj.pk)  # a form with errors wrote on the other one
        self._set_moves(box, article, request.user)
        self._set_standing(box, article, request.user)
        return box

    @staticmethod
    def _box_of_new(box, user) -> Box:
        box.is_new = True
        possible = {move.name: move for move in moves.possible(Article(), user)}
        box.next = next((possible[name] for name in NEXT[Status.DRAFT] if name in possible), None)
        box.help = _("Save first, then you can preview it.")
        return box

    def _set_moves(self, box, article, user):
        box.may_edit = workflow.may_edit(user, article)
        possible = {move.name: move for move in workflow.possible_moves(article, user)}
        ways = NEXT.get(article.status, ()) if article.discarded_at is None else ("bring_back",)
        box.next = next((possible.pop(name) for name in ways if name in possible), None)
        box.grave = [move for move in possible.values() if move.is_destructive]
        box.steps = [move for move in possible.values() if not move.is_destructive]
        box.steps.sort(key=lambda move: not move.needs_note)  # the word that it needs stands just above
        box.may_publish_now = (
            box.may_edit
            and article.stage() in {Stage.SCHEDULED, Stage.EMBARGOED}
            and user.has_perm("articles.publish_article")
        )
        box.is_scheduling = article.published_at is not None and article.published_at > timezone.now()

    def _set_standing(self, box, article, user):
        box.sentence, box.embargo = stage_sentence(article, user), embargo_line(article)
        box.is_public, box.version = article.is_public, article.version
        box.help = _why_no_button(box, article, user)
        box.returned = _last_return(article, user)
        if box.may_edit and not article.is_public:
            box.items = [(item, PLACES.get(item.field) or f"id_{item.field}") for item in checklist.checklist(article)]
        names = ("preview", "history", "unpublish", "change")
        box.addresses = {name: reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names}
        box.addresses["public"] = article.get_absolute_url()

    # Saving, then the move -------------------------------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        """All of it is one revision: what was typed is stored first, for a move reads the story anew."""
        with recording(request.user):
            super().save_related(request, form, formsets, change)
            with workflow.changing(form.instance, by=request.user, comment=what_was_done(form, change)):
                pass
            self._move(request, form.instance)

    def _move(self, request, article):
        """Make the move whose button was pressed; if it is refused the story is saved as it was, and the page says why."""
        name, note = wanted_move(request.POST), words_in(request.POST, "move_note")
        reason = words_in(request.POST, "publish_reason")
        refused = RefusedMove(name, [], note, reason)
        try:
            with transaction.atomic():
                if name:
                    workflow.perform(name, article, by=request.user, note=note, reason=reason)
                else:  # a word without a button is a word all the same
                    workflow.refuse_long(note)
                    workflow.write_note(article, request.user, "", note)
        except PermissionDenied:
            refused.sentences = [moves.why_not_permitted(name)]
        except workflow.Refused as refusal:
            refused.sentences = list(map(str, refusal.messages))
            refused.wants_reason = isinstance(refusal, workflow.ReasonWanted)
        else:
            return
        article.refresh_from_db()
        request.refused_move = refused

    def response_add(self, request, obj, post_url_continue=None):
        return self._response(request, obj)

    def response_change(self, request, obj):
        return self._response(request, obj)

    def _response(self, request, article):
        """Back to the form, with what has happened."""
        if refused := getattr(request, "refused_move", None):
            return self._form_again(request, article, refused)
        name = wanted_move(request.POST)
        if name == "publish" or "_publish_now" in request.POST:
            messages.success(request, stage_sentence(article, request.user))
        elif name in MOVES:
            messages.success(request, MOVES[name].done)
        elif article.is_public:
            messages.success(request, _("Saved: readers see the new text."))
        else:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(self.form_address(request, article))

    def _form_again(self, request, article, refused):
        """The saved story in its form, as if opened anew, with what was typed for the move and why it was not made."""
        words = {"reasons": " ".join(refused.sentences)}
        if refused.name == "publish":
            messages.warning(request, _("Saved, but not published. %(reasons)s") % words)
        else:
            messages.warning(request, _("Saved, but that is all. %(reasons)s") % words)
        method, posted = request.method, request.POST
        plain = self.is_plain(request)
        address = reverse("admin:articles_article_change", args=[article.pk])
        request.method, request.POST, request.GET = "GET", QueryDict(), QueryDict("names=1" if plain else "")
        try:
            return self._changeform_view(request, str(article.pk), address, None)
        finally:
            request.method, request.POST = method, posted


def what_was_done(form, change: bool) -> str:
    """A scheduled story whose time is set to now, or to the past, is published by whoever saves it."""
    if not change:
        return "created"
    return "published" if form.instance.is_public and not form.is_out else "edited"


def _why_no_button(box, article, user) -> str:
    """A sentence where a button would be looked for in vain."""
    if article.discarded_at:
        return _("It was discarded: nobody finds it in the lists, and nothing of it is lost.")
    if article.status == Status.IN_REVIEW and not user.has_perm("articles.approve_article"):
        return _("An editor looks at it.")
    if article.status == Status.APPROVED and not user.has_perm("articles.publish_article"):
        return _("It is approved: an editor publishes it.")
    if article.is_public and box.may_edit and not user.has_perm("articles.withdraw_article"):
        return _("You may not withdraw it: ask the chief editor.")
    return ""


def _last_return(article, user):
    """The word with which it came back, as long as it is a draft for that reason."""
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
