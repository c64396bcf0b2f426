"""A database that another process holds: how long what is asked of it waits, and what the log says of it."""

import logging
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

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


def log_busy(error: OperationalError):
    """For the log: what the database said, without what was asked of it."""
    logger.warning("A save was refused by the database: %s", str(error).partition("\n")[0])
