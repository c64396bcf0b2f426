"""Where things stand on the writing screen: what every story needs is in sight, and the rest says what it holds."""

import pytest

from articles.models import Article
from tests.browser.test_first_story import newsroom  # noqa: F401
from tests.browser.test_screens import SIDEWAYS
from tests.factories import make_article, make_user
from tests.support.browser import log_in, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

MOST_CONTROLS = 20
TEXT = "<p>Aqylbek Muratbai spoke in Nukus.</p>" + "<p>A quiet paragraph of some length stands here.</p>" * 30
#: What one can press or fill in: the editor's bar is one stop of the Tab key, and a select that is drawn anew is one control.
CONTROLS = """() => {
    const kinds = "input, button, select, textarea, a, .ProseMirror, .prose-menubar"
    return [...document.querySelectorAll(`#article_form :is(${kinds})`)]
        .filter(part => part.checkVisibility() && part.type !== "hidden")
        .filter(part => !part.parentElement.closest(".prose-menubar, .select2-container"))
        .map(part => part.name || part.id || part.className || part.textContent.trim())
}"""
#: Targets smaller than a fingertip; a link in a sentence or a list of sentences may be.
SMALL = """() => [...document.querySelectorAll("#article_form :is(input, button, select, textarea, a, summary)")]
    .filter(part => part.checkVisibility() && part.type !== "hidden")
    .filter(part => !part.matches("[aria-hidden=true], .select2-container *, p a, li a, small a"))
    .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
    .filter(([html, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
LINES_OF_THE_BAR = """() => new Set([...document.querySelectorAll(".prose-menubar button")]
    .filter(button => button.checkVisibility()).map(button => Math.round(button.getBoundingClientRect().top))).size"""
LAPTOP, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}


@pytest.fixture
def story(newsroom):  # noqa: F811
    return make_article("Two days in Nukus", published=False, body=TEXT, summary="What the court said.")


def address(story) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def box(page, place: str) -> dict:
    return page.locator(place).first.bounding_box()


def test_few_controls_are_in_sight_before_something_is_unfolded(newsroom, page):  # noqa: F811
    page.set_viewport_size(LAPTOP)
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.locator(".prose-menubar button").first.wait_for()
    shown = page.evaluate(CONTROLS)

    assert {"title", "summary", "_continue", "_publish", "section", "bylines-0-person"} <= set(shown)
    assert len(shown) <= MOST_CONTROLS, shown
    assert page.evaluate(SMALL) == []


def test_the_bar_above_the_text_has_one_line_and_a_name_for_each_button(story, page):
    Article.objects.update(body='<p><a href="https://example.org/">The report</a></p>')
    page.set_viewport_size(LAPTOP)
    log_in(page, "anna")
    page.goto(address(story))
    page.locator(".ProseMirror a").click()  # its way out of a link is one button more
    page.get_by_role("button", name="Remove the link").wait_for()

    assert page.evaluate(LINES_OF_THE_BAR) == 1
    names = page.locator(".prose-menubar [data-name]").evaluate_all("all => all.map(button => button.ariaLabel)")
    assert "Undo" in names
    assert [name for name in names if not name or name[0].islower()] == []


def test_names_and_the_next_step_stay_beside_the_text_while_it_is_written(story, page):
    page.set_viewport_size(LAPTOP)
    log_in(page, "anna")
    page.goto(address(story))
    page.locator("#names-panel .names-tag").first.wait_for()
    row, text = box(page, "#names-panel .names-tag"), box(page, ".ProseMirror")
    assert row["x"] > text["x"] + text["width"]
    assert text["y"] - 200 < row["y"] < LAPTOP["height"]

    page.locator(".ProseMirror p").last.click()
    for place in ("#names-panel .names-tag", "[name=_continue]", "[name=_publish]", ".prose-menubar"):
        found = box(page, place)
        assert 0 <= found["y"] < LAPTOP["height"], place


def test_a_drawer_says_what_it_holds_and_opens_for_a_mistake(story, page):
    log_in(page, "anna")
    page.goto(address(story))
    assert page.locator(".drawer-schedule .drawer-holds").inner_text() == "none"
    assert not page.locator(".drawer-schedule").evaluate("drawer => drawer.open")
    unfold(page, "#id_published_at")
    page.fill("#id_published_at", "whenever")
    save(page)

    assert page.locator(".drawer-schedule").evaluate("drawer => drawer.open")
    assert page.locator(".drawer-schedule .errorlist").first.is_visible()
    assert not page.locator(".drawer-source").evaluate("drawer => drawer.open")
    assert page.input_value("#id_published_at") == "whenever"


def test_more_opens_and_closes_by_the_keyboard(story, page):
    log_in(page, "anna")
    page.goto(address(story))
    page.locator(".story-more > summary").press("Enter")
    page.get_by_role("link", name="Preview", exact=True).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert not page.get_by_role("link", name="Preview", exact=True).is_visible()
    assert page.locator(".story-more > summary").evaluate("line => line === document.activeElement")


def test_a_word_to_colleagues_goes_along_with_the_next_step(story, page):
    make_user("reporter", username="mirel")
    Article.objects.update(status="in_review")
    log_in(page, "anna")
    page.goto(address(story))
    page.fill("#note-text", "Call the court.")
    send(page, "button:text('Return to the writer')")

    assert page.locator(".notes-list .note").inner_text().count("Call the court.") == 1
    assert page.input_value("#note-text") == ""
    assert Article.objects.get().status == "draft"


def test_on_a_phone_names_come_under_the_text_and_nothing_is_pushed_aside(story, page):
    page.set_viewport_size(PHONE)
    log_in(page, "anna")
    page.goto(address(story))
    page.locator("#names-panel .names-tag").first.wait_for()
    text, names = box(page, ".story-paper"), box(page, "#names-panel")
    assert names["x"] < 30
    assert 0 <= names["y"] - text["y"] - text["height"] < PHONE["height"] / 2
    page.evaluate("document.querySelectorAll('.story-side details').forEach(part => part.open = true)")

    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(SMALL) == []
    assert page.locator("#bylines-group .select2-selection").first.is_visible()
    page.locator(".ProseMirror p").nth(9).click()
    bar, signs = box(page, ".story-bar"), box(page, ".prose-menubar")
    assert bar["y"] == 0
    assert bar["height"] < PHONE["height"] / 6
    assert signs["y"] >= bar["height"] - 1


def test_on_a_phone_the_bar_of_a_live_story_has_two_lines(story, page):
    Article.objects.update(status="published", published_at=story.saved_at)
    page.set_viewport_size(PHONE)
    log_in(page, "anna")
    page.goto(address(story))
    page.fill("#id_summary", "Typed.")
    page.locator("#keeping", has_text="Kept").wait_for()
    tops = {
        round(box(page, f".story-bar {part}")["y"] / 24)
        for part in (".standing", "#keeping", "[name=_continue]", ".story-more")
    }

    assert len(tops) == 2
    assert box(page, ".story-bar")["height"] < 92
    page.click(".story-more > summary")
    assert page.get_by_role("link", name="View on site").is_visible()


@pytest.mark.needs("axe")
def test_the_writing_screen_is_accessible_folded_and_unfolded(story, page, axe_violations):
    log_in(page, "anna")
    page.goto(address(story))
    page.locator("#names-panel .names-tag").first.wait_for()
    assert axe_violations(page) == []
    page.evaluate("document.querySelectorAll('#article_form details').forEach(part => part.open = true)")
    assert axe_violations(page) == []
