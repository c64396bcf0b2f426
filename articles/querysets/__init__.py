"""The vocabulary for asking about stories, pictures and the desk, split by subject."""

from articles.querysets.desk import (
    PRESENT_FOR,
    AuditQuerySet,
    NoteQuerySet,
    PendingChangeQuerySet,
    PresenceQuerySet,
    PreviewLinkQuerySet,
)
from articles.querysets.parts import (
    CorrectionQuerySet,
    MentionQuerySet,
    PinQuerySet,
    SectionQuerySet,
    TopicQuerySet,
)
from articles.querysets.pictures import FOR_STAFF, ArticleImageQuerySet, ImageQuerySet
from articles.querysets.stories import HEAVY, SEE_ALL, ArticleQuerySet

__all__ = [
    "FOR_STAFF",
    "HEAVY",
    "PRESENT_FOR",
    "SEE_ALL",
    "ArticleImageQuerySet",
    "ArticleQuerySet",
    "AuditQuerySet",
    "CorrectionQuerySet",
    "ImageQuerySet",
    "MentionQuerySet",
    "NoteQuerySet",
    "PendingChangeQuerySet",
    "PinQuerySet",
    "PresenceQuerySet",
    "PreviewLinkQuerySet",
    "SectionQuerySet",
    "TopicQuerySet",
]
