"""How a story is known: written by the desk, read in a box below the text, and hiding what the story hides."""

import pytest

from articles.history import comparison
from articles.history.content import Content
from articles.models import Article
from articles.workflow import copying, pending, tagging
from people import naming
from people.models import Exposure
from tests.articles.test_short_title import data_of, page_of
from tests.factories import make_article, make_person, make_user
from tests.support.story_form import form_data

pytestmark = pytest.mark.django_db

KNOWN = "Our reporter read the ruling."


def test_it_stands_below_the_text_and_partners_are_told(client):
    page = page_of(client, make_article(body="<p>The text itself.</p>", how_we_know=KNOWN))

    assert page.index("The text itself.") < page.index('id="how-we-know"') < page.rindex(KNOWN)
    assert data_of(page)["backstory"] == KNOWN


def test_programs_are_told_and_the_story_is_found_by_it(client):
    story, other = make_article("Freed", how_we_know="We read the lantern papers."), make_article("Another matter")

    told = [client.get(f"/api/v1/stories/{row.pk}/").json()["how_we_know"] for row in (story, other)]
    assert told == ["We read the lantern papers.", ""]
    assert [result.story for result in client.get("/search/", {"q": "lantern"}).context["page"]] == [story]


def test_without_it_there_is_no_box(client):
    page = page_of(client, make_article())

    assert "how-we-know" not in page
    assert "backstory" not in data_of(page)


def test_a_name_that_stands_in_it_alone_is_found_when_it_is_withheld(client):
    person = make_person("Aigul Seitova")
    article = make_article(how_we_know="Aigul Seitova told us.")
    naming.expose(person, Exposure.WITHHELD)

    assert "Seitova" not in page_of(client, article)


def test_the_names_in_it_are_offered_beside_the_text():
    person = make_person("Aigul Seitova")
    text = tagging.Text("Freed", "", "<p>She came out.</p>", "en", "", "Aigul Seitova told us.")

    assert [row.subject.pk for row in tagging.names_in(text, make_user("editor"), tagged=set()).named] == [person.pk]


def test_a_pending_change_holds_it_until_it_is_published(client):
    article, editor = make_article(how_we_know=KNOWN), make_user("editor")
    content = Content.of(article)
    content.fields["how_we_know"] = "Canary"
    change = pending.save(article, content, by=editor, opened=0, base_version=article.version)
    assert "Canary" not in page_of(client, article)

    pending.publish(change, by=editor, reason="It is urgent.")
    assert "Canary" in page_of(client, article)


def test_two_versions_of_it_are_compared_word_by_word():
    old = Content.of(make_article(how_we_know=KNOWN))
    new = Content.from_json(old.as_json() | {"fields": old.fields | {"how_we_know": "Our reporter heard the ruling."}})
    [row] = comparison.compare(old, new, make_user("editor")).changed_rows

    assert (row.name, [text for op, text in row.parts if op != "same"]) == ("how_we_know", [" read", " heard"])


def test_a_translation_begins_with_it():
    article = make_article(how_we_know=KNOWN, published=False)

    assert copying.translate(article, "ru", by=make_user("editor")).how_we_know == KNOWN


def test_a_reporter_writes_it(client):
    client.force_login(make_user("reporter"))
    client.post("/admin/articles/article/add/", form_data(how_we_know=KNOWN))

    assert Article.objects.get().how_we_know == KNOWN


def test_an_editor_says_that_a_story_may_not_be_republished(client):
    client.force_login(make_user("editor"))
    client.post("/admin/articles/article/add/", form_data(republishing="refused"))

    assert Article.objects.get().republishing == "refused"
