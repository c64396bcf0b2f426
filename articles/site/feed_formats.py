"""How a feed is written: RSS 2.0, Atom and JSON Feed 1.1 from the same entries. Knows no story and asks no database."""

import json
import re
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

#: What may stand in no XML document (XML 1.0, section 2.2), and lone surrogates, which no encoding writes.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a program that reads HTML would not show as it is.
LIKE_MARKUP = re.compile("<|&(?=#?[A-Za-z0-9]+;)")
#: The time of a feed that holds nothing yet: Atom demands one, and the present would make it another at each request.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
MINUTES_TO_LIVE = 15


def legal(value):
    """The value, with all texts in it, without what XML forbids."""
    if isinstance(value, str):
        return ILLEGAL.sub("", value)
    if isinstance(value, dict):
        return {key: legal(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [legal(inner) for inner in value]
    return value


def plain_as_html(text: str | None) -> str | None:
    """Plain text for programs that take it for HTML, as most do with RSS. Nearly all stays as it is, for those that do not."""
    return text and LIKE_MARKUP.sub(lambda found: {"<": "&lt;", "&": "&amp;"}[found[0]], text)


class Written(SyndicationFeed):
    """A feed that takes, besides Django's own, ``updated``, ``hub``, ``icon`` and ``deleted``, and entries of feed_entries.py."""

    def __init__(self, **feed):
        super().__init__(**legal(feed))

    def add_item(self, **entry):
        super().add_item(**legal(entry))

    def latest_post_date(self):
        return self.feed["updated"] or NEVER


class Rss(Written, Rss201rev2Feed):
    """RSS 2.0 with the whole text, the authors and the picture in the modules that readers' programs know."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})
        handler.addQuickElement("ttl", str(MINUTES_TO_LIVE))
        handler.startElement("image", {})
        for name, value in (("url", self.feed["icon"]), ("title", self.feed["title"]), ("link", self.feed["link"])):
            handler.addQuickElement(name, value)
        handler.endElement("image")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": plain_as_html(item["description"])})
        for name, _url in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        for name, _url in item["contributors"]:
            handler.addQuickElement("dc:contributor", name)
        if source := item["source"]:
            handler.addQuickElement("source", source["outlet"], {"url": source["url"]})
        self._add_content(handler, item["content"])
        if picture := item["picture"]:
            self._add_picture(handler, picture)

    @staticmethod
    def _add_content(handler, html: str):
        handler.startElement("content:encoded", {})
        handler.ignorableWhitespace(
            f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>"
        )  # the one that does not escape
        handler.endElement("content:encoded")

    @staticmethod
    def _add_picture(handler, picture: dict):
        file = {name: str(picture[name]) for name in ("url", "type", "width", "height")}
        handler.startElement("media:content", file | {"medium": "image"})
        if picture["credit"]:
            handler.addQuickElement("media:credit", picture["credit"])
        if picture["description"]:
            handler.addQuickElement("media:description", picture["description"], {"type": "plain"})
        handler.endElement("media:content")


class Atom(Written, Atom1Feed):
    """Atom, with stories that were withdrawn as deleted entries (RFC 6721)."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})
        handler.addQuickElement("icon", self.feed["icon"])
        for entry_id, when in self.feed["deleted"]:
            handler.addQuickElement("at:deleted-entry", None, {"ref": entry_id, "when": rfc3339_date(when)})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})
        for language, url in item["translations"]:
            handler.addQuickElement("link", None, {"rel": "alternate", "hreflang": language, "href": url})
        if source := item["source"]:
            handler.addQuickElement("link", None, {"rel": "via", "href": source["url"], "title": source["outlet"]})
        for role in ("author", "contributor"):
            for name, url in item[f"{role}s"]:
                self._add_person(handler, role, name, url)
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})

    @staticmethod
    def _add_person(handler, role: str, name: str, url: str):
        handler.startElement(role, {})
        handler.addQuickElement("name", name)
        if url:
            handler.addQuickElement("uri", url)
        handler.endElement(role)


class JsonFeed(Written):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = self.feed
        whole = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "icon": feed["icon"],
            "language": feed["language"],
            "authors": [{"name": feed["author_name"], "url": feed["author_link"]}],
            "hubs": [{"type": "WebSub", "url": feed["hub"]}] if feed["hub"] else [],
        }
        whole = _filled(whole) | {"items": [self._item(item) for item in self.items]}
        json.dump(whole, outfile, ensure_ascii=False, indent=1)

    def _item(self, item: dict) -> dict:
        picture, source = item["picture"], item["source"]
        return _filled(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "external_url": source["url"] if source else "",
                "title": item["title"],
                "content_html": item["content"] or "<p></p>",
                "summary": item["description"],
                "image": picture["url"] if picture else "",
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": [_filled({"name": name, "url": url}) for name, url in item["authors"]],
                "tags": item["categories"],
                "language": self.feed["language"],
            }
        )


def _filled(values: dict) -> dict:
    return {name: value for name, value in values.items() if value not in ("", None, [])}


WRITERS = {"rss": Rss, "atom": Atom, "json": JsonFeed}
