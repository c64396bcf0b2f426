"""The page that makes a new draft of a story: its translation into another edition, or a copy of it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories.panel import Panel
from articles.writing.autosave import token_in
from people.base.languages import name_of


class Copies(Panel):
    def urls(self):
        return [path("<int:pk>/copy/", self.view(self.copy_view), name="articles_article_copy")]

    def context(self, writing):
        if writing.story and workflow.may_copy(writing.user, writing.story):
            return {"copies": reverse("admin:articles_article_copy", args=[writing.story.pk])}
        return {}

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def copy_view(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        if not workflow.may_copy(request.user, article):
            raise PermissionDenied
        if request.method == "POST":
            return self._made(request, article)
        languages = workflow.languages_for(request.user, article)
        context = self.admin.admin_site.each_context(request) | {
            "title": _("Translate or copy"), "opts": self.admin.opts, "original": article,
            "headline": shown_title(article, request.user), "sentence": stage_sentence(article, request.user),
            "languages": [(code, name_of(code)) for code in languages], "form_token": uuid.uuid4(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/copy.html", context)

    @staticmethod
    def _made(request, article):
        language = request.POST.get("language", "")
        make = workflow.translate if language else workflow.copy
        try:
            made = make(article, *filter(None, [language]), by=request.user, form_key=_form_key(request.POST, language))
        except workflow.Refused as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return HttpResponseRedirect(reverse("admin:articles_article_copy", args=[article.pk]))
        done = (
            _("This is the translation: readers of either story find the other.")
            if language
            else _("This is the copy.")
        )
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[made.pk]))


def _form_key(data, language: str) -> uuid.UUID | None:
    """Of one opening of the page, and of each of its buttons."""
    token = token_in(data)
    return uuid.uuid5(uuid.UUID(token), language or "copy") if token else None
