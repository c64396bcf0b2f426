"""Somebody tries to uncover a withheld person by a record of nearly the same name, in a real browser; an editor answers."""

import pytest

from articles.models import Article
from people import naming
from people.models import Person
from tests.factories import make_article, make_person, make_user
from tests.support.browser import log_in, send

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

NAME, NEARLY = "Ildar Taimenov", "Ildar Taimen"


@pytest.fixture
def story(db):
    for role, name in (("tagger", "tina"), ("editor", "elena")):
        make_user(role, username=name)
    naming.expose(make_person(NAME), "withheld")
    article = make_article("A day in court", body=f"<p>{NAME} was silent.</p>")
    assert NAME not in Article.objects.get(pk=article.pk).body_html
    return article


def add_and_tag(page, name: str):
    """By what the page for tags offers: its sign for a new person, the small window, and its own button."""
    with page.expect_popup() as opened:
        page.click("#add_id_people")
    popup = opened.value
    popup.fill("[name=name]", name)
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    page.locator(".field-people .select2-selection__choice", has_text=name).wait_for()
    send(page, page.get_by_role("button", name="Save tags"))


def test_a_tagger_uncovers_nobody_and_the_editor_is_asked(story, page):
    log_in(page, "tina")
    page.goto(f"/admin/articles/article/{story.pk}/tags/")
    add_and_tag(page, NEARLY)
    assert "protected" not in page.inner_text("body").lower()
    namesake = Person.objects.get(exposure="named")

    page.goto(story.get_absolute_url())
    assert "Taimen" not in page.content()
    assert page.goto(f"/people/{namesake.slug}/").status == 404

    log_in(page, "elena")
    page.goto("/admin/")
    send(page, page.get_by_role("link", name="1 record bears a protected name"))
    send(page, page.get_by_role("button", name="Another person"))
    assert "not the same" in page.inner_text(".messagelist")

    page.goto("/people/")
    assert page.locator("main a", has_text=NEARLY).count()
    assert page.visit.is_clean, page.visit
