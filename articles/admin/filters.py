"""What a desk narrows its list of stories by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Stage

#: In the address of the list: stories that were put out of sight, which it leaves out else.
DISCARDED = "discarded"


class StageFilter(admin.SimpleListFilter):
    """Where a story stands at this moment, not what is stored."""

    title = _("status")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [*Stage.choices, (DISCARDED, _("Discarded"))]

    def queryset(self, request, queryset):
        words = {
            Stage.PUBLISHED: queryset.published,
            Stage.SCHEDULED: queryset.scheduled,
            Stage.EMBARGOED: queryset.embargoed,
            Stage.EXPIRED: queryset.expired,
        }
        value = self.value()
        if value == DISCARDED:
            return queryset.discarded()
        if value not in Stage.values:
            return queryset
        return words[value]() if value in words else queryset.filter(status=value)


class MineFilter(admin.SimpleListFilter):
    """Stories begun by the user, assigned to them or signed by them."""

    title = _("writer")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("Mine"))]

    def queryset(self, request, queryset):
        return queryset.owned_by(request.user) if self.value() == "mine" else queryset
