"""The history of a story: every version with who, when and why; two of them beside each other; an earlier one restored."""

from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.pending.pages import KEPT, pending_address, until_then
from articles.admin.stages import shown_title
from articles.admin.stories.notes import reading
from articles.admin.stories.panel import Panel
from articles.body.differences import read
from articles.history import versions
from articles.history.comparison import Comparison, compare
from articles.history.content import FLAGS, Content
from articles.workflow import Refused, pending
from people.base.admin import is_key

PER_PAGE = 25


def may_look_back(user, article) -> bool:
    """Whoever may write on the story, or propose a change to it; editors also after it was discarded."""
    if user.has_perm("articles.edit_all_articles"):
        return user.has_perm("articles.change_article")
    return workflow.may_edit(user, article) or pending.may_propose(user, article)


def history_page(admin, request, article, name: str, context: dict):
    """One of the pages around the story's history."""
    around = {"opts": admin.opts, "original": article, "story": shown_title(article, request.user)}
    context = admin.admin_site.each_context(request) | around | context
    return TemplateResponse(request, f"admin/articles/article/{name}.html", context)


class HistoryPages(Panel):
    """The stock address of the history leads here, too."""

    def urls(self):
        version = "<int:pk>/history/<slug:key>/"
        return [
            path("<int:pk>/compare/", self.view(self.compare_view), name="articles_article_compare"),
            path(version, self.view(self.version_view), name="articles_article_version"),
            path(f"{version}restore/", self.view(self.restore_view), name="articles_article_restore"),
        ]

    # Looking -----------------------------------------------------------------------------------------------------------

    def history_view(self, request, pk):
        article = self.story_to_look_back_on(request, pk)
        keys = versions.keys_of(article)
        page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
        rows = versions.entries(article, page.object_list)
        _read_reasons(article, request.user, rows)
        context = {
            "title": _("History"),
            "rows": [(row, _before(row, keys)) for row in rows],
            "page": page,
            "newest": keys[0] if keys else "",
        }
        return history_page(self.admin, request, article, "history", context)

    @method_decorator(require_safe)
    def version_view(self, request, pk, key):
        article = self.story_to_look_back_on(request, pk)
        entry, content = _fetched(article, key)
        _read_reasons(article, request.user, [entry])
        rows = compare(content, content, request.user).rows
        context = {
            "title": entry.name,
            "entry": entry,
            "blocks": read(content.fields["body"]),
            "content": content,
            "rows": [row for row in rows if _tells(row, content)],
            "left_out": versions.left_out(article, key),
            "may_restore": not entry.is_current and key != "now" and workflow.may_edit(request.user, article),
            "may_propose": not entry.is_current and self.may_restore_as_change(request.user, article),
            "until_then": until_then(article),
        }
        return history_page(self.admin, request, article, "version", context)

    @method_decorator(require_safe)
    def compare_view(self, request, pk):
        article = self.story_to_look_back_on(request, pk)
        old, old_content = _fetched(article, request.GET.get("old", ""))
        new, new_content = _fetched(article, request.GET.get("new") or "now")
        if old.at and new.at and old.at > new.at and not new.is_pending and not old.is_pending:
            old, old_content, new, new_content = new, new_content, old, old_content
        _read_reasons(article, request.user, [old, new])
        view = "inline" if request.GET.get("view") == "inline" else "side"
        found = compare(old_content, new_content, request.user)
        context = {"title": _("Differences"), "old": old, "new": new, "view": view} | shown(found)
        return history_page(self.admin, request, article, "compare", context)

    def story_to_look_back_on(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        if not may_look_back(request.user, article):
            raise PermissionDenied
        return article

    # Restoring ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def may_restore_as_change(user, article) -> bool:
        return pending.may_propose(user, article) and pending.open_change(article) is None

    @csrf_protect_m
    @method_decorator(require_POST)
    def restore_view(self, request, pk, key):
        article = self.story_to_look_back_on(request, pk)
        _entry, content = _fetched(article, key)
        left_out = versions.left_out(article, key)
        opened = request.POST.get("opened_version", "")
        opened = int(opened) if is_key(opened) else -1
        try:
            if "_pending" in request.POST:
                address = self._restore_as_change(request, article, content, key, opened)
            else:
                address = self._restore(request, article, content, key, opened)
        except Refused as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_article_version", args=[pk, key]))
        for sentence in left_out:
            messages.warning(request, sentence)
        return HttpResponseRedirect(address)

    @staticmethod
    def _restore(request, article, content, key, opened):
        workflow.restore(article, content, by=request.user, opened_version=opened, source=key)
        messages.success(request, _("Restored as the newest version. All others stay in the history."))
        return reverse("admin:articles_article_change", args=[article.pk])

    @staticmethod
    def _restore_as_change(request, article, content, key, opened):
        with transaction.atomic():
            if article.was_public:  # readers have the address; a wish for another is made in the form
                content.fields["slug"] = article.slug
            workflow.refuse_stale(article, opened)
            pending.save(article, content, by=request.user, opened=0, base_version=opened, comment=f"restored {key}")
        messages.success(request, KEPT)
        return pending_address(article)


def _read_reasons(article, user, entries):
    """A reason that an editor gave may hold a name that the story's writer shall not know."""
    read = reading(article, user, [entry.why for entry in entries])
    for entry in entries:
        entry.why = read(entry.why)


def _before(row, keys: list[str]) -> str:
    """What this version is compared with: the one before it; the first state of a pending change with what readers had."""
    letter = "p" if row.is_pending and row.number > 1 else "r"
    later = iter(keys[keys.index(row.key) + 1 :])
    return next((key for key in later if key.startswith(letter)), "")


def _tells(row, content: Content) -> bool:
    """Whether a line beside the text says something that is not in it."""
    return (
        bool(row.parts) and row.name not in {"title", "summary"} and (row.name not in FLAGS or content.fields[row.name])
    )


def _fetched(article, key: str) -> tuple[versions.Entry, Content]:
    try:
        return versions.fetch(article, key)
    except (LookupError, ValueError):
        raise Http404 from None


def shown(found: Comparison) -> dict:
    """What ``_compared.html`` prints."""
    return {"rows": found.changed_rows, "text": found.text, "changes": found.changes}
