"""The writing form of a pending change: the story's own form over what the change says, and the buttons of its review.

Opening it writes nothing: the form is filled from the content. Saving it puts the content into the rows inside a savepoint,
saves the form over them as usual, reads what they say, and rolls back (``articles.admin.pending.pages``).
"""

from dataclasses import dataclass, replace

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import body, workflow
from articles.admin.pending.pages import CONTENT_FIELDS, KEPT, PendingPages, Typed, pending_address
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories.article import ArticleAdmin
from articles.admin.stories.desk import words_in
from articles.admin.stories.form import StoryForm
from articles.admin.stories.history import shown
from articles.admin.stories.inlines import BylineInline
from articles.history import versions
from articles.history.comparison import compare
from articles.history.content import Content
from articles.models import Article, Byline, Mention, PendingChange
from articles.workflow import Refused, hold_anew, pending
from articles.workflow.moves import MOVES
from articles.writing import autosave
from people.base import busy
from people.base.admin import is_key
from people.models import Subject


class Answered(Exception):
    """The form came back with errors."""

    def __init__(self, response):
        super().__init__()
        self.response = response


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

    def theirs(self, user, typed: Content) -> dict:
        """The newest state beside what was typed."""
        name = _("Saved meanwhile") if self.state else _("What readers have")
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
    """The fields of a story that are content. ``waiting`` is set by the admin, on a class made for the request."""

    waiting = None
    is_for_readers = False
    translation_of = None
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"opened_version": self.waiting.number, "base_version": self.waiting.article.version}
        if not self.is_bound:
            self.initial["topics"] = self.waiting.content.topics
        self.is_stale = False

    def _visible_mentions(self):
        if self.is_bound:
            return super()._visible_mentions()
        rows = {row["subject_id"]: row for row in self.waiting.content.confirmed()}
        subjects = Subject.objects.visible_to(self.user).in_bulk(rows)
        return [Mention(**rows[key], subject=subject) for key, subject in subjects.items()]

    def _refuse_stale(self):
        if self.cleaned_data.get("opened_version") == self.waiting.number:
            return
        self.is_stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = str(self.waiting.number)
        message = _(
            "Not saved: this pending change was saved or closed elsewhere after you opened it. Nothing is lost. Your text is "
            "in the form, below it stands what differs: take over what you need, then save again."
        )
        self.add_error(None, ValidationError(message, code="stale"))


class PendingBylines(BylineInline):
    """Filled from the content; on the way back each row that is sent is new."""

    def get_extra(self, request, obj=None, **kwargs):
        return max(1, len(request.waiting_bylines))


class PendingAdmin(ArticleAdmin):
    """Answers one address with the form of a pending change; not registered."""

    form = PendingStoryForm
    change_form_template = "admin/articles/article/pending.html"

    def answer(self, request, article):
        request.waiting_bylines = []
        if request.method == "POST":
            return self._posted(request, article)
        request.waiting = waiting = Waiting.of(article)
        if not waiting.may_write(request.user):
            address = reverse("admin:articles_article_version", args=[article.pk, f"p{waiting.state.pk}"])
            return HttpResponseRedirect(address)
        request.waiting_bylines = self._visible_bylines(request, waiting)
        return self.form_with_unsaved(request, str(article.pk)) or self.changeform_view(request, str(article.pk))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super(PendingPages, self).changeform_view(request, object_id, form_url, extra_context)

    # What the form is made of ------------------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST":
            return Article.objects.get(pk=request.waiting.article.pk)  # its row is held
        return request.waiting.content.built_on(request.waiting.article)

    def has_change_permission(self, request, obj=None):
        return pending.may_propose(request.user, request.waiting.article)

    def get_inlines(self, request, obj):
        return [PendingBylines]

    def get_fieldsets(self, request, obj=None):
        kept = []
        for name, options in super().get_fieldsets(request, obj):
            if fields := [field for field in options["fields"] if field in CONTENT_FIELDS - {"form_token"}]:
                kept.append((name, options | {"fields": fields + ([] if kept else ["base_version"])}))
        return kept

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.waiting = request.waiting
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method != "POST":
            kwargs |= {"queryset": Byline.objects.none(), "initial": request.waiting_bylines}
        return kwargs

    def _visible_bylines(self, request, waiting) -> list[dict]:
        """Those that the user may see, for the form; on a save the others stay."""
        seen = {row["person_id"] for row in waiting.content.bylines} | {
            row["desk_id"] for row in waiting.content.bylines
        }
        seen = set(Subject.objects.visible_to(request.user).filter(pk__in=seen - {None}).values_list("pk", flat=True))
        rows = [row for row in waiting.content.bylines if {row["person_id"], row["desk_id"]} - {None} <= seen]
        return [
            {"person": row["person_id"], "desk": row["desk_id"]}
            | {name: row[name] for name in ("position", "text", "role")}
            for row in rows
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        waiting, form = request.waiting, context["adminform"].form
        user, begun = request.user, waiting.change
        context |= {
            "waiting": waiting,
            "story": shown_title(waiting.article, user),
            "story_language": waiting.article.language,
            "standing": stage_sentence(waiting.article, user),
            "waiting_moves": pending.possible_moves(user, begun),
            "may_publish_change": begun is not None and user.has_perm("articles.publish_article"),
            "may_discard": begun is not None and pending.may_discard(user, begun),
            "meanwhile": waiting.meanwhile(user),
            "waiting_theirs": self._theirs(request, form) if form.is_stale else None,
            "waiting_note": getattr(request, "waiting_note", words_in(request.POST, "note")),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _theirs(request, form) -> dict:
        waiting = request.waiting
        typed = replace(waiting.content, fields=Content.of(form.instance).fields)
        typed.fields["body"] = body.clean(typed.fields["body"] or "")
        return waiting.theirs(request.user, typed)

    def _desk(self, request, obj) -> dict:
        return {}

    def _panel(self, request, article) -> dict:
        """The panel asks as for a new story: what is decided in it waits with the change and touches no row of the story."""
        panel = super()._panel(request, article)
        panel["address"] = reverse("admin:articles_article_names_of_new")
        if request.method != "POST":
            rejected = [row["subject_id"] for row in request.waiting.content.mentions if row["state"] == "rejected"]
            panel["kept"] = sorted(self._subjects(request, rejected).values_list("pk", flat=True))
        return panel

    # Saving ------------------------------------------------------------------------------------------------------------

    def _posted(self, request, article):
        """What the save answers; where another process holds the database, the form with all that was typed."""
        try:
            return self._post(request, article)
        except OperationalError as error:
            busy.log_busy(error)
            request.waiting = Waiting.of(Article.objects.get(pk=article.pk))
            return self._busy_form(request, str(article.pk))

    def _post(self, request, article):
        with transaction.atomic():
            hold_anew(article)
            request.waiting = waiting = Waiting.of(article)
            if "_discard" in request.POST:
                return self._discard(request, waiting)
            request.pending_refusal = "" if waiting.may_write(request.user) else _(
                "Not saved: the change was approved meanwhile, and only an editor writes on it now. Your text is still here: "
                "give it to them."
            )  # fmt: skip
            try:
                with transaction.atomic():
                    self._put_in_rows(request, waiting)
                    response = self.changeform_view(request, str(article.pk))
                    raise Answered(response.render())
            except Answered as answered:
                return answered.response
            except Typed as typed:
                article.refresh_from_db()
                change = self._keep(request, waiting, typed.content)
                autosave.forget(request.user, article.pk, request.POST, (autosave.PENDING,))
            return self._go_on(request, article, change)

    def _put_in_rows(self, request, waiting):
        waiting.content.apply_to(waiting.article)
        waiting.article.save()
        shown = BylineInline(Article, self.admin_site).get_queryset(request)
        Byline.objects.filter(pk__in=shown.filter(article=waiting.article).values("pk")).delete()

    def save_related(self, request, form, formsets, change):
        super(ArticleAdmin, self).save_related(request, form, formsets, change)  # which ends with Typed

    @staticmethod
    def _keep(request, waiting, content: Content):
        """The change with what was typed as its newest state, if that says anything new."""
        seen = request.POST.get("base_version", "")
        base = min(int(seen), waiting.article.version) if is_key(seen) else waiting.article.version
        if content == waiting.content and (waiting.change is None or waiting.change.base_version == base):
            return waiting.change
        return pending.save(waiting.article, content, by=request.user, opened=waiting.number, base_version=base)

    def _go_on(self, request, article, change):
        """Make the move that the button names, say what happened, and lead on; a move that is refused keeps its word."""
        note = words_in(request.POST, "note")
        try:
            if change is None and not note:
                messages.info(request, _("Nothing was kept: it says what the story says."))
                return HttpResponseRedirect(pending_address(article))
            workflow.refuse_long(note)
            return HttpResponseRedirect(self._moved(request, article, change, note))
        except PermissionDenied:
            messages.warning(request, _("Saved, but that step is not yours: ask an editor."))
        except Refused as refusal:
            messages.warning(request, _("Saved, but no more. %(reasons)s") % {"reasons": " ".join(refusal.messages)})
        return self._form_again(request, article, note)

    @staticmethod
    def _moved(request, article, change, note: str) -> str:
        """Where to go when it is done."""
        move = request.POST.get("_move", "")
        if change and "_publish_change" in request.POST:
            pending.publish(change, by=request.user, reason=note)
            messages.success(request, _published(article))
            return reverse("admin:articles_article_change", args=[article.pk])
        if change and move in pending.STEPS:
            pending.move(change, move, by=request.user, note=note)
            messages.success(request, MOVES[move].done)
        else:  # a word without a button is a word all the same
            workflow.write_note(article, request.user, "", note)
            messages.success(request, KEPT if change else _("Saved."))
        return pending_address(article)

    def _form_again(self, request, article, note: str):
        """The saved change in its form, as if opened anew, with the word that was typed for the step."""
        article.refresh_from_db()
        request.waiting_note = note
        method, posted = request.method, request.POST
        request.method, request.POST, request.GET = "GET", QueryDict(), QueryDict()
        try:
            return self.answer(request, article)
        finally:
            request.method, request.POST = method, posted

    def _discard(self, request, waiting):
        note = words_in(request.POST, "note")
        try:
            if waiting.change is None:
                raise Refused(_("This pending change is closed already."))
            workflow.refuse_long(note)
            pending.discard(waiting.change, by=request.user)
            workflow.write_note(waiting.article, request.user, "", note)
        except Refused as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The pending change is discarded. What it said stays in the history."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[waiting.article.pk]))


def _published(article) -> str:
    """What publishing the change has done: of a story that readers do not have, nothing for them."""
    if article.is_public:
        return _("The change is published: it stands in the place of what readers had.")
    return _("The change is part of the story now. Readers do not see it: the story is “%(stage)s”.") % {
        "stage": article.stage().label
    }
