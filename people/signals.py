"""What others may listen to."""

from django.dispatch import Signal

from people.base.locks import require_transaction

#: Sent inside the transaction of every change that readers can see, with the model as ``sender`` and ``keys``, the numbers of
#: its rows; no name and no text. What passes by the clock alone (a story's time has come) changes no row and is not told. A
#: receiver keeps its own tables in step, and may refuse the change by raising; one that mails, pings or deletes files waits with
#: on_commit. Only the rows themselves are told: whoever keeps a page notes which rows it prints, and knows in which lists, and
#: beside which translations, a row appears that was not there before.
readers_see_changed = Signal()

#: Sent with ``keys``, the number of a subject whose names or exposure were made or changed, or those of many new ones, inside
#: the transaction of the change and before ``subject_changed``: who compares names looks at them again.
names_changed = Signal()

#: Sent with ``subject_id`` when label, slug, exposure or merge of a subject changed, inside the transaction of the change:
#: what is derived from it changes with it or not at all. A receiver that talks to the outside waits with on_commit.
subject_changed = Signal()

#: Sent with ``survivor``, ``other`` and the ``ledger`` of the merge before its first row moves, inside its transaction. A
#: receiver may change rows of its own through the ledger, or have columns watched that follow the subjects' names; it
#: answers whether anything that readers have seen names the other.
subject_merging = Signal()

#: Asked with ``subject`` and ``user`` of a subject whose name is hidden: whoever prints names answers with the page that lists
#: where it stood (``address``) and with what was done (``sentence()``), or with None where the user may not know.
name_hidden = Signal()

#: Asked with ``subject`` and ``user`` when staff open the form of a subject: whoever knows more of it answers with an object
#: that stands beside the form and has a ``template``, or with None. The user may see the subject; of all else the receiver
#: answers no more than its own lists give this user.
subject_opened = Signal()


def announce_change(model, keys):
    """Say that readers see these rows otherwise from now on: a part of the transaction that changes them."""
    require_transaction("What readers see changes with its announcement or not at all: begin a transaction first.")
    if keys := sorted(set(keys)):
        readers_see_changed.send(sender=model, keys=keys)
