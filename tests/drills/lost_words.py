"""Trouble in the middle of typing: of words older than two seconds none may be lost, and no story may be doubled.

    python -m tests.drills.lost_words                 50 rounds
    python -m tests.drills.lost_words --rounds 3      the short form, which the suite runs

In each round somebody opens a story or a new one in Chromium, types, and saves at some moment or not. Then the server is killed
or stands still, the line breaks, the request is stopped, the session ends, the tab is closed or crashes. They type on where
they can; at the end they save again in the same page, or their tab is gone and they open the form anew, use what is offered
and save. What the database then holds is compared with what was typed.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.kill_saves import Server, free_port, settings_for

OLD = 2.0
TROUBLES = ["kill", "freeze", "offline", "stop", "session", "close", "crash"]


@dataclass
class Typist:
    """What was typed, and when."""

    words: list[tuple[float, str]] = field(default_factory=list)

    def type(self, page, seconds: float):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            word = f"w{len(self.words)}x"
            page.keyboard.type(f" {word}", delay=random.uniform(5, 30))
            self.words.append((time.monotonic(), word))

    def before(self, moment: float) -> list[str]:
        return [word for when, word in self.words if when <= moment]


class Desk:
    """The server, the browser and the account, each of which can be in trouble."""

    def __init__(self, chromium):
        from tests.factories import make_user

        self.port = free_port()
        self.server = Server(self.port)
        self.user = make_user("editor")
        self.context = chromium.new_context(base_url=f"http://127.0.0.1:{self.port}", locale="en")
        self.context.set_default_timeout(20_000)
        self.window = self.context.new_page()  # stays, so that Chromium does
        self.sign_in()

    def sign_in(self):
        from django.test import Client

        visitor = Client()
        visitor.force_login(self.user)
        cookie = {"name": "newsroom", "value": visitor.cookies["newsroom"].value}
        self.context.add_cookies([cookie | {"domain": "127.0.0.1", "path": "/admin/", "httpOnly": True}])

    def end(self):
        self.context.close()
        self.server.kill()


# Troubles --------------------------------------------------------------------------------------------------------------


def make_trouble(name: str, desk: Desk, page) -> bool:
    """Returns whether the page is still there."""
    if name == "kill":
        desk.server.kill()
    elif name == "freeze":
        os.killpg(desk.server.process.pid, signal.SIGSTOP)
    elif name == "offline":
        desk.context.set_offline(True)
    elif name == "stop":
        page.route("**/admin/articles/article/**", lambda route: None)
        page.keyboard.press("Control+s")
        time.sleep(0.3)
        desk.context.new_cdp_session(page).send("Page.stopLoading")
    elif name == "session":
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()
    elif name == "close":
        page.close()
    elif name == "crash":
        crash(page)
    return name not in {"close", "crash"}


def crash(page):
    """Without a last word of its scripts."""
    from playwright.sync_api import Error

    with contextlib.suppress(Error):  # no page answers any more
        page.goto("chrome://crash", timeout=5000)
    page.close()


def mend(name: str, desk: Desk, page):
    if name == "kill":
        desk.server = Server(desk.port)
    elif name == "freeze":
        os.killpg(desk.server.process.pid, signal.SIGCONT)
    elif name == "offline":
        desk.context.set_offline(False)
    elif name == "stop" and not page.is_closed():
        page.unroute_all()
    elif name == "session":
        desk.sign_in()


# A round ---------------------------------------------------------------------------------------------------------------


def play(desk: Desk, number: int, figures: dict):
    from articles.models import Article

    began = time.monotonic()
    trouble, is_new, stays = random.choice(TROUBLES), random.random() < 0.4, random.random() < 0.5
    title = f"Round {number}"
    page, typist = desk.context.new_page(), Typist()
    address = "/admin/articles/article/add/" if is_new else make_story(title)
    open_form(page, address, title if is_new else "")
    typist.type(page, random.uniform(1, 3))
    if random.random() < 0.6:
        page.keyboard.press("Control+s")
    typist.type(page, random.uniform(0.2, 3))
    is_there = make_trouble(trouble, desk, page)
    if is_there:
        typist.type(page, random.uniform(0.5, 3))
    end = time.monotonic()
    if is_there and not stays:
        crash(page)
    old = typist.before(end - (0 if is_there and stays else OLD))
    mend(trouble, desk, page)
    if is_there and stays:
        save_until_saved(desk, page)
    else:
        come_back(desk, address, title)
    stories = list(Article.objects.filter(title=title))
    lost = [word for word in old if not any(f"{word} " in f"{plain(story.body)} " for story in stories)]
    note(figures, trouble, typist, old, lost, stories)
    if os.environ.get("DRILL_TELLS"):
        sys.stderr.write(f"{number} {trouble} new={is_new} stays={stays} {time.monotonic() - began:.0f}s\n")
    if not page.is_closed():
        page.close()


def make_story(title: str) -> str:
    from tests.factories import make_article

    return f"/admin/articles/article/{make_article(title, published=False).pk}/change/"


def open_form(page, address: str, title: str):
    from tests.support.browser import unfold

    page.goto(address)
    page.locator("#keeping[data-awake]").wait_for(state="attached")
    if title:
        page.fill("#id_title", title)
        unfold(page, "[name=bylines-0-text]")
        page.fill("[name=bylines-0-text]", "Agency X")
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")


def save_until_saved(desk: Desk, page):
    """As a person does: press Save until the sign says that it is saved, by way of the sign-in where it leads there."""
    for _ in range(20):
        if page.locator("#article_form").count() == 0:
            desk.sign_in()
            return come_back(desk, page.evaluate("document.querySelector('[name=kept_path]').value"), "")
        take_over(page)
        page.evaluate("document.querySelector('#article_form').dispatchEvent(new CustomEvent('story:leaving'))")
        page.locator("#article_form [name=_continue]").click()
        if said(page, "saved", 30):
            return None
    raise AssertionError("Save stays dead.")


def said(page, state: str, seconds: float) -> bool:
    from playwright.sync_api import Error

    try:
        page.locator(f"#keeping[data-state={state}]").wait_for(timeout=seconds * 1000)
    except Error:
        return False
    return True


def take_over(page):
    button = page.locator("#presence .take-over")
    if button.is_visible():
        button.click()
        page.locator("#article_form:not(.is-watching)").wait_for()


def come_back(desk: Desk, address: str, title: str):
    """The form is opened anew; what is offered is used and saved. Where a story was made of it, it is opened instead."""
    from articles.models import Article

    page = desk.context.new_page()
    made = Article.objects.filter(title=title).first() if title else None
    addresses = {address: None} | ({f"/admin/articles/article/{made.pk}/change/": None} if made else {})
    for each in addresses:
        page.goto(each)
        page.locator("#keeping[data-awake]").wait_for(state="attached")
        if use_offer(page, title):
            save_until_saved(desk, page)
    page.close()


def use_offer(page, title: str) -> bool:
    """Whether something of this round is offered."""
    page.wait_for_load_state("networkidle")
    time.sleep(1)
    bars = page.locator(".unsaved", has_text=title) if "/add/" in page.url else page.locator(".unsaved")
    if not bars.count():
        return False
    with page.expect_navigation():
        bars.first.locator(".unsaved-ways :is(a, [data-take-back])").first.click()
    page.locator("#keeping[data-awake]").wait_for(state="attached")
    return True


def plain(html: str) -> str:
    return " ".join(html.replace("<", " <").replace(">", "> ").split())


def note(figures: dict, trouble: str, typist: Typist, old: list, lost: list, stories: list):
    figures["rounds"] += 1
    figures["words typed"] += len(typist.words)
    figures["older than two seconds"] += len(old)
    figures["lost"] += len(lost)
    figures["stories doubled"] += max(0, len(stories) - 1)
    figures["bylines doubled"] += sum(max(0, story.bylines.count() - 1) for story in stories)
    figures["troubles"][trouble] = figures["troubles"].get(trouble, 0) + 1
    if lost or len(stories) != 1:
        sys.stdout.write(f"{trouble}: {len(lost)} of {len(old)} words lost ({lost[:3]}), {len(stories)} stories\n")
        sys.stdout.flush()


def drill(rounds: int, seed: int) -> dict:
    """Run it in the configured database. Returns the figures."""
    from django.core.management import call_command

    from tests.support.browser import running_chromium

    call_command("migrate", verbosity=0)
    random.seed(seed)
    names = ["rounds", "words typed", "older than two seconds", "lost", "stories doubled", "bylines doubled"]
    figures = dict.fromkeys(names, 0) | {"troubles": {}}
    with running_chromium() as chromium:
        desk = Desk(chromium)
        try:
            for number in range(rounds):
                play(desk, number, figures)
        finally:
            desk.end()
    return figures


def main():
    parser = argparse.ArgumentParser(description="trouble in the middle of typing")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--copy-of", help="a migrated SQLite database to begin with, which spares the migrations")
    options = parser.parse_args()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with tempfile.TemporaryDirectory(prefix="newsroom-drill-") as folder, settings_for(Path(folder), False):
        if options.copy_of:
            shutil.copy(options.copy_of, Path(folder) / "newsroom.sqlite3")
        import django

        django.setup()
        figures = drill(options.rounds, options.seed)
        told = ", ".join(f"{name}: {value}" for name, value in figures.items())
        sys.stdout.write(f"seed {options.seed}: {told}\n")
        if figures["lost"] or figures["stories doubled"] or figures["bylines doubled"]:
            sys.exit(1)


if __name__ == "__main__":
    main()
