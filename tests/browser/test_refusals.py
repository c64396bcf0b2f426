"""What the server refuses, or never hears, is told in one sentence where the person works, and nothing typed is lost."""

import re

import pytest

from articles.models import Article, Image, Note
from tests.factories import make_article, make_image, make_user, picture_bytes
from tests.support.browser import log_in, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

LIBRARY = "/admin/articles/image/"
PHOTO = {"name": "new.png", "mimeType": "image/png", "buffer": picture_bytes()}


@pytest.fixture(autouse=True)
def newsroom(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_user("editor", username="anna")


@pytest.fixture
def story(page):
    story = make_article("Two days in Nukus", published=False, body="<p>Text.</p>")
    log_in(page, "anna")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.locator(".ProseMirror").first.wait_for()
    return story


def answer(page, address: str, status: int):
    """From now on the address answers with the status; with 0 there is no connection."""
    page.unroute_all()
    page.route(re.compile(address), lambda route: route.fulfill(status=status) if status else route.abort())


def test_a_note_that_is_refused_stays_to_be_sent_again(story, page):
    unfold(page, "#note-text")
    page.fill("#note-text", "Who is the source?")
    for status, sentence in ((503, "could not be sent"), (403, "You are signed out"), (0, "could not be sent")):
        answer(page, "/notes/$", status)
        page.click("text=Add note")
        page.locator(".notes-problem", has_text=sentence).wait_for()
        assert page.locator(".notes-problem").count() == 1
        assert page.input_value("#note-text") == "Who is the source?"
    page.unroute_all()
    page.click("text=Add note")
    page.locator(".note-text", has_text="Who is the source?").wait_for()

    assert Note.objects.count() == 1
    assert page.visit.is_clean, page.visit


def test_what_is_not_kept_is_said_and_tried_again(story, page):
    answer(page, "/autosave/$", 503)
    page.fill("#id_summary", "Typed while nobody listened")
    page.locator("#keeping.is-trouble", has_text="the database is busy").wait_for()
    answer(page, "/autosave/$", 0)
    page.locator("#keeping.is-trouble", has_text="no connection").wait_for()
    page.unroute_all()
    page.locator("#keeping:not(.is-trouble)", has_text="Kept on the server").wait_for()


def test_a_file_that_is_refused_says_why_and_the_next_one_goes_in(page):
    log_in(page, "anna")
    page.goto(LIBRARY)
    for status, sentence in ((413, "too large"), (503, "busy"), (0, "did not arrive"), (None, "signed out")):
        if status is None:
            page.unroute_all()
            page.context.clear_cookies(name="newsroom")
        else:
            answer(page, "/upload/$", status)
        page.set_input_files("#picture-files", PHOTO)
        page.locator(".picture-progress li.is-refused", has_text=sentence).wait_for()
    log_in(page, "anna")
    page.goto(LIBRARY)
    page.set_input_files("#picture-files", PHOTO)
    page.locator(".picture-progress li.is-done").wait_for()

    assert Image.objects.count() == 1
    assert page.visit.is_clean, page.visit


def test_the_chooser_tells_of_a_lost_session(story, page):
    page.click("button[data-choose]")
    page.set_input_files("#choose-file", PHOTO)
    page.fill("#choose-alt", "A new one")
    page.fill("#choose-credit", "Dana Sarsen")
    page.context.clear_cookies(name="newsroom")
    page.click(".choose-send button")
    page.locator(".choose-send [role=alert]", has_text="You are signed out").wait_for()
    page.press("#choose-query", "Enter")
    page.locator(".choose-body", has_text="You are signed out or may not see the library").wait_for()


def test_a_second_click_on_save_saves_once(story, page):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/change/") else None)
    page.fill("#id_summary", "Saved once")
    sent.clear()
    save(page, lambda page: page.dblclick("[name=_continue]"))

    assert len(sent) == 1
    assert Article.objects.get().summary == "Saved once"


def test_leaving_asks_after_the_point_of_a_picture_was_moved(page):
    image = make_image(alt="A lake", with_files=True)
    log_in(page, "anna")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{LIBRARY}{image.pk}/change/")
    page.click(".picture-frame")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.goto(f"{LIBRARY}{image.pk}/change/")
    page.click(".picture-frame")
    page.keyboard.press("Shift+ArrowLeft")
    send(page, ".picture-moves .default")

    image.refresh_from_db()
    assert image.focal_x == pytest.approx(0.4, abs=0.01)
    assert asked == ["beforeunload"]
