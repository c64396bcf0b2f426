"""Every kind of reader's page, as the demo newsroom has it: the one list that tests, pictures and measurements walk.

A new address gets a line in PAGES (what people look at) or in FILES (what programs fetch): its name, and where it is found.
``tests/browser/test_reader_site.py`` fails when an address of the readers has none.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import resolve
from django.utils import timezone, translation

from articles.models import Article, Image, Page, Section, Topic
from people.models import Organization, Person, Place

#: What is no page of readers: the desk, and what a link of its opens for one person.
OF_STAFF = ("admin", "preview", "find", "media_for_staff", "shared_")


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
    "section": _at(lambda: Section.objects.in_edition("en").filter(articles__in=_stories())),
    "section-ru": _at(lambda: Section.objects.in_edition("ru").filter(articles__in=_stories("ru"))),
    "topic": _at(lambda: Topic.objects.in_edition("en").filter(article__in=_stories())),
    "archive": "/archive/",
    "month": _month,
    "corrections": "/corrections/",
    "standing-page": _at(lambda: Page.objects.public().in_edition("en")),
    "people": "/people/",
    "people-filtered": "/people/?q=koshkarbai",
    "people-none": "/people/?q=qqqqqq",
    "organizations": "/organizations/",
    "places": "/places/",
    "person": _at(lambda: Person.objects.public().filter(memberships__isnull=False, portrait__isnull=False)),
    "person-ru": lambda: "/ru" + address_of("person"),
    "organization": _at(lambda: Organization.objects.public()),
    "place": _at(lambda: Place.objects.public().filter(parent__isnull=False)),
    "search": "/search/",
    "search-narrowed": "/search/?q=kelmaria&kind=news",
    "search-subject": "/search/?q=Kesto+Arvane",
    "search-nothing": "/search/?q=nothing+like+it&section=nowhere",
    "search-ru": "/ru/search/?q=суд",
}
#: Pages that answer with another status.
REFUSALS: dict[str, tuple[int, str | Callable[[], str]]] = {
    "missing": (404, "/nothing/is/here/"),
    "missing-ru": (404, "/ru/nothing/is/here/"),
}
FILES: dict[str, str | Callable[[], str]] = {
    "feed-rss": "/feed.rss",
    "feed-atom": "/feed.atom",
    "feed-json": "/feed.json",
    "feed-section": _before("section", "feed.atom"),
    "feed-topic": _before("topic", "feed.atom"),
    "feed-corrections": "/corrections/feed.atom",
    "feed-person": _before("person", "feed.atom"),
    "feed-author": _before("person", "by/feed.atom"),
    "feed-organization": _before("organization", "feed.atom"),
    "feed-place": _before("place", "feed.atom"),
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-part": "/sitemap-stories-1.xml",
    "sitemap-news": "/news-sitemap.xml",
    "sitemap-news-part": "/news-sitemap-1.xml",
    "picture": _picture,
}


def address_of(name: str) -> str:
    found = PAGES.get(name) or FILES.get(name) or REFUSALS[name][1]
    if callable(found):
        with translation.override(settings.DEFAULT_EDITION):
            return found()
    return found


def pages() -> dict[str, str]:
    """The name and the address of each page with something to read, those of errors among them."""
    return {name: address_of(name) for name in (*PAGES, *REFUSALS)}


def view_of(address: str) -> str:
    """The name of what answers there, in full."""
    path = address.partition("?")[0]
    edition = next((code for code in settings.EDITIONS if path.startswith(f"/{code}/")), settings.DEFAULT_EDITION)
    with translation.override(edition):
        return resolve(path).view_name
