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
from articles.models.querysets.fronts import (
    BreakingLineQuerySet,
    FrontPageQuerySet,
    PackageQuerySet,
    PackageStoryQuerySet,
    PinQuerySet,
    StoryLinkQuerySet,
)
from articles.models.querysets.parts import (
    CorrectionQuerySet,
    MentionQuerySet,
    PageQuerySet,
    ReaderServiceQuerySet,
    SectionQuerySet,
    StaffEntryQuerySet,
    TermQuerySet,
    TopicQuerySet,
    TranslationQuerySet,
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
    "BreakingLineQuerySet",
    "CorrectionQuerySet",
    "DayNoteQuerySet",
    "FrontPageQuerySet",
    "ImageQuerySet",
    "MentionQuerySet",
    "NoteQuerySet",
    "PackageQuerySet",
    "PackageStoryQuerySet",
    "PageQuerySet",
    "PendingChangeQuerySet",
    "PinQuerySet",
    "PresenceQuerySet",
    "PreviewLinkQuerySet",
    "ReaderServiceQuerySet",
    "SectionQuerySet",
    "StaffEntryQuerySet",
    "StoryLinkQuerySet",
    "TermQuerySet",
    "TopicQuerySet",
    "TranslationQuerySet",
]
