"""A story as readers will see it, for staff: the saved version, below /admin/, kept by nobody."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import rendering, views
from articles.admin.stages import stage_sentence
from articles.models import Image
from articles.pictures import showing


@never_cache
def page(request, visible_stories, pk: int) -> HttpResponse:
    """The article page of a story of ``visible_stories``, below a banner in the language of the staff."""
    article = visible_stories.with_page_data().filter(pk=pk).first()
    if article is None:
        raise Http404
    banner = {
        "label": _("Preview"),
        "sentence": stage_sentence(article),
        "note": _("This is the saved version; readers do not have this address."),
        "back": _("Back to writing"),
        "back_url": reverse("admin:articles_article_change", args=[pk]),
    }
    with article.in_own_edition():
        article.body_html = rendering.body_for(article, showing.STAFF, Image.objects.visible_to(request.user))
        context = views.article_context(article) | {"banner": banner, "media_base": showing.STAFF}
        html = render_to_string("admin/articles/article/preview.html", context, request=request)
    return HttpResponse(html, headers={"Content-Language": article.language, "X-Robots-Tag": "noindex"})
