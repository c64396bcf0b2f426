"""The narrow form of those who tag stories and do not write them: the text to read, and whom it names.

It posts mentions and nothing else; ``workflow.tag`` is its door. Who may write on a story has all this in the writing form.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import body, workflow
from articles.admin.stages import stage_sentence
from articles.admin.stories.form import StoryForm
from articles.admin.stories.names import NamesPanel, address_after_save, stored_text
from articles.admin.stories.notes import thread
from articles.admin.stories.panel import Panel
from articles.body.differences import read
from articles.workflow import notes
from articles.writing.form_content import decisions_in


class TagForm(StoryForm):
    """The part of the writing form that says whom the story names."""

    form_token = topics = translation_of = news_changed = None

    @staticmethod
    def stale_sentence() -> str:
        """The story as it is now stands beside this form: nothing more has to be shown of the other's save."""
        return _(
            "Not saved: the story was saved elsewhere after you opened it. Your tags are still here: read the text "
            "again, then save again."
        )


class TagsPage(Panel):
    """The form's address, and the way to it for whom the writing form is closed."""

    def urls(self):
        return [path("<int:pk>/tags/", self.view(self.tags_view), name="articles_article_tags")]

    def instead(self, request, story):
        if story and self._only_tags(request, story):
            return HttpResponseRedirect(address_after_save(request, "tags", story))
        return None

    def _only_tags(self, request, article) -> bool:
        return workflow.may_tag(request.user, article) and not self.admin.has_change_permission(request, article)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def tags_view(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        if not (self.admin.has_view_permission(request, article) and workflow.may_tag(request.user, article)):
            raise PermissionDenied
        if not self._only_tags(request, article):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        form = TagForm(request.POST or None, instance=article, user=request.user, site=self.admin.admin_site)
        if request.method == "POST" and form.is_valid() and self._tag(request, article, form):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address_after_save(request, "tags", article))
        return self._tags_page(request, article, form)

    @staticmethod
    def _tag(request, article, form) -> bool:
        """Whether it is saved; else the form says why."""
        decided = decisions_in(request.POST, request.user)
        chosen, main, shown = form.tags()
        try:
            workflow.tag(
                article,
                by=request.user,
                opened_version=form.cleaned_data["opened_version"],
                chosen=(chosen | decided.tag) - decided.leave_out,
                main=main,
                shown=shown,
                reject=decided.leave_out,
                bring_back=decided.bring_back,
            )
        except workflow.Refused as refusal:
            form.add_error(None, refusal)
            return False
        return True

    def _tags_page(self, request, article, form):
        text = stored_text(request.user, article, is_writer=False)
        data = request.POST if request.method == "POST" else None
        context = self.admin.admin_site.each_context(request) | {
            "title": text.title, "opts": self.admin.opts, "original": article, "form": form,
            "media": self.admin.media + form.media, "text": text, "blocks": read(body.clean(text.html)),
            "sentence": stage_sentence(article, request.user),
            "names": NamesPanel(self.admin).panel(request, article, data),
        }  # fmt: skip
        if notes.may_read(request.user, article):
            context["notes"] = thread(article, request.user)
        return TemplateResponse(request, "admin/articles/article/tags.html", context)
