"""Changes to published stories that wait: begun in the writing form of the story, and written on in a form of their own.

What was typed becomes a content (``history.content``) by saving it as usual where it cannot stay: inside a savepoint that is
rolled back as soon as the rows say it.
"""

from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.stories.desk import words_in
from articles.history.content import FIELDS, Content
from articles.models import Stage
from articles.workflow import hold_anew, may_edit, notes, pending, write_note
from people.base.admin import is_key

KEPT = gettext_lazy("Kept as a pending change: the story stays as it is until the change is published.")


class Typed(Exception):
    """What the form says, taken from the rows before they go back to what they were."""

    def __init__(self, content: Content):
        super().__init__()
        self.content = content


class NotContent(Exception):
    """A correction was typed, which a pending change does not hold."""


#: Fields of the form that say what a story says; all others say where it stands, and wait for nobody.
CONTENT_FIELDS = {
    *(name.removesuffix("_id") for name in FIELDS),
    "people",
    "places",
    "organizations",
    "main_subjects",
    "topics",
    "opened_version",
    "form_token",
    "base_version",
}


class SavesAsPending:
    """Mixin for the form of a story that is sent with "Save as pending change"."""

    #: Why it cannot be, if the admin knows a reason.
    pending_refusal = ""
    is_for_readers = False

    def clean(self):
        cleaned = super().clean()
        if self.pending_refusal:
            self.add_error(None, ValidationError(self.pending_refusal, code="pending"))
        for name in set(self.changed_data) - CONTENT_FIELDS:
            if name in cleaned and cleaned[name] == self.initial.get(name):
                continue  # such as a language whose first value was not sent along
            sentence = _(
                "A pending change holds no times and nothing else of where the story stands: save this by itself first, or "
                "put it back as it was."
            )
            self.add_error(name, ValidationError(sentence, code="pending"))
        return cleaned


def pending_address(article) -> str:
    return reverse("admin:articles_article_pending", args=[article.pk])


def until_then(article) -> str:
    """What stays as it is while a change waits, by where the story stands now."""
    stage = article.stage()
    if stage == Stage.PUBLISHED:
        return _("Readers stay on what they have until the change is published.")
    if stage in {Stage.SCHEDULED, Stage.EMBARGOED}:
        return _("What is scheduled stays as it is until the change is published.")
    return _("The story stays out of readers’ sight: publishing the change does not bring it back.")


def _box(request, article) -> dict:
    """What the story's own form says of pending changes (``_pending_box.html``)."""
    change = pending.open_change(article)
    return {"pending": {"address": pending_address(article), "change": change, "help": until_then(article)}}


class PendingPages:
    """Mixin for the admin class of stories, before all that takes part in a save."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.pending_view)
        return [path("<int:pk>/pending/", view, name="articles_article_pending"), *super().get_urls()]

    # In the form of the story ------------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        article = self._story(request, object_id)
        if article is None or not pending.may_propose(request.user, article):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and "_pending" in request.POST and may_edit(request.user, article):
            return self._begin(request, article, form_url)
        if request.method == "GET" and not may_edit(request.user, article):
            return HttpResponseRedirect(pending_address(article))
        return super().changeform_view(request, object_id, form_url, _box(request, article) | (extra_context or {}))

    def _story(self, request, object_id):
        return self.get_queryset(request).filter(pk=object_id).first() if is_key(object_id or "") else None

    def _begin(self, request, article, form_url):
        """Keep what was typed as a pending change; the story stays as it is."""
        with transaction.atomic():
            hold_anew(article)
            note = words_in(request.POST, "move_note")
            request.pending_refusal = self._why_no_change(article, note)
            try:
                return super().changeform_view(request, str(article.pk), form_url, _box(request, article))
            except Typed as typed:
                pending.save(article, typed.content, by=request.user, opened=0, base_version=article.version)
                write_note(article, request.user, "", note)
            except NotContent:
                request.pending_refusal = _(
                    "A correction is no part of a pending change: readers are told of it when it is saved. Save it by "
                    "itself, or empty it."
                )
                return super().changeform_view(request, str(article.pk), form_url, _box(request, article))
        messages.success(request, KEPT)
        return HttpResponseRedirect(pending_address(article))

    @staticmethod
    def _why_no_change(article, note: str) -> str:
        if pending.open_change(article):
            return _(
                "A pending change was begun meanwhile: open it in a second window and take over what is missing there."
            )
        return notes.too_long(note)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and hasattr(request, "pending_refusal"):
            refusal = {"pending_refusal": request.pending_refusal}
            return type(form.__name__, (SavesAsPending, form), refusal)
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if hasattr(request, "pending_refusal"):
            if any(formset.prefix == "corrections" and formset.has_changed() for formset in formsets):
                raise NotContent
            form.instance.save()  # which cleans what was typed
            raise Typed(Content.of(form.instance))

    # A form of its own -------------------------------------------------------------------------------------------------

    @csrf_protect_m
    def pending_view(self, request, pk):
        article = self._story(request, pk)
        if article is None:
            raise Http404
        if not pending.may_propose(request.user, article):
            raise PermissionDenied
        from articles.admin.pending.form import PendingAdmin

        return PendingAdmin(self.model, self.admin_site).answer(request, article)
