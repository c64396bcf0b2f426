"""What others may listen to."""

from django.dispatch import Signal

#: Sent with ``subject_id`` when label, slug, exposure or merge of a subject changed, inside the transaction of the change:
#: what is derived from it changes with it or not at all. A receiver that talks to the outside waits with on_commit.
subject_changed = Signal()

#: Sent with ``survivor``, ``other`` and the ``ledger`` of the merge before its first row moves, inside its transaction. A
#: receiver may change rows of its own through the ledger, or have columns watched that follow the subjects' names; it
#: answers whether anything that readers have seen names the other.
subject_merging = Signal()
