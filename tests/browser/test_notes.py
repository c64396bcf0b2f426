"""Notes beside the writing form in a real browser: a note is no save, and no text is lost for it."""

import pytest

from articles.models import Article, Note
from tests.browser.test_first_story import newsroom  # noqa: F401
from tests.factories import make_article, make_user
from tests.support.browser import log_in, save, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def test_a_note_names_a_colleague_from_the_list_and_leaves_the_typed_text_alone(newsroom, page):  # noqa: F811
    article = make_article("Two days in Nukus", published=False)
    make_user("editor", username="bakhyt", first_name="Bakhyt", last_name="Seitov")
    log_in(page, "anna")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.fill("[name=title]", "Three days in Nukus")
    unfold(page, "#note-text")
    page.locator("#note-text").press_sequentially("Look, @sei")
    page.locator("#note-offer li", has_text="Bakhyt Seitov").wait_for()
    page.keyboard.press("Enter")
    assert page.input_value("#note-text") == "Look, @bakhyt "
    page.keyboard.press("Control+Enter")
    page.locator(".notes-list .note", has_text="Look, @bakhyt").wait_for()

    assert page.input_value("[name=title]") == "Three days in Nukus"
    assert page.input_value("#note-text") == ""
    assert Note.objects.get().mentions.get().user.username == "bakhyt"
    page.click(".note-foot button")
    page.locator(".notes-resolved").wait_for()
    save(page)
    assert Article.objects.get(pk=article.pk).title == "Three days in Nukus"
    assert page.visit.is_clean, page.visit
