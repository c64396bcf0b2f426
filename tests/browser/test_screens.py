"""What every screen of the admin keeps to in a real browser: on a phone and on a laptop nothing has to be pushed aside."""

from datetime import UTC, datetime

import pytest

from articles.models import FrontPage, Pin
from people.models import Membership
from tests.factories import make_article, make_correction, make_organization, make_person, make_place, make_user
from tests.support.browser import log_in

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

LONG = "Rechtsschutzversicherungsgesellschaften"
ADDRESS = "https://example.org/a/very/long/address/without/any/space/in/it/whatsoever/that/somebody/pasted/here"
#: The page itself, and every box in it that would have to be scrolled sideways.
SIDEWAYS = """() => [document.scrollingElement, ...document.querySelectorAll("body *")].filter(box =>
    box.scrollWidth > box.clientWidth + 1 &&
    (box === document.scrollingElement || ["auto", "scroll"].includes(getComputedStyle(box).overflowX)) &&
    box.getClientRects().length
).map(box => {
    const name = part => `${part.tagName}.${part.className}#${part.id}`
    const edge = box.getBoundingClientRect().left + box.clientWidth
    const wide = [...box.querySelectorAll("*")].filter(part => part.getBoundingClientRect().right > edge + 0.1)
    return `${name(box)} ${box.scrollWidth} > ${box.clientWidth}: ${wide.slice(0, 5).map(name)}`
})"""

#: Each date with a time: whether something of it is cut off, and whether all stands in one line.
TIMES = """() => [...document.querySelectorAll(".datetime")].filter(row => row.getClientRects().length).map(row => {
    const boxes = [...row.querySelectorAll("input")], parts = [...row.querySelectorAll("input, .datetimeshortcuts")]
    return {
        name: boxes[0].name,
        cut: boxes.some(box => box.scrollWidth > box.clientWidth),
        wrapped: parts.some(part => part.getBoundingClientRect().top >= boxes[0].getBoundingClientRect().bottom),
    }
})"""


@pytest.fixture
def screens(db):
    """The addresses of screens that hold what is long, many or wide."""
    make_user("admin", username="olga")
    person = make_person(f"Ana {LONG}", names=[{"text": "Ана", "language": "ru"}])
    office, place = make_organization(f"Office of {LONG}"), make_place("Teshmar")
    Membership.objects.create(person=person, organization=office, role="clerk")
    story = make_article(f"{LONG} and {ADDRESS}"[:200], about=[person, office, place], by=person)
    make_correction(story, f"An earlier version named {ADDRESS}.")
    front = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=front, article=story, position=1)
    lists = ["article", "image", "frontpage", "topic", "section", "page", "auditentry"]
    return [
        "",
        *(f"articles/{name}/" for name in lists),
        *(f"people/{kind}/" for kind in ("person", "organization", "place")),
        "find/?q=teshmar",
        "newsroom/user/",
        "newsroom/user/add/",
        "articles/article/add/",
        *(f"articles/article/{story.pk}/{page}/" for page in ("change", "history", "tags", "previews", "unpublish")),
        f"articles/frontpage/{front.pk}/change/",
        f"people/person/{person.pk}/change/",
        "people/person/add/",
        f"people/organization/{office.pk}/change/",
        f"people/place/{place.pk}/change/",
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_screen_is_wider_than_the_window(width, screens, page):
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page, "olga")
    found = {}
    for address in screens:
        page.goto(f"/admin/{address}")
        page.wait_for_load_state("load")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        if sideways := page.evaluate(SIDEWAYS):
            found[address] = sideways

    assert found == {}
    assert page.visit.is_clean, page.visit


@pytest.mark.parametrize("address", ["articles/article/", "people/person/"])
def test_there_is_room_to_see_what_is_searched_for(address, page):
    make_user("admin", username="olga")
    log_in(page, "olga")
    room = {}
    for width in (360, 390, 768, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/admin/{address}")
        room[width] = page.locator("#searchbar").bounding_box()["width"]

    assert len(room) == 4
    assert min(room.values()) >= 160, room


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_a_date_and_a_time_fit_their_boxes_side_by_side(width, page):
    make_user("admin", username="olga", language="ru")
    late = datetime(2026, 11, 28, 18, 58, 58, tzinfo=UTC)
    story = make_article(published_at=late, breaking_until=late)
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, "olga")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.wait_for_selector(".datetimeshortcuts", state="attached")
    times = page.evaluate(TIMES)

    assert times
    assert [time for time in times if time["cut"] or time["wrapped"]] == []
