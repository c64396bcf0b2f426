"""The base classes of every admin class: staff meet only what ``visible_to(user)`` lets them see, at every door.

The stock admin has side doors that each leak hidden rows: filters by any local field, labels of foreign keys in a form that
comes back with an error, choices in the filter sidebar, names in the log. They are closed here, once.
"""

import json
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters, get_content_type_for_model
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.utils import pretty_name
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from people.base.locks import is_saving, lock_rows, take_turn

#: What the stock sidebar filters put behind a field's name.
SIDEBAR_LOOKUPS = {"exact", "in", "isnull", "gte", "lt", "lte", "id__exact", "pk__exact", "subject_ptr__exact"}


#: Of one field of a form.
MOST_KEYS = 1000


def visible(queryset: models.QuerySet, user) -> models.QuerySet:
    """The rows of a queryset that a member of staff may see; models without a word of their own are open to all staff."""
    return queryset.visible_to(user) if hasattr(queryset, "visible_to") else queryset


def told_apart(queryset: models.QuerySet, user) -> models.QuerySet:
    """The rows, each knowing whether its name alone says which it is."""
    return queryset.with_namesakes(user) if hasattr(queryset, "with_namesakes") else queryset


def staff_label(row) -> str:
    """How lists for staff write a row: with what tells two of the same name apart, where the model knows it."""
    return getattr(row, "staff_label", None) or str(row)


def name_of(user) -> str:
    """How colleagues are called: by their name, or by what they sign in with."""
    return user.get_full_name() or user.get_username()


def surviving(row):
    """The row itself; for a subject that was merged after the form was opened, the one that it is part of now."""
    while getattr(row, "merged_into_id", None):
        row = row.merged_into
    return row


def is_key(value) -> bool:
    """Whether a posted value can be a primary key at all; the database would stumble over others."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


def posted_keys(data, *names: str) -> set[int]:
    """The primary keys in fields of a posted form; what cannot be one, or is more than any form shows, is passed over."""
    return {int(key) for name in names for key in data.getlist(name)[:MOST_KEYS] if is_key(key)}


def can_be_asked(value) -> bool:
    """Whether a value from the address can be looked up: databases stumble over NUL and over numbers beyond theirs."""
    for part in str(value).split(","):
        try:
            if abs(int(part)) >= 10**18:
                return False
        except ValueError:
            if "\0" in part:
                return False
    return True


class StaffChoiceField(forms.ModelChoiceField):
    """One related row, posted by its key and written as in lists for staff."""

    def label_from_instance(self, row):
        return staff_label(row)

    def to_python(self, value):
        if value not in self.empty_values and not is_key(getattr(value, "pk", value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        row = super().to_python(value)
        into = surviving(row)
        return row if into == row else super().to_python(into.pk)


class KeysOnly:
    """Mixin for the admin's autocomplete: looks up no label for what cannot be a key, where the stock one fails."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class OneFound(KeysOnly, AutocompleteSelect):
    pass


class SeveralFound(KeysOnly, AutocompleteSelectMultiple):
    pass


class StaffAutocomplete(AutocompleteJsonView):
    """Suggestions of the admin's autocomplete fields; rows come through the admin class, so through ``visible_to``."""

    def get_queryset(self):
        rows = super().get_queryset()
        return told_apart(rows.with_texts(), self.request.user) if hasattr(rows, "with_texts") else rows

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": staff_label(obj)}


class ScopedFields:
    """Choices of related objects, and the labels of those chosen, come from what the user may see."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", StaffChoiceField)
        rows = visible(db_field.remote_field.model._default_manager.all(), request.user)
        kwargs.setdefault("queryset", told_apart(rows, request.user))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneFound(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible(db_field.remote_field.model._default_manager.all(), request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class VisibleRelatedFilter(RelatedFieldListFilter):
    """A sidebar filter that names only related rows which the user may see."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = gettext("none")  # where the stock filter draws a stroke

    def field_choices(self, field, request, model_admin):
        rows = visible(field.remote_field.model._default_manager.all(), request.user)
        return [(row.pk, str(row)) for row in rows.order_by(*self.field_admin_ordering(field, request, model_admin))]


class NoSuchRow(Http404):
    """A form was sent for a row that is no more, or that its user may not see any more. ``instead``: the answer without words."""

    def __init__(self, instead):
        super().__init__()
        self.instead = instead


class StaffAdmin(ScopedFields, admin.ModelAdmin):
    """An admin class whose every view fetches through ``visible_to`` and which deletes nothing."""

    #: Whose row a save locks, where the model's columns lie in two tables.
    locked_model = None
    #: Whether the form looks as those of sections and people do; a story and a picture have a screen of their own.
    is_record_form = False
    #: Lookups by address (?field=...) beside those of ``list_filter``.
    allowed_lookups: tuple[str, ...] = ()
    empty_value_display = "–"

    def get_queryset(self, request):
        return visible(super().get_queryset(request), request.user)

    show_facets = admin.ShowFacets.NEVER

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def render_change_form(self, request, context, *args, **kwargs):
        """A page is named after what it shows, not after the model."""
        if context.get("subtitle"):
            context |= {"title": context["subtitle"], "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_inline_formsets(self, *args, **kwargs):
        """With each part's own words on the button that adds one more: the stock ones are made of the model's name."""
        parts = super().get_inline_formsets(*args, **kwargs)
        for part in parts:
            if words := getattr(part.opts, "add_text", ""):
                data = json.loads(part.inline_formset_data())
                data["options"]["addText"] = str(words)
                part.inline_formset_data = json.dumps(data)
        return parts

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        """Those with a name: the stock admin adds a redirect from old addresses, one more door to look after."""
        return [url for url in super().get_urls() if url.name]

    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted here. The stock page would name each related object, whoever may see it."""
        raise PermissionDenied

    def get_action_choices(self, request, default_choices=None):
        return super().get_action_choices(request, default_choices or [("", gettext("Choose what to do"))])

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def history_view(self, request, object_id, extra_context=None):
        """For those who may change the row; who may not see such rows learns nothing of which there are."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is not None and not self.has_change_permission(request, row):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def lookup_allowed(self, lookup, value, request):
        """Only what the sidebar offers: by its own fields, exactly, by range or emptiness; never letter by letter."""
        if not can_be_asked(value):
            raise IncorrectLookupParameters
        offered = [item[0] if isinstance(item, (list, tuple)) else item for item in self.get_list_filter(request)]
        names = [item if isinstance(item, str) else getattr(item, "parameter_name", None) for item in offered]
        return lookup in self.allowed_lookups or any(
            lookup == name or lookup.removeprefix(f"{name}__") in SIDEBAR_LOOKUPS for name in filter(None, names)
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save takes its turn before it reads anything that it is checked against."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            take_turn()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """The row; nobody else saves it until a save is done, so that the form compares with what was stored last."""
        if not is_key(object_id):
            return None
        if is_saving(request):
            lock_rows((self.locked_model or self.model)._base_manager.filter(pk=object_id))
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise self.no_such_row(request)

    def no_such_row(self, request) -> NoSuchRow:
        """To be raised. What was sent is the site's to answer: it may hold words."""
        return NoSuchRow(partial(self._to_the_desk, request))

    def _to_the_desk(self, request):
        """The stock sentence guesses that it was deleted, which next to nothing is here, and names its number."""
        self.message_user(request, gettext("Not found, or you may not see it."), messages.WARNING)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:index"))

    def visible_or_404(self, request, key):
        """For views of our own: the row, if there is one that the user may see."""
        row = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if row is None:
            raise Http404
        return row

    def log_name(self, obj) -> str:
        """How the log calls the row. The log outlives every change of name: override it where a name may have to go."""
        return str(obj)

    def log_addition(self, request, obj, message):
        return self._log(request, obj, ADDITION, message)

    def log_change(self, request, obj, message):
        return self._log(request, obj, CHANGE, message)

    def _log(self, request, obj, action, message):
        return LogEntry.objects.create(
            user_id=request.user.pk,
            content_type=get_content_type_for_model(obj),
            object_id=str(obj.pk),
            object_repr=self.log_name(obj)[:200],
            action_flag=action,
            change_message=json.dumps(message) if isinstance(message, list) else message,
        )

    def construct_change_message(self, request, form, formsets, add=False):
        """Which fields and parts changed; what a part says (a spelling, a byline) does not belong in a log."""
        message = super().construct_change_message(request, form, formsets, add)
        for part in (part for entry in message for part in entry.values() if "object" in part):
            part["object"] = "…"
        return message

    def view_on_site(self, obj):
        """The reader's page, where there is one now."""
        return obj.get_absolute_url() if getattr(obj, "is_public", True) and hasattr(obj, "get_absolute_url") else None


class NamedColumns:
    """Mixin for formsets shown as a table: each control carries the name of its column, for who hears the page."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)  # within the one that adds the plus sign
            if not (widget.is_hidden or isinstance(widget, forms.MultiWidget)):
                widget.attrs.setdefault("aria-label", capfirst(field.label or pretty_name(name)))


class StaffInline(ScopedFields):
    """Mixin for inlines: their parts belong to the parent, so that removing one is an edit of it, asked of its permission."""

    #: On the button that adds one more.
    add_text = ""
    extra = 0
    max_num = 40
    #: So many more forms are read before a post is refused: each takes its time.
    leeway = 20
    view_on_site = False

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        stored = 0
        if request.method == "POST" and obj and obj.pk:
            stored = self.model._default_manager.filter(**{formset.fk.name: obj.pk}).count()
        more = {"absolute_max": max(self.max_num, stored) + self.leeway}
        bases = (NamedColumns, formset) if isinstance(self, admin.TabularInline) else (formset,)
        return type(formset.__name__, bases, more)
