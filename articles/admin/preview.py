"""A story as readers will see it, for staff: below /admin/, kept by nobody."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import views
from articles.admin.stages import stage_sentence
from articles.pictures import showing


@never_cache
def page(request, article, note: str, back: str = "") -> HttpResponse:
    """The article page of a story with its page data, below a banner in the language of the staff."""
    banner = {
        "label": _("Preview"),
        "sentence": stage_sentence(article),
        "note": note,
        "wide": _("Wide"),
        "phone": _("As on a phone"),
        "widths": _("How wide it is shown"),
        "back": _("Back to writing"),
        "back_url": back or reverse("admin:articles_article_change", args=[article.pk]),
    }
    with article.in_own_edition():
        context = views.article_context(article) | {"banner": banner, "media_base": showing.STAFF}
        html = render_to_string("admin/articles/article/preview.html", context, request=request)
    return HttpResponse(html, headers={"Content-Language": article.language, "X-Robots-Tag": "noindex"})
