"""The way of a story through the desk, in two browsers: from the writer to the reader, corrected and withdrawn."""

import re

import pytest
from django.utils import timezone

from articles.models import Article
from tests.browser.test_first_story import paste_html
from tests.factories import make_article, make_section, make_user
from tests.support.browser import log_in, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

LIST = "/admin/articles/article/"


@pytest.fixture
def newsroom(db):
    make_user("reporter", username="mirel")
    make_user("chief", username="olga")
    make_section("Human Rights")


@pytest.fixture
def at_the_desk(another_page):
    """A second person with a browser of their own."""
    log_in(another_page, "olga")
    return another_page


def standing(page) -> str:
    return page.locator(".desk-box .stage").inner_text()


def said(page) -> str:
    return page.locator(".messagelist").inner_text()


def reads(page, article) -> int:
    return page.request.get(article.get_absolute_url()).status


def test_the_way_of_a_story_from_the_writer_to_the_reader_and_back(newsroom, page, at_the_desk):
    write_and_submit(page)
    article = Article.objects.get()
    address = f"{LIST}{article.pk}/change/"

    return_with_a_note(at_the_desk, address)
    mend_and_submit(page, address)
    approve_and_schedule(at_the_desk, address)

    article.refresh_from_db()
    assert reads(page, article) == 404
    # The hour comes. (The clock itself is left alone: windows that are open would find themselves signed out.)
    Article.objects.update(published_at=timezone.now())
    page.goto(article.get_absolute_url())
    assert page.locator("h1").inner_text() == "Two bloggers are free"

    propose_a_change(page, article)
    assert reads_of(page, article) == "A court let two bloggers go on Thursday."
    publish_the_change(at_the_desk, article)
    assert reads_of(page, article) == "A court let two bloggers go on Friday."

    correct(at_the_desk, address)
    page.goto(article.get_absolute_url())
    assert "It was Friday." in page.locator(".notes").inner_text()

    withdraw(at_the_desk, address)
    assert reads(page, article) == 410
    page.reload()
    assert "The document was forged." in page.locator("main").inner_text()
    assert page.visit.is_clean, page.visit
    assert at_the_desk.visit.is_clean, at_the_desk.visit


def write_and_submit(page):
    log_in(page, "mirel")
    page.goto(f"{LIST}add/")
    page.fill("#id_title", "Two bloggers are free")
    paste_html(page, "<p>A court let two bloggers go on Thursday.</p>")
    page.select_option("#id_section", label="Human Rights")
    send(page, "button:text('Submit for review')")
    assert standing(page) == "In review"


def opened(page, address) -> bool:
    """Whether the form that is opened is for writing, not for reading while another has the story."""
    page.goto("about:blank")  # what the page of before is still told is not for this one; its last word is a ping
    with page.expect_response(lambda told: "/presence/" in told.url and told.request.resource_type == "fetch") as heard:
        page.goto(address)
    return heard.value.json()["is_writer"]


def open_handed_over(page, address):
    """The form of a story that the other still has open, and has handed over with their last step."""
    assert opened(page, address)


def open_to_write(page, address):
    """The form, whether or not the window of the one before has been heard to close."""
    if not opened(page, address):
        page.click("#presence button")
        page.wait_for_selector("#article_form:not(.is-watching)")


def return_with_a_note(page, address):
    open_handed_over(page, address)
    page.click("button:text('Return to the writer')")
    box = page.get_by_role("dialog")
    box.get_by_label("What the writer should do").fill("Which day was it?")
    send(page, box.get_by_role("button", name="Return to the writer"))
    assert standing(page) == "Draft"


def mend_and_submit(page, address):
    open_handed_over(page, address)
    assert "Which day was it?" in page.locator(".returned").inner_text()
    page.click(".checklist a:text('No dek yet.')")
    page.keyboard.type("They had been held for a week.")
    assert page.input_value("#id_summary") == "They had been held for a week."
    send(page, "button:text('Submit for review')")
    assert standing(page) == "In review"


def approve_and_schedule(page, address):
    open_handed_over(page, address)
    send(page, "button:text('Approve')")
    assert standing(page) == "Approved"
    unfold(page, "#id_published_at")
    page.fill("#id_published_at", "2 January 2199, 14:00")
    page.locator("input[name=_publish][value=Schedule]").wait_for()
    assert page.locator(".promise").inner_text().startswith("Readers get it at its time.")
    page.click("input[name=_publish][value=Schedule]")
    box = page.get_by_role("dialog")
    assert "No byline yet." in box.inner_text()
    box.get_by_label("why nobody signs it").fill("The writer is not to be named.")
    send(page, box.get_by_role("button", name="Schedule"))
    assert standing(page) == "Scheduled"


def reads_of(page, article) -> str:
    """What readers have as the story's text."""
    page.goto(article.get_absolute_url())
    assert page.locator("h1").inner_text() == "Two bloggers are free"
    return page.locator(".story").inner_text()


def propose_a_change(page, article):
    """The story's writer, whom its form leads to that of a pending change once readers have it."""
    open_handed_over(page, f"{LIST}{article.pk}/change/")
    assert page.url.endswith(f"/{article.pk}/pending/")
    page.fill("#id_title", "Two bloggers are free at last")
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("A court let two bloggers go on Friday.")
    page.fill("[name=note]", "The lawyer says it was Friday.")
    send(page, "button:text('Submit for review')")
    assert standing(page) == "In review"


def publish_the_change(page, article):
    open_handed_over(page, f"{LIST}{article.pk}/pending/")
    page.fill("#id_title", "Two bloggers are free")
    send(page, "button:text('Approve')")
    assert standing(page) == "Approved"
    page.click("[name=_publish_change]")
    page.get_by_text("No byline yet.").wait_for()
    page.get_by_label("Or say why nobody signs it").fill("The writer is not to be named.")
    send(page, page.locator("#asking .next"))
    assert "Change published: readers see the new text" in said(page)


def correct(page, address):
    open_to_write(page, address)
    unfold(page, "#corrections-group")
    page.click("text=Add a correction or an update")
    page.fill("#id_corrections-0-text", "It was Friday.")
    page.select_option("#id_corrections-0-place", "top")
    save(page)
    assert "readers see the new text" in page.locator("#keeping").inner_text()


def withdraw(page, address):
    open_to_write(page, address)
    unfold(page, "a.grave")
    send(page, ".story-more a:text('Withdraw')")
    page.fill("#id_reason", "The document was forged.")
    page.check("#id_is_public")
    send(page, "input[value=Withdraw]")
    assert standing(page) == "Withdrawn"


def test_a_refused_button_is_near_what_is_missing_without_a_script(newsroom, chromium, live_server):
    article = make_article("No script", published=False)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="en")
    page = context.new_page()
    log_in(page, "olga")
    page.goto(f"{LIST}{article.pk}/change/")
    send(page, "input[name=_publish]")
    page.fill("#id_publish_reason", "It is urgent.")
    send(page, "dialog button:text('Publish')")
    assert standing(page) == "Published"
    context.close()


def test_several_stories_are_moved_from_the_list(newsroom, page):
    stories = [make_article(f"Waiting {number}", published=False, status="in_review") for number in range(2)]
    log_in(page, "olga")
    page.goto(LIST)
    for story in stories:
        page.check(f"input[name=_selected_action][value='{story.pk}']")
    send(page, page.get_by_role("button", name="Approve"))
    assert re.search("Approve: 2 stories", said(page))
    assert set(Article.objects.values_list("status", flat=True)) == {"approved"}


@pytest.mark.needs("axe")
def test_the_screens_of_the_desk_are_accessible(newsroom, page, axe_violations):
    story = make_article("Waiting", published=False, status="in_review")
    public = make_article("Out")
    log_in(page, "olga")
    for path in (f"{story.pk}/change/", f"{story.pk}/move/discard/", f"{public.pk}/unpublish/", ""):
        page.goto(f"{LIST}{path}")
        # The boxes for searching are the stock admin's own.
        found = [line for line in axe_violations(page) if not ("select2" in line or "searchbar" in line)]
        assert found == [], path
