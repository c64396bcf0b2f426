"""Publishing in one press: the box asks everything at once over the text, and a fresh picture refuses nothing."""

import pytest
from django.db import transaction

from articles.library import renditions
from articles.models import Article, Image
from tests.factories import make_article, make_image, make_person, make_section, make_user
from tests.support.browser import log_in, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"


@pytest.fixture
def at_the_desk(db, page):
    make_section("Courts")
    make_user("editor", username="anna", person=make_person("Anna Karim"))
    log_in(page, "anna")
    return page


def standing(page) -> str:
    return page.locator(".desk-box .standing .stage").inner_text()


def draft(**fields):
    return make_article("Two bloggers are free", published=False, **fields)


def open_story(page, article):
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(".ProseMirror").first.wait_for()


def test_one_press_asks_everything_and_what_is_filled_in_there_publishes_it(at_the_desk):
    page, image = at_the_desk, make_image(alt="", credit="", with_files=True)
    article = draft(lead_image=image)
    open_story(page, article)
    page.select_option("#id_section", "")
    page.fill("#id_title", "Two bloggers are out")
    page.click("[name=_publish]")
    box = page.get_by_role("dialog")
    box.get_by_label("Choose a section.").select_option(label="Courts")
    box.get_by_label("No dek yet.").fill("They had been held for a week.")
    box.get_by_label("Sign as Anna Karim").check()
    box.get_by_label("has no description").fill("A lake")
    assert "Readers get it now." in box.inner_text()

    box.get_by_role("button", name="Publish").click()  # something is still missing: nothing is sent
    assert box.get_by_role("alert").inner_text() == "Fill in what is missing above, or say why it goes out without."
    page.keyboard.press("Escape")  # and nothing that was typed is lost
    assert page.input_value("#id_summary") == "They had been held for a week."
    assert page.locator("#id_bylines-0-person option:checked").inner_text() == "Anna Karim"
    page.click("[name=_publish]")
    box.get_by_label("has no credit").wait_for()
    assert box.get_by_label("has no description").input_value() == "A lake"
    assert box.get_by_label("No dek yet.").count() == 0
    box.get_by_label("has no credit").fill("Dana")
    send(page, box.get_by_role("button", name="Publish"))

    assert standing(page) == "Published"
    article.refresh_from_db()
    image.refresh_from_db()
    assert (article.title, article.section.name, article.bylines.get().label) == (
        "Two bloggers are out", "Courts", "Anna Karim",
    )  # fmt: skip
    assert (image.alt, image.credit) == ("A lake", "Dana")
    assert page.visit.is_clean, page.visit


def test_the_keys_that_publish_ask_and_are_a_line_break_in_the_text(at_the_desk):
    page, article = at_the_desk, draft(summary="Dek", by=make_person("Dana Omar"))
    open_story(page, article)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("next line")
    assert page.locator(".ProseMirror br:not(.ProseMirror-trailingBreak)").count() == 1
    box = page.get_by_role("dialog")
    assert box.count() == 0

    page.locator("#id_title").press("Control+Enter")
    box.wait_for()
    assert "Readers get it now. Only the chief editor can withdraw it then." in box.inner_text()
    article.refresh_from_db()
    assert article.status == "draft"
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert standing(page) == "Published"
    article.refresh_from_db()
    assert "<br>next line" in article.body


def test_a_fresh_picture_is_waited_for_and_the_page_shows_when_it_is_out(at_the_desk):
    page, image = at_the_desk, make_image(alt="A lake", credit="Dana", with_files=True, state="waiting")
    article = draft(summary="Dek", by=make_person("Dana Omar"), lead_image=image)
    open_story(page, article)
    send(page, "[name=_publish]")
    assert "as soon as its picture is ready" in page.locator("#awaited").inner_text()
    with page.expect_navigation(), transaction.atomic():
        renditions._set_state(Image.objects.filter(pk=image.pk), Image.State.READY, image)
    page.locator(".stage-published").first.wait_for()
    assert Article.objects.published().get() == article


def test_a_section_says_the_edition_and_a_language_takes_its_section_back(at_the_desk):
    page = at_the_desk
    make_section("Суды", "ru")
    page.goto(ADD)
    page.select_option("#id_section", label="Суды")
    assert page.input_value("#id_language") == "ru"
    unfold(page, "#id_language")
    page.select_option("#id_language", "en")
    assert page.input_value("#id_section") == ""


@pytest.mark.needs("axe")
def test_the_box_is_accessible(at_the_desk, axe_violations):
    page = at_the_desk
    open_story(page, draft(lead_image=make_image(alt="", credit="", with_files=True)))
    page.click("[name=_publish]")
    page.get_by_role("dialog").wait_for()
    assert [line for line in axe_violations(page) if not ("select2" in line or "searchbar" in line)] == []
