"""Lines of the log hold no secret that opens something."""

import logging

import pytest

from newsroom.web.logs import WithoutSecrets


@pytest.mark.parametrize("before", ["/preview/", "/admin/welcome/", "https://example.org/admin/welcome/"])
def test_the_token_of_a_link_stands_in_no_line(before):
    token = "Zm9vYmFy-" * 4
    for message, arguments in ((f"Error: {before}{token}/", ()), ("%s: %s", ("Error", f"{before}{token}/"))):
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, message, arguments, None)
        assert WithoutSecrets().filter(record)
        assert record.getMessage() == f"Error: {before}…/"


def test_other_addresses_stand_there_whole():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Error: /admin/articles/article/5/preview/", (), None
    )
    WithoutSecrets().filter(record)
    assert record.getMessage() == "Error: /admin/articles/article/5/preview/"


@pytest.mark.parametrize(
    "page",
    [
        "/admin/find/?q=", "/admin/people/person/?q=", "/admin/articles/article/?stage=draft&q=",
        "/search/?q=", "/ru/search/?section=courts&q=", "/people/?q=", "/search/feed.rss?q=",
    ],
)  # fmt: skip
def test_what_was_searched_for_stands_in_no_line(page):
    line = ('"%s" %s %s', (f"GET {page}Asel+T HTTP/1.1", "200", "12"))
    record = logging.LogRecord("django.server", logging.INFO, "", 1, *line, None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == f'"GET {page.partition("?")[0]}?… HTTP/1.1" 200 12'
