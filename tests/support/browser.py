"""Debian's Chromium, driven by Playwright, against the site as a visitor gets it."""

import contextlib
import threading
from collections.abc import Iterator
from unittest import mock
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.support import needs

FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

#: Scripts of the desk wait until somebody has stopped typing, for three seconds or five. Here everybody types quickly, so a
#: third of it is as long; a form that is on its way has all of its time. The drill of lost words (tests/drills) knows no hurry.
HURRY = """
const wait = window.setTimeout
const isOnItsWay = () => document.body?.classList.contains("is-saving")
window.setTimeout = (action, delay, ...values) =>
  wait(action, delay >= 2000 && delay <= 5000 && !isOnItsWay() ? delay / 3 : delay, ...values)
"""


class Requests:
    """Those that the live server, threads of this process, is answering.

    The test client sends the same signals, and for an answer that it does not read to the end only the first of the two.
    """

    def __init__(self):
        self.open = 0
        self.changed = threading.Condition()
        request_started.connect(self._begin, sender=WSGIHandler, weak=False)
        request_finished.connect(self._end, sender=WSGIHandler, weak=False)

    def _begin(self, **kwargs):
        with self.changed:
            self.open += 1

    def _end(self, **kwargs):
        with self.changed:
            self.open = max(0, self.open - 1)
            self.changed.notify_all()

    def wait_for_the_last(self, seconds: float = 30) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: not self.open, timeout=seconds), "A request is still being answered."


REQUESTS = Requests()


class Visit:
    """What a page did that a reader's page must not do; `assert visit.is_clean, visit` says what it was."""

    def __init__(self, page: Page):
        self.refused: list[str] = []  # violations of the content security policy
        self.errors: list[str] = []  # uncaught errors of scripts
        self.hosts: set[str] = set()  # hosts that were asked for anything
        page.on("console", lambda message: self._note(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused.append(text)

    @property
    def foreign_hosts(self) -> set[str]:
        return self.hosts - {"127.0.0.1", "localhost", ""}

    @property
    def is_clean(self) -> bool:
        return not (self.refused or self.errors or self.foreign_hosts)

    def __repr__(self):
        return f"<Visit refused={self.refused} errors={self.errors} foreign_hosts={self.foreign_hosts}>"


class Profile:
    """A browser's profile that tests share one after another: opening a window costs more than most pages.

    Of one test the next one finds the fetched scripts and styles, and nothing else.
    """

    def __init__(self, chromium: Browser, url: str):
        self.context = chromium.new_context(base_url=url, locale="en")
        self.context.add_init_script(f"{{{HURRY}}}")
        self.url = url
        self.window = self.context.new_page()  # stays, so that each page of a test is a tab in it

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.visit = Visit(page)
        return page

    def forget(self) -> None:
        """Leave nothing behind, and no request that would write into the next test's database."""
        self.context.set_offline(True)  # a page that closes sends a last word
        for page in self.context.pages:
            if page != self.window:
                page.close()
        REQUESTS.wait_for_the_last()
        self.context.set_offline(False)
        self.context.clear_cookies()
        self.context.clear_permissions()
        devtools = self.context.new_cdp_session(self.window)
        devtools.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "all"})
        devtools.detach()


@contextlib.contextmanager
def running_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), headless=True, args=FLAGS)
        yield browser
        browser.close()


def send(page: Page, button: str | Locator) -> None:
    """Click on what leads to another page, and wait for that page: a click alone may be over before the browser leaves."""
    with page.expect_navigation():
        page.click(button) if isinstance(button, str) else button.click()


def save(page: Page, press=lambda page: page.click("#article_form [name=_continue]")) -> None:
    """Press Save in a story's form, which stays open, and wait until the page shows what became of it."""
    with page.expect_response(lambda answer: "x-save-in-place" in answer.request.headers):
        press(page)
    page.locator("#article_form:not([aria-busy])").wait_for()


def unfold(page: Page, place: str) -> None:
    """Click on the line of each drawer in which something stands folded away, as whoever looks for it does."""
    closed = page.locator(f"details:not([open]):has({place}) > summary")
    while closed.count():
        closed.first.click()


def log_in(page: Page, username: str) -> None:
    """The session alone: signing in by the form costs three pages."""
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(username=username))
    session = {"name": settings.SESSION_COOKIE_NAME, "value": visitor.cookies[settings.SESSION_COOKIE_NAME].value}
    where = {"domain": "127.0.0.1", "path": settings.SESSION_COOKIE_PATH}
    page.context.add_cookies([session | where | {"httpOnly": True, "sameSite": settings.SESSION_COOKIE_SAMESITE}])


def log_in_by_form(page: Page, username: str) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", "a long pass phrase")
    send(page, "[type=submit]")


def site_as_deployed() -> LiveServer:
    """A live server whose static files come from WhiteNoise under their hashed names, as in production."""
    with mock.patch("django.contrib.staticfiles.handlers.StaticFilesHandler", lambda media: media.application):
        return LiveServer("127.0.0.1")


def axe_violations(page: Page, *also: str) -> list[str]:
    """One line for each element in which axe finds something wrong, best practices and the rules of ``also`` included.

    Looked at when the stock scripts have drawn their fields, colours have come to rest and fonts are there: letters of
    which a font makes an icon are no text.
    """
    page.evaluate("window.django?.jQuery && new Promise(django.jQuery)")
    page.evaluate((needs.NPM_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("Promise.all([...document.fonts].map(font => font.load()))")
    page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in also}}
    violations = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{found['id']}: {found['help']}: {node['html'][:200]}" for found in violations for node in found["nodes"]]
