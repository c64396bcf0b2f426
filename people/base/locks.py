"""Names, pictures and stories change one transaction at a time, so that no page is derived from what another is changing.

What readers see of a story is derived from its text and from how the subjects that it names may be shown. A save that reads the
one while a decision to withhold a name writes the other would store the name once more, after all stories were rewritten.
SQLite lets one transaction write at a time anyway; PostgreSQL is asked for the same here. The turn is taken before any row is
held: whoever waits for it holds nothing that others want.
"""

from django.db import connection
from django.db.transaction import TransactionManagementError

#: The advisory lock's number in the database: any that nothing else uses.
NUMBER = 5_278_311


def require_transaction(sentence: str):
    """Raises TransactionManagementError with the sentence outside a transaction."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(sentence)


def take_turn():
    """Until this transaction ends no other one passes here. PostgreSQL waits as long as for a row (``lock_timeout``)."""
    require_transaction("A turn ends with its transaction: begin one first.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER])


def lock_rows(rows) -> list[int]:
    """Take the turn and lock the rows of the queryset until the transaction ends. Returns their keys."""
    take_turn()
    return list(rows.select_for_update().values_list("pk", flat=True))


def is_saving(request) -> bool:
    """Whether rows that are read now are to be locked until the save is done: only a transaction can hold them."""
    return request.method == "POST" and connection.in_atomic_block
