"""The reader's site in a real browser, with the demo newsroom in it."""

import pytest
from django.core.management import call_command

from articles import workflow
from articles.models import Article, Portrait
from people.models import Organization, Person, Place
from tests.factories import make_image
from tests.support import speed
from tests.support.browser import send

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
HIGHEST_MASTHEAD = 120
#: In how many lines times stand, and how headlines are broken: each answer once.
LINES_OF_DATES = (
    "() => [...new Set([...document.querySelectorAll('main time')].map(one => one.getClientRects().length))]"
)
WAYS_OF_HEADLINES = """() => [...new Set([...document.querySelectorAll('main :is(h1, h2, h3, .headline)')]
    .map(one => getComputedStyle(one)).map(style => `${style.hyphens} ${style.overflowWrap}`))]"""


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module."""
    with django_db_blocker.unblock(), speed.shared_rows(_load):
        yield


def _load():
    call_command("load_demo", without_pictures=True, verbosity=0)
    _hang_pictures()


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


def kinds_of_page() -> list[str]:
    """One address for each kind of page, and the rich ones of their kind."""
    published = Article.objects.published()
    return [
        "/",
        "/ru/",
        published.filter(corrections__isnull=False, language="en").first().get_absolute_url(),
        published.exclude(source_outlet="").first().get_absolute_url(),
        published.filter(language="ru").first().get_absolute_url(),
        published.filter(section__isnull=False).first().section.get_absolute_url(),
        published.filter(topics__isnull=False).first().topics.first().get_absolute_url(),
        "/archive/",
        f"/archive/{published.first().published_at:%Y}/{published.first().published_at.month}/",
        "/corrections/",
        "/about/",
        "/people/",
        "/people/?q=koshkarbai",
        "/organizations/",
        "/places/",
        Person.objects.public().filter(memberships__isnull=False).first().get_absolute_url(),
        Organization.objects.public().first().get_absolute_url(),
        Place.objects.public().filter(parent__isnull=False).first().get_absolute_url(),
        "/search/",
        "/search/?q=kelmaria&kind=news",
        "/search/?q=Kesto+Arvane",
        "/search/?q=nothing+like+it&section=nowhere",
        "/nothing/is/here/",
    ]


@pytest.mark.needs("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation(scheme, demo, page, axe_violations):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in kinds_of_page():
        page.goto(path)
        if violations := axe_violations(page):
            found[path] = violations

    assert found == {}


def test_no_page_asks_another_host_runs_a_script_or_leaves_a_trace(demo, page):
    for path in kinds_of_page():
        page.goto(path)
        assert page.locator("script:not([type='application/ld+json'])").count() == 0, path
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, path

    assert page.visit.is_clean, page.visit
    assert page.context.cookies() == []


def test_no_page_is_wider_than_a_phone(demo, page):
    page.set_viewport_size(PHONE)
    wide = []
    for path in kinds_of_page():
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(path)

    assert wide == []


def test_a_phone_shows_the_page_below_one_row_and_the_way_onward_in_a_menu(demo, page):
    page.set_viewport_size(PHONE)
    high = {}
    for path in kinds_of_page():
        page.goto(path)
        height = page.locator(".masthead").bounding_box()["height"]
        if height > HIGHEST_MASTHEAD:
            high[path] = height
    assert high == {}

    page.goto("/ru/")
    page.get_by_text("Меню", exact=True).click()
    menu = page.locator(".menu")
    assert menu.get_by_role("link", name="Архив").is_visible()
    assert menu.get_by_role("link", name="English").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    send(page, menu.get_by_role("link", name="Люди"))
    assert page.url.endswith("/ru/people/")

    page.set_viewport_size(WIDE)
    assert page.get_by_role("navigation", name="Основное меню").is_visible()
    assert not page.get_by_text("Меню", exact=True).is_visible()


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
    page.get_by_role("link", name="Politics", exact=True).locator("visible=true").last.click()
    assert 0 < page.locator(".results > li").count() < before
    page.get_by_role("link", name="Section: Politics").click()
    assert page.locator(".results > li").count() == before
    headline = page.locator(".results h2 a").first
    title = headline.inner_text()
    headline.click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    assert context.cookies() == []
    context.close()


def test_dates_keep_together_and_headlines_part_at_hyphens(demo, page):
    page.set_viewport_size(PHONE)
    for path in kinds_of_page():
        page.goto(path)
        assert page.evaluate(LINES_OF_DATES) in ([1], []), path
        assert page.evaluate(WAYS_OF_HEADLINES) in (["auto break-word"], []), path


def test_a_printed_lead_picture_is_as_wide_as_the_text(demo, page):
    page.goto(Article.objects.published().filter(lead_image__isnull=False).first().get_absolute_url())
    page.emulate_media(media="print")
    picture, text = page.locator(".story-picture img"), page.locator("div.story")
    assert abs(picture.bounding_box()["width"] - text.bounding_box()["width"]) < 2


@pytest.mark.needs("html-validate")
def test_every_page_is_valid_html(demo, client, html_problems):
    found = {path: problems for path in kinds_of_page() if (problems := html_problems(client.get(path).text))}

    assert found == {}


def test_the_keyboard_reaches_the_text_first(demo, page):
    page.goto("/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_the_breadcrumb_leads_home(demo, page):
    page.goto(Article.objects.published().in_edition("en").first().get_absolute_url())
    send(page, page.locator("nav[aria-label='Breadcrumb'] a", has_text="Home"))

    assert page.url.endswith("/")
    assert page.locator("nav[aria-label='Breadcrumb']").count() == 0
