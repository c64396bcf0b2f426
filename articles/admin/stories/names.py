"""The panel "People and places in this text" beside the writing form, and what is decided in it.

With scripts the panel asks for itself and a click acts at once; without, it is a part of the form, shown after a save, whose
ticks the next save works off. Both post the same fields: ``names_tag``, ``names_not`` and ``names_back`` hold keys of subjects.
"""

from collections import Counter

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
from articles.admin.stories.panel import Panel
from articles.models import Article
from articles.workflow import tagging
from articles.writing.form_content import decisions_in
from people.base.admin import posted_keys
from people.base.locks import lock_rows
from people.models import Kind, Subject


def posted_text(data, language: str) -> tagging.Text:
    """The text as it stands in the form; a language that we have no edition in is guessed from the letters."""
    chosen = data.get("language", language)
    names = ("title", "summary", "body", "short_title", "how_we_know")
    title, summary, html, *lines = (data.get(name, "") for name in names)
    return tagging.Text(title, summary, html, chosen if chosen in settings.EDITIONS else "", *lines)


def _left_out(data) -> set[int]:
    """Of whom the form says that they are not meant; who is brought back at once is not left out."""
    return posted_keys(data, "names_not") - posted_keys(data, "names_back")


def is_plain(data) -> bool:
    """Whether the form was sent without our script: by its own button, or by a browser that runs none."""
    return "_names" in data or "names_plain" in data


def address_after_save(request, name: str, article) -> str:
    """Where a save leads: back to the form, with the panel's rows where no script will fetch them."""
    address = reverse(f"admin:articles_article_{name}", args=[article.pk])
    return f"{address}?names=1#names-panel" if is_plain(request.POST) else address


def stored_text(user, article, is_writer: bool) -> tagging.Text:
    """What the user may read of it: its writers what was written, others without the names that are protected."""
    whole = is_writer or user.has_perm("people.see_protected_subject")
    return tagging.text_of(article) if whole else tagging.public_text_of(article)


class NamesPanel(Panel):
    def urls(self):
        view = self.view(self.names_view)
        return [
            path("names/", view, name="articles_article_names_of_new"),
            path("<int:pk>/names/", view, name="articles_article_names"),
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
            if not self.admin.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.admin.visible_or_404(request, pk)
        if not (self.admin.has_change_permission(request, article) or workflow.may_tag(request.user, article)):
            raise PermissionDenied
        return article

    def _remember(self, request, article):
        decided = decisions_in(request.POST, request.user)
        if decided.leave_out or decided.bring_back:
            with transaction.atomic():
                lock_rows(Article.objects.filter(pk=article.pk))
                tagging.bring_back(article, Subject.objects.filter(pk__in=decided.bring_back))
                tagging.reject(article, Subject.objects.filter(pk__in=decided.leave_out))

    # In the form -------------------------------------------------------------------------------------------------------

    def context(self, writing):
        request, article = writing.request, writing.story
        if article and not self.admin.has_change_permission(request, article):
            return {}
        panel = self.panel(request, article, writing.data)
        if writing.waiting:
            # What is decided here waits with the change and touches no row of the story.
            panel["address"] = reverse("admin:articles_article_names_of_new")
            if writing.data is None:
                panel["kept"] = self._rejected_in(writing.waiting.content, writing.user)
        return {"names": panel}

    def panel(self, request, article, data) -> dict:
        """The empty panel, with rows only where they are asked for: a story opens at once, the script fetches them.

        ``data`` is what was typed; None where the form shows what is stored.
        """
        name = "articles_article_names" if article else "articles_article_names_of_new"
        panel = {"address": reverse(f"admin:{name}", args=[article.pk] if article else [])}
        if data is not None and is_plain(data):
            panel["rows"] = self._rows(request, article, data) | {"is_plain": True}
        elif article and ("names" in request.GET or (data is None and is_plain(request.POST))):
            panel["rows"] = self._rows(request, article) | {"is_plain": True}
        else:
            panel["kept"] = sorted(_left_out(data) if data else ())
        return panel

    @staticmethod
    def _rejected_in(content, user) -> list[int]:
        rejected = [row["subject_id"] for row in content.mentions if row["state"] == tagging.REJECTED]
        seen = Subject.objects.visible_to(user).not_merged().filter(pk__in=rejected)
        return sorted(seen.values_list("pk", flat=True))

    def _rows(self, request, article, data=None) -> dict:
        """What the panel prints: of the posted form, or of the story as it is stored."""
        stored = tagging.rejected_in(article) if article else set()
        is_written = data is not None and (article is None or "body" in data)  # else it asks about the stored text
        if is_written:
            text = posted_text(data, article.language if article else settings.DEFAULT_EDITION)
        else:
            text = stored_text(request.user, article, self.admin.has_change_permission(request, article))
        if data is None:
            tagged = set(article.mentions.confirmed().values_list("subject", flat=True))
            leave_out, ticked = set(), set()
        else:
            tagged, leave_out = posted_keys(data, *SUBJECT_FIELDS), _left_out(data)
            ticked = posted_keys(data, "names_tag") - leave_out
        found = tagging.names_in(text, request.user, tagged=tagged, rejected=stored | leave_out)
        return {
            "found": found,
            "sentence": sentence(found),
            "pattern": sentence(found, "{tagged}") if found.named else "",
            "alike": alike(found),
            "looked_at": tagging.LOOKED_AT,
            "not_stored": sorted(leave_out - stored),
            "ticked": ticked,
            "may_add": {kind for kind in Kind.values if request.user.has_perm(f"people.add_{kind}")},
            "language": text.language,
            "story": article.pk if article else None,
        }


def alike(found: tagging.Names) -> set[str]:
    """What more than one of the records shown is called: only there a number tells them apart."""
    rows = [*found.named, *(row for question in found.unclear for row in question.candidates)]
    names = Counter({row.subject.pk: row.subject.local_label for row in rows}.values())
    return {name for name, count in names.items() if count > 1}


def sentence(found: tagging.Names, tagged_now: str = "") -> str:
    """What the panel says aloud when its rows are new; its script puts in for ``tagged_now`` how many are tagged since."""
    if found.is_empty:
        return _("No recorded name found in this text.")
    named, tagged = len(found.named), sum(row.is_tagged for row in found.named)
    parts = [
        ngettext("%(count)s name found", "%(count)s names found", named) % {"count": named},
        ngettext("%(count)s tagged", "%(count)s tagged", tagged) % {"count": tagged_now or tagged},
    ]
    if count := found.open_questions:
        parts.append(ngettext("%(count)s to decide", "%(count)s to decide", count) % {"count": count})
    if count := len(found.unrecorded):
        parts.append(ngettext("%(count)s not recorded yet", "%(count)s not recorded yet", count) % {"count": count})
    return _("%(parts)s.") % {"parts": ", ".join(parts)}
