"""The founding journey: an editor pastes, tags and publishes a story, and a reader finds it by every way there is."""

import re

import pytest

from articles.models import Article
from people.models import Person
from tests.factories import make_organization, make_person, make_place, make_section, make_user
from tests.support.browser import log_in, log_in_by_form, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

TITLE = "Court in Nukus frees two bloggers after a night of waiting"
TEXT = """<p>A court in Nukus let two bloggers go on Friday, said Freedom for Eurasia.</p>
<p><span class="MsoNormal">Aqylbek Muratbai</span> waited outside with <b>Zhangeldy Zhaksymbetov</b>&nbsp;until dawn.</p>
<h2>What comes next</h2><p onclick="steal()">The prosecutor may appeal within ten days.</p>"""


@pytest.fixture
def newsroom(db):
    make_user("editor", username="anna")
    make_section("Human Rights")
    make_person("Aqylbek Muratbai")
    make_place("Nukus", parent=make_place("Uzbekistan"))
    make_organization("Freedom for Eurasia")


def paste_html(page, html: str):
    """As a browser pastes from a word processor: a paste event with HTML."""
    page.locator(".ProseMirror").first.click()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            document.querySelector('.ProseMirror').dispatchEvent(paste);
        }""",
        html,
    )


def choose(page, field: str, typed: str):
    """Pick what the autocomplete of a field finds for the typed letters."""
    unfold(page, f".field-{field}")
    page.locator(f".field-{field} .select2-search__field, .field-{field} .select2-selection").first.click()
    page.locator(".select2-search__field:focus").wait_for()
    page.keyboard.type(typed)
    found = ".select2-results__option--highlighted:not(.loading-results)"
    page.locator(found, has_text=re.compile(typed if typed.isascii() else ".", re.IGNORECASE)).click()


def write_story(page, log_in=log_in):
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "They had been held for a week.")
    paste_html(page, TEXT)
    page.select_option("#id_section", label="Human Rights")


@pytest.mark.both_databases
def test_from_a_pasted_text_to_the_readers_page_and_round_by_home_and_person(newsroom, page):
    write_story(page, log_in=log_in_by_form)
    choose(page, "people", "мурат")
    choose(page, "places", "nuk")
    choose(page, "organizations", "freedom")
    add_person(page, "Zhangeldy Zhaksymbetov")
    publish(page)
    send(page, "text=View on site")

    assert page.locator("h1").inner_text() == TITLE
    article = Article.objects.get()
    assert {mention.subject.label for mention in article.mentions.all()} == {
        "Aqylbek Muratbai",
        "Zhangeldy Zhaksymbetov",
        "Nukus",
        "Freedom for Eurasia",
    }
    assert "Mso" not in article.body
    assert "onclick" not in article.body

    send(page, page.locator("nav[aria-label='Breadcrumb'] a", has_text="Home"))
    send(page, page.locator("main a", has_text=TITLE).first)
    send(page, page.locator("a.subject", has_text="Zhangeldy Zhaksymbetov").first)
    assert page.locator("h1").inner_text() == "Zhangeldy Zhaksymbetov"
    send(page, page.locator("main a", has_text=TITLE).first)

    assert page.url.endswith(article.get_absolute_url())
    assert page.visit.is_clean, page.visit


def publish(page):
    """The box asks why nobody signs it."""
    page.click("[name=_publish]")
    page.get_by_label("Or say why nobody signs it").fill("Its writers are not to be named.")
    send(page, page.get_by_role("dialog").get_by_role("button", name="Publish"))


def add_person(page, name: str):
    """Add a missing person in the popup beside the field; the form behind it keeps its text."""
    unfold(page, ".field-people")
    with page.expect_popup() as opened:
        page.locator(".field-people .add-related").click()
    popup = opened.value
    popup.fill("[name=name]", name)
    with popup.expect_event("close"):
        popup.click("[name=_save]")


def test_adding_a_missing_person_keeps_what_was_written(newsroom, page):
    write_story(page)
    add_person(page, "Somebody New")

    assert page.input_value("#id_title") == TITLE
    assert "until dawn" in page.locator(".ProseMirror").inner_text()
    assert Person.objects.filter(label="Somebody New").exists()


def test_two_editors_at_once_lose_nothing(newsroom, page, chromium, live_server):
    write_story(page)
    save(page)
    story = Article.objects.get()
    address = f"/admin/articles/article/{story.pk}/change/"
    page.goto(address)
    Article.objects.filter(pk=story.pk).update(version=story.version + 1, body="<p>What the other one wrote.</p>")
    page.fill("#id_title", "What I typed meanwhile")
    save(page)

    assert page.input_value("#id_title") == "What I typed meanwhile"
    assert "What the other one wrote." in page.locator("body").inner_text()
    assert Article.objects.get().title == TITLE
