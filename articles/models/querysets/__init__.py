"""The vocabulary for asking about stories, pictures and the desk, split by subject."""

from articles.models.querysets.desk import (
    PRESENT_FOR,
    AuditQuerySet,
    AwaitedQuerySet,
    DayNoteQuerySet,
    NoteQuerySet,
    PendingChangeQuerySet,
    PresenceQuerySet,
    PreviewLinkQuerySet,
)
from articles.models.querysets.parts import (
    CorrectionQuerySet,
    MentionQuerySet,
    PageQuerySet,
    PinQuerySet,
    ReaderServiceQuerySet,
    SectionQuerySet,
    StaffEntryQuerySet,
    TopicQuerySet,
)
from articles.models.querysets.pictures import FOR_STAFF, ArticleImageQuerySet, ImageQuerySet
from articles.models.querysets.stories import HEAVY, SEE_ALL, ArticleQuerySet

__all__ = [
    "FOR_STAFF",
    "HEAVY",
    "PRESENT_FOR",
    "SEE_ALL",
    "ArticleImageQuerySet",
    "ArticleQuerySet",
    "AuditQuerySet",
    "AwaitedQuerySet",
    "CorrectionQuerySet",
    "DayNoteQuerySet",
    "ImageQuerySet",
    "MentionQuerySet",
    "NoteQuerySet",
    "PageQuerySet",
    "PendingChangeQuerySet",
    "PinQuerySet",
    "PresenceQuerySet",
    "PreviewLinkQuerySet",
    "ReaderServiceQuerySet",
    "SectionQuerySet",
    "StaffEntryQuerySet",
    "TopicQuerySet",
]
