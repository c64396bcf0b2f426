"""The narrow form of those who tag stories and do not write them: the text to read, and whom it names.

It posts mentions and nothing else; ``workflow.tag`` is its door. Who may write on a story has all this in the writing form.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import body, workflow
from articles.admin.stages import stage_sentence
from articles.admin.stories.form import StoryForm
from articles.admin.stories.names import Decisions
from articles.admin.stories.notes import thread
from articles.body.differences import read
from articles.workflow import notes


class TagForm(StoryForm):
    """The part of the writing form that says whom the story names."""

    form_token = topics = translation_of = news_changed = None

    def _refuse_stale(self):
        """The story as it is now stands beside this form: nothing more has to be shown of the other's save."""
        if self.cleaned_data.get("opened_version") == self.instance.version:
            return
        self.data = self.data.copy()
        self.data["opened_version"] = str(self.instance.version)
        sentence = _(
            "Not saved: the story was saved elsewhere after you opened it. Your tags are still here: read the text "
            "again, then save again."
        )
        self.add_error(None, ValidationError(sentence, code="stale"))


class TagsForm:
    """Mixin for the admin class of stories: the form's address, and the way to it for whom the writing form is closed."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.tags_view)
        return [path("<int:pk>/tags/", view, name="articles_article_tags"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if request.user.has_perm("articles.tag_article") else None
        if request.method == "GET" and article and self._only_tags(request, article):
            return HttpResponseRedirect(self._tags_address(request, article))
        return super().change_view(request, object_id, form_url, extra_context)

    def _only_tags(self, request, article) -> bool:
        return workflow.may_tag(request.user, article) and not self.has_change_permission(request, article)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def tags_view(self, request, pk):
        article = self.visible_or_404(request, pk)
        if not (self.has_view_permission(request, article) and workflow.may_tag(request.user, article)):
            raise PermissionDenied
        if not self._only_tags(request, article):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        form = self._tag_form(request)(request.POST or None, instance=article)
        if request.method == "POST" and form.is_valid() and self._tag(request, article, form):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(self._tags_address(request, article))
        return self._tags_page(request, article, form)

    def _tag_form(self, request):
        return type("TagForm", (TagForm,), {"user": request.user, "site": self.admin_site})

    def _tag(self, request, article, form) -> bool:
        """Whether it is saved; else the form says why."""
        decided = Decisions.posted(request.POST)
        chosen, main, shown = form.tags()
        try:
            workflow.tag(
                article,
                by=request.user,
                opened_version=form.cleaned_data["opened_version"],
                chosen=(chosen | self._keys(request, decided.tag)) - decided.leave_out,
                main=main,
                shown=shown,
                reject=self._subjects(request, decided.leave_out),
                bring_back=self._subjects(request, decided.bring_back),
            )
        except workflow.Refused as refusal:
            form.add_error(None, refusal)
            return False
        return True

    def _keys(self, request, keys) -> set[int]:
        return set(self._subjects(request, keys).values_list("pk", flat=True))

    def _tags_address(self, request, article) -> str:
        address = reverse("admin:articles_article_tags", args=[article.pk])
        return f"{address}?names=1#names-panel" if self.is_plain(request) else address

    def _tags_page(self, request, article, form):
        text = self.stored_text(request, article)
        context = self.admin_site.each_context(request) | {
            "title": text.title, "opts": self.opts, "original": article, "form": form, "media": self.media + form.media,
            "text": text, "blocks": read(body.clean(text.html)),
            "sentence": stage_sentence(article, request.user), "names": self._panel(request, article),
        }  # fmt: skip
        if notes.may_read(request.user, article):
            context["notes"] = thread(article, request.user)
        return TemplateResponse(request, "admin/articles/article/tags.html", context)
