"""A database that another process holds: what is asked of it then is answered in a sentence, within seconds, and not at all
by a server error."""

import logging
from contextlib import contextmanager
from functools import wraps

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin import handed_back

logger = logging.getLogger("django.request")
#: How long a save waits for a row that another save holds; SQLite's busy_timeout in the settings is the same.
PATIENCE = 5_000
#: How long what comes back in a few seconds anyway waits: a server has few threads, and readers need them.
IMPATIENCE = 500
RETRY_AFTER = "5"


@contextmanager
def patient():
    """What is asked inside waits so long for a row that another holds. PostgreSQL alone would wait for ever."""
    _wait_for_rows(PATIENCE)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _wait_for_rows(0)


def _wait_for_rows(milliseconds: int, in_transaction: bool = False):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, %s)", [f"{milliseconds}ms", in_transaction])


@contextmanager
def impatient():
    """A transaction for what may as well fail: it gives up soon when the database is held by another."""
    if connection.vendor == "sqlite":
        with _busy_timeout(IMPATIENCE), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            _wait_for_rows(IMPATIENCE, in_transaction=True)
            yield


@contextmanager
def _busy_timeout(milliseconds: int):
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def note(error: OperationalError):
    """For the log: what the database said, without what was asked of it."""
    logger.warning("A save was refused by the database: %s", str(error).partition("\n")[0])


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
            note(error)
            return page(request)

    return asked


def page(request):
    fields = handed_back.fields_in(request.POST) if handed_back.is_page(request) else {}
    # The whole context of the site would ask the database.
    context = {"messages": [], "title": _("The database is busy"), "site_header": settings.SITE_NAME}
    if handed_back.words_in(fields):
        context["typed"] = handed_back.shown(fields, is_staff=True)
    response = TemplateResponse(request, "admin/busy.html", context, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response
