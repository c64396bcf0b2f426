"""A reporter reads the own draft as typed: a name that came back replaced would tell that somebody protects it."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from articles import previews, workflow
from articles.history import versions
from articles.models import Article
from people import naming
from people.models import Person
from tests.factories import make_article, make_person, make_user
from tests.support.desk import publish
from tests.support.story_form import form_data

pytestmark = pytest.mark.django_db

NAME = "Ildar Taimenov"
BODY = f"<p>{NAME} is silent.</p>"


def address(name, article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def shared(client, article):
    link = previews.make_link(article, versions.keys_of(article)[0], by=article.created_by, hours=24)
    return client.get(reverse("shared_preview", args=[link[1]]))


def noted(client, article):
    client.post(address("note", article), {"text": f"Who is {NAME}?"})
    return client.get(address("change", article))


def tagged(client, article):
    namesake = naming.create(Person, NAME, listed_from=None)
    data = form_data(article, people=[namesake.pk], title=NAME, body=BODY)
    return client.post(address("preview", article), data)


def discarded(client, article):
    workflow.discard(article, by=article.created_by)
    return client.get(address("change", article))


def saved(client, article):
    client.post(address("change", article), form_data(article, title=f"{NAME} again", body=BODY))
    return client.get(address("change", article))


PAGES = {
    "preview": lambda client, article: client.get(address("preview", article)),
    "preview of what is typed": lambda client, article: client.post(
        address("preview", article), form_data(article, title=NAME, body=BODY, summary=NAME)
    ),
    "preview of a version": lambda client, article: client.get(
        address("preview", article), {"version": versions.keys_of(article)[0]}
    ),
    "preview of a tag": tagged,
    "shared preview": shared,
    "form": lambda client, article: client.get(address("change", article)),
    "form after a save": saved,
    "note": noted,
    "history": lambda client, article: client.get(address("history", article)),
    "discarded": discarded,
    "list": lambda client, article: client.get("/admin/articles/article/"),
    "list by headline": lambda client, article: client.get("/admin/articles/article/", {"o": "1"}),
    "search": lambda client, article: client.get("/admin/articles/article/", {"q": NAME}),
    "dashboard": lambda client, article: client.get("/admin/"),
    "names panel": lambda client, article: client.post(
        address("names", article), form_data(article, title=NAME, body=BODY)
    ),
}


def neutral(response) -> tuple[int, str]:
    text = re.sub(r'(name="(csrfmiddlewaretoken|form_token)" value=|nonce=)"[^"]*"', "", response.text)
    return response.status_code, re.sub(r"\d+", "#", text)


def draft(reporter):
    article = make_article(
        f"{NAME} arrested", published=False, body=BODY, summary=f"About {NAME}.", created_by=reporter
    )
    make_article("Kind words", published=False, created_by=reporter)
    with workflow.changing(article, by=reporter, comment="edited"):
        pass
    return article


def answer(page, client, *, protected: bool) -> tuple[int, str]:
    """What the page says in a world with, or without, somebody who is called so and protected; the world is gone then."""
    with transaction.atomic():
        reporter = make_user("reporter", username="writer", first_name="Some", last_name="Body")
        client.force_login(reporter)
        if protected:
            naming.expose(make_person(NAME, listed_from=None), "withheld")
        found = neutral(PAGES[page](client, draft(reporter)))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_an_own_draft_is_the_same_whether_a_name_is_protected_or_not(page, client):
    shown = answer(page, client, protected=True)
    assert shown == answer(page, client, protected=False)
    assert "Taimenov" in shown[1]


def test_whoever_may_see_protected_names_previews_as_readers_will_read(client):
    reporter = make_user("reporter", username="writer")
    naming.expose(make_person(NAME), "withheld")
    article = draft(reporter)
    client.force_login(make_user("editor"))

    assert "Taimenov" not in client.get(address("preview", article)).text


def test_a_tagger_reads_the_draft_of_another_as_readers_will(client):
    naming.expose(make_person(NAME), "withheld")
    article = draft(make_user("reporter", username="writer"))
    client.force_login(make_user("tagger"))

    for name in ("preview", "change", "names"):
        assert "Taimenov" not in client.get(address(name, article)).text


def test_the_address_of_a_draft_follows_when_it_is_published(client):
    naming.expose(make_person(NAME), "withheld")
    article = draft(make_user("reporter", username="writer"))
    assert "taimenov" in Article.objects.get(pk=article.pk).slug

    publish(article, by=make_user("editor"))
    assert "taimenov" not in Article.objects.get(pk=article.pk).slug
