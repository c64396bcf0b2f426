"""The history of stories: each recorded change is one revision of the story with its bylines, mentions and topics."""

from contextlib import contextmanager

import reversion
from django.db import transaction

from articles.models import Article, Byline, Mention, TopicTagging
from articles.rendering import DERIVED

#: Not content: derived columns, and what only the workflow may set.
NOT_CONTENT = [name for name in DERIVED if name != "slug"] + ["saved_at", "form_key", "topics"]


def register():
    reversion.register(Article, follow=("bylines", "mentions", "taggings"), exclude=NOT_CONTENT)
    for model in (Byline, Mention, TopicTagging):
        reversion.register(model)


@contextmanager
def recording(by, comment: str = "", why: str = ""):
    """Everything saved inside becomes one revision, in one transaction, under this user's name."""
    with transaction.atomic(), reversion.create_revision(atomic=False):
        reversion.set_user(by)
        reversion.set_comment(f"{comment}\n{why}".rstrip())
        yield


def read_comment(revision) -> tuple[str, str]:
    """(what was done, why) of a revision."""
    done, _line, why = revision.get_comment().partition("\n")
    return done, why
