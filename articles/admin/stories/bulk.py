"""Moves of several stories at once, from the list.

The list carries the version of each story that it shows. Each story is fetched anew through what its user may see, held, compared
with that version and moved by the one door, in a transaction of its own: one that cannot be moved holds up no other.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories.bulk_change import CHANGE, LABEL, BulkChange
from articles.admin.stories.front_page import PERMISSION as FRONT_PAGE
from articles.admin.stories.front_page import address_to_put
from articles.admin.stories.moving import MoveForm, ReasonForm, label_of
from articles.admin.stories.tally import Tally
from articles.workflow import awaited, checklist, moves
from articles.workflow.moves import MOVES, why_not_permitted
from people.base.admin import is_key
from people.base.locks import take_turn

#: More than a list shows at once are not moved at once.
MOST = 200
#: Withdraws what readers have seen, and makes what is only scheduled a draft.
TAKE_DOWN = "take_down"
#: Changes no story.
PUT = "put_on_the_front_page"
#: Name of the action -> (its words in the menu, whether a page asks first).
ACTIONS = {
    "submit": (MOVES["submit"].label, False),
    "approve": (MOVES["approve"].label, False),
    "return": (MOVES["return"].label, True),
    "publish": (gettext_lazy("Publish or schedule"), True),
    TAKE_DOWN: (gettext_lazy("Withdraw or unschedule"), True),
    "discard": (MOVES["discard"].label, True),
    "bring_back": (MOVES["bring_back"].label, False),
}


def permissions_of(name: str) -> set[str]:
    needed = ("withdraw", "unschedule") if name == TAKE_DOWN else (name,)
    return {MOVES[move].permission for move in needed}


def move_for(name: str, article) -> moves.Move:
    if name == TAKE_DOWN:
        return MOVES["withdraw" if article.was_public else "unschedule"]
    return MOVES[name]


def ticked(request) -> dict[int, int]:
    """The key of each story that was ticked, and the version of it that the list showed (0: none)."""
    keys = [int(key) for key in request.POST.getlist("_selected_action")[:MOST] if is_key(key)]
    shown = {key: request.POST.get(f"version_{key}", "") for key in keys}
    return {key: int(version) if is_key(version) else 0 for key, version in shown.items()}


class BulkMoves:
    """Mixin for the admin class of stories: the menu of the list and what it does."""

    def get_actions(self, request):
        """Those that the user may ever take; a key is what is posted, and what the page that asks posts again."""
        if self.has_view_or_change_permission(request) and not request.GET.get("_popup"):
            may = request.user.has_perm
            labels = {CHANGE: LABEL} if may("articles.change_article") else {}
            labels |= {name: ACTIONS[name][0] for name in ACTIONS if any(map(may, permissions_of(name)))}
            actions = {name: (_action(name), name, label) for name, label in labels.items()}
            if may(FRONT_PAGE):
                actions[PUT] = (_put_on_the_front_page, PUT, _("Put on the front page"))
            return actions
        return {}

    def action_checkbox(self, article):
        """Named as the list names the story: the stock one says the headline with every name in it."""
        return format_html(
            '<input type="checkbox" name="_selected_action" value="{0}" class="action-select" aria-label="{2}">'
            '<input type="hidden" name="version_{0}" value="{1}">',
            article.pk,
            article.version,
            _("Choose “%(title)s”") % {"title": article.shown_title},
        )

    def response_action(self, request, queryset):
        """What the menu below the list posts, and the page that asks. None leads back to the list."""
        name = request.POST.get("action", "")
        if name in self.get_actions(request):
            if name == CHANGE:
                return BulkChange(self).answer(request, ticked(request))
            return _put_on_the_front_page(self, request) if name == PUT else self.move_ticked(request, name)
        messages.warning(request, _("Choose what to do with the stories."))
        return None

    def move_ticked(self, request, name):
        """Make the move, or ask first."""
        versions = ticked(request)
        _label, asks = ACTIONS[name]
        form = self._form(request, name)
        if asks and not (form.is_bound and form.is_valid()):
            return self._ask(request, name, versions, form)
        words = form.cleaned_data if form.is_bound and form.is_valid() else {}
        tally = Tally()
        for key, version in versions.items():
            move = partial(self._move_one, request.user, name, version, words)
            self.do_one(request, key, move, tally, fields=[_("status")], denied=why_not_permitted(name))
        self.say(request, ACTIONS[name][0], tally)
        if tally.left and (words.get("move_note") or name == TAKE_DOWN):
            # A redirect would lose what was typed for them. Who presses again has been told.
            now = self.get_queryset(request).filter(pk__in=tally.left).values_list("pk", "version")
            return self._ask(request, name, dict(now), form)
        return HttpResponseRedirect(request.get_full_path())

    @staticmethod
    def _form(request, name):
        kind = ReasonForm if name == TAKE_DOWN else MoveForm
        form = kind(request.POST if "_confirmed" in request.POST else None)
        if name == TAKE_DOWN:  # each story says whether it wants one
            form.fields["reason"].required = False
        if name in {"publish", "return"}:
            label = _("Publish anyway, because …") if name == "publish" else MOVES[name].note_label
            form.fields["move_note"].label = label
            form.fields["move_note"].required = name == "return"
        return form

    def _ask(self, request, name, versions, form):
        stories = self.get_queryset(request).select_related("section").filter(pk__in=versions).order_by("pk")
        rows = [self._row(name, story, versions, request.user) for story in stories]
        context = self.admin_site.each_context(request) | {
            "title": title_of(name, stories), "opts": self.opts, "rows": rows, "form": form, "action": name,
            "is_grave": name in {TAKE_DOWN, "discard"},
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/move_several.html", context)

    @staticmethod
    def _row(name, story, versions, user) -> dict:
        move = move_for(name, story)
        if move not in workflow.possible_moves(story, user):
            sentences = [why_not(move, story, user)]
        else:
            sentences = [item.sentence for item in checklist.checklist(story, user)] if name == "publish" else []
        return {
            "story": story, "version": versions[story.pk], "title": shown_title(story, user),
            "standing": stage_sentence(story, user), "sentences": sentences,
        }  # fmt: skip

    def _move_one(self, user, name, version, words, article):
        workflow.refuse_stale(article, version)
        self._make(name, article, user, words)
        return _word_for(name, article)

    def do_one(self, request, key, act, tally, *, fields, denied):
        """Do it to one story, fetched anew and held, in a transaction of its own; the tally is told what became of it."""
        title = ""
        try:
            with transaction.atomic():
                take_turn()
                article = self.get_queryset(request).select_for_update().filter(pk=key).first()
                if article is None:
                    tally.missing += 1
                    return
                title = shown_title(article, request.user)
                word = act(article)
                self.log_change(request, article, [{"changed": {"fields": fields}}])
        except PermissionDenied:
            tally.refused.append((title, denied))
            tally.left.append(key)
        except workflow.Refused as refusal:
            tally.refused.append((title, " ".join(map(str, refusal.messages))))
            tally.left.append(key)
        else:
            tally.done[word or ""] += 1

    @staticmethod
    def _make(name, article, user, words):
        if name == TAKE_DOWN:
            workflow.unpublish(article, by=user, **words)
        else:
            workflow.perform(name, article, by=user, note=words.get("move_note", ""))

    @staticmethod
    def say(request, label, tally):
        for word, count in tally.done.items():
            sentence = ngettext("%(move)s: %(count)d story.", "%(move)s: %(count)d stories.", count)
            messages.success(request, sentence % {"move": word or label, "count": count})
        for title, why in tally.refused:
            sentence = _("Not changed: “%(title)s”. %(why)s")
            messages.warning(request, sentence % {"title": title, "why": why})
        if tally.missing:
            sentence = ngettext("%(count)d story was not found.", "%(count)d stories were not found.", tally.missing)
            messages.warning(request, sentence % {"count": tally.missing})


def why_not(move, story, user) -> str:
    if not moves.fits(move, story):
        return moves.why_not(move, story)
    return why_not_permitted(move.name)


def title_of(name: str, stories) -> str:
    """What the page asks: of stories that all have a time to come, or all have none, the word of one."""
    words = {str(label_of(MOVES["publish"], story)) for story in stories} if name == "publish" else set()
    return words.pop() if len(words) == 1 else ACTIONS[name][0]


def _word_for(name: str, article) -> str:
    """Where it stands now, of a story that was published; the word of other actions says it."""
    if name != "publish":
        return ""
    return _("Waiting for a picture") if awaited.waiting(article) else article.stage().label


def _put_on_the_front_page(modeladmin, request, queryset=None):
    """Leads to the front page with the stories laid on it; nothing changes before that is saved."""
    return HttpResponseRedirect(address_to_put(ticked(request)))


def _action(name: str):
    def run(modeladmin, request, queryset):
        return modeladmin.move_ticked(request, name)

    return run
