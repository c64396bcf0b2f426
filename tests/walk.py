"""A reader who follows every link of the site."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


class Links(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


START = ["/", "/archive/", "/corrections/", "/people/", "/organizations/", "/places/"]


def readers_pages(client, start=START, most: int = 300) -> dict[str, str]:
    """Every page that a reader reaches by links from the start, path (with query) to text. Each must answer 200."""
    pages, waiting = {}, deque(start)
    while waiting and len(pages) < most:
        path = waiting.popleft()
        if path in pages:
            continue
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        pages[path] = answer.text
        for href in Links(answer.text).found:
            target = urlsplit(urljoin(path, href))
            if not target.netloc and target.path.startswith("/"):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return pages
