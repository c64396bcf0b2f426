"""Looking at a story before readers do: its saved versions, what stands in the form, and links to share with others."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import previews, rendering
from articles.admin.pending.pages import pending_address
from articles.admin.stages import stage_sentence
from articles.admin.stories.history import history_page, may_look_back
from articles.admin.stories.panel import Panel
from articles.history import versions
from articles.history.content import Content
from articles.models import Image, PreviewLink
from articles.pictures import showing
from articles.site import views
from articles.workflow import Refused, pending
from articles.writing import form_content
from people.base.fields import tidy_line
from people.base.pages import absolute

#: Versions that a link is offered for, and links that are shown.
MOST = 20
MOST_LINKS = 100
#: The form is asked for its preview by the pane beside it, again and again while somebody writes.
BESIDE = "_beside"


class LinkForm(forms.Form):
    """For whom a link is made, to which version and for how long."""

    purpose = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("For colleagues, such as: the lawyer, second half. Do not name sources here."),
    )
    version = forms.ChoiceField(label=gettext_lazy("Which version"))
    hours = forms.TypedChoiceField(
        label=gettext_lazy("For how long"),
        coerce=int,
        choices=[(24, gettext_lazy("One day")), (72, gettext_lazy("Three days")), (168, gettext_lazy("A week"))],
        initial=previews.HOURS[0],
    )

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [(row.key, f"{row.name} – {row.label}") for row in rows]

    def clean_purpose(self):
        return tidy_line(self.cleaned_data["purpose"])


@never_cache
def _page(request, article, note: str, back: str = "") -> HttpResponse:
    """The article page of a story with its page data, below a banner in the language of the staff."""
    banner = {
        "label": _("Preview"),
        "sentence": stage_sentence(article, request.user),
        "note": note,
        "wide": _("Desktop"),
        "phone": _("Phone"),
        "widths": _("Preview width"),
        "back": _("Back to writing"),
        "back_url": back or reverse("admin:articles_article_change", args=[article.pk]),
    }
    return _shown(request, article, "admin/articles/article/preview.html", {"banner": banner})


def _shown(request, article, template: str, about: dict) -> HttpResponse:
    with article.in_own_edition():
        context = views.article_context(article) | {"media_base": showing.STAFF} | about
        html = render_to_string(template, context, request=request)
    return HttpResponse(html, headers={"Content-Language": article.language, "X-Robots-Tag": "noindex"})


class PreviewPages(Panel):
    def urls(self):
        revoke = "<int:pk>/previews/<int:link>/revoke/"
        return [
            path("<int:pk>/preview/", self.view(self.preview_view), name="articles_article_preview"),
            path("<int:pk>/previews/", self.view(self.links_view), name="articles_article_previews"),
            path(revoke, self.view(self.revoke_view), name="articles_article_preview_revoke"),
        ]

    def context(self, writing):
        story = writing.story
        if story is None or not previews.may_share(writing.user, story):
            return {}
        ways = {"typed": "articles_article_preview", "links": "articles_article_previews"}
        shown = {name: reverse(f"admin:{way}", args=[story.pk]) for name, way in ways.items()}
        return {"previews": shown | {"beside": self.admin.has_change_permission(writing.request, story)}}

    # A page as readers will see it -------------------------------------------------------------------------------------

    @csrf_protect_m
    def preview_view(self, request, pk):
        """The saved story; with ?version=... one of its versions; posted to, what stands in the form."""
        stories = self.admin.get_queryset(request)
        if request.method == "POST":
            return self._preview_typed(request, self._to_share(request, pk))
        if key := request.GET.get("version"):
            return self._preview_version(request, stories.filter(pk=pk).first(), key)
        article = stories.with_page_data().filter(pk=pk).first()
        if article is None:
            raise Http404
        if previews.reads_as_typed(request.user, article):
            article = self._built(request, article, Content.of(article))
        else:
            article.body_html = rendering.body_for(article, showing.STAFF, self._images(request))
        return _page(request, article, _("This is the saved version. Readers cannot open this address."))

    @staticmethod
    def _images(request):
        return Image.objects.visible_to(request.user)

    def _built(self, request, article, content: Content):
        return previews.built(article, content, self._images(request), showing.STAFF, request.user)

    def _preview_version(self, request, article, key):
        if article is None:
            raise Http404
        if not may_look_back(request.user, article):
            raise PermissionDenied
        try:
            entry, content = versions.fetch(article, key)
        except LookupError:
            raise Http404 from None
        note = _("This is “%(version)s”. Readers cannot open this address.") % {"version": entry.name}
        return _page(request, self._built(request, article, content), note)

    def _preview_typed(self, request, article):
        change = pending.open_change(article) if "base_version" in request.POST else None
        base = pending.content_of(change) if change else Content.of(article)
        content = form_content.of_post(request.POST, base, request.user)
        story = self._built(request, article, content)
        if BESIDE in request.POST:
            return _shown(request, story, "admin/articles/article/preview_beside.html", {"structured": []})
        back = pending_address(article) if "base_version" in request.POST else ""
        note = _("This is your text, not saved yet. Close this page to go on writing.")
        return _page(request, story, note, back)

    # Links to share ----------------------------------------------------------------------------------------------------

    @csrf_protect_m
    def links_view(self, request, pk):
        article = self._to_share(request, pk)
        rows = self._versions_to_share(article)
        form = LinkForm(request.POST or None, rows=rows)
        made = self._make_link(request, article, form) if request.method == "POST" and form.is_valid() else None
        links = list(article.preview_links.select_related("made_by")[:MOST_LINKS])
        names = {row.key: row.name for row in versions.entries(article, [previews.key_of(link) for link in links])}
        context = {
            "title": _("Shared previews"),
            "form": LinkForm(rows=rows) if made else form,
            "made": made,
            "has_versions": bool(rows),
            "links": [(link, names.get(previews.key_of(link), ""), _state(link)) for link in links],
        }
        return history_page(self.admin, request, article, "previews", context)

    @staticmethod
    def _versions_to_share(article) -> list:
        """The newest versions; first what waits, then what stands."""
        rows = versions.entries(article, versions.keys_of(article)[:MOST])
        return sorted(rows, key=lambda row: (not (row.is_pending and row.change.is_open), not row.is_current))

    @staticmethod
    def _make_link(request, article, form) -> dict | None:
        data = form.cleaned_data
        try:
            link, token = previews.make_link(
                article, data["version"], by=request.user, hours=data["hours"], purpose=data["purpose"]
            )
        except Refused as refusal:
            form.add_error(None, refusal)
            return None
        return {"address": absolute(reverse("shared_preview", args=[token])), "link": link}

    @csrf_protect_m
    @method_decorator(require_POST)
    def revoke_view(self, request, pk, link):
        article = self._to_share(request, pk)
        row = PreviewLink.objects.filter(article=article, pk=link).select_related("article").first()
        if row is None:
            raise Http404
        previews.revoke(row, by=request.user)
        messages.success(request, _("Revoked: the link no longer works."))
        return HttpResponseRedirect(reverse("admin:articles_article_previews", args=[pk]))

    def _to_share(self, request, pk):
        article = self.admin.visible_or_404(request, pk)
        if not previews.may_share(request.user, article):
            raise PermissionDenied
        return article


def _state(link) -> str:
    if link.revoked_at:
        return "revoked"
    if not link.is_live:
        return "expired"
    return "live" if link.made_by.is_active else "orphan"
