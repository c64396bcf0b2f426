"""The preview beside the text on a wide screen: it follows what is typed, stays where it is, and is closed when it should be."""

import pytest

from tests.factories import make_article, make_section, make_user
from tests.support.browser import axe_violations, log_in, save

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
LONG = "".join(f"<p>Paragraph {number} of a long text that goes on.</p>" for number in range(60))
WIDE, LAPTOP, TABLET = {"width": 1680, "height": 900}, {"width": 1280, "height": 800}, {"width": 1024, "height": 768}


@pytest.fixture
def story(db):
    make_section("Human Rights")
    make_user("editor", username="aigul", first_name="Aigul")
    return make_article("Court adjourns", published=False, body=LONG + '<p><a href="/about/">About</a></p>')


def opened(page, story):
    log_in(page, "aigul")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.locator("#keeping[data-awake]").wait_for(state="attached")


@pytest.mark.needs("axe")
def test_the_preview_follows_what_is_typed_and_stays_where_it_is(story, page):
    page.set_viewport_size(WIDE)
    opened(page, story)
    page.locator("#beside-open").press("Enter")
    inside = page.frame_locator("#beside iframe")
    inside.get_by_role("heading", name="Court adjourns").wait_for()
    assert not inside.locator(".masthead").is_visible()
    assert page.visit.is_clean, page.visit

    window = page.locator("#beside iframe").element_handle().content_frame()
    window.evaluate("() => { window.isTheSamePage = true; window.scrollTo(0, 700) }")
    page.locator(".ProseMirror p", has_text="Paragraph 20 ").click()
    page.keyboard.press("End")
    page.keyboard.type(" Typed now.")
    page.fill("#id_title", "Court goes on")
    inside.locator("p", has_text="Paragraph 20 of a long text that goes on. Typed now.").wait_for()
    inside.get_by_role("heading", name="Court goes on").wait_for()
    assert window.evaluate("[window.isTheSamePage, window.scrollY]") == [True, 700]
    story.refresh_from_db()
    assert (story.title, "Typed" in story.body) == ("Court adjourns", False)

    with page.context.expect_page() as another:
        inside.get_by_role("link", name="About").click()
    another.value.close()
    inside.locator("h1").click()
    page.keyboard.press("Escape")
    save(page, lambda page: page.keyboard.press("Control+s"))
    assert window.evaluate("window.isTheSamePage")
    page.get_by_role("button", name="Phone").click()
    assert window.evaluate("window.innerWidth") < 400
    assert page.visit.is_clean, page.visit
    assert axe_violations(page) == []
    page.get_by_role("button", name="Close the preview").click()
    assert page.evaluate("document.activeElement.id") == "beside-open"


def test_the_preview_stays_open_over_a_reload_and_gives_way_on_a_small_screen(story, page):
    page.set_viewport_size(LAPTOP)
    opened(page, story)
    page.click("#beside-open")
    page.reload()
    page.frame_locator("#beside iframe").get_by_role("heading", name="Court adjourns").wait_for()
    text, side, pane = (page.locator(part).bounding_box() for part in (".story-paper", ".story-side", "#beside"))
    assert pane["x"] >= text["x"] + text["width"]
    assert side["y"] >= text["y"] + text["height"]
    page.set_viewport_size(TABLET)
    assert not page.locator("#beside").is_visible()
    assert not page.locator("#beside-open").is_visible()
