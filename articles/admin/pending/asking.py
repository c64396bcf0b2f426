"""The box that asks before a pending change is published: the same as a story has, about the story as it would stand then."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.stories.asking import Asking, AskingBox
from articles.admin.stories.sent import asked_in, words_in
from articles.workflow import pending
from articles.workflow.moves import MOVES


def wanted_step(data) -> str:
    """The name of the step whose button was pressed, if any."""
    name = "publish" if "_publish_change" in data else data.get("_move", "")
    return name if name == "publish" or name in pending.STEPS else ""


def may_be_made(name: str, change, user) -> bool:
    """Whether the step is possible as soon as all that it asks is answered."""
    if name == "publish":
        can_go = change is not None and change.is_open and change.base_version == change.article.version
        return can_go and user.has_perm("articles.publish_article")
    return MOVES[name] in pending.possible_moves(user, change)


class AskingChange(Asking):
    @property
    def button(self):
        return ("_publish_change", "1") if self.is_publication else super().button

    @property
    def label(self) -> str:
        return _("Publish the change") if self.is_publication else self.move.label

    @cached_property
    def promise(self) -> str:
        if not self.is_publication:
            return super().promise
        if self.article.is_public:
            return _("Readers get the new text now.")
        return _("The change becomes part of the story, which readers do not see now.")


def asking_of(name: str, article, change, user, **typed) -> AskingChange:
    """What the box asks of the story as it would stand with the change; nothing of it is stored."""
    with transaction.atomic():
        story = pending.with_change(change, user) if change else article
        asking = AskingChange(story, user, MOVES[name], **typed)
        transaction.set_rollback(True)
    return asking


class ChangeAskingBox(AskingBox):
    def urls(self):
        return []  # answered below the address of the form (articles.admin.pending.pages)

    def _held(self, request, pk):
        story = self.admin.to_propose_to(request, pk)
        workflow.hold_anew(story)
        return story

    def _tried(self, request, pk) -> dict:
        story, name = self._held(request, pk), wanted_step(request.POST)
        writing = self.admin.writing(request, story, request.POST)
        if not name or not writing.is_valid():
            return {"is_valid": False}  # the form says so when it is sent
        try:
            change = self.admin.kept(writing)
        except (PermissionDenied, workflow.Refused):
            return {"is_valid": False}
        if not may_be_made(name, change, request.user):
            return {"is_valid": False}
        reason, note = words_in(request.POST, "publish_reason"), words_in(request.POST, "note")
        asking = asking_of(name, story, change, request.user, asked=asked_in(request.POST), reason=reason, note=note)
        html = render_to_string("admin/articles/article/_asking.html", {"asking": asking}, request)
        return {"is_valid": True, "asks": asking.asks_something, "html": html}

    def context(self, writing):
        refused, waiting = writing.refused, writing.waiting
        box = {"address": reverse("admin:articles_article_pending_asking", args=[writing.story.pk])}
        box["kept"] = asked_in(writing.typed) if refused is None else {}
        box["reason"] = words_in(writing.typed, "publish_reason")
        if refused and refused.can_be_asked:
            typed = {"reason": refused.reason, "note": refused.note}
            box["asking"] = asking_of(refused.name, waiting.article, waiting.change, writing.user, **typed)
            box["asking"].tell(refused.sentences)
        return {"asking_box": box}
