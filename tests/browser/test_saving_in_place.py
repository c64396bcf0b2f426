"""Save leaves the page as it is: caret, scroll and undo stay, and all that the save changed is renewed."""

import pytest

from articles.models import Article, Byline
from tests.factories import make_article, make_section, make_user
from tests.support.browser import log_in, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
LONG = "".join(f"<p>Paragraph {number} of a long text that goes on.</p>" for number in range(80))


@pytest.fixture
def editor(db):
    make_section("Human Rights")
    return make_user("editor", username="aigul", first_name="Aigul")


def open_form(page, address):
    log_in(page, "aigul")
    page.goto(address)
    page.locator(".ProseMirror").first.wait_for()
    page.locator("#keeping[data-awake]").wait_for(state="attached")


def sign_by(page, row: int, text: str):
    unfold(page, f"[name=bylines-{row}-text]")
    page.fill(f"[name=bylines-{row}-text]", text)


def keys(name: str, code: str):
    """A keydown as a browser sends it under another layout, or with Caps Lock."""
    return lambda page: page.evaluate(
        """([key, code]) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key, code, ctrlKey: true, bubbles: true, cancelable: true}))""",
        [name, code],
    )


def test_a_new_story_saved_three_times_is_one_story_with_one_byline_in_the_same_page(editor, page):
    open_form(page, "/admin/articles/article/add/")
    page.evaluate("window.isTheSamePage = true")
    page.fill("#id_title", "Court adjourns")
    sign_by(page, 0, "Agency X")
    save(page)
    story = Article.objects.get()
    assert page.url.endswith(f"/admin/articles/article/{story.pk}/change/")
    for press in (keys("ы", "KeyS"), keys("S", "KeyS")):
        page.locator("#id_summary").press_sequentially("More. ")
        save(page, press)
        page.locator("#keeping[data-state=saved]").wait_for()
    story.refresh_from_db()
    assert (Article.objects.count(), Byline.objects.count(), story.summary) == (1, 1, "More. More.")
    assert page.evaluate("window.isTheSamePage")
    assert page.input_value("[name=slug]") == "court-adjourns"
    page.locator("#notes").wait_for()
    page.locator(".checklist", has_text="No text yet").wait_for()
    page.click("#beside-open")
    page.frame_locator("#beside iframe").get_by_role("heading", name="Court adjourns").wait_for()
    unfold(page, "#note-text")
    page.fill("#note-text", "Who is the source?")
    page.click("text=Add note")
    page.locator(".note-text", has_text="Who is the source?").wait_for()
    assert page.visit.is_clean, page.visit


def test_caret_scroll_and_undo_stay(editor, page):
    story = make_article(published=False, body=LONG)
    open_form(page, f"/admin/articles/article/{story.pk}/change/")
    page.locator(".ProseMirror p", has_text="Paragraph 60 ").click()
    page.keyboard.press("End")
    page.keyboard.type(" Typed.")
    line = page.locator(".ProseMirror p", has_text="Typed.")
    # On the screen: what unfolds far above moves the page beneath it, and not the line.
    before = line.bounding_box()["y"]
    save(page, lambda page: page.keyboard.press("Control+s"))
    assert line.bounding_box()["y"] == pytest.approx(before, abs=1)
    assert page.evaluate("window.scrollY") > 0
    page.keyboard.type(" More.")
    assert page.locator(".ProseMirror p", has_text="Typed. More.").count() == 1
    save(page, lambda page: page.keyboard.press("Control+s"))
    assert "Typed. More." in Article.objects.get().body
    for _ in range(12):
        page.keyboard.press("Control+z")
    assert page.locator(".ProseMirror p", has_text="Typed").count() == 0


def test_rows_are_numbered_added_and_taken_out_over_several_saves(editor, page):
    story = make_article(published=False)
    open_form(page, f"/admin/articles/article/{story.pk}/change/")
    sign_by(page, 0, "Agency X")
    page.click("text=Add a byline")
    sign_by(page, 1, "Agency Y")
    save(page)
    sign_by(page, 1, "Agency Z")
    page.locator("[name=bylines-0-DELETE]").check()
    save(page)
    assert [row.text for row in Byline.objects.all()] == ["Agency Z"]
    page.click("text=Add a byline")
    sign_by(page, 1, "Agency Q")
    save(page)
    assert sorted(row.text for row in Byline.objects.all()) == ["Agency Q", "Agency Z"]
    assert page.visit.is_clean, page.visit


def test_what_is_wrong_stands_at_its_field_and_goes_with_the_next_save(editor, page):
    story = make_article("Court adjourns", published=False)
    open_form(page, f"/admin/articles/article/{story.pk}/change/")
    page.fill("#id_title", "")
    save(page)
    page.locator(".field-title .errorlist", has_text="no headline yet").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_title"
    assert page.locator("#id_title").get_attribute("aria-invalid") == "true"
    page.locator(".errornote a", has_text="no headline yet").wait_for()
    page.fill("#id_title", "Court goes on")
    save(page)
    assert page.locator(".errorlist, .errornote").count() == 0
    assert Article.objects.get().title == "Court goes on"
    page.reload()  # asks nothing
    assert page.visit.is_clean, page.visit


def test_publish_pressed_while_a_save_is_on_its_way_follows_it(editor, page):
    story = make_article("Court adjourns", published=False, summary="Dek.")
    open_form(page, f"/admin/articles/article/{story.pk}/change/")
    sign_by(page, 0, "Agency X")
    page.evaluate("for (const name of ['_continue', '_publish']) document.querySelector(`[name=${name}]`).click()")
    page.locator(".messagelist", has_text="readers see it").wait_for()
    story.refresh_from_db()
    assert (story.is_public, Byline.objects.count()) == (True, 1)


def test_without_a_script_save_leads_to_the_page_again(editor, chromium, live_server, page):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    story = make_article("Court adjourns", published=False)
    plain = context.new_page()
    log_in(plain, "aigul")
    plain.goto(f"/admin/articles/article/{story.pk}/change/")
    plain.fill("#id_title", "Court goes on")
    send(plain, "[name=_continue]")
    plain.locator(".messagelist", has_text="Saved").wait_for()
    context.close()
    assert Article.objects.get().title == "Court goes on"
