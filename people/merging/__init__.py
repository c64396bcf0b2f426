"""Two records of one person, organisation or place become one, and two again if that was a mistake.

``door`` holds what others call, ``relations`` what refers to a subject, ``ledger`` what was done to which row.
"""

from people.merging.changes import MAY_MERGE, MAY_MERGE_PROTECTED, Refused, merge, merge_all, survivor_of
from people.merging.relations import references
from people.merging.splitting import Split, made_since, split

__all__ = [
    "MAY_MERGE",
    "MAY_MERGE_PROTECTED",
    "Refused",
    "Split",
    "made_since",
    "merge",
    "merge_all",
    "references",
    "split",
    "survivor_of",
]
