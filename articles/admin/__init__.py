"""The newsroom's desk, split by subject."""

from articles.admin.audit import AuditAdmin
from articles.admin.front.packages import PackageAdmin
from articles.admin.front.page import FrontPageAdmin
from articles.admin.glossary import TermAdmin
from articles.admin.library.image import ImageAdmin
from articles.admin.pending.form import PendingChangeAdmin
from articles.admin.planning import PlanningAdmin
from articles.admin.reader_service import ReaderServiceAdmin
from articles.admin.redirects import RedirectAdmin
from articles.admin.stories.article import ArticleAdmin
from articles.admin.subjects import SubjectPanel
from articles.admin.taxonomy import PageAdmin, SectionAdmin, TopicAdmin
from articles.admin.translations import TranslationsAdmin

__all__ = [
    "ArticleAdmin",
    "AuditAdmin",
    "FrontPageAdmin",
    "ImageAdmin",
    "PackageAdmin",
    "PageAdmin",
    "PendingChangeAdmin",
    "PlanningAdmin",
    "ReaderServiceAdmin",
    "RedirectAdmin",
    "SectionAdmin",
    "SubjectPanel",
    "TermAdmin",
    "TopicAdmin",
    "TranslationsAdmin",
]
