"""What we publish, split by subject."""

from articles.models.addresses import MissingAddress, Redirect
from articles.models.article import Article, Stage, Status
from articles.models.attribution import Byline, Mention
from articles.models.awaited import AwaitedPublication
from articles.models.breaking import BreakingLine
from articles.models.correction import Correction
from articles.models.desk import (
    AuditEntry,
    Autosave,
    Note,
    NoteMention,
    PendingChange,
    PendingVersion,
    Presence,
    PreviewLink,
)
from articles.models.frontpage import FrontPage, Pin
from articles.models.glossary import Term
from articles.models.media import ArticleImage, Image, ImageSubject, ImageText, Portrait
from articles.models.packages import Package, PackageStory
from articles.models.planning import DayNote
from articles.models.references import StoryLink
from articles.models.search import IndexedStory, SearchRules, StoryWords
from articles.models.service import ReaderService, ShareWith, StaffEntry
from articles.models.settled import SettledPassage
from articles.models.taxonomy import Page, Section, Topic, TopicTagging
from articles.models.translation import Translation

__all__ = [
    "Article",
    "ArticleImage",
    "AuditEntry",
    "Autosave",
    "AwaitedPublication",
    "BreakingLine",
    "Byline",
    "Correction",
    "DayNote",
    "FrontPage",
    "Image",
    "ImageSubject",
    "ImageText",
    "IndexedStory",
    "Mention",
    "MissingAddress",
    "Note",
    "NoteMention",
    "Package",
    "PackageStory",
    "Page",
    "PendingChange",
    "PendingVersion",
    "Pin",
    "Portrait",
    "Presence",
    "PreviewLink",
    "ReaderService",
    "Redirect",
    "SearchRules",
    "Section",
    "SettledPassage",
    "ShareWith",
    "StaffEntry",
    "Stage",
    "Status",
    "StoryLink",
    "StoryWords",
    "Term",
    "Topic",
    "TopicTagging",
    "Translation",
]
