"""The tools of the editor, by keys and by what stands on the page."""

import pytest

from tests.factories import make_article, make_person
from tests.support.browser import axe_violations

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def stored(page) -> str:
    """What would be sent."""
    page.evaluate("document.querySelector('.prose-editor').dispatchEvent(new Event('focusout'))")
    return page.input_value("#id_body")


def choose(page, typed: str):
    page.keyboard.type(typed)
    page.locator(".suggestions [role=option][aria-selected=true]").wait_for()
    page.keyboard.press("Enter")


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(writing):
    buttons = writing.locator("[role=toolbar] button:visible")
    buttons.first.focus()
    writing.keyboard.press("End")
    last = writing.evaluate("document.activeElement.getAttribute('aria-label')")
    writing.keyboard.press("ArrowRight")
    first = writing.evaluate("document.activeElement.getAttribute('aria-label')")
    writing.keyboard.press("Tab")

    assert (last, first) == (buttons.last.get_attribute("aria-label"), "Heading")
    assert writing.evaluate("document.activeElement.classList.contains('ProseMirror')")
    assert writing.locator("[role=toolbar] button[tabindex='0']:visible").count() == 1


def test_a_slash_in_an_empty_paragraph_inserts_what_is_chosen(writing):
    choose(writing, "/box")
    writing.keyboard.type("What we know")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Enter")
    choose(writing, "/set apart")
    writing.keyboard.type("We saw it.")
    for _ in range(3):
        writing.keyboard.press("Enter")
    choose(writing, "/smaller")
    writing.keyboard.type("And/or")

    assert stored(writing) == (
        "<aside><p>What we know</p></aside><aside><blockquote><p>We saw it.</p></blockquote></aside><h3>And/or</h3>"
    )
    assert not writing.locator(".suggestions").is_visible()


def test_two_brackets_find_a_person_by_any_spelling_and_a_story(writing):
    person = make_person("Aqylbek Muratbai")
    story = make_article("Ferries stop at Teshmar", about=[person])
    make_article("Ferries that nobody may read of yet", published=False)
    writing.keyboard.type("He met [[акылбек")
    writing.get_by_role("option", name="Aqylbek Muratbai").wait_for()
    assert writing.visit.is_clean, writing.visit
    assert not [found for found in axe_violations(writing) if "suggestions" in found]
    writing.keyboard.press("Enter")
    writing.keyboard.type(" and read [[ferries")
    writing.get_by_role("option", name="Ferries stop at Teshmar").wait_for()
    assert writing.locator(".suggestions [role=option]").count() == 1
    writing.keyboard.press("Enter")
    writing.keyboard.type(" there. [[")
    writing.keyboard.press("Escape")

    assert stored(writing) == (
        f'<p>He met <a href="{person.get_absolute_url()}">Aqylbek Muratbai</a> and read '
        f'<a href="{story.get_absolute_url()}">Ferries stop at Teshmar</a> there. [[</p>'
    )
