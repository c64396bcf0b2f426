"""Reading feeds back: as programs of readers do, and against the schema of JSON Feed."""

import json
import re
from datetime import datetime
from itertools import chain

import feedparser

FORMS = ("rss", "atom", "json")

#: JSON Feed 1.1, restated from jsonfeed.org/version/1.1: (type, required) of each field.
ADDRESS = re.compile(r"https?://\S+")
AUTHOR = {"name": (str, False), "url": (ADDRESS, False), "avatar": (ADDRESS, False)}
HUB = {"type": (str, True), "url": (ADDRESS, True)}
ITEM = {
    "id": (str, True),
    "url": (ADDRESS, False),
    "external_url": (ADDRESS, False),
    "title": (str, False),
    "content_html": (str, True),  # or content_text, which we never write
    "summary": (str, False),
    "image": (ADDRESS, False),
    "date_published": (datetime, False),
    "date_modified": (datetime, False),
    "authors": ([AUTHOR], False),
    "tags": ([str], False),
    "language": (str, False),
}
FEED = {
    "version": (re.compile(re.escape("https://jsonfeed.org/version/1.1")), True),
    "title": (str, True),
    "home_page_url": (ADDRESS, False),
    "feed_url": (ADDRESS, False),
    "description": (str, False),
    "icon": (ADDRESS, False),
    "language": (str, False),
    "authors": ([AUTHOR], False),
    "hubs": ([HUB], False),
    "items": ([ITEM], True),
}


def read(answer):
    """An RSS or Atom feed as feedparser understands it; it must find nothing to forgive."""
    assert answer.status_code == 200
    found = feedparser.parse(
        answer.content,
        response_headers={"content-type": answer.headers["Content-Type"]},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    assert not found.bozo, found.get("bozo_exception")
    return found


def problems_of_json_feed(answer) -> list[str]:
    assert answer.status_code == 200
    return _problems(json.loads(answer.content), FEED, "feed")


def _problems(value, schema, where: str) -> list[str]:
    if isinstance(schema, dict):
        unknown = [f"{where}.{name}: unknown" for name in value.keys() - schema.keys()]
        missing = [f"{where}.{name}: missing" for name, (_, needed) in schema.items() if needed and name not in value]
        inner = (_problems(value[name], schema[name][0], f"{where}.{name}") for name in value.keys() & schema.keys())
        return unknown + missing + list(chain.from_iterable(inner))
    if isinstance(schema, list):
        return list(chain.from_iterable(_problems(each, schema[0], f"{where}[]") for each in value))
    return [] if _fits(value, schema) else [f"{where}: {value!r}"]


def _fits(value, schema) -> bool:
    if schema is str:
        return isinstance(value, str) and value != ""
    if schema is datetime:
        return datetime.fromisoformat(value).tzinfo is not None and "." not in value
    return bool(schema.fullmatch(value))
