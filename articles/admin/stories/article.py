"""Stories in the admin: the list that a desk works from, and the form that a journalist writes in."""

from copy import copy

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.library.story import Pictures
from articles.admin.pending.pages import PendingPages
from articles.admin.stages import (
    embargo_line,
    reads_whole,
    shown_columns,
    shown_label,
    shown_title,
    stage_time,
    stage_word,
)
from articles.admin.stories import in_place
from articles.admin.stories.asking import AskingBox, signature_of
from articles.admin.stories.autosave import AutosavePanel
from articles.admin.stories.bulk import BulkMoves
from articles.admin.stories.copies import Copies
from articles.admin.stories.fieldsets import READING, story_fieldsets
from articles.admin.stories.filters import DISCARDED, DeskFilter, MineFilter, StageFilter
from articles.admin.stories.following import Following
from articles.admin.stories.form import form_key, own_edition
from articles.admin.stories.front_page import FrontPageWay
from articles.admin.stories.history import HistoryPages
from articles.admin.stories.inlines import BylineInline, CorrectionInline
from articles.admin.stories.linking import Linking
from articles.admin.stories.moving import MovePages, what_was_done
from articles.admin.stories.names import NamesPanel, address_after_save
from articles.admin.stories.notes import NotesThread
from articles.admin.stories.panel import RefusedMove, Writing
from articles.admin.stories.presence import OpenWindows
from articles.admin.stories.previews import PreviewPages
from articles.admin.stories.sent import answered, wanted_move, words_in
from articles.admin.stories.side import Side
from articles.admin.stories.status_box import StatusBox
from articles.admin.stories.tagging import TagsPage
from articles.admin.stories.untagged import UntaggedQueue
from articles.admin.stories.withheld import WithheldPages
from articles.admin.stories.writing import WritingAdmin
from articles.admin.times import TypedTimes
from articles.body.differences import read
from articles.history.revisions import recording
from articles.models import Article
from articles.workflow import awaited, pending
from articles.workflow.moves import MOVES, fits, is_made, why_not_permitted
from articles.writing import unanswered
from articles.writing.autosave import PENDING, UNANSWERED, fingerprint, made_by, saved_before, token_in
from people.base.admin import VisibleRelatedFilter, is_key
from people.base.clock import clock
from people.base.fields import tidy_line
from people.base.locks import take_turn

#: What the dates above the list may ask for.
DATE_PARTS = {
    "published_at__year": range(1900, 2201),
    "published_at__month": range(1, 13),
    "published_at__day": range(1, 32),
}


class StoryList(ChangeList):
    """Rows with what they print, in a fixed number of queries."""

    def get_queryset(self, request, exclude_parameters=None):
        if "shown_title" not in self.root_queryset.query.annotations:
            shown = {f"shown_{name}": column for name, column in shown_columns(request.user).items()}
            self.root_queryset = self.root_queryset.annotate(**shown)
        rows = super().get_queryset(request, exclude_parameters).with_listing_data()
        return rows if request.GET.get("stage") == DISCARDED else rows.kept()


@admin.register(Article)
class ArticleAdmin(BulkMoves, WritingAdmin):
    """Stories: their list, their form and what a save of it does. All else of the form is a panel's."""

    panels = [
        TagsPage, AutosavePanel, OpenWindows, StatusBox, AskingBox, MovePages, PendingPages, PreviewPages, HistoryPages,
        NamesPanel, NotesThread, Pictures, WithheldPages, FrontPageWay, Side, TypedTimes, UntaggedQueue, Linking, Copies,
        Following,
    ]  # fmt: skip
    inlines = [BylineInline, CorrectionInline]

    list_display = ["headline", "stage", "section", "byline", "time"]
    list_display_links = ["headline"]
    list_filter = [StageFilter, MineFilter, DeskFilter, ("section", VisibleRelatedFilter), "language", "kind"]
    list_per_page = 40
    ordering = ["-saved_at", "-id"]
    date_hierarchy = "published_at"
    allowed_lookups = tuple(DATE_PARTS)
    search_fields = ["title"]  # answered by get_search_results
    search_help_text = gettext_lazy("Words of the headline, the dek or the text")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    # The list ------------------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_search_results(self, request, queryset, search_term):
        term = tidy_line(search_term)[:200]
        found = queryset.found_by(term, request.user)
        if request.GET.get("model_name") == "pin":
            return found.published().newest_first(), False
        if "model_name" in request.GET:
            found = found.kept()
        if request.GET.get("model_name") == "byline" and not request.user.has_perm("articles.edit_all_articles"):
            return found.owned_by(request.user), False  # what the form takes as the original of a translation
        return found, False

    @admin.display(description=gettext_lazy("story"), ordering="shown_title")
    def headline(self, article):
        dek = format_html('<span class="dek">{}</span>', article.shown_summary) if article.shown_summary else ""
        return format_html('<span class="headline" lang="{}">{}</span>{}', article.language, article.shown_title, dek)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def stage(self, article):
        when = stage_time(article)
        time = format_html("<time>{}</time>", clock(when)) if when else ""
        return format_html("{}{}{}", stage_word(article), time, embargo_line(article))

    @admin.display(description=gettext_lazy("byline"))
    def byline(self, article):
        return next((byline.label for byline in article.bylines.all()), "")

    @admin.display(description=gettext_lazy("saved"), ordering="saved_at")
    def time(self, article):
        return clock(article.saved_at)

    def lookup_allowed(self, lookup, value, request):
        if lookup in DATE_PARTS and not (is_key(value) and int(value) in DATE_PARTS[lookup]):
            raise IncorrectLookupParameters
        return super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Stories")} | (extra_context or {}))

    # Who may do what -------------------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return super().has_change_permission(request)
        return workflow.may_edit(request.user, obj)

    def get_inlines(self, request, obj):
        return self.inlines if obj else [BylineInline]

    # The form --------------------------------------------------------------------------------------------------------

    def label_for(self, article, user) -> str:
        """What the autocomplete shows of a story."""
        return shown_label(article, user)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": READING, "classes": ["writing"]})]
        return story_fieldsets(request.user, is_new=obj is None)

    def get_readonly_fields(self, request, obj=None):
        return READING if obj and not self.has_change_permission(request, obj) else []

    def get_object(self, request, object_id, from_field=None):
        if article := super().get_object(request, object_id, from_field):
            article.is_read_whole = reads_whole(request.user, article)
        return article

    @admin.display(description=gettext_lazy("headline"))
    def title_shown(self, article):
        return article.title if article.is_read_whole else article.public_title

    @admin.display(description=gettext_lazy("dek"))
    def summary_shown(self, article):
        return article.summary if article.is_read_whole else article.public_summary

    @admin.display(description=gettext_lazy("how we know"))
    def how_we_know_shown(self, article):
        return article.shown["how_we_know"] or "–"

    @admin.display(description=gettext_lazy("headline for search and cards"))
    def short_title_shown(self, article):
        return article.shown["short_title"] or "–"

    @admin.display(description=gettext_lazy("dateline"))
    def dateline_shown(self, article):
        return article.shown["dateline"]

    @admin.display(description=gettext_lazy("text"))
    def text_shown(self, article):
        text = article.body if article.is_read_whole else article.body_html
        return render_to_string("admin/articles/article/_read_text.html", {"blocks": read(text)})

    @admin.display(description=gettext_lazy("people, places and organisations"))
    def subjects_shown(self, article):
        mentions = article.mentions.confirmed().select_related("subject")
        return ", ".join(mention.subject.label for mention in mentions) or "–"

    def get_changeform_initial_data(self, request):
        """Only what a link of ours may set: the stock form takes any field from the address. Else the writer's own edition."""
        language = request.GET.get("language") or own_edition(request.user)
        return {"language": language} if language else {}

    def formset_options(self, writing, inline):
        """A new story is signed by who begins it, if their account signs as somebody; they see it and may remove it."""
        is_empty = writing.is_new and writing.data is None
        person = signature_of(writing.user) if is_empty and isinstance(inline, BylineInline) else None
        return {"initial": [{"person": person.pk}]} if person else {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"title": _("New story") if add else shown_title(obj, request.user), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def story_in_form(self, writing):
        return copy(writing.story) if writing.story else Article()

    def history_view(self, request, object_id, extra_context=None):
        return HistoryPages(self).history_view(request, object_id)

    # For the pages of a lost session -----------------------------------------------------------------------------------

    def may_type(self, request, article, key) -> bool:
        """Whether the user may write in that form: of a story that readers have, its writer has the pending change alone."""
        may_propose = key == PENDING and pending.may_propose(request.user, article)
        return may_propose or self.has_change_permission(request, article)

    def form_filled(self, request, object_id, data, sentence: str):
        return self.filled_page(request, self.story_at(request, object_id), data, sentence)

    # Saving ----------------------------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """A new story; the second of two clicks on "Save" leads to the story of the first."""
        if made := self._made_before(request):
            return self._answer_as_before(request, made)
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:  # the first click was not done when the second came
            if made := self._made_before(request):
                return self._answer_as_before(request, made)
            raise

    def _answer_as_before(self, request, made):
        return in_place.answer(request, self.answer(self._as_before(request, made)))

    @staticmethod
    def _made_before(request):
        if request.POST.get(UNANSWERED):
            return None  # not the same form once more: it may have been typed on, or another button pressed
        key = form_key(answered(request.POST))
        return Article.objects.filter(form_key=key, created_by=request.user).first() if key else None

    def sent(self, request, object_id):
        """The save: all of it is one recorded version, and then comes the move whose button was pressed."""
        object_id = object_id or self._key_of_begun(request)
        if made := self._saved_before(request, object_id):
            return self.answer(self._as_before(request, made))
        story = self.story_at(request, object_id)
        writing = Writing(request, story, answered(self.caught_up(request, story)))
        if answer := next(filter(None, (part.sent(writing) for part in self.parts)), None):
            return answer
        if not self.filled(writing).is_valid():
            return self.form_page(writing)
        with recording(request.user):
            writing.story = self.stored(writing)
            for part in self.parts:
                part.stored(writing)
            writing.refused = self._refused_move(writing)
        self._log_save(writing)
        for part in self.parts:
            part.saved(writing)
        return self.answer(writing)

    @staticmethod
    def _key_of_begun(request) -> str | None:
        """Of the story that this very form has made already, though its window does not know."""
        if not (in_place.is_asked(request) or request.POST.get(UNANSWERED)):
            return None
        begun = made_by(request.user, token_in(request.POST))
        return str(begun.pk) if begun else None

    def caught_up(self, request, story):
        """What was sent, as if its window had heard of the save before."""
        if story is None or not request.POST.get(UNANSWERED):
            return request.POST
        rows = self.rows_in_form(request, story)
        keys = {prefix: [str(row["id"]) for row in part] for prefix, part in rows.items()}
        return unanswered.caught_up(request.user, story, request.POST, keys)

    def rows_in_form(self, request, story) -> dict[str, list[dict]]:
        """The stored rows that the form shows, by the prefix of their part."""
        rows = {}
        for inline in self.get_inline_instances(request, story):
            shown = inline.get_queryset(request).filter(article=story)
            names = [
                "id",
                *(
                    field
                    for field in flatten_fieldsets(inline.get_fieldsets(request, story))
                    if field != "published_at"
                ),
            ]
            rows[inline.get_formset(request, story).get_default_prefix()] = list(shown.values(*names))
        return rows

    def _saved_before(self, request, object_id):
        """The story, when this is the second of two clicks on a button: it is answered as the first was, and changes nothing."""
        story = self.get_object(request, object_id) if object_id else None
        if story is None or request.POST.get("opened_version") == str(story.version):
            return None
        return story if saved_before(request.user, story, fingerprint(request.POST)) else None

    def _as_before(self, request, story) -> Writing:
        """The second of two clicks: what the first was refused is refused again."""
        writing = Writing(request, story, answered(request.POST))
        name = wanted_move(writing.data)
        if name in MOVES and not (is_made(MOVES[name], story) or awaited.waiting(story)):
            with transaction.atomic():
                take_turn()
                writing.refused = self._refused_move(writing)
                transaction.set_rollback(True)
            story.refresh_from_db()
            again = _("That was not done yet: press the button again.")
            writing.refused = writing.refused or RefusedMove(name, [again], words_in(writing.data, "move_note"))
        return writing

    @staticmethod
    def stored(writing) -> Article:
        """The story with what the form says: its content, and what stands beside that."""
        content, beside = writing.content(), writing.form.beside()
        if writing.is_new:
            return workflow.create(content, by=writing.user, beside=beside, form_key=form_key(writing.data))
        part = writing.sent_part("corrections")
        corrections = part.save(commit=False) if part else ()
        workflow.save(writing.story, content, by=writing.user, beside=beside, corrections=corrections)
        return writing.story

    @staticmethod
    def _refused_move(writing) -> RefusedMove | None:
        """Make the move whose button was pressed. One that is refused leaves the story as it was saved; the page says why."""
        data, user, article = writing.data, writing.user, writing.story
        name, note, reason = wanted_move(data), words_in(data, "move_note"), words_in(data, "publish_reason")
        refused = RefusedMove(name, [], note, reason)
        try:
            with transaction.atomic():
                if name:
                    workflow.perform(name, article, by=user, note=note, reason=reason)
                else:  # a note without a button is stored all the same
                    workflow.refuse_long(note)
                    workflow.write_note(article, user, "", note)
        except PermissionDenied:
            refused.sentences = [why_not_permitted(name)]
            article.refresh_from_db()
        except workflow.Refused as refusal:
            refused.sentences = list(map(str, refusal.messages))
            article.refresh_from_db()
            refused.can_be_asked = name in MOVES and fits(MOVES[name], article)
        else:
            return None
        return refused

    def _log_save(self, writing):
        for formset in writing.formsets:
            if formset.is_bound and not hasattr(formset, "new_objects"):
                formset.save(commit=False)  # which says what changed
        bound = [formset for formset in writing.formsets if formset.is_bound]
        message = self.construct_change_message(writing.request, writing.form, bound, writing.is_new)
        (self.log_addition if writing.is_new else self.log_change)(writing.request, writing.story, message)

    def answer(self, writing):
        """Back to the form, with what has happened."""
        request, article = writing.request, writing.story
        address = address_after_save(request, "change", article)
        if writing.refused:
            return in_place.saved(self, writing, self._form_again(writing), address)
        if sentence := self._what_was_done(writing):
            messages.success(request, sentence)
        elif article.is_public:
            messages.success(request, _("Saved: readers see the new text."))
        else:
            messages.success(request, _("Saved."))
        return in_place.done(self, writing, address)

    @staticmethod
    def _what_was_done(writing) -> str:
        """Of the button that was pressed, beside saving."""
        name = "publish" if "_publish_now" in writing.data else wanted_move(writing.data)
        return what_was_done(name, writing.story) if name in MOVES else ""

    def _form_again(self, writing):
        """The saved story in its form, as if opened anew, with what was typed for the move and why it was not made."""
        request, refused = writing.request, writing.refused
        reasons = "" if refused.can_be_asked else " ".join(refused.sentences)  # the box says them
        words = {"reasons": reasons}
        if refused.name == "publish":
            messages.warning(request, (_("Saved, but not published. %(reasons)s") % words).strip())
        else:
            messages.warning(request, (_("Saved, but nothing more was done. %(reasons)s") % words).strip())
        address = reverse("admin:articles_article_change", args=[writing.story.pk])
        return self.form_page(self.writing(request, writing.story, refused=refused), form_url=address)

    def log_name(self, obj):
        """Under its number: a headline may hold a name that has to go."""
        return f"#{obj.pk}"
