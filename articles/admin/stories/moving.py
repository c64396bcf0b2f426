"""Pages of moves that ask first, or that are made without the writing form: withdrawing, discarding, restoring.

Withdrawing a story must not depend on a form that is in order, nor on the version that somebody opened: it overwrites nothing,
and somebody may be in danger.
"""

from contextlib import nullcontext

from django import forms
from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories.panel import Panel
from articles.models import Status
from articles.workflow import awaited, moves
from articles.workflow.checklist import checklist
from articles.workflow.moves import MOVES, why_not_permitted
from articles.workflow.notes import MAX_LENGTH
from people.base.fields import tidy_text


class TidyText(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value):
        return tidy_text(super().to_python(value))


class ReasonForm(forms.Form):
    """Why a story is withdrawn, and whether readers are told."""

    reason = TidyText(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "autofocus": True}),
        error_messages={"required": workflow.WHY_WITHDRAWN},
        help_text=gettext_lazy(
            "For colleagues. Readers see only that the story was withdrawn, unless you tick the box below."
        ),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show this reason to readers"),
        required=False,
        help_text=gettext_lazy("It appears at the story's address. Protected names are replaced in it."),
    )

    @classmethod
    def of(cls, article, data=None):
        """A story that readers have not seen is unscheduled with a note or without."""
        form = cls(data)
        if not article.was_public:
            del form.fields["is_public"]
            form.fields["reason"].required = False
            form.fields["reason"].label = MOVES["unschedule"].note_label
            form.fields["reason"].help_text = ""
        return form

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_public") and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Write the reason for readers, or untick the box."))
        return cleaned


class MoveForm(forms.Form):
    """A note that goes with a move, and the version of the story that its user has seen."""

    move_note = TidyText(
        label=gettext_lazy("Note to colleagues"),
        max_length=MAX_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31)


def has_words(request, name: str) -> bool:
    """Whether something was typed that a redirect would lose."""
    return request.method == "POST" and bool(request.POST.get(name, "").strip())


def is_later(article) -> bool:
    """Whether it has a publication time that is still to come."""
    return article.published_at is not None and article.published_at > timezone.now()


def label_of(move, article) -> str:
    """What the button of the move says: with a time in the future a story is scheduled."""
    return _("Schedule") if move.name == "publish" and is_later(article) else move.label


def what_was_done(name: str, article) -> str:
    """What the move of that name has done, in a sentence. Where the story stands now says its status beside that."""
    if name != "publish":
        return MOVES[name].done
    if awaited.waiting(article):
        return _("Accepted: the story goes out as soon as its picture is ready.")
    return _("Done: readers see it.") if article.is_public else _("Done: it goes out by itself at its time.")


class MovePages(Panel):
    def urls(self):
        return [
            path("<int:pk>/unpublish/", self.view(self.unpublish_view), name="articles_article_unpublish"),
            path("<int:pk>/move/<slug:move>/", self.view(self.move_view), name="articles_article_move"),
        ]

    # Withdrawing -----------------------------------------------------------------------------------------------------

    @csrf_protect_m
    def unpublish_view(self, request, pk):
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return self._unpublish_view(request, pk)

    def _unpublish_view(self, request, pk):
        article = self.admin.get_object(request, str(pk))
        if article is None:
            raise self.admin.no_such_row(request)
        move = "withdraw" if article.was_public else "unschedule"
        if not request.user.has_perm(MOVES[move].permission):
            raise PermissionDenied(why_not_permitted(move))
        form = ReasonForm.of(article, request.POST if request.method == "POST" else None)
        if article.status != Status.PUBLISHED:
            refusal = _("This story is not published.")
            if not has_words(request, "reason"):
                messages.info(request, refusal)
                return self._to_story(pk)
            form.add_error(None, refusal)
        if request.method == "POST" and form.is_valid():
            return self._unpublish(request, article, **form.cleaned_data)
        title = _("Withdraw") if article.was_public else _("Unschedule")
        context = self._page(request, article, title) | {"form": form, "was_public": article.was_public}
        return TemplateResponse(request, "admin/articles/article/unpublish.html", context)

    def _unpublish(self, request, article, *, reason, is_public=False):
        was_public = article.was_public
        try:
            workflow.unpublish(article, by=request.user, reason=reason, is_public=is_public)
        except workflow.Refused as refusal:
            for problem in refusal.messages:
                messages.warning(request, problem)
        else:
            self.admin.log_change(request, article, [{"changed": {"fields": [_("status")]}}])
            messages.success(request, MOVES["withdraw" if was_public else "unschedule"].done)
        return self._to_story(article.pk)

    # The other moves -------------------------------------------------------------------------------------------------

    @csrf_protect_m
    def move_view(self, request, pk, move):
        """Asks, and makes the move; also where the buttons of a story lead that its user may not write on."""
        if move in {"withdraw", "unschedule"}:
            return HttpResponseRedirect(reverse("admin:articles_article_unpublish", args=[pk]))
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return self._move_view(request, pk, move)

    def _move_view(self, request, pk, name):
        article, move = self.admin.get_object(request, str(pk)), MOVES.get(name)
        if article is None or move is None:
            raise self.admin.no_such_row(request)
        if not (workflow.has_in_hand(request.user, article) and request.user.has_perm(move.permission)):
            raise PermissionDenied(why_not_permitted(name))
        initial = {"opened_version": article.version}
        form = MoveForm(request.POST if request.method == "POST" else None, initial=initial)
        if not moves.fits(move, article):
            if not has_words(request, "move_note"):
                messages.warning(request, moves.why_not(move, article))
                return self._to_story(pk)
            form.add_error(None, moves.why_not(move, article))
        if request.method == "POST" and form.is_valid() and self._made(request, article, name, form):
            return self._after(article)
        context = self._page(request, article, label_of(move, article)) | {"form": form, "move": move}
        if name == "publish":
            form.fields["move_note"].label = _("Publish anyway, because …")
            context["items"] = checklist(article, request.user)
        return TemplateResponse(request, "admin/articles/article/move.html", context)

    def _made(self, request, article, name, form) -> bool:
        """Whether the move is made; else the form says why not, and keeps what was typed."""
        try:
            with transaction.atomic():
                workflow.refuse_stale(article, form.cleaned_data["opened_version"])
                workflow.perform(name, article, by=request.user, note=form.cleaned_data["move_note"])
        except PermissionDenied:
            form.add_error(None, why_not_permitted(name))
        except workflow.Refused as refusal:
            article.refresh_from_db()
            form.add_error(None, list(refusal.messages))
            form.data = form.data.copy()  # who presses again has been told
            form.data["opened_version"] = str(article.version)
        else:
            self.admin.log_change(request, article, [{"changed": {"fields": [_("status")]}}])
            messages.success(request, what_was_done(name, article))
            return True
        return False

    def _after(self, article):
        """To the story; one that was discarded is out of sight."""
        if article.discarded_at:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return self._to_story(article.pk)

    @staticmethod
    def _to_story(pk):
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _page(self, request, article, title) -> dict:
        return self.admin.admin_site.each_context(request) | {
            "title": title, "opts": self.admin.opts, "original": article, "headline": shown_title(article, request.user),
            "sentence": stage_sentence(article, request.user),
        }  # fmt: skip
