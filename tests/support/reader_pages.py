"""Every kind of reader's page, as the demo newsroom has it: the one list that tests, pictures and measurements walk.

A new address gets a line in PAGES (what people look at) or in FILES (what programs fetch): its name, and where it is found.
``tests/browser/test_reader_site.py`` fails when an address of the readers has none.
"""

import contextlib
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from articles.models import Article, Image, Package, Page, Section, Topic
from articles.site import share_pictures
from people.base.pages import absolute
from people.models import Organization, Person, Place

#: What is no page of readers: the desk, and what a link of its opens for one person.
OF_STAFF = ("admin", "preview", "find", "media_for_staff", "shared_")


_TELLS_CHANGES = Q(shows_changes=True) | Q(corrections__shows_changes=True)


def _stories(language: str = "en"):
    return Article.objects.published().in_edition(language).newest_first()


def _at(found) -> Callable[[], str]:
    """The address of the first row of what ``found`` asks for."""
    return lambda: found().first().get_absolute_url()


def _before(page: str, ending: str) -> Callable[[], str]:
    """The address of what stands below the page of that name, such as its feed."""
    return lambda: address_of(page) + ending


def _month() -> str:
    day = timezone.localtime(_stories().first().published_at)
    return f"/archive/{day.year}/{day.month}/"


def _share_picture() -> str:
    return share_pictures.of_story(_stories().select_related("section").first()).path


def _picture() -> str:
    image = Image.objects.public().first()
    return f"/media/{image.token}/400.jpg"


PAGES: dict[str, str | Callable[[], str]] = {
    "home": "/",
    "home-ru": "/ru/",
    "story": _at(lambda: _stories().filter(lead_image__isnull=False, mentions__isnull=False)),
    "story-corrected": _at(lambda: _stories().filter(corrections__isnull=False)),
    "story-republished": _at(lambda: _stories().exclude(source_outlet="")),
    "story-ru": _at(lambda: _stories("ru").filter(mentions__isnull=False)),
    "take": _before("story", "take/"),
    "take-ru": _before("story-ru", "take/"),
    "versions": lambda: _at(lambda: _stories().filter(_TELLS_CHANGES))() + "versions/",
    "section": _at(lambda: Section.objects.in_edition("en").filter(articles__in=_stories())),
    "section-ru": _at(lambda: Section.objects.in_edition("ru").filter(articles__in=_stories("ru"))),
    "topic": _at(lambda: Topic.objects.in_edition("en").filter(article__in=_stories())),
    "topics": "/topics/",
    "package": _at(lambda: Package.objects.public().in_edition("en")),
    "archive": "/archive/",
    "month": _month,
    "corrections": "/corrections/",
    "standing-page": _at(lambda: Page.objects.public().in_edition("en")),
    "glossary": "/glossary/",
    "contact-safely": "/contact-safely/",
    "contact-safely-ru": "/ru/contact-safely/",
    "support": "/support/",
    "api": "/api/",
    "people": "/people/",
    "people-filtered": "/people/?q=koshkarbai",
    "people-none": "/people/?q=qqqqqq",
    "organizations": "/organizations/",
    "places": "/places/",
    "person": _at(lambda: Person.objects.public().filter(memberships__isnull=False, portrait__isnull=False)),
    "author": _at(lambda: Person.objects.public().filter(bylines__article__in=_stories())),
    "signed": _before("author", "by/"),
    "person-ru": lambda: "/ru" + address_of("person"),
    "organization": _at(lambda: Organization.objects.public()),
    "place": _at(lambda: Place.objects.public().filter(parent__isnull=False)),
    "search": "/search/",
    "search-narrowed": "/search/?q=kelmaria&kind=news",
    "search-subject": "/search/?q=Kesto+Arvane",
    "search-nothing": "/search/?q=nothing+like+it&section=nowhere",
    "search-ru": "/ru/search/?q=суд",
    "home-as-text": "/?text=1",
    "story-as-text": _before("story", "?text=1"),
}
#: Pages that say that there is none.
REFUSALS: dict[str, tuple[int, str | Callable[[], str]]] = {
    "missing": (404, "/nothing/is/here/"),
    "missing-ru": (404, "/ru/nothing/is/here/"),
    "withdrawn": (410, _at(lambda: Article.objects.taken_down().in_edition("en"))),
}
FILES: dict[str, str | Callable[[], str]] = {
    "feed-rss": "/feed.rss",
    "feed-atom": "/feed.atom",
    "feed-json": "/feed.json",
    "feed-section": _before("section", "feed.atom"),
    "feed-topic": _before("topic", "feed.atom"),
    "feed-corrections": "/corrections/feed.atom",
    "feed-package": _before("package", "feed.atom"),
    "feed-search": "/search/feed.atom?q=kelmaria",
    "feed-person": _before("person", "feed.atom"),
    "feed-author": _before("author", "by/feed.atom"),
    "feed-organization": _before("organization", "feed.atom"),
    "feed-place": _before("place", "feed.atom"),
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-part": "/sitemap-stories-1.xml",
    "sitemap-news": "/news-sitemap.xml",
    "sitemap-news-part": "/news-sitemap-1.xml",
    "picture": _picture,
    "share-picture": _share_picture,
    "share-picture-edition": lambda: share_pictures.of_edition("en").path,
    "qr-code": lambda: f"/s/{_stories().first().pk}/qr.svg",
    "oembed": lambda: f"/oembed?url={quote(absolute(address_of('story')))}",
    "public-key": "/contact-safely/key.asc",
    "api-description": "/api/openapi.json",
    "api-stories": "/api/v1/stories/",
    "api-story": lambda: f"/api/v1/stories/{_stories().first().pk}/",
    "api-ninjs": lambda: f"/api/v1/stories/{_stories().first().pk}/ninjs.json",
    "api-sections": "/api/v1/sections/",
    "api-topics": "/api/v1/topics/",
    "api-people": "/api/v1/persons/",
    "api-person": lambda: address_of("person").replace("/people/", "/api/v1/persons/"),
}
#: What only leads elsewhere.
LEADING: dict[str, Callable[[], str]] = {"short": lambda: f"/s/{_stories().first().pk}/"}
ANSWERED = (*PAGES, *FILES, *LEADING)


def address_of(name: str) -> str:
    found = PAGES.get(name) or FILES.get(name) or LEADING.get(name) or REFUSALS[name][1]
    if callable(found):
        with translation.override(settings.DEFAULT_EDITION):
            return found()
    return found


def pages() -> dict[str, str]:
    """The name and the address of each page with something to read, those of errors among them."""
    return {name: address_of(name) for name in (*PAGES, *REFUSALS)}


def view_of(address: str) -> str:
    """The name of what answers there, in full; "" for nothing."""
    path = address.partition("?")[0]
    edition = next((code for code in settings.EDITIONS if path.startswith(f"/{code}/")), settings.DEFAULT_EDITION)
    with translation.override(edition), contextlib.suppress(Resolver404):
        return resolve(path).view_name
    return ""
