"""The pictures that other sites show with our links: of a story its headline, of other pages the newsroom's name.

A picture is drawn when it is first asked for and stays in the memory of the process: nothing is stored, so that a name that is
withheld later stands in no file. Its address holds a key of all that it shows, and only the present one leads to it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, register_converter, reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac

from articles.models import Article
from articles.pictures import sharing
from articles.pictures.sharing import Words, drawable
from people.base import languages
from people.base.pages import absolute, public_page


class KeyConverter:
    regex = "[0-9a-f]{20}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(KeyConverter, "share_key")


class SharePicture:
    """One picture as a page tells of it: address, size, and what it says."""

    width, height, type = sharing.WIDTH, sharing.HEIGHT, "image/png"

    def __init__(self, words: Words, name: str, thing):
        self.words = words
        shown = "\n".join([str(sharing.RULES), *map(str, vars(words).values())])
        #: Nobody who guesses at a headline can prove by it that the guess was right.
        self.key = salted_hmac("articles.site.share_pictures", shown, algorithm="sha256").hexdigest()[:20]
        self.path = reverse(name, args=[thing, self.key])

    @property
    def url(self) -> str:
        return absolute(self.path)

    @property
    def alt(self) -> str:
        return " · ".join(filter(None, [self.words.headline, self.words.name]))


def of_story(article) -> SharePicture:
    """The headline as cards show it, the section, and what kind of text it is where that is not plain."""
    with article.in_own_edition():
        kind = article.kind_told
    section = article.section.name if article.section else ""
    mark = " · ".join(filter(None, [section, kind]))
    return SharePicture(_words(article.language, article.title_elsewhere, mark), "share_story", article.pk)


def of_edition(language: str) -> SharePicture:
    return SharePicture(_words(language), "share_edition", language)


def _words(language: str, headline: str = "", mark: str = "") -> Words:
    return Words(
        headline=drawable(headline),
        mark=drawable(mark),
        name=drawable(settings.SITE_NAME),
        address=urlsplit(settings.SITE_URL).netloc,
        language=language,
        is_rtl=languages.direction_of(language) == "rtl",
    )


@public_page
def story(request, pk, digest):
    """Here as long as the story's page is, and gone with it."""
    article = Article.objects.published().select_related("section").without_texts().filter(pk=pk).first()
    if article is None:
        if Article.objects.taken_down().filter(pk=pk).exists():
            return HttpResponse(status=410)
        raise Http404
    return _answer(request, of_story(article), digest, listed=not article.noindex)


@public_page
def edition(request, language, digest):
    if language not in settings.EDITIONS:
        raise Http404
    with translation.override(language):
        return _answer(request, of_edition(language), digest)


def _answer(request, picture: SharePicture, key: str, *, listed: bool = True) -> HttpResponse:
    """Whoever comes with a key of before, when the picture showed something else, is led to the present one."""
    if key != picture.key:
        return redirect(picture.path)
    etag = f'"{picture.key}"'
    # Who shows our link shows our picture, and may do so from a page of another site.
    headers = {"ETag": etag, "Cross-Origin-Resource-Policy": "cross-origin"}
    headers |= {} if listed else {"X-Robots-Tag": "noindex"}
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(sharing.draw(picture.words), content_type=picture.type)
    for name, value in headers.items():
        response.headers[name] = value
    return response


urlpatterns = [
    path("share/<int:pk>-<share_key:digest>.png", story, name="share_story"),
    path("share/<str:language>-<share_key:digest>.png", edition, name="share_edition"),
]
