"""What a desk narrows its pictures by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.library.cards import SOON
from articles.models import Image


class PictureFilter(admin.SimpleListFilter):
    """A filter whose choices are words of the queryset: (value, what it is called, what it asks)."""

    words: list = []

    def lookups(self, request, model_admin):
        return [(value, name) for value, name, _asked in self.words]

    def queryset(self, request, queryset):
        for value, _name, asked in self.words:
            if value == self.value():
                return asked(queryset, request)
        return queryset


class MissingFilter(PictureFilter):
    title = _("what is missing")
    parameter_name = "missing"
    words = [
        ("alt", _("No description"), lambda images, request: images.without_description()),
        ("credit", _("No credit"), lambda images, request: images.without_credit()),
    ]


class UseFilter(PictureFilter):
    title = _("use")
    parameter_name = "use"
    words = [
        ("used", _("Used"), lambda images, request: images.used()),
        ("unused", _("Not used"), lambda images, request: images.unused()),
    ]


class RightsFilter(PictureFilter):
    title = _("rights")
    parameter_name = "rights"
    words = [
        ("soon", _("End within 30 days"), lambda images, request: images.rights_ending(SOON)),
        ("ended", _("Ended"), lambda images, request: images.rights_ended()),
    ]


class StandingFilter(PictureFilter):
    title = _("state")
    parameter_name = "standing"
    words = [
        ("waiting", _("Being prepared"), lambda images, request: images.waiting()),
        ("failed", _("Could not be prepared"), lambda images, request: images.failed()),
        ("withdrawn", _("Withdrawn"), lambda images, request: images.withdrawn()),
    ]


class WhoseFilter(PictureFilter):
    title = _("who added it")
    parameter_name = "whose"
    words = [("mine", _("Added by me"), lambda images, request: images.added_by(request.user))]


class LicenceFilter(admin.SimpleListFilter):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return [*Image.Licence.choices, ("none", _("Not said"))]

    def queryset(self, request, queryset):
        value = self.value()
        if value in Image.Licence.values or value == "none":
            return queryset.filter(licence="" if value == "none" else value)
        return queryset
