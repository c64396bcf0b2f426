"""Search everywhere by the keyboard alone, and the way back to a list as it was searched."""

import pytest

from tests.factories import make_article, make_person, make_user
from tests.support.browser import axe_violations, log_in

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

#: The key beside the right Shift as a Russian layout sends it.
RUSSIAN_SLASH = """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
    { key: ".", code: "Slash", bubbles: true, cancelable: true }))"""


def test_a_word_leads_to_a_person_a_screen_and_an_action_without_the_mouse(page):
    make_user("chief", username="olga")
    person = make_person("Артём Ёлкин")
    make_article("The court sat")
    log_in(page, "olga")
    page.goto("/admin/articles/article/")
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.keyboard.press("/")
    words = page.get_by_role("combobox", name="Stories, people, places, pictures, screens")
    words.wait_for()
    page.get_by_role("option", name="New story").wait_for()
    assert axe_violations(page) == []
    page.keyboard.type("елкин")
    option = page.get_by_role("option", name="Артём Ёлкин")
    option.wait_for()
    assert words.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Escape")
    assert not words.is_visible()
    page.evaluate(RUSSIAN_SLASH)
    page.keyboard.type("log")
    page.get_by_role("option", name="Log", exact=True).wait_for()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option", name="Sign out").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/articles/auditentry/")
    page.keyboard.press("/")
    with page.expect_navigation():  # what is pressed before the answer came means the words as they are now
        page.keyboard.type("yolkin")
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/people/person/{person.pk}/change/")
    assert not [address for address in addresses if "kin" in address.partition("?")[2]]
    page.get_by_label("English name").first.or_(page.locator("input[type=text]").first).focus()
    page.keyboard.press("/")
    assert not words.is_visible()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("sign out")
    page.get_by_role("option", name="Sign out").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("log")
    page.get_by_role("option", name="Log", exact=True).wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/admin/logout/")  # the one that was chosen, not the first
    assert page.visit.is_clean, page.visit


def test_each_page_of_a_story_leads_back_to_the_list_as_it_was_searched(page):
    make_user("chief", username="olga")
    make_article("The court sat", published=False)
    make_article("Rain", published=False)
    log_in(page, "olga")
    page.goto("/admin/articles/article/?q=court")
    bar = page.get_by_role("region", name="With what is chosen")
    assert not bar.is_visible()
    page.get_by_role("checkbox", name="Choose “The court sat”").check()
    assert bar.get_by_role("button", name="Submit for review").is_visible()
    assert not page.get_by_role("button", name="Go").is_visible()
    assert axe_violations(page) == []
    bar.get_by_role("button", name="Choose none").click()
    assert not bar.is_visible()
    page.locator("summary", has_text="Status").click()
    page.get_by_role("link", name="Draft").click()
    page.wait_for_url("**/?q=court&stage=draft")
    assert page.get_by_role("link", name="Status: take this filter away").is_visible()
    page.get_by_role("link", name="The court sat").click()
    more = page.locator("summary", has_text="More")
    more.click()
    page.get_by_role("link", name="History").click()
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="The court sat").click()
    more.click()
    page.get_by_role("link", name="Discard").click()
    page.locator(".submit-row input[type=submit]").click()
    page.wait_for_url("**/admin/articles/article/?q=court&stage=draft")
    assert page.visit.is_clean, page.visit
