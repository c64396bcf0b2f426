"""The headline for search and social cards: where it is shown, what it falls back to, and that it hides what the story hides."""

import json
import re

import pytest

from articles.history import comparison, versions
from articles.history.content import Content
from articles.models import Article
from articles.workflow import copying, pending, tagging
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user
from tests.support.story_form import change, form_data

pytestmark = pytest.mark.django_db

LONG, SHORT = "Blogger who posted the accounts of the dam is freed after 41 days", "Blogger freed after 41 days"


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def data_of(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return next(data for data in map(json.loads, found) if "headline" in data)


def test_search_cards_and_the_tab_show_it_and_the_page_keeps_its_headline(client):
    page = page_of(client, make_article(LONG, short_title=SHORT))

    assert re.search(r"<title>(.*?) ·", page)[1] == SHORT
    assert f'<meta property="og:title" content="{SHORT}">' in page
    assert f'<meta name="twitter:title" content="{SHORT}">' in page
    assert f">{LONG}</h1>" in page
    assert (data_of(page)["headline"], data_of(page)["alternativeHeadline"]) == (SHORT, LONG)


def test_without_it_they_show_the_headline(client):
    page = page_of(client, make_article(LONG))

    assert re.search(r"<title>(.*?) ·", page)[1] == LONG
    assert page.count(f'content="{LONG}"') >= 2
    assert data_of(page)["headline"] == LONG
    assert "alternativeHeadline" not in data_of(page)


def test_a_name_that_is_withheld_is_withheld_in_it_too(client):
    person = make_person("Aigul Seitova")
    article = make_article(LONG, short_title="Aigul Seitova freed", about=[person])
    naming.expose(person, Exposure.WITHHELD)

    page = page_of(client, article)
    assert "Seitova" not in page
    assert " freed ·" in page


def test_a_name_that_is_withheld_in_the_headline_stays_so_where_there_is_no_other(client):
    person = make_person("Aigul Seitova")
    article = make_article("Aigul Seitova freed", about=[person])
    naming.expose(person, Exposure.WITHHELD)

    assert "Seitova" not in page_of(client, article)


def test_a_name_that_stands_in_it_alone_is_found_when_it_is_withheld(client):
    person = make_person("Aigul Seitova")
    article = make_article(LONG, short_title="Aigul Seitova freed")
    naming.expose(person, Exposure.WITHHELD)

    assert "Seitova" not in page_of(client, article)


def test_the_names_in_it_are_offered_beside_the_text():
    person = make_person("Aigul Seitova")
    text = tagging.Text("Freed", "", "<p>She came out.</p>", "en", "Aigul Seitova freed")

    assert [row.subject.pk for row in tagging.names_in(text, make_user("editor"), tagged=set()).named] == [person.pk]


def test_a_pending_change_holds_it_until_it_is_published(client):
    article, editor = make_article(LONG, short_title=SHORT), make_user("editor")
    content = Content.of(article)
    content.fields["short_title"] = "Freed"

    pending.save(article, content, by=editor, opened=0, base_version=article.version)
    assert f"<title>{SHORT} ·" in page_of(client, article)


def test_content_kept_before_it_existed_leaves_it_as_it_is():
    article = make_article(LONG, short_title=SHORT)
    data = Content.of(article).as_json()
    del data["fields"]["short_title"]

    assert Content.from_json(data).built_on(article).short_title == SHORT


def test_a_translation_begins_with_it():
    article = make_article(LONG, short_title=SHORT, published=False)

    assert copying.translate(article, "ru", by=make_user("editor")).short_title == SHORT


def test_the_form_stores_it_on_one_line(client):
    client.force_login(make_user("editor"))
    client.post("/admin/articles/article/add/", form_data(title=LONG, short_title="  Freed \n after 41 days "))

    assert Article.objects.get().short_title == "Freed after 41 days"


def test_a_reporter_may_write_it(client):
    article = make_article(LONG, published=False, created_by=(reporter := make_user("reporter")))
    client.force_login(reporter)

    assert 'name="short_title"' in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def test_a_comparison_tells_what_changed_in_it():
    article = make_article(LONG, short_title=SHORT)
    old, new = Content.of(article), Content.of(article)
    new.fields["short_title"] = "Blogger freed after 40 days"
    [row] = comparison.compare(old, new, make_user("editor")).changed_rows

    assert (row.name, [text.strip() for op, text in row.parts if op == "added"]) == ("short_title", ["40"])


def test_two_who_change_it_at_once_are_told(client):
    article = make_article(LONG, short_title=SHORT, published=False)
    client.force_login(make_user("editor"))
    opened = form_data(article)
    client.post(change(article), opened | {"short_title": "Theirs"})
    page = client.post(change(article), opened | {"short_title": "Mine"})

    assert [(name, whole) for name, _label, _parts, whole in page.context["theirs"].lines] == [
        ("short_title", "Theirs")
    ]


def test_restoring_a_version_brings_it_back(client):
    editor = make_user("editor")
    client.force_login(editor)
    article = make_article(LONG, short_title=SHORT, published=False)
    client.post(change(article), form_data(article))
    article.refresh_from_db()
    client.post(change(article), form_data(article) | {"short_title": "Another"})
    content = versions.fetch(article, versions.keys_of(article)[-1])[1]

    assert content.fields["short_title"] == SHORT
    assert content.built_on(Article.objects.get()).short_title == SHORT
