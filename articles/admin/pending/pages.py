"""Changes to published stories that wait, in the form of the story: the box that leads to one, and the button that begins one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.stories.notes import point
from articles.admin.stories.panel import Panel
from articles.admin.stories.sent import words_in
from articles.models import PendingChange, Stage
from articles.workflow import may_edit, notes, pending, write_note
from articles.writing import autosave

KEPT = gettext_lazy("Saved as a pending change: the story stays as it is until the change is published.")


def pending_address(article) -> str:
    return reverse("admin:articles_article_pending", args=[article.pk])


def until_then(article) -> str:
    """What stays as it is while a change waits, by where the story stands now."""
    stage = article.stage()
    if stage == Stage.PUBLISHED:
        return _("Readers see the current text until the change is published.")
    if stage in {Stage.SCHEDULED, Stage.EMBARGOED}:
        return _("The scheduled story stays as it is until the change is published.")
    return _("The story stays hidden from readers, even after the change is published.")


class PendingPages(Panel):
    def urls(self):
        """The form of a pending change has an admin class of its own."""
        changes = self.admin.admin_site.get_model_admin(PendingChange)
        return [
            path("<int:pk>/pending/", self.view(changes.change_of_story), name="articles_article_pending"),
            path(
                "<int:pk>/pending/asking/", self.view(changes.asked_of_change), name="articles_article_pending_asking"
            ),
        ]

    def instead(self, request, story):
        """Of a story that readers have, who may not change it at once proposes a change."""
        if story and pending.may_propose(request.user, story) and not may_edit(request.user, story):
            return HttpResponseRedirect(pending_address(story))
        return None

    def context(self, writing):
        story = writing.story
        if story is None or not pending.may_propose(writing.user, story):
            return {}
        box = {"address": pending_address(story), "change": pending.open_change(story), "help": until_then(story)}
        return {"pending": box}

    def sent(self, writing):
        """Keep what was typed as a pending change; the story stays as it is."""
        story, user = writing.story, writing.user
        if "_pending" not in writing.data or story is None or not pending.may_propose(user, story):
            return None
        note = words_in(writing.data, "move_note")
        writing.pending_refusal = self._why_no_change(story, note)
        if not self.admin.filled(writing).is_valid() or self._has_corrections(writing):
            return self.admin.form_page(writing)
        pending.save(story, writing.content(), by=user, opened=0, base_version=story.version)
        write_note(story, user, "", note)
        point(writing)
        autosave.forget(user, story.pk, writing.data)  # it is kept there now
        messages.success(writing.request, KEPT)
        return HttpResponseRedirect(pending_address(story))

    @staticmethod
    def _why_no_change(article, note: str) -> str:
        if pending.open_change(article):
            return _("Somebody has started a pending change: open it in a second window and copy your changes there.")
        return notes.too_long(note)

    @staticmethod
    def _has_corrections(writing) -> bool:
        """Whether a correction was typed, which is no content; the form then says so."""
        part = writing.sent_part("corrections")
        if part is None or not part.has_changed():
            return False
        sentence = _("A correction cannot be part of a pending change. Save it separately, or clear it.")
        writing.form.add_error(None, ValidationError(sentence, code="pending"))
        return True
