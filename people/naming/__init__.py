"""How subjects are called: the door that changes names and exposure, and the addresses made of names."""

from people.naming.changes import (
    create,
    expose,
    initials,
    introduce,
    introduce_all,
    is_a_name,
    may_be_label,
    readdress,
    refresh,
    relabel,
)
from people.naming.listing import Period, list_from, list_while, unlist_held
from people.naming.namesakes import tell_apart, undo_telling_apart

__all__ = [
    "Period",
    "create",
    "expose",
    "initials",
    "introduce",
    "introduce_all",
    "is_a_name",
    "list_from",
    "list_while",
    "may_be_label",
    "readdress",
    "refresh",
    "relabel",
    "tell_apart",
    "undo_telling_apart",
    "unlist_held",
]
