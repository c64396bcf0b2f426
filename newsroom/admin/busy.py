"""The answer of the admin where another process holds the database: a page that says so, with what was typed."""

from functools import wraps

from django.conf import settings
from django.db import OperationalError, connection
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from newsroom.admin import returned_text
from people.base.busy import RETRY_AFTER, log_busy, patient


def answered(view):
    """A view of the admin whose POST, refused by a busy database, is answered with a page that says so."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with patient():
                return view(request, *args, **kwargs)
        except OperationalError as error:
            if connection.in_atomic_block:
                raise
            log_busy(error)
            return page(request)

    return asked


def page(request):
    fields = returned_text.fields_in(request.POST) if returned_text.is_page(request) else {}
    # The whole context of the site would ask the database.
    context = {"messages": [], "title": _("The database is busy"), "site_header": settings.SITE_NAME}
    if returned_text.words_in(fields):
        context["typed"] = returned_text.shown(fields, is_staff=True)
    response = TemplateResponse(request, "admin/busy.html", context, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response
