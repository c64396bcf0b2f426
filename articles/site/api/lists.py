"""What stands in a list of the API, in which order, and how a program goes on in it.

A list is gone through by place and not by number: what is published or withdrawn meanwhile neither repeats nor hides a row.
Subjects are ordered by their public address, and nothing tells their numbers: who is shown under another name is not to be
connected.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article
from articles.site.api.asking import Asked, Refused
from articles.site.sitemaps import KINDS
from people.base.pages import absolute
from people.models import Organization, Person, Place

SUBJECTS = {"persons": Person, "organizations": Organization, "places": Place}
STORY_FILTERS = (
    "language", "section", "topic", "person", "organization", "place", "kind", "since", "until",
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """An order in which each row has a place of its own."""

    columns: tuple[str, ...]
    place: Callable[[object], list]
    behind: Callable[[list], Q]


def _older(place: list) -> Q:
    moment, key = datetime.datetime.fromisoformat(place[0]), place[1]
    return Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=key)


BY_TIME = Order(("-published_at", "-id"), lambda row: [row.published_at.isoformat(), row.pk], _older)
BY_SLUG = Order(("slug",), lambda row: [row.slug], lambda place: Q(slug__gt=place[0]))


def page(request, asked: Asked, found, order: Order, tell) -> dict:
    """The rows from where the last answer ended, and the address of the next ones."""
    if asked.behind:
        found = found.filter(order.behind(asked.behind))
    rows = list(found.order_by(*order.columns)[: asked.limit + 1])
    shown, next_address = rows[: asked.limit], None
    if len(rows) > asked.limit:
        query = asked.given | {"limit": asked.limit, "cursor": asked.cursor(order.place(shown[-1]))}
        next_address = f"{absolute(request.path)}?{urlencode(query)}"
    return {asked.what: [tell(row) for row in shown], "next": next_address}


def stories(asked: Asked):
    found = Article.objects.published().with_feed_data().without_texts()
    language = asked.language()
    found = found.in_editions([language] if language else settings.EDITIONS)
    since, until = asked.moment("since"), asked.moment("until")
    found = found.filter(published_at__gte=since) if since else found
    found = found.filter(published_at__lt=until) if until else found
    for name, narrow in NARROWED.items():
        if value := asked.given.get(name):
            found = narrow(found, name, value)
    return found


def filed(what: str, language: str):
    """Sections or topics under which readers find something: a name alone may tell what is being written."""
    return reduce(or_, [KINDS[what].rows(code) for code in ([language] if language else settings.EDITIONS)])


def _in_section(found, name, value):
    return found.in_section(_row(filed("sections", ""), name, value))


def _under_topic(found, name, value):
    return found.under_topic(_row(filed("topics", ""), name, value))


def _about(found, name, value):
    subject = _row(SUBJECTS[f"{name}s"].objects.public(), name, value)
    return found.about(subject.below() if name == "place" else [subject.pk])


def _of_kind(found, name, value):
    if value not in Article.Kind.values:
        raise Refused(
            f"There is no kind of story of that name. Those that there are: {', '.join(Article.Kind.values)}."
        )
    return found.of_kind(value)


def _row(rows, name: str, slug: str):
    row = rows.filter(slug=slug).first()
    if row is None:
        raise Refused(
            f"There is no {name} with that slug: take it from {absolute(reverse('api:about'))[:-1]}/v1/{name}s/."
        )
    return row


NARROWED = {
    "section": _in_section,
    "topic": _under_topic,
    "person": _about,
    "organization": _about,
    "place": _about,
    "kind": _of_kind,
}
