"""The panel "People and places in this text" beside the writing form, and what is decided in it.

With scripts the panel asks for itself and a click acts at once; without, it is a part of the form, shown after a save, whose
ticks the next save works off. Both post the same fields: ``names_tag``, ``names_not`` and ``names_back`` hold keys of subjects.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.stories.form import SUBJECT_FIELDS
from articles.models import Article
from articles.workflow import tagging
from people.base.admin import posted_keys
from people.base.locks import hold
from people.models import Subject


class Decisions(NamedTuple):
    """What was ticked or clicked: keys of subjects. Who is brought back and left out at once is brought back."""

    tag: set[int]
    leave_out: set[int]
    bring_back: set[int]

    @classmethod
    def posted(cls, data):
        back = posted_keys(data, "names_back")
        leave_out = posted_keys(data, "names_not") - back
        return cls(posted_keys(data, "names_tag") - leave_out, leave_out, back)


def posted_text(data, language: str) -> tagging.Text:
    """The text as it stands in the form; a language that we have no edition in is guessed from the letters."""
    chosen = data.get("language", language)
    title, summary, html = (data.get(name, "") for name in ("title", "summary", "body"))
    return tagging.Text(title, summary, html, chosen if chosen in settings.EDITIONS else "")


class NamesPanel:
    """Mixin for the admin class of stories: it adds the panel's address, its place in the form and its part of a save."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.names_view)
        return [
            path("names/", view, name="articles_article_names_of_new"),
            path("<int:pk>/names/", view, name="articles_article_names"),
            *super().get_urls(),
        ]

    # Asked by the script -----------------------------------------------------------------------------------------------

    @method_decorator(require_POST)
    def names_view(self, request, pk=None):
        """The panel's rows for the text in the form, saved or not. For a saved story it remembers what was decided."""
        article = self._story_to_name(request, pk)
        if article:
            self._remember(request, article)
        context = self._rows(request, article, request.POST)
        return TemplateResponse(request, "admin/articles/article/_names_rows.html", {"names": context})

    def _story_to_name(self, request, pk):
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.visible_or_404(request, pk)
        if not (self.has_change_permission(request, article) or workflow.may_tag(request.user, article)):
            raise PermissionDenied
        return article

    def _remember(self, request, article):
        decided = Decisions.posted(request.POST)
        if decided.leave_out or decided.bring_back:
            with transaction.atomic():
                hold(Article.objects.filter(pk=article.pk))
                tagging.bring_back(article, self._subjects(request, decided.bring_back))
                tagging.reject(article, self._subjects(request, decided.leave_out))

    @staticmethod
    def _subjects(request, keys):
        return Subject.objects.visible_to(request.user).not_merged().filter(pk__in=keys)

    # In the form -------------------------------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            context["names"] = self._panel(request, obj if change else None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, article) -> dict:
        """The empty panel, with rows only where they are asked for: a story opens at once, the script fetches them."""
        name = "articles_article_names" if article else "articles_article_names_of_new"
        address = reverse(f"admin:{name}", args=[article.pk] if article else [])
        panel = {"address": address}
        if request.method == "POST" and self.is_plain(request):
            panel["rows"] = self._rows(request, article, request.POST) | {"is_plain": True}
        elif article and "names" in request.GET:
            panel["rows"] = self._rows(request, article) | {"is_plain": True}
        else:
            panel["kept"] = sorted(Decisions.posted(request.POST).leave_out)
        return panel

    def _rows(self, request, article, data=None) -> dict:
        """What the panel prints: of the posted form, or of the story as it is stored."""
        stored = tagging.rejected_in(article) if article else set()
        if data is None:
            decided, text = Decisions(set(), set(), set()), self.stored_text(request, article)
            tagged = set(article.mentions.confirmed().values_list("subject", flat=True))
        else:
            decided, tagged = Decisions.posted(data), posted_keys(data, *SUBJECT_FIELDS)
            language = article.language if article else settings.DEFAULT_EDITION
            is_written = article is None or "body" in data  # a form without the text asks about the stored one
            text = posted_text(data, language) if is_written else self.stored_text(request, article)
        found = tagging.names_in(text, request.user, tagged=tagged, rejected=stored | decided.leave_out)
        return {
            "found": found,
            "sentence": sentence(found),
            "looked_at": tagging.LOOKED_AT,
            "not_stored": sorted(decided.leave_out - stored),
            "ticked": decided.tag,
            "may_add_person": request.user.has_perm("people.add_person"),
            "language": text.language,
        }

    def stored_text(self, request, article) -> tagging.Text:
        """What the user may read of it: its writers what was written, others without the names that are protected."""
        whole = request.user.has_perm("people.see_protected_subject") or self.has_change_permission(request, article)
        return tagging.text_of(article) if whole else tagging.public_text_of(article)

    @staticmethod
    def is_plain(request) -> bool:
        """Whether the form was sent without our script: by its own button, or by a browser that runs none."""
        return "_names" in request.POST or "names_plain" in request.POST

    def form_address(self, request, article) -> str:
        """Where a save leads: back to the form, with the panel's rows where no script will fetch them."""
        address = reverse("admin:articles_article_change", args=[article.pk])
        return f"{address}?names=1#names-panel" if self.is_plain(request) else address

    # Saved with the story ------------------------------------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article, decided = form.instance, Decisions.posted(request.POST)
        if decided.bring_back:
            tagging.bring_back(article, self._subjects(request, decided.bring_back))
        if decided.tag:
            tagging.tag(article, self._subjects(request, decided.tag))
        if decided.leave_out:
            tagging.reject(article, self._subjects(request, decided.leave_out), confirmed_too=True)
        tagging.note_spellings(article)


def sentence(found: tagging.Names) -> str:
    """What the panel says aloud when its rows are new."""
    if found.is_empty:
        return _("No recorded name found in this text.")
    named, tagged = len(found.named), sum(row.is_tagged for row in found.named)
    parts = [
        ngettext("%(count)s name found", "%(count)s names found", named) % {"count": named},
        ngettext("%(count)s tagged", "%(count)s tagged", tagged) % {"count": tagged},
    ]
    if count := found.open_questions:
        parts.append(ngettext("%(count)s to decide", "%(count)s to decide", count) % {"count": count})
    if count := len(found.unrecorded):
        parts.append(ngettext("%(count)s not recorded yet", "%(count)s not recorded yet", count) % {"count": count})
    return _("%(parts)s.") % {"parts": ", ".join(parts)}
