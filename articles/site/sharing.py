"""A story's short address with its QR code, and the page from which its text is taken."""

import io
import re
from copy import copy

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from articles import body
from articles.models import Article, Image
from articles.pictures import showing
from articles.site import views
from articles.site.feed_entries import absolute_html, changed_at
from articles.site.share_links import may_be_republished, service_of, short_address, take_url
from people.base.pages import Trail, absolute, public_page

#: Licences under which everybody may print a picture.
FREE = {Image.Licence.CC_BY, Image.Licence.CC_BY_SA, Image.Licence.CC0, Image.Licence.PUBLIC_DOMAIN}
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
TOKEN = re.compile(rf"{re.escape(showing.READERS)}([\w-]+)/")


# Short addresses -------------------------------------------------------------------------------------------------------


def _public_story(pk: int) -> Article:
    article = Article.objects.published().only("language", "slug").filter(pk=pk).first()
    if article is None:
        raise Http404
    return article


@public_page
def short(request, pk):
    """For the moment only: an address that holds a name may change when the name is withheld."""
    return HttpResponseRedirect(_public_story(pk).get_absolute_url())


@public_page
def qr_code(request, pk):
    """The short address as a picture to print."""
    drawn = io.BytesIO()
    options = {"xmldecl": True, "omitsize": True, "svgclass": None, "lineclass": None, "light": "#fff", "dark": "#000"}
    segno.make(short_address(_public_story(pk)), error="m", micro=False).save(drawn, kind="svg", **options)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


# The page to take a story from -----------------------------------------------------------------------------------------


@public_page
def take(request, slug, pk):
    """Republish, cite, short address and text for a letter, on one page, so that the story's own stays light."""
    article = views.stories().with_page_data().filter(pk=pk).first()
    if article is None:
        return views.not_here(request, pk)
    if request.path != take_url(article):
        return redirect(take_url(article))
    trail = Trail.home().to(article.public_title, article.get_absolute_url()).to(gettext("Take this story"))
    context = {"article": article, "trail": trail, "address": absolute(article.get_absolute_url())}
    context |= {"canonical": absolute(take_url(article)), "short_address": short_address(article)}
    changed = changed_at(article)
    context |= {"changed": changed if changed > article.published_at else None}
    return TemplateResponse(request, "articles/take.html", context | _texts(article))


def _texts(article) -> dict:
    service, notes = service_of(article.language), views.notes_of(article)
    context = {"article": article, "service": service, "notes": notes, "site_name": settings.SITE_NAME}
    names = [byline.label for byline in article.bylines.all() if byline.role == byline.Role.AUTHOR]
    context |= {"names": ", ".join(names)}
    context |= {
        "address": absolute(article.get_absolute_url()),
        "may_republish": may_be_republished(article, service, notes),
    }
    html = _html_of(article, context) if context["may_republish"] else ""
    context["plain"] = "" if article.is_republished else _plain(article)
    letter = render_to_string("articles/_letter.txt", context)
    return {"service": service, "may_republish": context["may_republish"], "html": html, "letter": _tidy(letter)}


def _html_of(article, context) -> str:
    """The text as other newsrooms print it; its pictures are those that everybody may print."""
    free = set(Image.objects.public().in_text_of(article).filter(licence__in=FREE).values_list("token", flat=True))

    def kept(found: re.Match) -> str:
        token = TOKEN.search(found[0])
        return found[0] if token is None or token[1] in free else ""

    offered, lead = copy(article), showing.lead(article)
    offered.body_html = FIGURE.sub(kept, article.body_html)
    context = context | {"article": offered, "picture": lead if lead and lead.image.licence in FREE else None}
    return absolute_html(render_to_string("articles/_republish.html", context), context["address"])


def _plain(article) -> str:
    return body.text_of(FIGURE.sub(_card_alone, article.body_html)).replace("\n", "\n\n")


def _card_alone(found: re.Match) -> str:
    """In plain text a picture is nothing, and a card of a film its words."""
    return "" if TOKEN.search(found[0]) else found[0]


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.splitlines())).strip()
