"""The reader's site in a real browser, with the demo newsroom in it."""

from collections import defaultdict
from pprint import pformat
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from articles import workflow
from articles.models import Article, Portrait, ReaderService
from people.models import Person
from tests.factories import make_image
from tests.support import reader_pages, speed
from tests.support import reader_rules as rules
from tests.support.browser import axe_violations, send
from tests.support.routes import routes
from tests.walk import Links

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
#: 320 CSS pixels, and a window of 1280 at 200 %.
NARROW = {"narrow": 320, "zoomed": 640}
ONION = "a234567" * 8 + ".onion"
#: So many links of a kind are followed.
FEW = 3
#: What a browser says of an answer that is no page.
NOT_FOUND = "responded with a status of 4"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module."""
    with django_db_blocker.unblock(), speed.shared_rows(_load):
        yield


def _load():
    call_command("load_demo", without_pictures=True, verbosity=0)
    _hang_pictures()
    ReaderService.objects.in_edition("en").update(key="A key", public_key="A key")


def _hang_pictures():
    """One picture wherever a page can have one, every word filled in."""
    words = {"alt": "Two boats", "caption": "Two boats at the landing", "credit": "Ruven Ostary / Lantern"}
    image = make_image(with_files=True, is_file_photo=True, **words)
    figure = f'<figure data-image="{image.pk}"><figcaption>Boats, <em>again</em></figcaption></figure>'
    for story in Article.objects.all()[:12]:
        with workflow.changing(story, by=story.created_by, comment="changed"):
            story.lead_image, story.body = image, story.body + figure
    for person in Person.objects.public().filter(memberships__isnull=False):
        Portrait.objects.get_or_create(subject_id=person.pk, defaults={"image": image})


@pytest.fixture(scope="module")
def answers(demo, django_db_blocker):
    """What each address of a reader answers, asked once by https, on a site that has an onion service too."""
    with django_db_blocker.unblock(), override_settings(ONION_HOST=ONION):
        client = Client(raise_request_exception=False)
        addresses = {name: reader_pages.address_of(name) for name in (*reader_pages.ANSWERED, *reader_pages.REFUSALS)}
        found = {name: client.get(address, secure=True) for name, address in addresses.items()}
        for answer in found.values():
            answer.close()  # of a picture the bytes have not been asked for
        yield found


def test_each_address_of_the_readers_is_of_a_kind(demo, db):
    known = {reader_pages.view_of(reader_pages.address_of(name)) for name in reader_pages.ANSWERED}
    missing = {name for name in routes() if not name.startswith(reader_pages.OF_STAFF)} - known

    assert missing == set(), "give each of them a line in tests/support/reader_pages.py"


def test_each_kind_answers_as_it_should(answers):
    expected = dict.fromkeys(answers, 200) | dict.fromkeys(reader_pages.LEADING, 302)
    expected |= {name: status for name, (status, _) in reader_pages.REFUSALS.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == expected


@pytest.mark.long
@pytest.mark.needs("chromium", "axe")
def test_every_kind_of_page_leaves_no_trace_fits_each_screen_and_has_no_barrier(demo, page):
    """One visit to each page: a second one would cost as much as all that is asked here."""
    found = defaultdict(dict)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    for name, address in reader_pages.pages().items():
        said.clear()
        for rule, wrong in look_at(page, name, address).items():
            if wrong:
                found[rule][name] = wrong
        if errors := [text for text in said if NOT_FOUND not in text or name not in reader_pages.REFUSALS]:
            found["console"][name] = errors

    assert not found, pformat(dict(found), width=160)
    assert page.context.cookies() == []


def look_at(page, name: str, address: str) -> dict[str, list]:
    """Rule to what is wrong: on a wide screen, then on a phone in the dark, then where there is least room."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.goto(address)
    found = {
        "policy": [] if page.visit.is_clean else [repr(page.visit)],
        "scripts": page.locator("script:not([type='application/ld+json'])").all(),
        "traces": rules.traces(page),
        "english": rules.english_names(page),
        "shades": page.evaluate(rules.SHADES_ALONE),
        "wide": page.evaluate(rules.SIDEWAYS),
        "barriers": axe_violations(page),
    }
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found |= {
        "phone": page.evaluate(rules.SIDEWAYS),
        "small": page.evaluate(rules.SMALL),
        "masthead": rules.high_masthead(page),
        "moving": page.evaluate(rules.MOVING),
        "dates": rules.broken_dates(page),
        "headlines": rules.broken_headlines(page),
        "dark": axe_violations(page, "target-size") if "-ru" not in name else [],  # the same, in other letters
    }
    page.visit.refused.clear()  # axe has tried to apply a style
    page.emulate_media(forced_colors="active")
    found["unseen"] = page.evaluate(rules.UNSEEN)
    page.emulate_media(media="print", forced_colors="none")
    found["paper"] = page.evaluate(rules.PRESSED)
    page.emulate_media(media="screen")
    for rule, width in NARROW.items():
        page.set_viewport_size({"width": width, "height": 800})
        found[rule] = page.evaluate(rules.SIDEWAYS)
    return found


@pytest.mark.needs("chromium")
def test_a_phone_shows_the_way_onward_in_a_menu(demo, page):
    page.set_viewport_size(PHONE)
    page.goto("/ru/")
    page.get_by_text("Меню", exact=True).click()
    menu = page.locator(".menu")
    assert menu.get_by_role("link", name="Архив").is_visible()
    assert menu.get_by_role("link", name="English").is_visible()
    assert page.evaluate(rules.SIDEWAYS) == []
    send(page, menu.get_by_role("link", name="Люди"))
    assert page.url.endswith("/ru/people/")

    page.set_viewport_size(WIDE)
    assert page.get_by_role("navigation", name="Основное меню").is_visible()
    assert not page.get_by_text("Меню", exact=True).is_visible()


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_reader_without_scripts_searches_narrows_and_reads(size, demo, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, viewport=size, java_script_enabled=False)
    page = context.new_page()
    page.goto("/about/")
    if size is PHONE:
        page.get_by_text("Menu", exact=True).click()
    field = page.get_by_role("searchbox", name="Search for")
    assert size is WIDE or field.bounding_box()["height"] >= 44
    field.fill("Тешмар")
    field.press("Enter")
    assert page.get_by_role("heading", name="Teshmar", exact=True).is_visible()
    before = page.locator(".results > li").count()

    if size is PHONE:
        page.get_by_text("Narrow down", exact=True).click()
    page.locator("main").get_by_role("link", name="Politics", exact=True).locator("visible=true").last.click()
    assert 0 < page.locator(".results > li").count() < before
    page.get_by_role("link", name="Section: Politics").click()
    assert page.locator(".results > li").count() == before
    headline = page.locator(".results h2 a").first
    title = headline.inner_text()
    headline.click()
    assert page.get_by_role("heading", level=1).inner_text() == title

    page.goto("/people/")
    page.get_by_role("searchbox", name="Name").fill("Terasko")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".directory-list .subject").all_inner_texts() == ["Olvi Terasko"]
    assert context.cookies() == []
    context.close()


@pytest.mark.needs("chromium")
def test_a_printed_lead_picture_is_as_wide_as_the_text(demo, page):
    page.goto(Article.objects.published().filter(lead_image__isnull=False).first().get_absolute_url())
    page.emulate_media(media="print")
    picture, text = page.locator(".story-picture img"), page.locator("div.story")
    assert abs(picture.bounding_box()["width"] - text.bounding_box()["width"]) < 2


def test_every_answer_is_strict_sets_nothing_and_names_the_onion(answers):
    for name, answer in answers.items():
        headers = answer.headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'", name
        assert {*policy.values()} <= {"'none'", "'self'", ""}, (name, policy)
        assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin" or name in reader_pages.FILES, name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert {"camera=()", "geolocation=()", "browsing-topics=()"} <= {*headers["Permissions-Policy"].split(", ")}, (
            name
        )
        assert not answer.cookies, name
        assert {*filter(None, headers.get("Vary", "").split(", "))} <= {"Accept", "Accept-Encoding"}, name
        is_page = answer.status_code == 200
        assert headers.get("Onion-Location", "").startswith(f"http://{ONION}/") == is_page, name
        assert is_page or "no-store" in headers["Cache-Control"], name


@pytest.mark.needs("html-validate")
def test_every_page_is_valid_html(answers, html_problems):
    pages = reader_pages.pages()
    assert len(pages) >= 25
    found = {name: problems for name in pages if (problems := html_problems(answers[name].text))}

    assert found == {}


def test_every_link_of_every_page_leads_somewhere(answers, client):
    """Of the links to one kind of page with the same filters, a few: they are made by the same template."""
    waiting = {
        path.partition("#")[0]: name
        for name in reader_pages.pages()
        for path in sorted(Links(answers[name].text).found)
        if path.startswith("/")
    }
    kinds = defaultdict(list)
    for path in waiting:
        kinds[reader_pages.view_of(path), *sorted(parse_qs(urlsplit(path).query))].append(path)
    asked = [path for paths in kinds.values() for path in paths[:FEW]]
    assert len(kinds) > 20

    assert {path: waiting[path] for path in asked if client.get(path).status_code >= 400} == {}


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("name", ["home", "story", "search-narrowed"])
def test_the_keyboard_alone_reaches_everything_in_order_and_is_always_seen(name, demo, page):
    page.emulate_media(forced_colors="active")
    page.goto(reader_pages.address_of(name))
    expected = page.evaluate(rules.IN_ORDER)
    reached = []
    while len(reached) <= len(expected):
        page.keyboard.press("Tab")
        stop = page.evaluate(rules.FOCUSED)
        if stop is None or (reached and stop["place"] == reached[0]["place"]):
            break
        if not reached or stop["place"] != reached[-1]["place"]:  # a date has a stop for each of its parts
            reached.append(stop)

    assert reached[0]["name"] == "Skip to content"
    assert [stop["place"] for stop in reached] == expected
    assert [stop["name"] for stop in reached if stop["outline"] < 2] == []


@pytest.mark.needs("chromium")
def test_the_keyboard_opens_the_menu_of_a_phone_and_skips_to_the_text(demo, page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    menu = page.locator(".menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.menu-panel') !== null")
    menu.focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu-panel").is_hidden()


@pytest.mark.needs("chromium")
def test_the_breadcrumb_leads_home(demo, page):
    page.goto(Article.objects.published().in_edition("en").first().get_absolute_url())
    send(page, page.locator("nav[aria-label='Breadcrumb'] a", has_text="Home"))

    assert page.url.endswith("/")
    assert page.locator("nav[aria-label='Breadcrumb']").count() == 0
