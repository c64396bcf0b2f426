"""The addresses of the API. Each answers what readers' pages show at the same moment, keeps nothing of who asks, and may be
read by scripts of any site: all of it is public, and nothing here knows a session.
"""

import json
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import path, register_converter
from django.utils import translation
from django.utils.translation import gettext

from articles.models import Article
from articles.site import dossiers
from articles.site.api import fields, lists, ninjs, reference
from articles.site.api.asking import Asked, Refused
from articles.site.feed_entries import entry_id
from articles.site.feed_formats import legal
from articles.site.feeds import FOR_ALL, conditional
from articles.site.views import OF_TRANSLATIONS
from people.base.pages import Trail, public_page
from people.site.views import moved_to

JSON = "application/json; charset=utf-8"
NOT_HERE = "There is nothing at this address."
WITHDRAWN = "This story was withdrawn: please delete your copy."


class ListConverter:
    regex = "|".join(lists.SUBJECTS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ListConverter, "api_list")


class Moved(Exception):
    """What was asked for has another address now, which is the argument."""


def answering(view):
    """A view that answers with data, in JSON; what is refused or not there in a sentence, in JSON too."""

    @public_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            data, status = view(request, *args, **kwargs), 200
        except Refused as refused:
            data, status = {"error": str(refused)}, 400
        except Moved as moved:
            return HttpResponsePermanentRedirect(str(moved), headers=FOR_ALL | {"X-Robots-Tag": "noindex"})
        if isinstance(data, tuple):
            data, status = data
        content = json.dumps(legal(data), ensure_ascii=False, indent=1).encode()
        if status == 200:
            return conditional(request, content, JSON, FOR_ALL)
        return HttpResponse(content, status=status, content_type=JSON, headers=FOR_ALL | {"X-Robots-Tag": "noindex"})

    return answer


@answering
def stories(request):
    asked = Asked.read(request.GET, "stories", lists.STORY_FILTERS)
    return lists.page(request, asked, lists.stories(asked), lists.BY_TIME, fields.story)


@answering
def story(request, pk):
    return _of_story(
        pk,
        lambda article: fields.whole_story(article, article.siblings().published().only(*OF_TRANSLATIONS)),
        lambda gone: {"id": entry_id("story", gone.pk), "error": WITHDRAWN},
    )


@answering
def story_as_ninjs(request, pk):
    return _of_story(pk, ninjs.of, ninjs.withdrawn)


def _of_story(pk, tell, tell_of_gone):
    """A published story; one that readers once saw is gone; all else never existed."""
    article = Article.objects.published().with_page_data().filter(pk=pk).first()
    if article:
        return tell(article)
    gone = Article.objects.taken_down().without_texts().filter(pk=pk).first()
    return (tell_of_gone(gone), 410) if gone else ({"error": NOT_HERE}, 404)


@answering
def subjects(request, what):
    asked = Asked.read(request.GET, what, ("language",))
    language = asked.language() or settings.DEFAULT_EDITION
    found = lists.SUBJECTS[what].objects.public().with_texts()
    return lists.page(request, asked, found, lists.BY_SLUG, lambda row: fields.subject(row, language))


@answering
def subject(request, what, slug):
    language = Asked.read(request.GET, what, ("language",)).language() or settings.DEFAULT_EDITION
    found = lists.SUBJECTS[what].objects.public().with_page_data().filter(slug=slug).first()
    if found is None:
        return _moved(request, what, slug)
    with translation.override(language):
        portrait = dossiers.Stories().portrait(found)
    return fields.whole_subject(found, language, portrait)


def _moved(request, what: str, slug: str):
    """As the subject's page leads on from an address of before, or does not."""
    try:
        row = moved_to(lists.SUBJECTS[what].KIND, slug)
    except Http404:
        return {"error": NOT_HERE}, 404
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    raise Moved(f"{fields.address('subject', what, row.slug)}{query}")


@answering
def sections(request):
    return _filed(request, "sections")


@answering
def topics(request):
    return _filed(request, "topics")


def _filed(request, what: str):
    asked = Asked.read(request.GET, what, ("language",))
    found = lists.filed(what, asked.language())
    return lists.page(request, asked, found, lists.BY_SLUG, fields.section_or_topic)


@answering
def description(request):
    return reference.document()


@public_page
def about(request):
    """What there is, for people."""
    trail = Trail.home().to(gettext("For programmers"))
    return TemplateResponse(request, "articles/api.html", {"trail": trail} | reference.for_people())


app_name = "api"
urlpatterns = [
    path("api/", about, name="about"),
    path("api/openapi.json", description, name="openapi"),
    path("api/v1/stories/", stories, name="stories"),
    path("api/v1/stories/<int:pk>/", story, name="story"),
    path("api/v1/stories/<int:pk>/ninjs.json", story_as_ninjs, name="ninjs"),
    path("api/v1/sections/", sections, name="sections"),
    path("api/v1/topics/", topics, name="topics"),
    path("api/v1/<api_list:what>/", subjects, name="subjects"),
    path("api/v1/<api_list:what>/<slug:slug>/", subject, name="subject"),
]
