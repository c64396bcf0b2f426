"""A film of another site and a headline for search, from the desk to the reader's page."""

import pytest

from tests.browser.test_pasting import PASTE
from tests.factories import make_person, make_section, make_user
from tests.support.at_the_desk import at_the_desk
from tests.support.browser import axe_violations

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

FILM, POST = "https://www.youtube.com/watch?v=aQ1bC2dE3fG", "https://t.me/lantern/12"


def test_a_film_becomes_a_card_and_search_gets_its_own_headline(page):
    make_section("Human Rights")
    make_user("editor", username="anna", person=make_person("Anna Karim"))
    anna = at_the_desk(page, "anna")
    anna.follow("New story")
    anna.type("The road to Dovresk, and who walked it before the bridge was closed", into="Headline")
    anna.press("Tab")
    anna.type("Three families tell it.")
    anna.type("They walked at night.", into="Text")
    anna.press("Enter")
    anna.type("/card")
    page.get_by_role("option", name="Card of a video or post").wait_for()
    anna.press("Enter")
    anna.click("Set", within="Card of a video or post")
    assert anna.sees("Type the whole address of the video or post")
    anna.type("youtube.com/embed/aQ1bC2dE3fG", into="Address of the video or post")
    anna.click("Set", within="Card of a video or post")
    assert anna.sees("Say in a line what it shows")
    anna.type("A film of the road, eleven minutes", into="What the video or post shows")
    anna.press("Enter")
    anna.press("Enter")

    page.evaluate(PASTE, ["text/plain", POST])
    anna.click("Make it a card")
    anna.type("The post of the ferrymen")
    anna.press("Enter")

    page.get_by_role("heading", name="Search and social cards").hover()
    anna.click("Search and social cards")
    anna.type("Families tell of the road to Dovresk", into="Headline for search and cards")
    assert anna.sees("36 characters: search pages show all of it.")
    anna.choose("Human Rights", at="Section")
    anna.click("Publish")
    anna.follow("View on site")

    assert page.title().startswith("Families tell of the road to Dovresk · ")
    assert anna.sees("The road to Dovresk, and who walked it before the bridge was closed")
    cards = page.locator("figure.embed")
    assert cards.locator("a").evaluate_all("links => links.map(link => [link.href, link.textContent, link.rel])") == [
        [FILM, "A film of the road, eleven minutes", "noopener noreferrer nofollow"],
        [POST, "The post of the ferrymen", "noopener noreferrer nofollow"],
    ]
    assert "YouTube · Opens at youtube.com" in cards.first.inner_text()
    assert page.locator("iframe").count() == 0
    assert page.visit.is_clean, page.visit
    assert axe_violations(page) == []
