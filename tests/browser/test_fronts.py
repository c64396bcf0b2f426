"""The front of a section, the breaking bar and a package, by an editor who starts at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import BreakingLine, FrontPage, Package
from tests.factories import make_article, make_image, make_section, make_user
from tests.support.at_the_desk import at_the_desk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

FERRIES, CAMERAS, LAKE = "Ferries stop at Teshmar", "The council lets the cameras in", "A lake has lost its shore"
PLANS = "Plans that nobody may know"


@pytest.fixture
def newsroom(db):
    make_user("editor", username="anna")
    picture, section = make_image(with_files=True, alt="A boat"), make_section("Society")
    for number, title in enumerate((FERRIES, CAMERAS, LAKE), 1):
        make_article(title, at=timezone.now() - timedelta(hours=number), section=section, lead_image=picture)
    make_article(PLANS, published=False, section=section)


def top(page) -> list[str]:
    return page.locator(".front .teaser-headline").all_inner_texts()


@pytest.mark.needs("axe")
def test_an_editor_arranges_a_section_and_sets_the_breaking_bar(newsroom, page, axe_violations):
    me = at_the_desk(page, "anna")
    me.follow("Front page", within="Main")
    me.follow("A topic or a place…")
    me.reads("None has been arranged yet")
    me.follow("Society", within="Which front")
    me.click(f"Pin here: {LAKE}")
    me.reads("Now in place 3.")
    me.click(f"Move up: {LAKE}")
    me.reads("Now in place 2.")
    me.click(f"Move up: {LAKE}")
    me.reads("Now in place 1.")
    me.follow("Save")
    me.reads("Saved: this is the front page that readers find now.")
    assert FrontPage.objects.get().pins.get().position == 1

    me.follow("Home page", within="Which front")
    me.click("Set a bar")
    me.type("No ferry before tomorrow", into="Text of the bar")
    me.choose(FERRIES, at="Leads to")
    me.type("tomorrow 9:00", into="Until", within="Breaking bar")
    me.follow("Show the bar")
    me.reads("Readers find the bar on every page until")
    assert BreakingLine.objects.get().article.title == FERRIES
    page.goto("/section/society/")
    assert top(page) == [LAKE, FERRIES, CAMERAS]
    assert page.locator(".breaking a").inner_text() == "No ferry before tomorrow"
    assert page.visit.is_clean, page.visit
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert axe_violations(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.needs("axe")
def test_an_editor_makes_a_package_and_puts_it_on_the_front_page(newsroom, page, axe_violations):
    me = at_the_desk(page, "anna")
    me.follow("Front page", within="Main")
    me.follow("Packages", within="Which front")
    me.follow("Add package")
    me.type("The ferry", into="Heading")
    me.click(f"Put into the package: {CAMERAS}")
    me.reads("Now in place 1.")
    me.type("ferries", into="Words of the headline")
    me.click(f"Put into the package: {FERRIES}")
    me.reads("Now in place 2.")
    me.click(f"Move up: {FERRIES}")
    me.reads("Now in place 1.")
    me.follow("Save")
    me.reads("Saved: readers find the package like this now.")
    assert list(Package.objects.get().parts.values_list("article__title", flat=True)) == [FERRIES, CAMERAS]

    me.follow("Front page", within="Main")
    me.type("ferry", into="Words of the headline")
    me.click("Put on the page: The ferry")
    me.reads("Now in place 1.")
    me.follow("Save")
    page.goto("/")
    assert top(page) == [FERRIES, LAKE]
    page.get_by_role("link", name="The ferry", exact=True).click()
    assert page.locator("h1").inner_text() == "The ferry"
    assert page.locator(".teaser-headline").all_inner_texts() == [FERRIES, CAMERAS]
    page.get_by_role("link", name=FERRIES).first.click()
    assert page.locator(".part-next").inner_text().endswith(CAMERAS)
    assert page.visit.is_clean, page.visit
    page.goto(f"/admin/articles/package/{Package.objects.get().pk}/change/")
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert axe_violations(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
