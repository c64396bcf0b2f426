"""The journey of a picture: dropped into the library, described, put into a story, published, and fetched by a reader."""

import base64
import re

import pytest

from articles.models import Article, Image
from tests.factories import make_image, make_person, make_section, make_user, picture_bytes
from tests.support.browser import log_in, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

LIBRARY = "/admin/articles/image/"
DROP = """files => {
    const data = new DataTransfer();
    for (const [name, type, text] of files) {
        const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, {type}));
    }
    const zone = document.querySelector('.picture-drop');
    for (const kind of ['dragover', 'drop']) {
        zone.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
    }
}"""


@pytest.fixture(autouse=True)
def newsroom(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_user("editor", username="anna")
    make_section("Human Rights")


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def drop_three(page):
    """Three files at once, one of which is no picture."""
    page.goto(LIBRARY)
    wide, square = (picture_bytes("JPEG", size, "teal") for size in ((1800, 1200), (800, 800)))
    files = [
        ["wide.jpg", "image/jpeg", encoded(wide)],
        ["notes.jpg", "image/jpeg", encoded(b"<html>no picture</html>")],
        ["square.jpg", "image/jpeg", encoded(square)],
    ]
    page.evaluate(DROP, files)
    page.locator(".picture-progress li.is-done").nth(1).wait_for()
    page.locator(".picture-progress li.is-refused").wait_for()


def describe_both(page):
    """Through the new pictures one after the other, with a click on what matters in the first."""
    send(page, ".picture-next a")
    page.fill("#id_alt", "A wide green field")
    page.fill("#id_credit", "Dana Sarsen")
    area = page.locator(".picture-frame").bounding_box()
    page.mouse.click(area["x"] + area["width"] * 0.75, area["y"] + area["height"] * 0.25)
    page.locator(".picture-focus").press("ArrowLeft")
    send(page, "[name=_next]")
    page.fill("#id_alt", "A square")
    page.fill("#id_credit", "Dana Sarsen")
    send(page, "[name=_save]")
    page.locator("ul.pictures").wait_for()


def choose(page, query: str):
    page.fill("#choose-query", query)
    page.press("#choose-query", "Enter")
    page.locator(".choose .picture-card", has_text=query).click()


def write_story(page):
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", "A field is taken")
    page.fill("#id_summary", "It had belonged to a village.")
    unfold(page, "#id_bylines-0-text")
    page.fill("#id_bylines-0-text", "Dana Sarsen")
    page.select_option("#id_section", label="Human Rights")
    page.locator(".ProseMirror").click()
    page.keyboard.type("It was green.")
    page.click("button[data-choose]")
    choose(page, "wide green")
    page.locator(".ProseMirror p").first.click()
    page.click("button[aria-label='Picture']")
    choose(page, "square")
    page.locator(".story-figure figcaption").click()
    page.keyboard.type("Own words")
    page.keyboard.press("Enter")
    page.keyboard.type("And more.")


def test_from_three_dropped_files_to_what_a_readers_browser_fetches(page):
    log_in(page, "anna")
    drop_three(page)
    assert "cannot be read as a picture" in page.locator(".picture-progress li.is-refused").inner_text()
    describe_both(page)
    wide = Image.objects.get(alt="A wide green field")
    assert (wide.focal_x, wide.focal_y) == (pytest.approx(0.74, abs=0.01), pytest.approx(0.25, abs=0.01))

    write_story(page)
    send(page, "[name=_publish]")
    page.locator(".stage-published").first.wait_for()
    story, square = Article.objects.get(), Image.objects.get(alt="A square")
    assert story.lead_image == wide
    figure = f'<figure data-image="{square.pk}"><figcaption>Own words</figcaption></figure>'
    assert story.body == f"<p>It was green.</p>{figure}<p>And more.</p>"
    assert page.visit.is_clean, page.visit

    for width, label in ((360, 480), (768, 768), (1440, 768)):
        assert fetched(page, story, width, wide) == {f"{label}.avif"}


def fetched(page, story, width: int, image) -> set[str]:
    """The files of the picture that a reader's browser asks for in a window of this width."""
    context = page.context.browser.new_context(viewport={"width": width, "height": 800})
    reader, names = context.new_page(), set()
    reader.on("response", lambda response: names.update(re.findall(rf"/media/{image.token}/(\S+)", response.url)))
    reader.goto(page.url.split("/admin/")[0] + story.get_absolute_url(), wait_until="networkidle")
    assert reader.locator("article figcaption", has_text="Own words").count() == 1
    context.close()
    return names


def test_a_picture_is_taken_out_of_the_text_by_keyboard_and_by_no_other_button(page):
    make_image(alt="A lake", with_files=True)
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").click()
    page.keyboard.type("Text.")
    page.click("button[aria-label='Picture']")
    choose(page, "A lake")
    page.locator(".story-figure figcaption").click()
    page.keyboard.type("x")
    page.locator(".story-figure figcaption", has_text="x").wait_for()
    for button in ("Heading", "List", "Quotation"):
        page.click(f"button[aria-label='{button}']")
    assert page.locator(".story-figure figcaption", has_text="x").is_visible()
    page.keyboard.press("Backspace")
    page.locator(".story-figure-caption.is-empty").wait_for()
    page.keyboard.press("Backspace")
    page.locator(".story-figure.ProseMirror-selectednode").wait_for()
    page.keyboard.press("Backspace")
    page.locator(".story-figure").wait_for(state="detached")
    page.locator("#id_title").click()
    assert page.input_value("#id_body") == "<p>Text.</p>"


def test_pictures_that_are_about_to_be_drawn_anew_take_no_click(page):
    make_image(alt="A lake", with_files=True)
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.click("button[data-choose]")
    card = page.locator(".choose .picture-card")
    card.wait_for()
    page.route("**/choose/**", lambda route: None)  # no answer yet
    page.fill("#choose-query", "lake")
    page.press("#choose-query", "Enter")
    middle = "box => document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).closest('[data-picture]')"
    assert page.evaluate(middle, card.bounding_box()) is None


def test_a_figure_pasted_from_elsewhere_leaves_only_its_text(page):
    image = make_image(alt="A lake", with_files=True)
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").click()
    pasted = f'<p>Before</p><figure data-image="{image.pk}"><figcaption>Foreign</figcaption></figure>'
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector('.ProseMirror').dispatchEvent(paste);
        }""",
        pasted,
    )
    page.locator(".ProseMirror", has_text="Foreign").wait_for()
    page.locator("#id_title").click()
    assert "figure" not in page.input_value("#id_body")


def test_a_picture_is_added_on_the_spot_and_leads_the_story(page):
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", "What I typed before")
    page.click("button[data-choose]")
    photo = {"name": "new.png", "mimeType": "image/png", "buffer": picture_bytes()}
    page.set_input_files("#choose-file", photo)
    page.fill("#choose-alt", "A new one")
    page.fill("#choose-credit", "Dana Sarsen")
    page.click(".choose-send button")
    page.locator(".lead-picture-shown").wait_for()
    assert page.locator(".lead-picture-alt").inner_text() == "A new one"
    assert page.input_value("#id_lead_image") == str(Image.objects.get().pk)
    assert page.input_value("#id_title") == "What I typed before"
    page.click("button[data-remove]")
    assert page.input_value("#id_lead_image") == ""


def test_areas_are_drawn_moved_and_covered(page):
    image = make_image(with_files=True)
    before = image.token
    log_in(page, "anna")
    page.goto(f"{LIBRARY}{image.pk}/redact/")
    area = page.locator(".redact-frame").bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.1, area["y"] + area["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.4, area["y"] + area["height"] * 0.5, steps=4)
    page.mouse.up()
    page.click("[data-add=ellipse]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    ellipse = page.locator(".redact-row").nth(1)
    assert [ellipse.locator("input").nth(place).input_value() for place in (0, 3)] == ["41.00", "21.00"]
    page.keyboard.press("Delete")
    assert page.locator(".redact-row").count() == 1
    send(page, ".redact-form input[type=submit]")
    page.check("[name=sure]")
    send(page, "[name=_sure]")
    page.locator(".messagelist", has_text="destroyed").wait_for()
    image.refresh_from_db()
    assert image.token != before
    assert page.visit.is_clean, page.visit


def test_whom_the_file_names_is_chosen_with_a_click(page):
    khelm = make_person("Bastor Khelm")
    image = make_image(alt="A lake", with_files=True, suggestions={"persons": "Bastor Khelm"})
    log_in(page, "anna")
    page.goto(f"{LIBRARY}{image.pk}/change/")
    page.locator(".field-people .select2-container").wait_for()
    page.click(".field-people [data-use]")
    page.locator(".field-people .select2-selection__choice", has_text="Bastor Khelm").wait_for()
    send(page, "[name=_continue]")

    assert list(image.subjects.all()) == [khelm.subject_ptr]
    assert page.locator("[data-use]").count() == 0
    assert page.visit.is_clean, page.visit


@pytest.mark.needs("axe")
@pytest.mark.parametrize("where", ["", "{pk}/change/", "{pk}/redact/", "{pk}/withdraw/"])
def test_no_screen_of_the_library_shuts_anybody_out_or_breaks_the_policy(page, axe_violations, where):
    image = make_image(alt="A lake", with_files=True, suggestions={"credit": "Dana", "persons": "A. B."})
    log_in(page, "anna")
    page.goto(LIBRARY + where.format(pk=image.pk))
    page.wait_for_load_state("networkidle")
    assert page.visit.is_clean, page.visit
    assert axe_violations(page) == []


@pytest.mark.needs("axe")
def test_a_choice_that_is_drawn_long_after_the_page_is_read_has_a_name(page, axe_violations):
    image = make_image(alt="A lake")
    log_in(page, "anna")
    page.add_init_script("const soon = setTimeout; setTimeout = (call, wait) => soon(call, Math.max(wait || 0, 800))")
    page.goto(f"{LIBRARY}{image.pk}/change/")
    page.locator(".select2-container").first.wait_for()

    assert axe_violations(page) == []
