"""Pages of an edition that runs from the right, as a browser lays them out."""

import pytest

from tests.factories import make_article, make_person, make_section

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

NAME = "Olvi Terasko"


@pytest.fixture
def paths(settings):
    settings.EDITIONS = ["en", "fa"]
    section, person = make_section("جامعه", "fa"), make_person(NAME)
    body = f"<p>{NAME} گفت: «اسکله زانو زد.»</p><h2>چه چیزی کار می‌کند</h2><ul><li>اتوبوس.</li></ul>"
    body += "<blockquote><p>پول نیست.</p></blockquote>"
    story = make_article(
        "کشتی‌های تشمار ایستادند",
        summary="کسی آسیب ندید.",
        language="fa",
        section=section,
        about=[person],
        by=person,
        body=body,
    )
    make_article("Ferries of Teshmar", about=[person], section=make_section())
    pages = ["/fa/", story.get_absolute_url(), section.get_absolute_url()]
    names = [f"/fa{person.get_absolute_url()}", f"/fa{person.get_absolute_url()}?language=en"]
    return [*pages, *names, f"/fa/search/?q={NAME}", "/fa/people/"]


@pytest.mark.needs("axe")
def test_nothing_keeps_anybody_out_and_nothing_is_wider_than_a_phone(paths, page, axe_violations):
    found = {}
    for path in paths:
        for scheme, width in (("light", 1280), ("dark", 360)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)
            is_wide = page.evaluate("document.documentElement.scrollWidth") > width
            if violations := [*axe_violations(page), *(["wider than the screen"] if is_wide else [])]:
                found[f"{path} {scheme}"] = violations
    assert found == {}


def test_a_line_of_the_interface_keeps_its_order_and_its_place(paths, page):
    """The full stop of an English sentence stands at its right end, and the sentence at the right of the page."""
    page.goto("/fa/")
    line = page.locator("footer .small-print").first
    style = line.evaluate("one => [getComputedStyle(one).unicodeBidi, getComputedStyle(one).textAlign]")
    assert style == ["plaintext", "right"]


def test_bullets_and_the_bar_of_a_quotation_stand_at_the_right(paths, page):
    page.goto(paths[1])
    sides = page.evaluate(
        "[...document.querySelectorAll('.story ul, .story blockquote')].map(one => getComputedStyle(one).direction)"
    )
    assert sides == ["rtl", "rtl"]
