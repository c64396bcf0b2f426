"""The picture library: ``library.add(...)``, ``library.describe(...)`` and the rest of its door, and who may pass it."""

from articles.library.changes import (
    Refused,
    add,
    bring_back,
    delete,
    describe,
    redact,
    sentence,
    set_focal_point,
    set_portraits,
    uses_of,
    withdraw,
)
from articles.library.permissions import may_change, may_edit, may_redact
from articles.library.renditions import folder, path, prepare_waiting, start_preparing
from articles.rendering.pictures import rederive, stories_with

__all__ = [
    "Refused",
    "add",
    "bring_back",
    "delete",
    "describe",
    "folder",
    "may_change",
    "may_edit",
    "may_redact",
    "path",
    "prepare_waiting",
    "redact",
    "rederive",
    "sentence",
    "set_focal_point",
    "set_portraits",
    "start_preparing",
    "stories_with",
    "uses_of",
    "withdraw",
]
