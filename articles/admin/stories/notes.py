"""The thread of notes beside the writing form.

A note is typed in the big form, and goes along with its next save; its own button sends it by itself, which is no save. With
scripts the thread alone comes back; without, the page says that unsaved text should be saved first. What settles a note belongs
to a form of its own (``form="note-form"``), and so does all of it where the form around it is not the story's.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import body, workflow
from articles.admin.stages import reads_whole
from articles.admin.stories.panel import Panel
from articles.admin.stories.sent import words_in
from articles.audit import action_label
from articles.body import note_marks
from articles.rendering.masks import masks_for
from articles.workflow import notes
from articles.workflow.pointing import Passage
from people.base.clock import clock

THREAD = "admin/articles/article/_notes_thread.html"
#: In which fields of the forms around it a note is typed: that of a story, and of its pending change.
NOTE_FIELDS = ("move_note", "note")
#: The number of the mark on the words that the note is about.
MARK = "note_mark"


def thread(article, user, **more) -> dict:
    """What templates/admin/articles/article/_notes.html prints."""
    rows = list(article.notes.select_related("author", "resolved_by"))
    read = reading(article, user, [text for note in rows for text in (note.text, note.quote)])
    standing = note_marks.passages(article.body) if any(note.mark for note in rows) else {}
    for note in rows:
        says = str if note.author_id == user.pk else read
        note.when, note.shown, note.words = clock(note.created_at), says(note.text), says(note.quote)
        note.done = action_label(note.move) if note.move else ""
        note.is_pointing = note.mark in standing
    return {
        "article": article,
        "open": [note for note in rows if note.resolved_at is None],
        "resolved": [note for note in rows if note.resolved_at is not None],
        "colleagues": list(notes.colleagues(article)),
        "address": reverse("admin:articles_article_note", args=[article.pk]),
        "limit": notes.MAX_LENGTH,
    } | more


@dataclass
class NoteBox:
    """The field for a word to colleagues within a bigger form, with which it goes along."""

    name: str
    text: str = ""
    label: str = ""
    #: The number of the mark on words that the note is about.
    mark: str = ""
    #: Steps of the story that want a word.
    steps: list = field(default_factory=list)
    #: It stands open above all else: a decision is waited for, or something was typed.
    is_first: bool = False
    #: The form has a button that takes it along.
    goes_along: bool = True


def reading(article, user, texts: list[str]):
    """How the user reads what colleagues wrote: who may not see protected names finds there what readers would."""
    if not any(texts) or user.has_perm("people.see_protected_subject"):
        return lambda text: text
    written = [
        article.title,
        article.summary,
        article.short_title,
        body.text_of(article.body),
        article.how_we_know,
        *texts,
    ]
    return masks_for(article, "\n".join(written)).apply


def passage_in(data, language: str) -> Passage | None:
    """The words that the note is about, as a form with the text of the story says."""
    return Passage.of(data.get(MARK, ""), data.get("body", ""), language) if data.get(MARK) else None


def point(writing):
    """The note that went along with what was done is about words of the text; one that was refused still is, in the form."""
    text = next((words_in(writing.data, name) for name in NOTE_FIELDS if name in writing.data), "")
    passage = passage_in(writing.data, writing.story.language) if text else None
    if passage and writing.refused is None:
        notes.point(writing.story, by=writing.user, text=text, passage=passage)
    elif passage:
        writing.story.body = passage.set_in(writing.story.body)


class NotesThread(Panel):
    def urls(self):
        settle = "<int:pk>/notes/<int:note>"
        return [
            path("<int:pk>/notes/", self.view(self.note_view), name="articles_article_note"),
            path(f"{settle}/resolve/", self.view(self.resolve_view), name="articles_article_note_resolve"),
            path(f"{settle}/reopen/", self.view(self.reopen_view), name="articles_article_note_reopen"),
        ]

    def context(self, writing):
        if writing.story and notes.may_read(writing.user, writing.story):
            return {"notes": thread(writing.story, writing.user)}
        return {}

    def saved(self, writing):
        point(writing)

    @method_decorator(require_POST)
    def note_view(self, request, pk):
        article = self._discussed(request, pk)
        text = next((request.POST[name] for name in ("text", *NOTE_FIELDS) if name in request.POST), "")
        try:
            passage = passage_in(request.POST, article.language) if _reads(request, article) else None
            written = notes.write(article, by=request.user, text=text, passage=passage)
        except ValidationError as refusal:
            return self._thread(request, article, problem=" ".join(refusal.messages), text=text)
        return self._thread(request, article, unknown=not_told(written.unknown))

    @method_decorator(require_POST)
    def resolve_view(self, request, pk, note):
        return self._settle(request, pk, note, notes.resolve)

    @method_decorator(require_POST)
    def reopen_view(self, request, pk, note):
        return self._settle(request, pk, note, notes.reopen)

    def _settle(self, request, pk, note, settle):
        article = self._discussed(request, pk)
        row = article.notes.filter(pk=note).first()
        if row is None:
            raise Http404
        settle(row, by=request.user)
        return self._thread(request, article)

    def _discussed(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        if not self.admin.has_view_permission(request, article) or not notes.may_read(request.user, article):
            raise PermissionDenied
        return article

    def _thread(self, request, article, problem: str = "", unknown: str = "", text: str = ""):
        """The thread for the script; for a browser without, the page that it came from or, with what was typed, this."""
        if "fetched" in request.POST:
            context = {"notes": thread(article, request.user, problem=problem, unknown=unknown)}
            return TemplateResponse(request, THREAD, context, status=422 if problem else 200)
        if problem:
            context = self.admin.admin_site.each_context(request) | {
                "title": _("Notes"), "opts": self.admin.opts, "notes": thread(article, request.user, problem=problem, text=text),
            }  # fmt: skip
            return TemplateResponse(request, "admin/articles/article/note.html", context, status=422)
        if unknown:
            messages.warning(request, unknown)
        address = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(f"{address}#notes")


def _reads(request, article) -> bool:
    """Whether the user has the text with the names in it: a mark that is set tells that words stand there."""
    return workflow.may_edit(request.user, article) or reads_whole(request.user, article)


def not_told(names: list[str]) -> str:
    """The sentence for names after @ by which no colleague goes; whether there is such an account is not said."""
    if not names:
        return ""
    listed = ", ".join(f"@{name}" for name in names)
    return _("Not notified: %(names)s. Nobody of this name works on the story.") % {"names": listed}
