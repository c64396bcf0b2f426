"""Redirects: what stands at addresses of an earlier site, or was mistyped in a link; and which addresses nobody answers."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.models import MissingAddress, Redirect
from articles.site import changes, redirects
from people.base.admin import StaffAdmin
from people.base.pages import edition_of
from people.base.stale import RefusesStale

SHOWN = 50


def path_of(typed: str) -> str:
    """The path of an address of this site, with or without its host. Raises ValidationError with a sentence."""
    try:
        address = urlsplit(typed)
    except ValueError:  # a bracket or a letter that no host has
        raise ValidationError(_("This is an address of another site.")) from None
    if address.netloc and address.netloc != urlsplit(settings.SITE_URL).netloc:
        raise ValidationError(_("This is an address of another site."))
    path = unquote(address.path)
    if address.query or address.fragment or not path.startswith("/"):
        raise ValidationError(_("Write the address from the first / on, without what follows ? or #."))
    if not redirects.is_readers_path(path):
        raise ValidationError(_("Readers do not come by this address."))
    return path


class RedirectForm(RefusesStale):
    class Meta:
        model = Redirect
        fields = ["path", "target", "is_active"]

    def clean_path(self):
        return path_of(self.cleaned_data["path"])

    def clean_target(self):
        target = path_of(self.cleaned_data["target"])
        try:
            with translation.override(edition_of(target)):
                resolve(target)
        except Resolver404:
            raise ValidationError(_("There is no such page on this site.")) from None
        return target

    def clean(self):
        cleaned = super().clean()
        path, target = cleaned.get("path"), cleaned.get("target")
        others = Redirect.objects.exclude(pk=self.instance.pk)
        if path and path == target:
            self.add_error("target", _("It would lead to itself."))
        elif target and others.filter(path=target).exists():
            self.add_error("target", _("That address is redirected itself: choose the page to which it leads."))
        elif path and others.filter(target=path).exists():
            self.add_error("path", _("Another redirect leads to this address: change that one first."))
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(StaffAdmin):
    is_record_form = True
    form = RedirectForm
    list_display = ["path", "target", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["path", "target"]
    fields = ["path", "target", "is_active", "opened"]

    def changelist_view(self, request, extra_context=None):
        """Above the redirects stand the addresses that were asked for in vain. One may hold a name, as it once was here."""
        missing = MissingAddress.objects.all() if request.user.has_perm("people.see_protected_subject") else []
        return super().changelist_view(request, {"missing": missing[:SHOWN]} | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        changes.redirect(obj)
