"""From the desk to a hearing in the calendar and away again, as somebody sees and types it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_user
from tests.support.browser import log_in

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def test_a_hearing_is_added_from_the_desk_changed_and_removed(page):
    olga = make_user("reporter", username="olga")
    make_article("The pumps of Kholmet", published=False, created_by=olga)
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, "olga")
    page.goto("/admin/")
    page.get_by_role("link", name="Planning for the week").click()

    page.get_by_label("Day:").fill("yesterday")
    expect(page.locator("#day_note_day_said")).not_to_be_empty()
    page.get_by_label("What:").fill("10:00, regional court")
    page.get_by_role("combobox", name="Story").click()
    page.locator(".select2-search__field").press_sequentially("pumps")
    page.get_by_role("option", name="The pumps of Kholmet").click()
    page.get_by_role("button", name="Add", exact=True).click()

    note = page.locator(".planning-entry")
    expect(note).to_contain_text("Hearing")
    expect(note).to_contain_text("10:00, regional court")
    expect(note.get_by_role("link", name="The pumps of Kholmet")).to_be_visible()
    note.get_by_role("link", name="Edit").click()
    page.get_by_label("What:").fill("11:00, regional court")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(note).to_contain_text("11:00, regional court")
    note.get_by_role("button", name="Remove").click()
    expect(page.locator(".planning-entry")).to_have_count(0)
    assert page.visit.is_clean, page.visit


def test_the_queue_leads_from_the_desk_to_a_story_to_tag(page):
    make_user("tagger", username="olga")
    make_article("Long ago")
    log_in(page, "olga")
    page.goto("/admin/")
    page.locator(".desk-nameless .desk-all").click()
    page.get_by_role("link", name="Oldest first").click()
    page.get_by_role("link", name="Long ago").click()
    expect(page).to_have_url(re.compile("/tags/$"))
    assert page.visit.is_clean, page.visit
