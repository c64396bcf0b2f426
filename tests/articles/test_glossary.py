"""The glossary: a word that a story uses leads, the first time, to a note below the text that says what it means."""

import re

import pytest

from articles import rendering
from articles.models import Article, Term
from articles.rendering import anew, explaining
from articles.site import changes
from people import naming
from people.base import jobs
from people.models import Exposure
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def explain(term: str, definition: str = "What it means.", language: str = "en", **fields) -> Term:
    return changes.explain(Term(term=term, definition=definition, language=language, **fields))


def linked(story) -> list[str]:
    """The words of the story that lead to a note."""
    story.refresh_from_db()
    return re.findall(r'<a class="word"[^>]*>(.*?)</a>', story.body_html)


def notes(client, story) -> dict[str, str]:
    part = re.search(r'<aside class="words".*?</aside>', client.get(story.get_absolute_url()).text, re.DOTALL)
    return dict(re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?) <a", part[0], re.DOTALL)) if part else {}


def test_the_first_mention_leads_to_a_note_and_back(client):
    term = explain("extradition", "When one state hands a person over to another.")
    story = make_article(body="<p>The extradition was refused.</p><p>No extradition, said the court.</p>")
    page = client.get(story.get_absolute_url()).text

    assert linked(story) == ["extradition"]
    assert notes(client, story) == {"extradition": "When one state hands a person over to another."}
    assert page.count(f'id="{term.anchor}"') == page.count(f'id="at-{term.anchor}"') == 1
    assert f'href="#at-{term.anchor}"' in page


@pytest.mark.parametrize(
    ("term", "language", "text", "found"),
    [
        ("extradition", "en", "Two Extraditions were stopped.", ["Extraditions"]),
        ("remand prison", "en", "They sat in remand prisons.", ["remand prisons"]),
        ("remand prison", "en", "On remand, prison followed.", []),
        ("art", "en", "The party started.", []),
        ("WHO", "en", "Who saw it? WHO did.", ["WHO"]),
        ("экстрадиция", "ru", "Об экстрадиции не сообщили.", ["экстрадиции"]),
        ("тергеу", "kk", "Тергеуде екен.", ["Тергеуде"]),
    ],
)
def test_words_are_found_whole_and_in_their_forms(term, language, text, found):
    explain(term, language=language)

    assert linked(make_article(body=f"<p>{text}</p>", language=language)) == found


def test_neither_a_heading_nor_a_link_becomes_one():
    explain("extradition")
    body = '<h2>Extradition</h2><p><a href="https://example.org/">Extradition</a> law: extradition is rare.</p>'

    assert linked(make_article(body=body)) == ["extradition"]


def test_another_word_for_the_same_is_found_too():
    explain("extradition", forms="handing over, surrender")

    assert linked(make_article(body="<p>The surrender came late.</p>")) == ["surrender"]


def test_a_word_is_explained_in_its_own_edition_alone():
    explain("этап", language="ru")

    assert linked(make_article(body="<p>The этап went on.</p>")) == []


def test_old_stories_follow_when_a_word_comes_changes_and_goes(client):
    story, other = make_article(body="<p>A new indictment.</p>"), make_article(body="<p>Extraditions ended.</p>")
    term = explain("extradition")
    assert (linked(story), linked(other)) == ([], ["Extraditions"])

    term.term = "indictment"
    changes.explain(term)
    assert (linked(story), linked(other)) == (["indictment"], [])

    term.is_active = False
    changes.explain(term)
    assert linked(story) == []
    assert notes(client, story) == {}


def test_a_new_definition_is_read_at_once_and_derives_nothing(client, monkeypatch):
    term = explain("extradition")
    story = make_article(body="<p>An extradition.</p>")
    monkeypatch.setattr(explaining.stories, "rebuild", None)
    term.definition = "Handing somebody over."
    changes.explain(term)

    assert notes(client, story) == {"extradition": "Handing somebody over."}


def test_many_stories_follow_by_jobs(monkeypatch):
    monkeypatch.setattr(explaining, "AT_ONCE", 1)
    monkeypatch.setattr(anew, "start", lambda: None)
    stories = [make_article(body="<p>An extradition.</p>") for _number in range(3)]
    explain("extradition")
    assert [linked(story) for story in stories] == [[], [], []]

    assert jobs.work_off("stories anew")
    assert [linked(story) for story in stories] == [["extradition"]] * 3


def test_what_a_story_says_is_the_same_with_links_and_without():
    story = make_article(body="<p>An <strong>extra</strong>dition and an extradition.</p>")
    before = rendering.body_for(story, "/media/", story.lead_image or Article.objects.none())
    explain("extradition")
    story.refresh_from_db()

    assert re.sub(r"<[^>]+>", "", story.body_html) == re.sub(r"<[^>]+>", "", before)


# A name that readers must not see ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"term": "Zhanat Vashkor list", "definition": "Names of the arrested."},
        {"term": "list", "definition": "Kept by Zhanat Vashkor until 2019."},
        {"term": "list", "definition": "Names of the arrested.", "forms": "Zhanat Vashkor list"},
    ],
)
def test_a_withheld_name_is_told_by_neither_glossary_nor_story(fields, client):
    person = make_person("Zhanat Vashkor")
    changes.explain(Term(language="en", **fields))
    story = make_article(body="<p>The list was long, the Vashkor list of Zhanat Vashkor.</p>")
    naming.expose(person, Exposure.WITHHELD)

    assert "Vashkor" not in client.get("/glossary/").text
    assert "Vashkor" not in client.get(story.get_absolute_url()).text


def test_it_is_told_again_when_the_name_may_be_seen(client):
    person = make_person("Zhanat Vashkor")
    explain("list", "Kept by Zhanat Vashkor.")
    naming.expose(person, Exposure.WITHHELD)
    naming.expose(person, Exposure.NAMED)

    assert "Kept by Zhanat Vashkor." in client.get("/glossary/").text


# The page of all words -----------------------------------------------------------------------------------------------


def test_the_glossary_has_all_words_in_use_by_the_alphabet(client):
    for word in ("warrant", "Amnesty", "remand"):
        explain(word)
    explain("hidden", is_active=False)
    text = client.get("/glossary/").text

    assert [word.strip() for word in re.findall(r'<dt dir="auto">([^<]*)', text)] == ["Amnesty", "remand", "warrant"]


def test_an_edition_without_words_has_no_link_to_them(client):
    explain("extradition")

    assert 'href="/glossary/"' in client.get("/").text
    assert "/ru/glossary/" not in client.get("/ru/").text


def test_markup_in_a_definition_is_shown_as_text(client):
    explain("extradition", "<script>alert(1)</script> & more")

    assert "<script>alert" not in client.get("/glossary/").text


def test_where_the_notes_do_not_stand_the_words_lead_nowhere(client):
    explain("extradition")
    story = make_article("The ruling", body="<p>The extradition was refused.</p>")
    page, api = story.get_absolute_url(), f"/api/v1/stories/{story.pk}/"

    assert 'href="#word-' in client.get(page, {"text": 1}).text
    for address in (f"{page}take/", "/feed.rss", "/feed.atom", "/feed.json", api, f"{api}ninjs.json"):
        text = client.get(address).text
        assert "The extradition was" in text, address
        assert "#word-" not in text, address
