"""The queue of those who tag: every story that names nobody yet, of any age, page by page."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.stages import shown_columns, stage_time, stage_word
from articles.admin.stories.panel import Panel
from articles.models import Article
from people.base.clock import clock

PAGE = 50


class UntaggedQueue(Panel):
    """One page, for whoever has stories to tag."""

    def urls(self):
        return [path("untagged/", self.view(self.queue_view), name="articles_article_untagged")]

    @method_decorator(require_safe)
    def queue_view(self, request):
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        is_oldest_first = request.GET.get("order") == "oldest"
        page = Paginator(stories_of(request.user, is_oldest_first), PAGE).get_page(request.GET.get("page"))
        for story in page.object_list:
            story.stage_shown, story.time_shown = stage_word(story), clock(stage_time(story) or story.saved_at)
        context = self.admin.admin_site.each_context(request) | {
            "title": _("No tags yet"), "opts": self.admin.opts, "page": page, "is_oldest_first": is_oldest_first,
            "address": reverse("admin:articles_article_untagged"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/untagged.html", context)


def stories_of(user, is_oldest_first: bool):
    """Those that the user works on, by when they were published; what is in review by when it was saved."""
    found = Article.objects.worked_on_by(user).naming_nobody().without_texts().select_related("section")
    since = Case(When(status="published", then="published_at"), default="saved_at")
    found = found.annotate(shown_title=shown_columns(user)["title"], since=since)
    return found.order_by("since", "id") if is_oldest_first else found.order_by("-since", "-id")
