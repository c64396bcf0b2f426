"""The windows that have a story open, in its form: the address that they report to, and the line that tells of the others."""

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.stories.desk import wanted_move
from articles.writing import presence
from articles.writing.autosave import PENDING, is_pending, tab_in, version_in
from people.base import busy
from people.base.admin import name_of
from people.base.clock import moment

#: The steps after which it is somebody else's turn.
HANDING_OVER = {"submit", "take_back", "return", "approve", "publish"}


def _is_handed_over(request, response) -> bool:
    """Whether a step was made with the form; one that was refused is answered with the form again."""
    pressed = {"_publish_now", "_publish_change"} & request.POST.keys()
    return response.status_code == 302 and bool(pressed or wanted_move(request.POST) in HANDING_OVER)


class OpenWindows:
    """Mixin for the admin class of stories: the address that windows report to, the line above the form, and the end of a
    step, which hands the story over."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.presence_view)
        return [path("<int:pk>/presence/", view, name="articles_article_presence"), *super().get_urls()]

    @method_decorator(require_POST)
    def presence_view(self, request, pk):
        """A window is open, takes over or closes; the answer says who else is there."""
        article = self.get_queryset(request).defer("body", "body_html").filter(pk=pk).first()
        if article is None:
            raise Http404
        tab = request.POST.get("tab", "")
        if "leave" not in request.POST and not self.may_type(request, article, PENDING):
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

    def _response(self, request, article):
        """Part of the save, so that a story is not handed over that was not saved."""
        response = super()._response(request, article)
        if _is_handed_over(request, response):
            presence.hand_over(article, request.user, tab_in(request.POST))
        return response

    def pending_view(self, request, pk):
        """A pending change is handed over as its story is, when all of the step is done."""
        response = super().pending_view(request, pk)
        if _is_handed_over(request, response):
            with suppress(OperationalError), busy.impatient():  # they can take over; the step itself is made
                presence.hand_over(self.model(pk=pk), request.user, tab_in(request.POST))
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context["presence"] = {
                "address": reverse("admin:articles_article_presence", args=[obj.pk]),
                # The form of a pending change counts its own versions.
                "version": request.waiting.article.version if is_pending(request) else "",
                # What was posted comes back into its own window, which is none of the others.
                "sentences": [
                    presence.sentence(window, request.user) for window in presence.others(obj, tab_in(request.POST))
                ],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
