"""The front page, arranged by an editor who starts at the desk: by mouse, by keyboard, without a script, and by two at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FrontPage, Pin
from tests.factories import make_article, make_image, make_section, make_user
from tests.support.at_the_desk import at_the_desk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

BLOGGERS = "Court frees two bloggers after a night of waiting"
FERRIES = "Ferries stop at Teshmar after the landing stage gives way"
CAMERAS = "The council lets the cameras in by a single vote"
LAKE = "A lake has lost a third of its shore in a generation"
THEATRE = "The theatre that plays to an empty harbour"
CHAIRS = "The rights commissioner counts the empty chairs"
CUSTODY = "Minister promises a register of everyone in custody"
BUDGETS = "Three budgets and one bridge nobody crosses"
NIGHT = "The night shift at the salt works"
HEADLINES = [BLOGGERS, FERRIES, CAMERAS, LAKE, THEATRE, CHAIRS, CUSTODY, BUDGETS, NIGHT]


@pytest.fixture
def newsroom(db):
    """Nine stories, the first of them the newest; the last leads the page, and the one before stands in place 3."""
    make_user("editor", username="anna")
    picture, section = make_image(with_files=True, alt="A boat"), make_section("Society")
    hours = [timezone.now() - timedelta(hours=number) for number in range(1, 10)]
    stories = [
        make_article(title, at=at, section=section, lead_image=picture if number % 2 == 0 else None)
        for number, (title, at) in enumerate(zip(HEADLINES, hours, strict=True))
    ]
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=stories[8], position=1)
    Pin.objects.create(front_page=page, article=stories[7], position=3)
    return stories


def pinned() -> list[tuple[int, str]]:
    return list(Pin.objects.order_by("position").values_list("position", "article__title"))


def top(page) -> list[str]:
    return page.locator(".front .teaser-headline").all_inner_texts()[:4]


def test_an_editor_saves_what_is_there_then_arranges_and_looks_at_the_page(newsroom, page):
    me = at_the_desk(page, "anna")
    me.follow("Front page", within="Main")
    me.follow("Save")
    me.reads("Saved: this is the front page that readers find now.")
    assert pinned() == [(1, NIGHT), (3, BUDGETS)]

    me.type("cameras", into="Words of the headline")
    me.click(f"Put on the page: {CAMERAS}")
    me.reads("Now in place 2.")
    assert page.locator(".front-result", has_text=CAMERAS).inner_text().endswith("On the front page")
    me.click(f"Move up: {CAMERAS}")
    me.reads("Now in place 1.")
    me.click(f"Remove: {BUDGETS}")
    me.reads("Removed from place 3")
    me.click(f"Until somebody removes it: {CAMERAS}")
    tomorrow = timezone.localtime() + timedelta(days=1)
    me.type(f"{tomorrow:%d.%m.%Y} 9:00", into="until", within=f"Until: {CAMERAS}")
    page.set_viewport_size({"width": 1440, "height": 1200})  # both are in sight
    me.drag(THEATRE, to=FERRIES)
    me.reads("Now in place 4.")
    assert pinned() == [(1, NIGHT), (3, BUDGETS)], "nothing is stored before it is saved"
    sheet = me.open_window("Look at it")
    assert top(sheet.page) == [CAMERAS, NIGHT, BLOGGERS, THEATRE]
    sheet.page.close()
    me.follow("Save")
    me.reads("Saved: this is the front page that readers find now.")

    assert pinned() == [(1, CAMERAS), (2, NIGHT), (4, THEATRE)]
    assert Pin.objects.get(position=1).until == tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
    page.goto("/")
    assert top(page) == [CAMERAS, NIGHT, BLOGGERS, THEATRE]
    assert me.clicks <= 16
    assert page.visit.is_clean, page.visit


def test_on_a_bad_line_the_move_that_is_on_its_way_is_not_lost_to_the_next_one(newsroom, page):
    me, held = at_the_desk(page, "anna"), []
    page.set_viewport_size({"width": 1440, "height": 1200})
    me.follow("Front page", within="Main")
    page.route("**/frontpage/*/change/", lambda route: held.append(route))
    me.click(f"Move down: {NIGHT}")
    me.click(f"Remove: {BUDGETS}")
    held[0].continue_()
    me.reads("Now in place 2.")
    assert me.sees(f"Remove: {BUDGETS}")
    assert len(held) == 1


@pytest.mark.needs("axe")
def test_it_is_arranged_by_keyboard_alone_and_is_for_everybody(newsroom, page, axe_violations):
    me = at_the_desk(page, "anna")
    me.tab_to("Front page", within="Main")
    me.press("Enter")
    me.tab_to(f"Move down: {NIGHT}")
    me.look(f"Move down: {NIGHT}")  # the bar with Save does not cover it
    me.press("Enter")
    me.reads("Now in place 2.")
    me.press("Enter")  # the button that was pressed keeps the focus
    me.reads("Now in place 3.")
    me.tab_to("Save")
    me.press("Enter")
    me.reads("Saved: this is the front page that readers find now.")
    assert pinned() == [(2, BUDGETS), (3, NIGHT)]
    assert me.clicks == 0
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert axe_violations(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
