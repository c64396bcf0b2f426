"""Reading feeds back: as programs of readers do, and against the schema of JSON Feed."""

import json

import feedparser

from tests.support.json_schema import problems

FORMS = ("rss", "atom", "json")

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "format": "uri"}
#: Of whole seconds.
TIME = {"type": "string", "format": "date-time", "pattern": r"^[^.]*$"}


def _listed(inner: dict) -> dict:
    return {"type": "array", "items": inner}


def _fields(*, required=(), **fields) -> dict:
    return {"type": "object", "properties": fields, "required": list(required), "additionalProperties": False}


AUTHOR = _fields(name=TEXT, url=ADDRESS, avatar=ADDRESS)
HUB = _fields(type=TEXT, url=ADDRESS, required=["type", "url"])
ITEM = _fields(
    id=TEXT,
    url=ADDRESS,
    external_url=ADDRESS,
    title=TEXT,
    content_html=TEXT,
    summary=TEXT,
    image=ADDRESS,
    date_published=TIME,
    date_modified=TIME,
    authors=_listed(AUTHOR),
    tags=_listed(TEXT),
    language=TEXT,
    required=["id", "content_html"],  # or content_text, which we never write
)
#: JSON Feed 1.1, restated from jsonfeed.org/version/1.1.
FEED = _fields(
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=TEXT,
    home_page_url=ADDRESS,
    feed_url=ADDRESS,
    description=TEXT,
    icon=ADDRESS,
    language=TEXT,
    authors=_listed(AUTHOR),
    hubs=_listed(HUB),
    items=_listed(ITEM),
    required=["version", "title", "items"],
)


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
    return problems(json.loads(answer.content), FEED)
