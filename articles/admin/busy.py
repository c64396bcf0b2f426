"""A database that another process holds: what is asked of it then is answered in a sentence, within seconds, and not at all
by a server error."""

import logging
from contextlib import contextmanager
from functools import wraps

from django.db import OperationalError, connection, transaction
from django.template.response import TemplateResponse

logger = logging.getLogger("django.request")
#: How long a save waits for a row that another save holds; SQLite's busy_timeout in the settings is the same.
PATIENCE = 5_000
#: How long what comes back in a few seconds anyway waits: a server has few threads, and readers need them.
IMPATIENCE = 500
RETRY_AFTER = "5"


def wait_for_rows(milliseconds: int = PATIENCE):
    """In this transaction, wait so long for a locked row and no longer. PostgreSQL alone would wait for ever."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])


@contextmanager
def impatient():
    """A transaction for what may as well fail: it gives up soon when the database is held by another."""
    if connection.vendor == "sqlite":
        with _busy_timeout(IMPATIENCE), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            wait_for_rows(IMPATIENCE)
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
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if request.method != "POST" or connection.in_atomic_block:
                raise
            note(error)
            return page(request)

    return asked


def page(request):
    response = TemplateResponse(request, "admin/busy.html", {"messages": []}, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response
