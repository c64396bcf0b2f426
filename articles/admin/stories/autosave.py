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

from articles.admin.stories.panel import Panel
from articles.models import Autosave
from articles.writing import autosave
from people.base import busy
from people.base.clock import moment


class AutosavePanel(Panel):
    def urls(self):
        return [
            path("autosave/", self.view(self.autosave_view), name="articles_article_autosave_of_new"),
            path("<int:pk>/autosave/", self.view(self.autosave_view), name="articles_article_autosave"),
        ]

    @method_decorator(require_POST)
    def autosave_view(self, request, pk=None):
        """Keep the posted fields for who posts them; with ``throw_away`` forget them."""
        of_change = autosave.PENDING in {request.POST.get("autosave_form"), request.POST.get("throw_away")}
        key = autosave.PENDING if of_change else autosave.STORY
        article = self._story_to_type_in(request, pk, key)
        if "throw_away" in request.POST:
            return self._throw_away(request, article)
        key = autosave.token_in(request.POST) if article is None else key
        if article is None and not key:
            return JsonResponse({"sentence": _("Not kept on the server: open the form again.")}, status=400)
        if int(request.META.get("CONTENT_LENGTH") or 0) > autosave.LARGEST:
            return JsonResponse({"sentence": _("Not kept on the server: the text is too long. Save it.")}, status=413)
        return self._keep(request, article, key)

    def _keep(self, request, article, key):
        try:
            with busy.impatient():
                if "take_back" in request.POST:
                    return self._take_back(request, article, key)
                row = autosave.keep(request.user, article, key, request.POST)
        except OperationalError:
            return JsonResponse({"sentence": _("Not kept on the server yet: the database is busy.")}, status=503)
        when = f"{timezone.localtime(row.saved_at):%H:%M:%S}" if row else ""
        return JsonResponse({"sentence": _("Kept on the server %(time)s") % {"time": when} if row else ""})

    def _take_back(self, request, article, key):
        """What a browser has kept becomes the unsaved text of its form; of a new story that was saved, that of the story."""
        article = article or autosave.made_by(request.user, key)
        if article and key != autosave.PENDING:
            key = autosave.STORY
        data = self.admin.caught_up(request, article) if article and not key else request.POST
        autosave.take_back(request.user, article, key, data)
        return JsonResponse({"address": f"{self._form_address(article, key)}?unsaved={key or 1}"})

    @staticmethod
    def _form_address(article, key):
        if article is None:
            return reverse("admin:articles_article_add")
        name = "pending" if key == autosave.PENDING else "change"
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    def _story_to_type_in(self, request, pk, key):
        if pk is None:
            if not self.admin.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.admin.visible_or_404(request, pk)
        if not self.admin.may_type(request, article, key):
            raise PermissionDenied
        return article

    def _throw_away(self, request, article):
        key = autosave.key_asked(request.POST["throw_away"])
        if key not in autosave.MARKS.values():
            Autosave.objects.filter(user=request.user, article=article, key=key).delete()
        if "fetched" in request.POST:
            return JsonResponse({})
        return HttpResponseRedirect(self._form_address(article, key))

    # In the form -------------------------------------------------------------------------------------------------------

    def instead(self, request, story):
        """The form with the text that the address asks for, if there is one."""
        if "unsaved" not in request.GET or not (row := self._asked_for(request, story)):
            return None
        sentence = _("Unsaved text from %(time)s. Save it to keep it.") % {"time": moment(row.saved_at)}
        return self.admin.filled_page(request, story, autosave.posted(row.data), sentence, tab=autosave.tab_of(row))

    def _asked_for(self, request, story):
        key = autosave.key_asked(request.GET["unsaved"])
        if story and not (self.admin.has_change_permission(request, story) and key in self.admin.autosave_keys):
            return None
        return Autosave.objects.filter(user=request.user, article=story, key=key).first()

    def context(self, writing):
        request, story = writing.request, writing.story
        if story and not self.admin.has_change_permission(request, story):
            return {}
        name, keys = ("autosave" if story else "autosave_of_new"), self.admin.autosave_keys
        address = reverse(f"admin:articles_article_{name}", args=[story.pk] if story else [])
        offers = autosave.offers(request.user, story, keys) if writing.data is None else []
        tab = writing.tab or autosave.tab_in(writing.typed)
        last = autosave.last_save(request.user, story, keys[0])
        shown = {
            "address": address,
            "offers": offers,
            "form": keys[0],
            "last": last,
            "now": autosave.stamp(timezone.now()),
        }
        return {"autosave": shown, "autosave_tab": tab}

    def saved(self, writing):
        sent = writing.request.POST  # as the window knows it: the second of two clicks is known by that
        if writing.waiting:
            autosave.change_saved(writing.user, writing.story, sent, self.admin.number_of(writing.story))
        else:
            autosave.saved(writing.user, writing.story, sent, is_new=writing.is_new)
