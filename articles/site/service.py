"""What an edition offers beside its stories: safe ways to reach the newsroom, and how to support it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from articles.models import Page, ReaderService
from articles.site import views
from articles.site.share_links import service_of
from people.base import languages
from people.base.pages import Trail, absolute, public_page

#: Pages that an edition has by its settings, and which settings: else a standing page of the same address may tell it.
PAGES = {
    "contact-safely": ("articles:contact_safely", ReaderService.objects.with_tip_line),
    "support": ("articles:support", ReaderService.objects.with_support),
}


def addresses_of(slug: str) -> dict[str, str]:
    """{language: address} of one of PAGES in each edition that has it, in either way."""
    name, rows = PAGES[slug]
    having = {*rows().values_list("language", flat=True)}
    having.update(Page.objects.public().filter(slug=slug).values_list("language", flat=True))
    found = {}
    for language in sorted(having & {*settings.EDITIONS}):
        with translation.override(language):
            found[language] = absolute(reverse(name))
    return found


def _in_editions(slug: str) -> dict:
    return {"alternates": views.in_editions(addresses_of(slug))}


def _standing(request, slug: str):
    response = views.page(request, slug=slug)
    response.context_data |= _in_editions(slug)
    return response


@public_page
def contact_safely(request):
    """How to reach the newsroom safely. Without such settings a standing page of that address may tell it."""
    service = service_of(languages.current())
    if not service.has_tip_line:
        return _standing(request, "contact-safely")
    trail = Trail.home().to(gettext("Reach us safely"))
    context = {"service": service, "trail": trail, "onion": settings.ONION_HOST, "structured": [trail.as_json_ld()]}
    context |= _in_editions("contact-safely")
    return TemplateResponse(request, "articles/contact_safely.html", context)


@public_page
def public_key(request):
    """The newsroom's key, as a file."""
    service = service_of(languages.current())
    if not service.public_key:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="newsroom-key.asc"'}
    return HttpResponse(f"{service.public_key.strip()}\n", content_type="application/pgp-keys", headers=headers)


@public_page
def support(request):
    """Why and how to support the newsroom."""
    service = service_of(languages.current())
    if not service.has_support:
        return _standing(request, "support")
    trail = Trail.home().to(gettext("Support us"))
    context = {"service": service, "trail": trail, "structured": [trail.as_json_ld()]} | _in_editions("support")
    return TemplateResponse(request, "articles/support.html", context)
