"""What an edition offers its readers is set up from the desk, and read on its page; what changed is told with a tick."""

import pytest

from articles.models import ReaderService
from tests.factories import make_person, make_user
from tests.support.at_the_desk import at_the_desk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def test_the_tip_line_is_set_up_and_read(page, another_page):
    make_user("editor", username="anna")
    make_person("Mirel Adenov")
    me = at_the_desk(page, "anna")
    me.follow("Services for readers", within="All lists")
    me.follow("Add service for readers")
    me.click("Facebook")
    me.type("newsroom.01", into="Signal")
    me.type("Not from work.", into="What to be careful about")
    me.follow("Save")
    another_page.goto("/contact-safely/")
    assert "newsroom.01" in another_page.inner_text("main")
    assert "Not from work." in another_page.inner_text("main")

    me.follow("English")
    me.type("newsroom.02", into="Signal", over=True)
    me.follow("Save")
    me.follow("English")
    me.follow("History")
    me.reads("Changed")
    assert "facebook" not in ReaderService.objects.get().share_with
    assert ReaderService.objects.get().public_signal == "newsroom.02"
    assert page.visit.is_clean, page.visit
