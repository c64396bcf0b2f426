"""The writing form of a pending change: the story's own form over what the change says, and the buttons of its review.

Opening it writes nothing: the form is filled from the content. A save reads what the form says over that content, and no row of
the story moves for it.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.library.story import Pictures
from articles.admin.pending.asking import ChangeAskingBox, may_be_made, wanted_step
from articles.admin.pending.pages import KEPT, pending_address
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories import in_place
from articles.admin.stories.autosave import AutosavePanel
from articles.admin.stories.fieldsets import content_fieldsets
from articles.admin.stories.form import StoryForm
from articles.admin.stories.history import shown
from articles.admin.stories.inlines import BylineInline
from articles.admin.stories.names import NamesPanel
from articles.admin.stories.notes import MARK, NoteBox, NotesThread, point
from articles.admin.stories.panel import RefusedMove
from articles.admin.stories.presence import OpenWindows
from articles.admin.stories.previews import PreviewPages
from articles.admin.stories.sent import answered, words_in
from articles.admin.stories.side import Side
from articles.admin.stories.writing import WritingAdmin
from articles.history import versions
from articles.history.comparison import compare
from articles.history.content import Content
from articles.models import Article, Byline, Mention, PendingChange
from articles.workflow import Refused, hold_anew, pending
from articles.workflow.moves import MOVES
from articles.writing import autosave
from articles.writing.form_content import of_post, shown_bylines
from articles.writing.unanswered import change_caught_up
from people.base import busy
from people.base.admin import is_key
from people.models import Subject


@dataclass
class Waiting:
    """What the form works on: the story as readers have it, its open change if there is one, and what that says."""

    article: Article
    change: PendingChange | None
    state: object
    content: Content

    @classmethod
    def of(cls, article):
        change = pending.open_change(article)
        state = pending.newest(change) if change else None
        content = Content.from_json(state.content) if state else Content.of(article)
        return cls(article, change, state, content)

    @property
    def number(self) -> int:
        return self.state.number if self.state else 0

    @property
    def is_behind(self) -> bool:
        """Whether the story was changed after the change was begun."""
        return bool(self.change) and self.change.base_version != self.article.version

    def may_write(self, user) -> bool:
        return self.change is None or pending.may_write(user, self.change)

    def conflict(self, user, typed: Content) -> dict:
        """The newest state beside what was typed."""
        name = _("Saved elsewhere") if self.state else _("What readers see")
        by = self.state.saved_by if self.state else None
        at = self.state.saved_at if self.state else self.article.saved_at
        return {"name": name, "by": by, "at": at} | shown(compare(self.content, typed, user))

    def meanwhile(self, user) -> dict | None:
        """How the story changed after the change was begun; without that version, how it differs from the change."""
        if not self.is_behind:
            return None
        key = versions.version_numbered(self.article, self.change.base_version)
        base = versions.fetch(self.article, key)[1] if key else self.content
        return {"since": bool(key)} | shown(compare(base, Content.of(self.article), user))


class PendingStoryForm(StoryForm):
    """The fields of a story that are content, laid over what the change says."""

    translation_of = None
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, *args, waiting: Waiting, **kwargs):
        self.waiting = waiting
        super().__init__(*args, **kwargs)
        self.initial |= {"opened_version": waiting.number, "base_version": waiting.article.version}
        self.initial["topics"] = waiting.content.topics

    def _visible_mentions(self):
        rows = {row["subject_id"]: row for row in self.waiting.content.confirmed()}
        subjects = Subject.objects.visible_to(self.user).in_bulk(rows)
        return [Mention(**rows[key], subject=subject) for key, subject in subjects.items()]

    def current_version(self) -> int:
        return self.waiting.number

    @staticmethod
    def stale_sentence() -> str:
        return _(
            "Not saved: this pending change was saved or closed elsewhere after you opened it. Nothing is lost. "
            "Your text is in the form, the differences are below it: copy what you need, then save again."
        )


class PendingBylines(BylineInline):
    """Filled from the content: each row that is sent is new."""

    rows = ()

    def get_extra(self, request, obj=None, **kwargs):
        return max(1, len(self.rows))


@admin.register(PendingChange)
class PendingChangeAdmin(WritingAdmin):
    """Answers one address, below that of the story, with the form of its pending change. It has no list and no other page."""

    form = PendingStoryForm
    change_form_template = "admin/articles/article/pending.html"
    panels = [AutosavePanel, OpenWindows, PreviewPages, NamesPanel, NotesThread, ChangeAskingBox, Pictures, Side]
    autosave_keys = (autosave.PENDING,)

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.opts = Article._meta  # its page is one of the story's

    def get_urls(self):
        return []

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return isinstance(obj, Article) and pending.may_propose(request.user, obj)

    def change_of_story(self, request, pk):
        """The form of the story's open change, or of one that its first save begins."""
        story = self.to_propose_to(request, pk)
        if request.method != "POST":
            return self.opened(request, story)
        try:
            with transaction.atomic():
                hold_anew(story)
                answer = self.sent(request, story)
            return in_place.answer(request, answer)
        except OperationalError as error:
            busy.log_busy(error)
            return self.busy_page(request, pk)

    def to_propose_to(self, request, pk) -> Article:
        story = Article.objects.visible_to(request.user).filter(pk=pk).first()
        if story is None:
            raise Http404
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        return story

    def story_at(self, request, object_id):
        return Article.objects.get(pk=object_id)

    def opened(self, request, story):
        waiting = Waiting.of(story)
        if waiting.may_write(request.user):
            return super().opened(request, story)
        return HttpResponseRedirect(reverse("admin:articles_article_version", args=[story.pk, f"p{waiting.state.pk}"]))

    @staticmethod
    def number_of(story) -> int:
        """The version of its pending change that a form opened now carries."""
        return Waiting.of(story).number

    # What the form is made of ------------------------------------------------------------------------------------------

    def filled(self, writing):
        writing.waiting = writing.waiting or Waiting.of(writing.story)
        writing.pending_refusal = "" if writing.waiting.may_write(writing.user) else _(
            "Not saved: the change has been approved, so only an editor can edit it now. Your text is still "
            "here: send it to an editor."
        )  # fmt: skip
        return super().filled(writing)

    def story_in_form(self, writing):
        return writing.waiting.content.built_on(writing.story)

    def form_options(self, writing):
        return super().form_options(writing) | {"waiting": writing.waiting}

    def get_fieldsets(self, request, obj=None):
        return content_fieldsets(request.user)

    def inlines_of(self, writing):
        inline = PendingBylines(Article, self.admin_site)
        if writing.data is None:
            inline.rows = shown_bylines(writing.waiting.content, writing.user)
        return [inline]

    def formset_options(self, writing, inline):
        initial = [
            {"person": row["person_id"], "desk": row["desk_id"]}
            | {name: row[name] for name in ("position", "text", "role")}
            for row in inline.rows
        ]
        return {"queryset": Byline.objects.none()} | ({"initial": initial} if initial else {})

    def conflict(self, writing):
        return None  # shown in a way of its own

    def form_page(self, writing, form_url="", **context):
        waiting, user = writing.waiting, writing.user
        begun = waiting.change
        context = {
            "waiting": waiting,
            "story": shown_title(waiting.article, user),
            "story_language": waiting.article.language,
            "standing": stage_sentence(waiting.article, user),
            "may_discard": begun is not None and pending.may_discard(user, begun),
            "meanwhile": waiting.meanwhile(user),
            "waiting_theirs": self._conflict(writing),
        } | context
        return super().form_page(writing, form_url, **self._steps(writing) | context)

    @staticmethod
    def _steps(writing) -> dict:
        """What may be done with the change: a review that waits stands before publishing; else whoever may publish does."""
        user, begun, note = writing.user, writing.waiting.change, writing.note or words_in(writing.typed, "note")
        steps = pending.possible_moves(user, begun)
        may_publish = begun is not None and user.has_perm("articles.publish_article")
        mark = words_in(writing.typed, MARK)
        ways = [step for step in steps if step.name == "approve" or not (may_publish or step.needs_note)]
        following, label = next(iter(ways), None), _("Note to colleagues")
        with_note = [step for step in steps if step.needs_note]
        is_awaited = following is not None and following.name == "approve"
        return {
            "may_publish_change": may_publish,
            "waiting_next": following,
            "waiting_steps": [step for step in steps if step not in (following, *with_note)],
            "note_box": NoteBox("note", note, label, mark, with_note, is_first=bool(note) or is_awaited),
        }

    @staticmethod
    def _conflict(writing):
        """The newest state beside what was typed, where somebody saved it meanwhile."""
        if writing.form.stale_version is None or not writing.is_checked:
            return None
        return writing.waiting.conflict(writing.user, of_post(writing.data, writing.waiting.content, writing.user))

    # Saving ------------------------------------------------------------------------------------------------------------

    def sent(self, request, story):
        """The save: what was typed is the newest state, and then comes the move whose button was pressed."""
        data = change_caught_up(request.user, story, request.POST, self.number_of(story))
        writing = self.writing(request, story, answered(data, note="note"))
        if "_discard" in request.POST:
            return self._discard(writing)
        if not writing.is_valid():
            return self.form_page(writing)
        change = self.kept(writing)
        for part in self.parts:
            part.stored(writing)
        writing.note = words_in(writing.data, "note")
        answer = self._go_on(writing, change)
        for part in self.parts:
            part.saved(writing)
        return answer

    def asked_of_change(self, request, pk):
        """For the script: what the button would ask of the form as it stands."""
        return next(part for part in self.parts if isinstance(part, ChangeAskingBox)).asked_view(request, pk)

    @staticmethod
    def kept(writing):
        """The change with what was typed as its newest state, if that says anything new."""
        waiting, content = writing.waiting, writing.content()
        seen = writing.data.get("base_version", "")
        base = min(int(seen), waiting.article.version) if is_key(seen) else waiting.article.version
        if content.says_the_same_as(waiting.content) and (
            waiting.change is None or waiting.change.base_version == base
        ):
            return waiting.change
        return pending.save(waiting.article, content, by=writing.user, opened=waiting.number, base_version=base)

    def _go_on(self, writing, change):
        """Make the move that the button names, say what happened, and lead on; a move that is refused keeps its word."""
        request, article, note = writing.request, writing.story, writing.note
        try:
            if change is None and not note:
                messages.info(request, _("Nothing to save: the change is the same as the story."))
                return in_place.done(self, writing, pending_address(article))
            workflow.refuse_long(note)
            with transaction.atomic():
                address = self._moved(writing, change)
                point(writing)
            return in_place.done(self, writing, address)
        except PermissionDenied:
            writing.refused = self._refused(writing, [])
            messages.warning(request, _("Saved, but you may not do that: ask an editor."))
        except Refused as refusal:
            writing.refused = self._refused(writing, list(map(str, refusal.messages)))
            reasons = "" if writing.refused.can_be_asked else " ".join(writing.refused.sentences)  # the box says them
            sentence = _("Saved, but nothing more was done. %(reasons)s") % {"reasons": reasons}
            messages.warning(request, sentence.strip())
        return in_place.saved(self, writing, self._form_again(writing), pending_address(article))

    @staticmethod
    def _refused(writing, sentences: list[str]) -> RefusedMove:
        """The step that was not made, and whether its box can ask for what is missing."""
        name, reason = wanted_step(writing.data), words_in(writing.data, "publish_reason")
        writing.story.refresh_from_db()
        change = pending.open_change(writing.story)
        can_be_asked = bool(sentences and name) and may_be_made(name, change, writing.user)
        return RefusedMove(name, sentences, writing.note, reason, can_be_asked)

    @staticmethod
    def _moved(writing, change) -> str:
        """Where to go when it is done."""
        request, article, note = writing.request, writing.story, writing.note
        step = wanted_step(writing.data)
        if change and step == "publish":
            pending.publish(change, by=request.user, reason=words_in(writing.data, "publish_reason"))
            workflow.write_note(article, request.user, "", note)
            messages.success(request, _published(article))
            return reverse("admin:articles_article_change", args=[article.pk])
        if change and step:
            pending.move(change, step, by=request.user, note=note)
            messages.success(request, MOVES[step].done)
        else:  # a note without a button is stored all the same
            workflow.write_note(article, request.user, "", note)
            messages.success(request, KEPT if change else _("Saved."))
        return pending_address(article)

    def _form_again(self, writing):
        """The saved change in its form, as if opened anew, with what was typed for the step and why it was not made."""
        request, article = writing.request, writing.story
        if not Waiting.of(article).may_write(request.user):
            return self.opened(request, article)
        return self.form_page(self.writing(request, article, note=writing.note, refused=writing.refused))

    @staticmethod
    def _discard(writing):
        request, change, note = writing.request, writing.waiting.change, words_in(writing.data, "note")
        try:
            if change is None:
                raise Refused(_("This pending change is already closed."))
            workflow.refuse_long(note)
            pending.discard(change, by=request.user)
            workflow.write_note(writing.story, request.user, "", note)
        except Refused as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Pending change discarded. Its text stays in the history."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[writing.story.pk]))


def _published(article) -> str:
    """What publishing the change has done: of a story that readers do not have, nothing for them."""
    if article.is_public:
        return _("Change published: readers see the new text.")
    return _("The change is now part of the story. Readers do not see it: the status is “%(stage)s”.") % {
        "stage": article.stage().label
    }
