"""A reader who follows every link of the site."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings


class Links(HTMLParser):
    """Where a page leads by its links, its feed among them, or a sitemap by its addresses."""

    def __init__(self, html: str):
        super().__init__()
        self.found, self.in_address = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)
        self.in_address = tag == "loc"

    def handle_data(self, data):
        if self.in_address:
            self.found.append(data.removeprefix(settings.SITE_URL))
            self.in_address = False


START = ["/", "/archive/", "/topics/", "/corrections/", "/people/", "/organizations/", "/places/"]
FOR_MACHINES = [
    "/robots.txt",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/feed.atom",
    "/feed.json",
    "/ru/feed.atom",
    "/ru/feed.json",
    *(f"/api/v1/{name}/" for name in ("stories", "persons", "organizations", "places", "sections", "topics")),
]


def readers_pages(client, start=(*START, *FOR_MACHINES), most: int = 300) -> dict[str, str]:
    """Every page that a reader reaches by links from the start, path (with query) to text. Each must answer 200."""
    pages, waiting = {}, deque(start)
    while waiting and len(pages) < most:
        path = waiting.popleft()
        if path in pages:
            continue
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        pages[path] = answer.text
        if not answer.headers["Content-Type"].startswith(("text/html", "application/xml")):
            continue  # a feed leads where its page does
        for href in Links(answer.text).found:
            target = urlsplit(urljoin(path, href))
            # The text-only version is made of the page itself; tests/newsroom/test_text_only.py looks at it.
            if not target.netloc and target.path.startswith("/") and "text=1" not in target.query:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return pages
