"""What a desk narrows its list of stories by."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
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


def this_week():
    return timezone.now() - timedelta(days=7)


def last_month():
    return timezone.now() - timedelta(days=30)


class DeskFilter(admin.SimpleListFilter):
    """What a block of the desk's first page shows the beginning of."""

    title = _("needs attention")
    parameter_name = "desk"

    def lookups(self, request, model_admin):
        return [
            ("notes", _("Notes for me")),
            ("given", _("Assigned to me")),
            ("pending", _("With a pending change")),
            ("corrected", _("Corrected this week")),
            ("nameless", _("No tags yet")),
            ("theirs", _("In others’ hands")),
        ]

    def queryset(self, request, queryset):
        user = request.user
        words = {
            "notes": lambda: queryset.worked_on_by(user).with_notes_for(user),
            "given": lambda: queryset.given_to(user),
            "pending": lambda: queryset.worked_on_by(user).with_pending_change(),
            "corrected": lambda: queryset.corrected_since(this_week()),
            "nameless": lambda: queryset.worked_on_by(user).naming_nobody(),
            "theirs": lambda: queryset.worked_on_by(user).in_others_hands(user),
        }
        return words[self.value()]() if self.value() in words else queryset
