"""The writing form of a story, as its own page and that of a pending change share it: opened, filled, shown again.

It is put together from panels. Whatever becomes of a save, the form keeps what was typed: a busy database and a lost session
bring it back with the text in it.
"""

from abc import abstractmethod
from functools import partial

from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.forms import modelform_factory
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.admin.choices import SectionField
from articles.admin.library.story import lead_field
from articles.admin.stories import in_place
from articles.admin.stories.form import StoryForm
from articles.admin.stories.panel import Writing
from articles.admin.stories.sent import answered
from articles.admin.times import TIMES
from articles.models import Article
from articles.writing.autosave import EARLIER, STORY
from articles.writing.conflict import conflict_of, with_rows_that_went
from people.base import busy
from people.base.admin import StaffAdmin
from people.base.locks import take_turn


class WritingAdmin(StaffAdmin):
    """A page with the form of a story. What is done with a form that was sent says ``sent`` of each class."""

    form = StoryForm
    formfield_overrides = StaffAdmin.formfield_overrides | TIMES
    #: Classes of ``articles.admin.stories.panel.Panel``, in the order in which they take part.
    panels = []
    #: Under which keys unsaved text of this form is kept, the form's own first.
    autosave_keys = (STORY, EARLIER)

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.parts = [panel(self) for panel in self.panels]

    def get_urls(self):
        return [*(url for part in self.parts for url in part.urls()), *super().get_urls()]

    # Opened, sent, and come back -------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return self.opened(request, self.story_at(request, object_id))
        try:
            with transaction.atomic():
                take_turn()  # before the first row is written or held
                answer = self.sent(request, object_id)
            return in_place.answer(request, answer)
        except OperationalError as error:
            busy.log_busy(error)
            return self.busy_page(request, object_id)

    def story_at(self, request, object_id):
        """The story that the form is of; None for a new one. A story that is saved is held until the save is done."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        story = self.get_object(request, object_id)
        is_save = request.method == "POST"
        if not (self.has_change_permission if is_save else self.has_view_or_change_permission)(request, story):
            raise PermissionDenied
        if story is None:
            raise self.no_such_row(request)
        return story

    def opened(self, request, story):
        """The form with what is stored, or what a panel answers in its place."""
        answers = (part.instead(request, story) for part in self.parts)
        return next(filter(None, answers), None) or self.form_page(self.writing(request, story))

    @abstractmethod
    def sent(self, request, object_id):
        """What a form that was sent is answered, inside the transaction of its save."""

    def writing(self, request, story, data=None, **more) -> Writing:
        """One request for the form, with the form in it."""
        return self.filled(Writing(request, story, data, **more))

    def filled_page(self, request, story, data: QueryDict, notice: str, tab: str = "", **context):
        """The form with these fields in it, as if they had just been typed. Nothing is checked and nothing is written."""
        writing = self.writing(request, story, answered(data), is_checked=False, notice=notice, tab=tab)
        return self.form_page(writing, **context)

    def busy_page(self, request, object_id):
        """Outside the transaction that failed, and without any of its own: reading works while another writes.

        Where not even that works, the site answers with a page that asks the database nothing.
        """
        if in_place.is_asked(request):
            return in_place.busy_answer()
        sentence = _("Not saved: the database is busy. Your text is below. Wait a moment, then save again.")
        response = self.filled_page(request, self.story_at(request, object_id), request.POST, sentence, messages=[])
        response.status_code = 503
        response["Retry-After"] = busy.RETRY_AFTER
        return response.render()

    # The form --------------------------------------------------------------------------------------------------------

    def filled(self, writing: Writing) -> Writing:
        """With the form and the formsets of its parts. The story's own row stays as it is stored, whatever was typed."""
        request, story = writing.request, writing.story
        form = self.get_form(request, story, change=story is not None)
        writing.form = form(writing.data, **self.form_options(writing))
        writing.inlines = self.inlines_of(writing)
        writing.formsets = [self._formset(writing, inline) for inline in writing.inlines]
        return writing

    def rows_in_form(self, request, story) -> dict[str, list[dict]]:
        """The stored rows that the form shows and changes under their numbers, by the prefix of their part."""
        return {}

    def inlines_of(self, writing: Writing) -> list:
        return self.get_inline_instances(writing.request, writing.story)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Of a story, whatever row the page is registered for."""
        readonly = self.get_readonly_fields(request, obj)
        fields = [name for name in flatten_fieldsets(self.get_fieldsets(request, obj)) if name not in readonly]
        field_for = partial(self.formfield_for_dbfield, request=request)
        return modelform_factory(Article, form=self.form, fields=fields, formfield_callback=field_for)

    def form_options(self, writing: Writing) -> dict:
        options = {"instance": self.story_in_form(writing), "user": writing.user, "site": self.admin_site}
        options |= {"is_checked": writing.is_checked, "pending_refusal": writing.pending_refusal}
        if writing.data is None and writing.is_new:
            options["initial"] = self.get_changeform_initial_data(writing.request)
        return options

    @abstractmethod
    def story_in_form(self, writing: Writing) -> Article:
        """The row that the form writes on: a copy, so that what is stored can be compared with it."""

    def _formset(self, writing: Writing, inline):
        request, story = writing.request, writing.story
        made = inline.get_formset(request, story)
        kwargs = {"instance": writing.form.instance, "prefix": made.get_default_prefix()}
        kwargs["queryset"] = inline.get_queryset(request)
        may_change = inline.has_change_permission(request, story) or inline.has_add_permission(request, story)
        if writing.data is not None and may_change:
            rows = kwargs["queryset"].filter(article=story) if story else kwargs["queryset"].none()
            stored = {str(key) for key in rows.values_list("pk", flat=True)}
            kwargs["data"] = with_rows_that_went(writing.data, kwargs["prefix"], stored)
        return made(**kwargs | self.formset_options(writing, inline))

    def formset_options(self, writing: Writing, inline) -> dict:
        return {}

    def form_page(self, writing: Writing, form_url: str = "", **context):
        request, story = writing.request, writing.story
        fieldsets, readonly = self.get_fieldsets(request, story), self.get_readonly_fields(request, story)
        admin_form = helpers.AdminForm(writing.form, list(fieldsets), {}, readonly, model_admin=self)
        parts = self.get_inline_formsets(request, writing.formsets, writing.inlines, story)
        context = {
            **self.admin_site.each_context(request),
            "adminform": admin_form,
            "object_id": str(story.pk) if story else None,
            "original": story,
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "media": sum((part.media for part in parts), self.media + admin_form.media),
            "inline_admin_formsets": parts,
            "errors": helpers.AdminErrorList(writing.form, writing.formsets),
            "preserved_filters": self.get_preserved_filters(request),
            "kept_notice": writing.notice,
            "has_file_field": True,  # multipart: Cyrillic text then travels at a third of its size
            "theirs": self.conflict(writing),
        } | context
        for part in self.parts:
            context |= part.context(writing)
        is_new = story is None
        return self.render_change_form(request, context, add=is_new, change=not is_new, form_url=form_url, obj=story)

    def conflict(self, writing: Writing):
        """What was saved elsewhere after the form was opened, beside what was typed in it."""
        is_stale = writing.form.is_bound and writing.form.errors is not None and writing.form.stale_version is not None
        return conflict_of(writing.form, writing.story) if is_stale else None

    # Its fields --------------------------------------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "lead_image":
            return lead_field(db_field)
        if db_field.name in {"materially_updated_at", "source_date"}:
            kwargs["looks_back"] = True
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        helps = {
            "published_at": _("Empty: the moment of publishing."),
            "withdraw_at": _("From then on readers no longer see it."),
            "embargo_until": _("The story cannot be published earlier."),
        }
        if db_field.name in helps:
            field.help_text = helps[db_field.name]
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
