"""Error pages of our own. They never say what was looked for, nor that a hidden thing exists."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from articles.site import redirects
from newsroom.admin import lost_session
from people.base.pages import PUBLIC


def not_found(request, exception=None):
    """The page that editors chose for the address; else it is counted, and nothing is there."""
    if request.method in ("GET", "HEAD"):
        if target := redirects.target_of(request.path):
            return HttpResponsePermanentRedirect(target, headers={"Cache-Control": PUBLIC})
        redirects.count_missing(request.path)
    return render(request, "404.html", status=404)


def forbidden(request, exception=None):
    """Whoever works at the desk stays there, and reads why where a view has said it."""
    if request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request):
        context = admin.site.each_context(request) | {"title": _("No access"), "why": str(exception or "")}
        return render(request, "admin/403.html", context, status=403)
    return render(request, "403.html", status=403)


def bad_request(request, exception=None):
    return _without_database("400.html", 400)


def server_error(request):
    """Must work when nothing else does: no query, no context processor."""
    return _without_database("500.html", 500)


def _without_database(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"site_name": settings.SITE_NAME}), status=status)


def refused_token(request, reason=""):
    """A form whose token is not of this sign-in. A story's text is not lost to that."""
    return lost_session.answer_of_refused_token(request) or csrf_failure(request, reason)
