"""What has happened to stories. All are sent on commit, with ``article`` (the row) and ``by`` (the user)."""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()
article_changed = Signal()
#: A step of the review; ``move`` is its name in ``articles.workflow.moves``.
moved = Signal()
