"""oEmbed (https://oembed.com/): a site that is given the address of a story asks here how to show it.

What it gets is a quotation with a link, as HTML that loads nothing and runs nothing: whoever reads the other site is not seen by
ours.
"""

import io
import json
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, path, resolve
from django.utils import translation
from django.utils.feedgenerator import SimplerXMLGenerator
from django.utils.html import format_html

from articles.models import Article
from articles.site import share_pictures
from articles.site.feed_entries import signed
from articles.site.feed_formats import legal
from articles.site.feeds import FOR_ALL, conditional
from people.base.pages import absolute, edition_of, public_page

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
#: How large the quotation is with its dek and without; in less room there is only a link.
WIDTH, HEIGHT, HEIGHT_WITHOUT_DEK = 600, 220, 120
NARROWEST = 200
LONGEST = 2000


@public_page
def oembed(request):
    form = request.GET.get("format") or "json"
    if form not in TYPES:
        return _refused("Only the formats json and xml are there.", 501)
    try:
        room = [_room(request.GET.get(name, "")) for name in ("maxwidth", "maxheight")]
    except ValueError:
        return _refused("maxwidth and maxheight are numbers of pixels.", 400)
    if not request.GET.get("url"):
        return _refused("Say in url which story is meant.", 400)
    article = _story_at(request.GET["url"])
    if article is None:
        return _refused("There is no story at this address.", 404)
    with article.in_own_edition():
        answer = legal(_told(article, *room))
    content = json.dumps(answer, ensure_ascii=False, indent=1) if form == "json" else _as_xml(answer)
    return conditional(request, content.encode(), TYPES[form], FOR_ALL)


def _refused(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8", headers=FOR_ALL)


def _room(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise ValueError
    return int(text)


def _story_at(address: str):
    """The published story whose page is there, on the main host or the onion service, also by an address of before."""
    try:
        parts = urlsplit(address) if len(address) <= LONGEST and address.isprintable() else None
    except ValueError:
        return None
    hosts = {urlsplit(settings.SITE_URL).netloc.lower(), settings.ONION_HOST} - {""}
    if parts is None or parts.scheme not in ("http", "https") or parts.netloc.lower() not in hosts:
        return None
    with translation.override(edition_of(parts.path)):
        try:
            found = resolve(parts.path)
        except Resolver404:
            return None
    if found.view_name != "articles:article":
        return None
    stories = Article.objects.published().in_edition(edition_of(parts.path)).with_feed_data()
    return stories.filter(pk=found.kwargs["pk"]).first()


def _told(article, most_width: int | None, most_height: int | None) -> dict:
    authors = [signed(byline) for byline in article.bylines.all() if byline.role == byline.Role.AUTHOR]
    answer = {
        "version": "1.0",
        "title": article.title_elsewhere,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute("/"),
        "cache_age": 300,
    }
    if authors:
        answer["author_name"] = ", ".join(name for name, _url in authors)
        if len(authors) == 1 and authors[0][1]:
            answer["author_url"] = authors[0][1]
    picture = share_pictures.of_story(article)
    if _has_room(picture.width, most_width) and _has_room(picture.height, most_height):
        answer |= {
            "thumbnail_url": picture.url,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return answer | _shown(article, most_width, most_height)


def _has_room(wanted: int, most: int | None) -> bool:
    return most is None or wanted <= most


def _shown(article, most_width: int | None, most_height: int | None) -> dict:
    width = WIDTH if most_width is None else min(WIDTH, most_width)
    dek = article.public_summary if _has_room(HEIGHT, most_height) else ""
    height = HEIGHT if dek else HEIGHT_WITHOUT_DEK
    if width < NARROWEST or not _has_room(height, most_height):
        return {"type": "link", "url": absolute(article.get_absolute_url())}
    html = format_html(
        '<blockquote lang="{}" dir="{}" cite="{}"><p><strong><a href="{}">{}</a></strong></p>{}<footer>{}</footer></blockquote>',
        article.language,
        article.direction,
        absolute(article.get_absolute_url()),
        absolute(article.get_absolute_url()),
        article.title_elsewhere,
        format_html("<p>{}</p>", dek) if dek else "",
        settings.SITE_NAME,
    )
    return {"type": "rich", "html": html, "width": width, "height": height}


def _as_xml(answer: dict) -> str:
    page = io.StringIO()
    handler = SimplerXMLGenerator(page, "utf-8", short_empty_elements=True)
    handler.startDocument()
    handler.startElement("oembed", {})
    for name, value in answer.items():
        handler.addQuickElement(name, str(value))
    handler.endElement("oembed")
    handler.endDocument()
    return page.getvalue()


urlpatterns = [path("oembed", oembed, name="oembed")]
