"""A shared preview in a browser: it tells no other site where its reader comes from, and breaks no rule of the site."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from articles import previews, workflow
from articles.history import versions
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listener():
    """Another site on loopback, which remembers what its visitors send."""
    seen = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, dict(self.headers)))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>Elsewhere</title>")

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(listener):
    editor, article = make_user("editor"), make_article("A draft", published=False)
    with workflow.changing(article, by=editor, comment="edited"):
        article.body = f'<p>As <a href="{listener[0]}/report">the report</a> says.</p>'
    return f"/preview/{previews.make_link(article, versions.keys_of(article)[0], by=editor, hours=72)[1]}/"


def test_a_link_in_the_text_tells_nobody_where_its_reader_comes_from(page, address, listener):
    page.goto(address)
    page.get_by_role("link", name="the report").click()
    page.wait_for_url("**/report")
    path, headers = next(row for row in listener[1] if row[0] == "/report")
    assert (path, headers.get("Referer")) == ("/report", None)


def test_it_loads_nothing_from_elsewhere_and_keeps_nothing(page, address):
    page.goto(address)
    assert page.visit.is_clean, page.visit
    assert page.context.cookies() == []
    assert page.evaluate("document.referrer") == ""


@pytest.mark.needs("axe")
def test_it_can_be_read_by_everybody(page, address, axe_violations):
    page.goto(address)
    assert axe_violations(page) == []
