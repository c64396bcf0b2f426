"""The windows that have a story open, in its form: the address that they report to, and the line that tells of the others."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.stories.panel import Panel
from articles.admin.stories.sent import wanted_move
from articles.writing import presence
from articles.writing.autosave import PENDING, tab_in, version_in
from people.base import busy
from people.base.admin import name_of
from people.base.clock import moment

#: The steps after which it is somebody else's turn.
HANDING_OVER = {"submit", "take_back", "return", "approve", "publish"}


class OpenWindows(Panel):
    def urls(self):
        return [path("<int:pk>/presence/", self.view(self.presence_view), name="articles_article_presence")]

    @method_decorator(require_POST)
    def presence_view(self, request, pk):
        """A window is open, takes over or closes; the answer says who else is there."""
        article = self.admin.get_queryset(request).defer("body", "body_html").filter(pk=pk).first()
        if article is None:
            raise Http404
        tab = request.POST.get("tab", "")
        if "leave" not in request.POST and not self.admin.may_type(request, article, PENDING):
            raise PermissionDenied
        if not presence.TAB.fullmatch(tab):
            return JsonResponse({"sentence": _("Open the form again.")}, status=400)
        if "leave" in request.POST:
            presence.leave(article, request.user, tab)
            return JsonResponse({})
        try:
            with busy.impatient():
                presence.leave(article, request.user, request.POST.get("left", "")[:40].replace("\0", ""))
                window = presence.heartbeat(article, request.user, tab, presence.Heartbeat.of(request.POST))
        except OperationalError:
            return JsonResponse({"sentence": _("The database is busy.")}, status=503)
        return JsonResponse(self._situation(request, article, window))

    @staticmethod
    def _situation(request, article, window) -> dict:
        there = presence.others(article, window.tab)
        writer = next((other for other in there if other.is_writer), None)
        return {
            "is_writer": window.is_writer,
            "since": moment(window.opened_at),
            "writer": name_of(writer.user) if writer else "",
            "others": [
                {"name": name_of(other.user), "since": moment(other.opened_at), "is_writer": other.is_writer,
                 "is_you": other.user_id == request.user.pk, "sentence": presence.sentence(other, request.user)}
                for other in there
            ],
            "version": article.version,
            "saved": presence.saved_meanwhile(article, request.user, version_in(request.POST)),
        }  # fmt: skip

    # In the form, and with its save --------------------------------------------------------------------------------------

    def context(self, writing):
        story = writing.story
        if story is None or not self.admin.has_change_permission(writing.request, story):
            return {}
        # What was sent comes back into its own window, which is none of the others.
        there = presence.others(story, tab_in(writing.request.POST if writing.data is None else writing.data))
        return {
            "presence": {
                "address": reverse("admin:articles_article_presence", args=[story.pk]),
                "version": story.version if writing.waiting else "",  # that form counts its own versions
                "sentences": [presence.sentence(window, writing.user) for window in there],
            }
        }

    def saved(self, writing):
        """Part of the save, so that a story is not handed over that was not saved, nor for a step that was refused."""
        pressed = {"_publish_now", "_publish_change"} & writing.data.keys()
        if writing.refused is None and (pressed or wanted_move(writing.data) in HANDING_OVER):
            presence.hand_over(writing.story, writing.user, tab_in(writing.data))
