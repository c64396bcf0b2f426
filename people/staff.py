"""The base classes of every admin class: staff meet only what ``visible_to(user)`` lets them see, at every door.

The stock admin has side doors that each leak hidden rows: filters by any local field, labels of foreign keys in a form that
comes back with an error, choices in the filter sidebar, names in the log. They are closed here, once.
"""

from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.db import models


#: What the stock sidebar filters put behind a field's name.
SIDEBAR_LOOKUPS = {"exact", "in", "isnull", "gte", "lt", "lte", "id__exact", "pk__exact", "subject_ptr__exact"}


def visible(queryset: models.QuerySet, user) -> models.QuerySet:
    """The rows of a queryset that a member of staff may see; models without a word of their own are open to all staff."""
    return queryset.visible_to(user) if hasattr(queryset, "visible_to") else queryset


class ScopedFields:
    """Choices of related objects, and the labels of those chosen, come from what the user may see."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible(db_field.remote_field.model._default_manager.all(), request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible(db_field.remote_field.model._default_manager.all(), request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class VisibleRelatedFilter(RelatedFieldListFilter):
    """A sidebar filter that names only related rows which the user may see."""

    def field_choices(self, field, request, model_admin):
        rows = visible(field.remote_field.model._default_manager.all(), request.user)
        return [(row.pk, str(row)) for row in rows.order_by(*self.field_admin_ordering(field, request, model_admin))]


class StaffAdmin(ScopedFields, admin.ModelAdmin):
    """An admin class whose every view fetches through ``visible_to`` and which deletes nothing."""

    #: Lookups by address (?field=...) beside those of ``list_filter``.
    allowed_lookups: tuple[str, ...] = ()

    def get_queryset(self, request):
        return visible(super().get_queryset(request), request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """Only what the sidebar offers: by its own fields, exactly, by range or emptiness; never letter by letter."""
        offered = {item[0] if isinstance(item, (list, tuple)) else item for item in self.get_list_filter(request)}
        for name in {*filter(lambda item: isinstance(item, str), offered), *self.allowed_lookups}:
            if lookup == name or lookup.removeprefix(f"{name}__") in SIDEBAR_LOOKUPS:
                return True
        return False

    def view_on_site(self, obj):
        """The reader's page, where there is one now."""
        return obj.get_absolute_url() if getattr(obj, "is_public", True) and hasattr(obj, "get_absolute_url") else None


class StaffInline(ScopedFields):
    """Mixin for inlines: their parts belong to the parent, so that removing one is an edit of it, asked of its permission."""

    extra = 0
