"""What every screen of the admin keeps to in a real browser: on a phone and on a laptop nothing has to be pushed aside."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from articles.models import Article, FrontPage, Pin
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

#: Each date: whether something of it is cut off, what is said below it, and how high the button of its calendar is.
DATES = """() => [...document.querySelectorAll(".typed-time")].filter(box => box.getClientRects().length).map(box => {
    const [input, button] = [box.querySelector("input"), box.querySelector("button")]
    return {
        name: input.name, cut: input.scrollWidth > input.clientWidth, said: box.querySelector("output").textContent,
        button: Math.min(button.offsetWidth, button.offsetHeight),
    }
})"""


#: What can be pressed and is lower or narrower than a fingertip (24 px). Words within a sentence are as high as their line; a
#: tick has a label beside it; the arrows of a sorted column have their reach around them.
SMALL = """() => [
    ...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")
].filter(part => {
    const {width, height} = part.getBoundingClientRect()
    return width && height && (width < 24 || height < 24) && getComputedStyle(part).display !== "inline" &&
        !part.closest(".visually-hidden, .select2-hidden-accessible, .select2, .sortoptions") &&
        !part.matches("[type=checkbox], [type=radio], .front-enter")
}).map(part => `${part.tagName}.${part.className} ${part.textContent.trim().slice(0, 20)}`)"""


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
        "articles/article/untagged/",
        "articles/daynote/",
        *(
            f"articles/article/{story.pk}/{page}/"
            for page in ("change", "history", "tags", "previews", "unpublish", "copy", "pending")
        ),
        f"articles/section/{story.section.pk}/change/",
        "articles/section/add/",
        "articles/topic/add/",
        "articles/page/add/",
        "people/subject/duplicates/",
        "people/person/merges/",
        "password_change/",
        f"articles/frontpage/{front.pk}/change/",
        "articles/frontpage/add/",
        f"people/person/{person.pk}/change/",
        "people/person/add/",
        f"people/organization/{office.pk}/change/",
        "people/organization/add/",
        "people/place/add/",
        f"people/place/{place.pk}/change/",
    ]


@pytest.mark.long
@pytest.mark.needs("axe")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_screen_is_wider_than_the_window_has_a_barrier_or_breaks_the_policy(
    scheme, width, screens, page, axe_violations
):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    log_in(page, "olga")
    sideways, barriers, visits = {}, {}, {}
    for address in screens:
        page.goto(f"/admin/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        sideways[address] = page.evaluate(SIDEWAYS)
        visits[address] = "" if page.visit.is_clean else repr(page.visit)
        barriers[address] = axe_violations(page) + page.evaluate(SMALL)
        page.visit.refused.clear()  # axe has tried to apply a style
    page.goto(f"/admin/articles/article/{Article.objects.get().pk}/preview/")  # looks as readers' pages do

    for found in (sideways, barriers, visits):
        assert {address: wrong for address, wrong in found.items() if wrong} == {}
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


@pytest.mark.parametrize("width", [390, 1440])
def test_a_date_is_typed_as_people_write_it_and_said_in_words(width, page):
    make_user("admin", username="olga", language="ru")
    late = datetime(2026, 11, 28, 18, 58, 58, tzinfo=UTC)
    story = make_article(published=False, published_at=late, breaking_until=late)
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, "olga")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.wait_for_selector(".typed-time-open")
    dates = {date["name"]: date for date in page.evaluate(DATES)}
    assert dates["published_at"]["said"].endswith("23:58:58, Алматы")
    assert dates["withdraw_at"]["said"] == "Алматы (UTC+5)"
    assert [date for date in dates.values() if date["cut"] or date["button"] < 24] == []

    said = page.locator("#id_published_at_said")
    page.fill("#id_published_at", "30 ноября 2199 9:00")
    expect(said).to_have_text("сб 30 ноября 2199, 09:00, Алматы")
    page.press("#id_published_at", "Tab")
    expect(page.locator("#id_published_at")).to_have_value("30.11.2199 09:00")
    expect(page.locator("[name=_publish]")).to_have_value("Запланировать")
    page.fill("#id_published_at", "11/12/2199")
    expect(said).to_have_text("11/12/2199 — это 11 декабря или 12 ноября: напишите месяц словом.")
    assert page.visit.is_clean, page.visit
