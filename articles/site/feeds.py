"""Feeds: the newest stories of the edition, of a section, topic, person, organisation or place, and the corrections.

Written anew at each request from what is public then. What tells whether a feed has changed is made of its own bytes alone, so
that nothing of an unpublished story shows in it.
"""

import hashlib
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext

from articles.models import Article, Correction, Section, Topic
from articles.site import feed_entries
from articles.site.feed_formats import WRITERS
from articles.site.views import by_slug, stories
from people.base import languages
from people.base.feeds import PageFeed, feed_address
from people.base.pages import absolute, public_page

LENGTH = 50
#: Scripts of other sites may read the answer; without credentials, as nothing else is of use here.
FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
ICON = "newsroom/feed.png"


@dataclass
class Channel:
    """What stands in a feed, whatever its form."""

    feed: PageFeed
    #: The page that it belongs to.
    page: str
    entries: list[dict]
    description: str = ""
    #: What it is named by for good; by its address where that is all that may be known of it.
    key: str = ""
    #: (id, time) of what stood in a feed once and does no more.
    deleted: list[tuple] = field(default_factory=list)


@public_page
def edition(request, form):
    home = reverse("articles:home")
    return of_stories(request, form, PageFeed(settings.SITE_NAME, home), stories())


@public_page
def section(request, slug, form):
    return _of_list(request, form, slug, Section, lambda row: stories().in_section(row))


@public_page
def topic(request, slug, form):
    return _of_list(request, form, slug, Topic, lambda row: stories().under_topic(row))


def _of_list(request, form, slug, model, found):
    row = by_slug(model, slug)
    page = row.get_absolute_url()
    if row.slug != slug:
        return redirect(feed_address(page, form), permanent=True)
    return of_stories(
        request,
        form,
        PageFeed(row.name, page),
        found(row),
        description=row.public_intro,
        key=f"{row._meta.model_name}/{row.pk}",
    )


@public_page
def corrections(request, form):
    notes = Correction.objects.public().without_updates().in_edition(languages.current()).with_listing_data()[:LENGTH]
    page = reverse("articles:corrections")
    entries = [feed_entries.of_correction(note) for note in notes]
    about = gettext(
        "What we got wrong, what is right, and when we corrected it. Each correction also appears with its story."
    )
    return answer(request, form, Channel(PageFeed(gettext("Corrections"), page), page, entries, about))


def of_stories(request, form: str, feed: PageFeed, found, **channel) -> HttpResponse:
    """The feed of these stories, which are public. Whatever the feed, it names all that the edition has withdrawn: so it is
    forgotten wherever it was read, and no feed tells that a withdrawn story stood in it.
    """
    entries = feed_entries.of_stories(found.newest_first().with_feed_data()[:LENGTH])
    deleted = _deleted() if form == "atom" else []
    return answer(request, form, Channel(feed, entries=entries, deleted=deleted, **{"page": feed.page} | channel))


def _deleted() -> list[tuple]:
    gone = Article.objects.in_edition(languages.current()).without_texts().lately_taken_down(LENGTH)
    times = [(story.withdrawn_at or _ran_out(story), story.pk) for story in gone]
    return [
        (feed_entries.entry_id("story", key), when.replace(microsecond=0)) for when, key in sorted(times, reverse=True)
    ]


def _ran_out(story):
    """Of a story that comes back later the last time that readers knew of."""
    return story.withdraw_at if story.stage() == "expired" else story.first_public_at


def answer(request, form: str, channel: Channel) -> HttpResponse:
    address = absolute(feed_address(channel.feed.page, form))
    changed = max((entry["updateddate"] for entry in channel.entries), default=None)
    writer = WRITERS[form](
        title=_title(channel.feed.title),
        link=absolute(channel.page),
        description=channel.description
        or gettext("News and reports from %(site_name)s.") % {"site_name": settings.SITE_NAME},
        language=languages.current(),
        author_name=settings.SITE_NAME,
        author_link=absolute("/"),
        feed_url=address,
        feed_guid=feed_entries.entry_id("feed", channel.key or channel.feed.page.strip("/")),
        updated=changed,
        hub=settings.WEBSUB_HUB,
        icon=absolute(static(ICON)),
        deleted=channel.deleted,
    )
    for entry in channel.entries:
        writer.add_item(**entry)
    content = writer.writeString("utf-8").encode()
    return conditional(request, content, writer.content_type, _headers(address, changed))


def _title(title: str) -> str:
    return title if title == settings.SITE_NAME else f"{title} · {settings.SITE_NAME}"


def _headers(address: str, changed) -> dict[str, str]:
    hub = f'<{settings.WEBSUB_HUB}>; rel="hub", <{address}>; rel="self"' if settings.WEBSUB_HUB else ""
    time = {"Last-Modified": http_date(changed.timestamp())} if changed else {}
    return time | ({"Link": hub} if hub else {})


def conditional(request, content: bytes, content_type: str, headers=()) -> HttpResponse:
    """The content, or 304 for whoever has it. Only its bytes decide: a name may have been hidden since, which has no time."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    # A story that asks to be left out of search engines stands in feeds, so they ask it, too.
    headers = {"ETag": etag, "X-Robots-Tag": "noindex"} | dict(headers)
    response = HttpResponse(content, content_type=content_type, headers=headers)
    found = get_conditional_response(request, etag=etag, response=response)
    for name, value in headers.items():
        found.headers.setdefault(name, value)
    return found
