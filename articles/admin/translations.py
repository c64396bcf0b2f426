"""Every story by language: where each edition has it, where it is behind its original, where it is missing.

Rows are groups of stories that are translations of one another. Only what ``visible_to`` gives is counted, shown and filtered
by; a translation is begun by the door of the page "Translate or copy".
"""

import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.stages import shown_columns
from articles.models import Article, Section, Stage, Translation
from people.base.admin import StaffAdmin, is_key
from people.base.languages import name_of

PER_PAGE = 25
MOST_PAGES = 400
MINE = "mine"


@dataclass
class State:
    """What a cell says: a word, and a sign whose shape says the same."""

    key: str
    word: str
    sign: str


ORIGINAL = State("original", pgettext_lazy("version of a story", "Original"), "◆")
CURRENT = State("current", pgettext_lazy("version of a story", "Current"), "●")
BEHIND = State("behind", pgettext_lazy("version of a story", "Behind"), "▲")
MISSING = State("missing", pgettext_lazy("version of a story", "Missing"), "○")
#: Of what no reader sees: its stage is its word.
DRAFT, GONE = "◐", "✕"


@dataclass
class Cell:
    """A story in one edition, or that there is none and where it can be begun."""

    language: str
    state: State
    story: Article | None = None
    title: str = ""
    #: What else is to be said of it: the stage of one that is behind, and no reader sees yet.
    also: str = ""
    start: str = ""

    @property
    def language_name(self) -> str:
        return name_of(self.language)


@dataclass
class Row:
    """One story in all its languages."""

    title: str
    language: str
    section: str
    cells: list[Cell] = field(default_factory=list)
    #: Tells a second click on one of its buttons.
    token: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass
class Asked:
    """What the table is narrowed by; what is not there narrows nothing."""

    missing: str = ""
    behind: str = ""
    section: str = ""
    whose: str = ""

    @classmethod
    def of(cls, data):
        codes, section = settings.EDITIONS, data.get("section", "")
        return cls(
            missing=data.get("missing", "") if data.get("missing", "") in codes else "",
            behind=data.get("behind", "") if data.get("behind", "") in codes else "",
            section=section if is_key(section) else "",
            whose=MINE if data.get("whose") == MINE else "",
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})


class Table:
    """A page of it, as one member of staff may see it. In a fixed number of queries."""

    def __init__(self, user, asked: Asked, number: int):
        self.user, self.asked, self.number = user, asked, number
        self.seen = Article.objects.visible_to(user).filter(language__in=settings.EDITIONS)
        start = (number - 1) * PER_PAGE
        keys = list(self._groups()[start : start + PER_PAGE + 1])
        self.has_more = len(keys) > PER_PAGE and number < MOST_PAGES
        self.rows = self._rows(keys[:PER_PAGE])

    def _groups(self):
        """The keys of the groups, the last saved first."""
        found, asked = self.seen.kept(), self.asked
        if asked.missing:
            there = found.filter(language=asked.missing).order_by()
            found = found.exclude(translation_key__in=there.values("translation_key"))
        if asked.behind:
            there = found.filter(language=asked.behind, translation__in=self._behind()).order_by()
            found = found.filter(translation_key__in=there.values("translation_key"))
        if asked.section:
            section = Section.objects.filter(pk=asked.section).values("translation_key")
            there = found.filter(section__translation_key__in=section).order_by()
            found = found.filter(translation_key__in=there.values("translation_key"))
        if asked.whose:
            own = found.owned_by(self.user).order_by()
            found = found.filter(translation_key__in=own.values("translation_key"))
        groups = found.order_by().values("translation_key").annotate(last=Max("saved_at"))
        return groups.order_by("-last", "translation_key").values_list("translation_key", flat=True)

    def _behind(self):
        originals = self.seen.kept().order_by().values("pk")
        return Translation.objects.behind().filter(original__in=originals)

    def _rows(self, keys: list) -> list[Row]:
        stories = self.seen.filter(translation_key__in=keys).select_related("section", "translation")
        stories = stories.without_texts().annotate(shown_title=shown_columns(self.user)["title"])
        groups = {key: {} for key in keys}
        for story in stories.order_by("created_at", "pk"):
            groups[story.translation_key][story.language] = story
        self.taken = set(
            Article.objects.filter(translation_key__in=keys).order_by().values_list("translation_key", "language")
        )
        self.own = self._own(keys)
        return [self._row(key, versions) for key, versions in groups.items() if versions]

    def _own(self, keys) -> set[int] | None:
        """Whom the user may translate: nobody's, their own, or all (None)."""
        if not self.user.has_perm("articles.add_article"):
            return set()
        if self.user.has_perm("articles.edit_all_articles"):
            return None
        return set(self.seen.owned_by(self.user).filter(translation_key__in=keys).values_list("pk", flat=True))

    def _row(self, key, versions: dict) -> Row:
        original = self._original(versions)
        row = Row(original.shown_title, original.language, original.section.name if original.section else "")
        source = self._source(original, versions)
        for code in settings.EDITIONS:
            if story := versions.get(code):
                row.cells.append(self._cell(story, versions))
            else:
                may_start = source and (key, code) not in self.taken
                start = reverse("admin:articles_article_copy", args=[source.pk]) if may_start else ""
                row.cells.append(Cell(code, MISSING, start=start))
        return row

    @staticmethod
    def _original(versions: dict) -> Article:
        """The one that follows none of them; they come with the oldest first."""
        stories = [story for story in versions.values() if not story.discarded_at] or list(versions.values())
        firsts = [story for story in stories if getattr(story, "translation", None) is None]
        return (firsts or stories)[0]

    def _source(self, original, versions: dict) -> Article | None:
        """The story that a new translation is made from: the original, or else one that the user has in hand."""
        for story in (original, *versions.values()):
            if not story.discarded_at and (self.own is None or story.pk in self.own):
                return story
        return None

    def _cell(self, story, versions: dict) -> Cell:
        state, also = self._state(story, versions)
        return Cell(story.language, state, story, story.shown_title, also)

    @staticmethod
    def _state(story, versions: dict) -> tuple[State, str]:
        stage = story.stage()
        word = _("Discarded") if story.discarded_at else stage.label
        follows = getattr(story, "translation", None)
        seen = {version.pk for version in versions.values() if not version.discarded_at}
        if follows and follows.is_behind and follows.original_id in seen and not story.discarded_at:
            return BEHIND, "" if stage == Stage.PUBLISHED else word
        if stage == Stage.PUBLISHED:
            return (CURRENT if follows else ORIGINAL), ""
        is_gone = story.discarded_at or stage in (Stage.WITHDRAWN, Stage.EXPIRED)
        return State("gone" if is_gone else "draft", word, GONE if is_gone else DRAFT), ""


@admin.register(Translation)
class TranslationsAdmin(StaffAdmin):
    """The table alone: whoever reads stories finds it, and begins there what they may translate."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_article")

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False  # a translation is begun from a story

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        return [path("", self.admin_site.admin_view(self.table_view), name="articles_translation_changelist")]

    @method_decorator(require_safe)
    def table_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, number = Asked.of(request.GET), request.GET.get("page", "1")
        number = min(int(number), MOST_PAGES) if is_key(number) and int(number) else 1
        table = Table(request.user, asked, number)
        context = self.admin_site.each_context(request) | {
            "title": _("Stories by language"), "opts": self.opts, "table": table, "asked": asked,
            "languages": [(code, name_of(code)) for code in settings.EDITIONS], "sections": sections_for(request.user),
            "before": _page(asked, number - 1) if number > 1 else "",
            "after": _page(asked, number + 1) if table.has_more else "",
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/translation/table.html", context)


def _page(asked: Asked, number: int) -> str:
    return f"?{asked.query}{'&' if asked.query else ''}page={number}"


def sections_for(user) -> list[Section]:
    """Each section once, in the user's language where it has one there."""
    found = {}
    for section in Section.objects.only("name", "language", "translation_key", "position"):
        if section.translation_key not in found or section.language == user.language:
            found[section.translation_key] = section
    return sorted(found.values(), key=lambda section: section.name.casefold())
