"""How subjects are called: the door that changes names and exposure, and the addresses made of names."""

from people.naming.changes import (
    create,
    expose,
    initials,
    introduce,
    introduce_all,
    is_a_name,
    list_from,
    may_be_label,
    readdress,
    refresh,
    relabel,
)

__all__ = [
    "create",
    "expose",
    "initials",
    "introduce",
    "introduce_all",
    "is_a_name",
    "list_from",
    "may_be_label",
    "readdress",
    "refresh",
    "relabel",
]
