"""Unsaved text in the writing form: the addresses that keep and forget it, the bar that offers it, its end with the save.

``articles.writing.autosave`` keeps it.
"""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Autosave
from articles.workflow import pending
from articles.writing import autosave
from people.base import busy
from people.base.clock import moment


class KeepsUnsaved:
    """Mixin for the admin class of stories: the addresses that keep and forget, the bar that offers, the end with the save."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("autosave/", view(self.autosave_view), name="articles_article_autosave_of_new"),
            path("<int:pk>/autosave/", view(self.autosave_view), name="articles_article_autosave"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def autosave_view(self, request, pk=None):
        """Keep the posted fields for who posts them; with ``throw_away`` forget them."""
        of_change = autosave.PENDING in {request.POST.get("autosave_form"), request.POST.get("throw_away")}
        key = autosave.PENDING if of_change else autosave.STORY
        article = self._story_to_keep(request, pk, key)
        if "throw_away" in request.POST:
            return self._throw_away(request, article)
        key = autosave.token_in(request.POST) if article is None else key
        if article is None and not key:
            return JsonResponse({"sentence": _("Not autosaved: open the form again.")}, status=400)
        if int(request.META.get("CONTENT_LENGTH") or 0) > autosave.LARGEST:
            return JsonResponse({"sentence": _("Not autosaved: the text is too long. Save it.")}, status=413)
        return self._kept(request, article, key)

    def _kept(self, request, article, key):
        try:
            with busy.impatient():
                row = autosave.keep(request.user, article, key, request.POST)
        except OperationalError:
            return JsonResponse({"sentence": _("Not autosaved yet: the database is busy.")}, status=503)
        when = f"{timezone.localtime(row.saved_at):%H:%M:%S}" if row else ""
        return JsonResponse({"sentence": _("Autosaved %(time)s") % {"time": when} if row else ""})

    def may_type(self, request, article, key) -> bool:
        """Whether the user may write in that form: of a story that readers have, its writer has the pending change alone."""
        may_propose = key == autosave.PENDING and pending.may_propose(request.user, article)
        return may_propose or self.has_change_permission(request, article)

    def _story_to_keep(self, request, pk, key):
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.visible_or_404(request, pk)
        if not self.may_type(request, article, key):
            raise PermissionDenied
        return article

    def _throw_away(self, request, article):
        key = autosave.key_asked(request.POST["throw_away"])
        if key != autosave.SAVED:
            Autosave.objects.filter(user=request.user, article=article, key=key).delete()
        if article is None:
            return HttpResponseRedirect(reverse("admin:articles_article_add"))
        name = "pending" if key == autosave.PENDING else "change"
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[article.pk]))

    # In the form -------------------------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if filled := self.form_with_unsaved(request, object_id):
            return filled
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code == 302 and not hasattr(request, "saved_story"):
            autosave.forget(request.user, object_id, request.POST)  # it went into a pending change
        return response

    def form_with_unsaved(self, request, object_id):
        """The form with the text that the address asks for, if there is one."""
        if request.method != "GET" or "unsaved" not in request.GET or not (row := self._asked_for(request, object_id)):
            return None
        sentence = _("Unsaved text from %(time)s. Save it to keep it.") % {"time": moment(row.saved_at)}
        return self.form_filled(
            request, object_id, autosave.posted(row.data), sentence, autosave_tab=autosave.tab_of(row)
        )

    def _asked_for(self, request, object_id):
        key, article = autosave.key_asked(request.GET["unsaved"]), None
        if object_id is not None:
            article = self.get_object(request, object_id)
            if article is None or not self.has_change_permission(request, article) or key not in _keys(request):
                return None
        return Autosave.objects.filter(user=request.user, article=article, key=key).first()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            name = "autosave" if change else "autosave_of_new"
            address = reverse(f"admin:articles_article_{name}", args=[obj.pk] if change else [])
            keys = _keys(request)
            shown = [] if request.method == "POST" else autosave.offers(request.user, obj if change else None, keys)
            context["autosave"] = {"address": address, "offers": shown, "form": keys[0]}
            context.setdefault("autosave_tab", autosave.tab_in(request.POST))
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saved with the story ------------------------------------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved_story = form.instance, not change

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """When all of a save is done, its moves too, and before its transaction ends."""
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        if hasattr(request, "saved_story"):
            article, is_new = request.saved_story
            autosave.saved(request.user, article, request.POST, is_new=is_new)
        return response


def _keys(request) -> tuple[str, ...]:
    """Under which keys text of the form that is asked for is kept."""
    return (autosave.PENDING,) if autosave.is_pending(request) else (autosave.STORY, autosave.EARLIER)
