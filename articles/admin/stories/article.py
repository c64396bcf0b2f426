"""Stories in the admin: the list that a desk works from, and the form that a journalist writes in."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.choices import SectionField
from articles.admin.library.story import StoryPictures
from articles.admin.pending.pages import PendingPages
from articles.admin.stages import embargo_line, shown_columns, shown_label, shown_title, stage_time, stage_word
from articles.admin.stories.bulk import BulkMoves
from articles.admin.stories.desk import Desk
from articles.admin.stories.filters import DISCARDED, DeskFilter, MineFilter, StageFilter
from articles.admin.stories.form import StoryForm, form_key
from articles.admin.stories.history import HistoryPages
from articles.admin.stories.inlines import BylineInline, CorrectionInline
from articles.admin.stories.keeping import KeepsText
from articles.admin.stories.moving import MovePages
from articles.admin.stories.names import NamesPanel
from articles.admin.stories.notes import NotesThread
from articles.admin.stories.presence import OpenWindows
from articles.admin.stories.previews import PreviewPages
from articles.admin.stories.tagging import TagsForm
from articles.admin.stories.unsaved import KeepsUnsaved
from articles.admin.times import TIMES
from articles.body.differences import read
from articles.models import Article
from people.base.admin import StaffAdmin, VisibleRelatedFilter, is_key, locks
from people.base.clock import clock, zone_name
from people.base.fields import tidy_line
from people.base.locks import hold

WRITING = ["title", "summary", "body", "opened_version", "form_token"]
PLACE = ["section", "language", "kind", "dateline"]
SUBJECTS = ["people", "places", "organizations", "main_subjects", "topics"]
SOURCE = [
    "source_outlet",
    "source_authors",
    "source_url",
    "source_title",
    "source_date",
    "source_licence",
    "source_edited",
]
UPDATES = ["news_changed", "update_reason", "materially_updated_at"]
DISCOVERY = ["breaking_until", "noindex"]
#: What the dates above the list may ask for.
DATE_PARTS = {
    "published_at__year": range(1900, 2201),
    "published_at__month": range(1, 13),
    "published_at__day": range(1, 32),
}
#: What a user who may not change a story is shown of it.
READING = [
    "title_shown",
    "summary_shown",
    "text_shown",
    "section",
    "language",
    "kind",
    "dateline",
    "published_at",
    "subjects_shown",
]


class StoryList(ChangeList):
    """Rows with what they print, in a fixed number of queries."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters).with_listing_data()
        rows = rows if request.GET.get("stage") == DISCARDED else rows.kept()
        return rows.annotate(
            **{f"shown_{name}": models.F(column) for name, column in shown_columns(request.user).items()}
        )


@admin.register(Article)
class ArticleAdmin(
    TagsForm, KeepsUnsaved, KeepsText, OpenWindows, Desk, MovePages, BulkMoves, PendingPages, PreviewPages, HistoryPages,
    NamesPanel, NotesThread, StoryPictures, StaffAdmin,
):  # fmt: skip
    """Stories. Each mixin holds one concern; where several take part in a step, their order is that of what happens.

    A request: unsaved text is put into the form (KeepsUnsaved), around all that meets a busy database (KeepsText), around the
    way to a pending change (PendingPages). A save, from the inside: the form, then what was ticked in the panel (NamesPanel);
    as a pending change it ends here, before anything is recorded (PendingPages); else it is recorded and its move is made
    (Desk), and last, in the same transaction, what was kept of it goes (KeepsUnsaved).
    """

    form = StoryForm
    inlines = [BylineInline, CorrectionInline]
    formfield_overrides = StaffAdmin.formfield_overrides | TIMES

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
        if request.user.has_perm("people.see_protected_subject"):
            found = queryset.holding(term)
        else:
            # What is typed holds names that are withheld: only its writers search that, others what readers see.
            own, public = queryset.owned_by(request.user).holding(term), queryset.holding(term, public=True)
            found = queryset.filter(models.Q(pk__in=own.values("pk")) | models.Q(pk__in=public.values("pk")))
        if request.GET.get("model_name") == "pin":
            return found.published().newest_first(), False
        if "model_name" in request.GET:
            found = found.kept()
        if request.GET.get("model_name") == "byline" and not request.user.has_perm("articles.edit_all_articles"):
            return found.owned_by(request.user), False  # what the form takes as the original of a translation
        return found, False

    @admin.display(description=gettext_lazy("story"), ordering="public_title")
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

    def get_object(self, request, object_id, from_field=None):
        """The story; for a save its row is locked first, so that the version in the form is compared with the last."""
        if locks(request) and is_key(object_id):
            hold(Article.objects.filter(pk=object_id))
        return super().get_object(request, object_id, from_field)

    def get_inlines(self, request, obj):
        return self.inlines if obj else [BylineInline]

    # The form --------------------------------------------------------------------------------------------------------

    def label_for(self, article, user) -> str:
        """What the autocomplete shows of a story."""
        return shown_label(article, user)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": READING, "classes": ["writing"]})]
        user = request.user
        groups = [(None, WRITING, "writing"), (_("Picture"), ["lead_image"], "side picture")]
        if user.has_perm("articles.publish_article"):
            groups.append((_("Time"), ["published_at", "withdraw_at", "embargo_until"], "side time"))
        groups += [(_("Place"), PLACE, "side"), (_("People, places and topics"), SUBJECTS, "side subjects")]
        groups.append((_("Translation"), ["translation_of"], "side collapse"))
        if user.has_perm("articles.publish_article"):
            if obj:
                groups.append((_("Substantial update"), UPDATES, "side collapse"))
            groups += [
                (_("Republished from"), [*SOURCE, "canonical_at_source"], "side collapse"),
                (_("Breaking and search engines"), DISCOVERY, "side collapse"),
                (_("Address and assignment"), ["slug", "assigned_to"], "side collapse"),
            ]
        else:
            groups.append((_("Republished from"), SOURCE, "side collapse"))
        return [(name, {"fields": fields, "classes": classes.split()}) for name, fields, classes in groups]

    def get_readonly_fields(self, request, obj=None):
        return READING if obj and not self.has_change_permission(request, obj) else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user, form.site = request.user, self.admin_site
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        helps = {
            "published_at": _("Time zone: %(zone)s. Empty: the moment of publishing."),
            "withdraw_at": _("Time zone: %(zone)s. From then on readers no longer see it."),
            "embargo_until": _("Time zone: %(zone)s. The story cannot be published before."),
        }
        if db_field.name in helps:
            field.help_text = helps[db_field.name] % {"zone": zone_name()}
        if db_field.name == "assigned_to":
            field.help_text = _("They can then see and edit the story.")
        if db_field.name in {"section", "assigned_to"}:
            widget = field.widget  # chosen here, looked after on pages of their own
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "section":
            kwargs |= {"form_class": SectionField, "empty_label": _("Choose a section")}
        if db_field.name == "assigned_to":
            kwargs["queryset"] = get_user_model().objects.filter(is_active=True, is_staff=True)
            kwargs["empty_label"] = _("Nobody")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("headline"))
    def title_shown(self, article):
        return article.public_title

    @admin.display(description=gettext_lazy("dek"))
    def summary_shown(self, article):
        return article.public_summary

    @admin.display(description=gettext_lazy("text"))
    def text_shown(self, article):
        return render_to_string("admin/articles/article/_read_text.html", {"blocks": read(article.body_html)})

    @admin.display(description=gettext_lazy("people, places and organisations"))
    def subjects_shown(self, article):
        mentions = article.mentions.confirmed().select_related("subject")
        return ", ".join(mention.subject.label for mention in mentions) or "–"

    def get_changeform_initial_data(self, request):
        """Only what a link of ours may set: the stock form takes any field from the address."""
        language = request.GET.get("language")
        return {"language": language} if language else {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context |= {
            "theirs": getattr(form, "theirs", None),
            "has_file_field": True,  # multipart: Cyrillic text then travels at a third of its size
        }
        context |= {"title": _("New story") if add else shown_title(obj, request.user), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving ----------------------------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """A new story; the second of two clicks on "Save" leads to the story of the first."""
        if made := self._made_before(request):
            return self._response(request, made)
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:  # the first click was not done when the second came
            if made := self._made_before(request):
                return self._response(request, made)
            raise

    def _made_before(self, request):
        key = form_key(request.POST)
        return Article.objects.filter(form_key=key, created_by=request.user).first() if key else None

    def save_model(self, request, obj, form, change):
        """A story that exists is saved once, by the workflow, when all its parts are."""
        if not change:
            obj.created_by = request.user
            obj.form_key = form_key(request.POST)
            obj.save()

    def save_formset(self, request, form, formset, change):
        for part in formset.save(commit=False):
            if hasattr(part, "created_by_id") and part.pk is None:
                part.created_by = request.user
            part.save()
        for part in formset.deleted_objects:
            part.delete()
        formset.save_m2m()

    def log_name(self, obj):
        """Under its number: a headline may hold a name that has to go."""
        return f"#{obj.pk}"
