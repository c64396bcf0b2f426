"""The log of what was done: one function that adds to it, inside the transaction of what it records."""

from articles.models import AuditEntry


def record(by, action: str, *, article=None, target: str = "", **detail) -> AuditEntry:
    """Write down that this was done. ``detail`` holds numbers, states and given reasons: no names, no text, no addresses."""
    return AuditEntry.objects.create(by=by, action=action, article=article, target=target, detail=detail)
