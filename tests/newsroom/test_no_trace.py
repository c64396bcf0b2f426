"""Who read what is written down nowhere: not in a table, not in a line of a log."""

import pytest

from articles.site import redirects
from tests.factories import make_article, make_person
from tests.support.rows import everything

pytestmark = pytest.mark.django_db

MARK = "Kestrel-7731"
#: All that a browser or a proxy may say of whoever asks.
TOLD = {
    "User-Agent": f"Mozilla/5.0 ({MARK})",
    "X-Forwarded-For": f"203.0.113.77, {MARK}",
    "X-Real-IP": MARK,
    "Referer": f"https://{MARK}.example/",
    "Accept-Language": f"en, x-{MARK}",
    "Cookie": f"reader={MARK}",
}
ADDRESS = "203.0.113.77"


@pytest.fixture
def counter(monkeypatch):
    """That of one process, which no thread writes."""
    counter = redirects.Counter()
    counter.writer = object()
    monkeypatch.setattr(redirects, "counter", counter)
    return counter


def test_no_table_and_no_log_knows_who_asked_for_what(client, counter, caplog, capfd, monkeypatch):
    story = make_article(about=[make_person()])
    pages = ["/", story.get_absolute_url(), "/people/", "/search/", "/feed.rss", "/sitemap.xml", "/a/other/1/"]
    missing = ["/nothing/is/here/"] * redirects.ENOUGH
    before = everything()
    client.raise_request_exception = False
    with caplog.at_level("DEBUG"):
        for path in (*pages, *missing):
            client.get(path, {"q": MARK, "utm_source": MARK}, headers=TOLD, REMOTE_ADDR=ADDRESS)
        assert everything() == before
        monkeypatch.setattr("articles.site.views.stories", lambda: 1 / 0)
        failed = client.get(story.get_absolute_url(), {"utm_source": MARK}, headers=TOLD, REMOTE_ADDR=ADDRESS)
    counter.store()

    assert failed.status_code == 500
    assert "/nothing/is/here/" in f"{everything()}"
    told = f"{everything()} {capfd.readouterr()}" + " ".join(map(caplog.handler.format, caplog.records))
    assert "ZeroDivisionError" in told
    assert MARK not in told
    assert ADDRESS not in told
