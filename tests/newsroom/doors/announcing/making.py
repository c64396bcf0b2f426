"""How a change is made in an admin form, or by several steps as one."""

from django.db import transaction
from django.urls import reverse

from tests.support.admin import as_typed


def as_one(act):
    """In one transaction, as its callers do."""
    return transaction.atomic(act)


def opened(desk, name: str, row, **typed):
    """The admin's form of the row, opened now; the change is to save it with what was typed."""
    address = reverse(f"admin:{name}_change", args=[row.pk])
    return posted(desk, address, as_typed(desk.client.get(address), **typed))


def posted(desk, address: str, data: dict):
    def post():
        answer = desk.client.post(address, data)
        assert answer.status_code == 302, answer.context["errors"]

    return post
