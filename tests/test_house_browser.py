"""The browser of the suite sees the site as a visitor does, and its tools see what is wrong with a page."""

import re
import urllib.request

import pytest
from django.core.signals import request_started
from django.test.client import ClientHandler

from tests.support.browser import REQUESTS


def test_the_live_server_serves_hashed_static_files(live_server):
    html = urllib.request.urlopen(live_server.url + "/admin/login/").read().decode()
    address = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', html).group(1)
    assert urllib.request.urlopen(live_server.url + address).status == 200


@pytest.mark.django_db
def test_what_the_test_client_asks_for_is_not_waited_for():
    request_started.send(sender=ClientHandler)  # and no request_finished: the answer was not read to its end
    REQUESTS.wait_for_the_last(seconds=0)


@pytest.mark.needs("chromium")
def test_a_visit_notes_policy_violations_script_errors_and_foreign_hosts(page):
    page.goto("/admin/login/")
    assert page.visit.is_clean, page.visit
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://tracker.example/x.png'}))")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    assert len(page.visit.refused) == 2
    assert any("broken" in error for error in page.visit.errors)
    assert page.evaluate("window.ran") is None
    page.visit.hosts.add("tracker.example")
    assert page.visit.foreign_hosts == {"tracker.example"}


@pytest.mark.needs("chromium", "axe")
def test_axe_names_what_a_person_could_not_read(page, axe_violations):
    page.goto("/livez")
    page.set_content('<!DOCTYPE html><html lang="en"><title>t</title><main><h1>h</h1><img src="x"></main></html>')
    assert [violation.split(":")[0] for violation in axe_violations(page)] == ["image-alt"]


@pytest.mark.needs("html-validate")
def test_html_validate_names_what_is_wrong(html_problems):
    good = '<!DOCTYPE html>\n<html lang="en"><head><title>t</title></head><body><p>text</p></body></html>\n'
    assert html_problems(good) == []
    assert any("no-inline-style" in problem for problem in html_problems(good.replace("<p>", '<p style="color: red">')))
    assert any("close-order" in problem for problem in html_problems(good.replace("</p>", "</p></div>")))
