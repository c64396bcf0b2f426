"""What an edition offers beside its stories: safe ways to reach the newsroom, and how to support it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from articles.site import views
from articles.site.share_links import service_of
from people.base import languages
from people.base.pages import Trail, public_page


@public_page
def contact_safely(request):
    """How to reach the newsroom safely. Without such settings a standing page of that address may tell it."""
    service = service_of(languages.current())
    if not service.has_tip_line:
        return views.page(request, slug="contact-safely")
    trail = Trail.home().to(gettext("Reach us safely"))
    context = {"service": service, "trail": trail, "onion": settings.ONION_HOST, "structured": [trail.as_json_ld()]}
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
        return views.page(request, slug="support")
    trail = Trail.home().to(gettext("Support us"))
    context = {"service": service, "trail": trail, "structured": [trail.as_json_ld()]}
    return TemplateResponse(request, "articles/support.html", context)
