"""Withholding a name in a real browser, by what a person sees: the list of what changed, what is left, and undo."""

import pytest

from people.models import SubjectText
from tests.factories import make_article, make_image, make_person, make_section, make_user
from tests.support.browser import log_in, send

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

NAME = "Vera Tolmasova"
OUTSIDE = "https://example.org/who-was-arrested"


@pytest.fixture
def newsroom(db):
    """A person whom a story, a picture and a section name; a minister has her surname, and Vera is a word elsewhere."""
    make_user("chief", username="olga")
    person = make_person(NAME, names=[{"text": "Вера Толмасова", "language": "ru"}])
    SubjectText.objects.create(subject=person, language="en", summary="Teacher")
    make_section("The trial of Tolmasova")
    body = f"<p>{NAME} was arrested.</p><p>Minister Tolmasova opened a school.</p>"
    make_article(
        "A teacher is arrested", body=f'{body}<p><a href="{OUTSIDE}">A paper</a> wrote it.</p>', about=[person]
    )
    make_article(
        "Суд перенесён", language="ru", about=[person], body="<p>Толмасову ждут.</p><p>Вера умирает последней.</p>"
    )
    make_image(alt=f"{NAME} at her school", shows=[person])
    return person


def row(page, part: str, title: str):
    return page.locator(f"section:has(#named-{part}) .named-rows > li", has_text=title)


def withhold(page):
    log_in(page, "olga")
    page.goto("/admin/people/person/")
    send(page, page.get_by_role("link", name=NAME))
    page.get_by_label("Name withheld").check()
    send(page, page.get_by_role("button", name="Save", exact=True))


def test_a_name_is_withheld_looked_after_and_shown_again(newsroom, page):
    withhold(page)
    assert "The name was replaced in 2 stories and 1 picture. 4 places are left for you." in page.inner_text("main")

    send(page, row(page, "changed", "A teacher is arrested").get_by_role("link", name="As readers see it"))
    assert "Tolmasova" not in page.inner_text(".story")
    page.go_back()
    send(page, row(page, "left", "The trial of Tolmasova").get_by_role("link"))
    assert page.input_value("#id_name") == "The trial of Tolmasova"
    page.go_back()
    send(page, row(page, "left", "It shows whose name is hidden").get_by_role("link").last)
    assert page.input_value("#id_alt") == f"{NAME} at her school"
    page.go_back()
    assert row(page, "left", "A teacher is arrested").get_by_role("link", name=OUTSIDE).count()
    send(page, row(page, "left", "Суд перенесён").get_by_role("link").first)
    assert page.input_value("#id_title") == "Суд перенесён"
    page.go_back()

    minister = row(page, "changed", "A teacher is arrested").locator("li", has_text="Minister")
    send(page, minister.get_by_role("button", name="This is somebody else"))
    settled = row(page, "settled", "Minister Tolmasova opened a school.")
    send(page, settled.get_by_role("link", name="As readers see it"))
    text = page.inner_text(".story")
    assert "Minister Tolmasova opened a school." in text
    assert "Name withheld was arrested." in text

    page.goto("/admin/people/person/")
    send(page, page.locator("#result_list").get_by_role("link", name="Name withheld"))
    send(page, page.get_by_role("link", name="Where the name stood"))
    send(page, page.get_by_role("button", name="Show the name again"))
    assert f"Readers see “{NAME}” again." in page.inner_text("main")
    page.goto("/")
    send(page, page.get_by_role("link", name="A teacher is arrested").first)
    assert f"{NAME} was arrested." in page.inner_text(".story")
    assert page.visit.is_clean, page.visit


@pytest.mark.parametrize("width", [390, 1440])
def test_the_list_fits_a_phone_and_a_desk(newsroom, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    withhold(page)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.needs("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_is_for_everybody(newsroom, page, scheme, axe_violations):
    page.emulate_media(color_scheme=scheme)
    withhold(page)

    assert axe_violations(page) == []
