"""System checks of our own: mistakes of an installation, told before a reader meets them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.checks import Error, Tags, Warning, register

from people.base.admin import StaffAdmin, StaffInline


@register(Tags.urls)
def site_url_is_an_address(app_configs, **kwargs):
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.netloc and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}, not the address of a site.",
            hint="Give scheme and host only: SITE_URL=https://news.example.org",
            id="newsroom.E001",
        )
    ]


@register(Tags.security, deploy=True)
def site_url_is_secure(app_configs, **kwargs):
    if settings.SITE_URL.startswith("https://") or settings.INSECURE_HTTP:
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL!r}: links in pages would leave https.",
            hint="Set SITE_URL to the https address that readers type.",
            id="newsroom.W001",
        )
    ]


@register(Tags.admin)
def admin_closes_its_side_doors(app_configs, site=admin.site, **kwargs):
    """Each class of the admin, those that other apps bring included, fetches through ``visible_to``."""
    registered = [site.get_model_admin(model) for model in site._registry]
    strange = [one for one in registered if not isinstance(one, StaffAdmin)]
    inlines = {inline for one in registered for inline in one.inlines}
    strange += [inline for inline in inlines if not issubclass(inline, StaffInline)]
    return [
        Error(
            f"{one} shows rows of the admin to staff who may not see them.",
            hint="Derive it from people.base.admin.StaffAdmin or StaffInline, or unregister it.",
            id="newsroom.E002",
        )
        for one in sorted(strange, key=str)
    ]
