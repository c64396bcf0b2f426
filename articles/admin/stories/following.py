"""Above a translation's text: that its original was changed since, what changed, and two answers to that."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.stages import shown_title
from articles.admin.stories.history import may_look_back
from articles.admin.stories.panel import Panel
from articles.history import versions
from articles.workflow import translations
from people.base.clock import moment


class Following(Panel):
    def urls(self):
        return [
            path("<int:pk>/up-to-date/", self.view(self.up_to_date_view), name="articles_article_up_to_date"),
            path("<int:pk>/tell-readers/", self.view(self.tell_view), name="articles_article_tell_readers"),
        ]

    def context(self, writing):
        row = translations.translation_of(writing.story) if writing.story else None
        if row is None or not workflow.sees(writing.user, row.original):
            return {}
        user, story = writing.user, writing.story
        return {
            "followed": {
                "row": row,
                "title": shown_title(row.original, user),
                "language": row.original.language_name,
                "changed": moment(row.changed_at) if row.changed_at else "",
                "seen": row.changed_at.isoformat() if row.changed_at else "",
                "since": moment(row.followed_at),
                "comparison": comparison_of(row, user) if row.changed_at else "",
                "up_to_date": _address("up_to_date", story) if translations.may_follow(user, story) else "",
                "tell": _address("tell_readers", story) if translations.may_tell_readers(user, story) else "",
            }
        }

    @method_decorator(require_POST)
    def up_to_date_view(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        try:
            translations.bring_up_to_date(article, by=request.user, seen=_moment_in(request.POST))
            messages.success(request, _("The translation is up to date with its original."))
        except workflow.Refused as refusal:
            messages.warning(request, " ".join(refusal.messages))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    @method_decorator(require_POST)
    def tell_view(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        is_told = request.POST.get("told") == "1"
        translations.tell_readers(article, is_told, by=request.user)
        told = _("Readers are told when the original was changed.")
        messages.success(request, told if is_told else _("Readers are not told that the original was changed."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def comparison_of(row, user) -> str:
    """The address that shows what the original says otherwise than it did; nothing for whoever may not look back on it."""
    original = row.original
    if not may_look_back(user, original):
        return ""
    key = row.version and versions.version_numbered(original, row.version)
    key = key or versions.version_at(original, row.followed_at)
    return f"{reverse('admin:articles_article_compare', args=[original.pk])}?old={key}&new=now" if key else ""


def _address(name: str, story) -> str:
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


def _moment_in(data) -> datetime | None:
    try:
        return parse_datetime(data.get("seen", ""))
    except ValueError:
        return None
