"""A list stays as it was searched and filtered while somebody works on its rows."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from articles.models import Article
from tests.factories import make_article, make_image, make_person, make_section, make_topic, make_user
from tests.support.admin import as_typed
from tests.support.page import links_in, tree_of, with_class

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
ASKED = "q=court&stage=draft"
KEPT = urlencode({"_changelist_filters": ASKED})


@pytest.fixture
def chief(client):
    user = make_user("chief")
    client.force_login(user)
    return user


def kept_in(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("_changelist_filters", [""])[0]


def crumbs(response) -> list[str]:
    return links_in(with_class(tree_of(response), "breadcrumbs"))


@pytest.mark.parametrize("page", ["change", "history", "previews", "move/discard", "copy"])
def test_each_page_of_a_story_leads_back_to_the_list_as_it_was_searched(client, chief, page):
    story = make_article(title="A court sat", published=False)
    assert f"{LIST}?{ASKED}" in crumbs(client.get(f"{LIST}{story.pk}/{page}/?{KEPT}"))


def test_an_address_that_leads_on_to_the_form_takes_the_search_along(client, chief):
    story = make_article(title="A court sat", published=False)
    assert kept_in(client.get(f"{LIST}{story.pk}/tags/?{KEPT}")["Location"]) == ASKED


def test_so_do_the_tags_for_who_only_tags(client):
    client.force_login(make_user("tagger"))
    assert f"{LIST}?{ASKED}" in crumbs(client.get(f"{LIST}{make_article().pk}/tags/?{KEPT}"))


def test_so_does_a_note_that_could_not_be_written(client, chief):
    response = client.post(f"{LIST}{make_article().pk}/notes/?{KEPT}", {"text": ""})
    assert response.status_code == 422
    assert f'href="{LIST}?{ASKED.replace("&", "&amp;")}"' in response.text


def test_a_row_of_the_list_carries_the_search_and_saving_keeps_it(client, chief):
    story = make_article(title="A court sat", published=False)
    row = links_in(tree_of(client.get(f"{LIST}?{ASKED}")).findall(".//table[@id='result_list']/tbody"))[0]
    assert kept_in(row) == ASKED
    response = client.get(row)
    assert f"{LIST}?{ASKED}" in crumbs(response)
    assert kept_in(tree_of(response).find(".//form[@id='article_form']").get("action")) == ASKED
    saved = client.post(row, as_typed(response, title="The court sat", _continue="1"))
    assert Article.objects.get(pk=story.pk).title == "The court sat"
    assert kept_in(saved["Location"]) == ASKED


def test_a_save_that_leaves_the_page_open_keeps_the_search_too(client, chief):
    story = make_article(title="A court sat", published=False)
    address = f"{LIST}{story.pk}/change/?{KEPT}"
    typed = as_typed(client.get(address), title="The court sat", _continue="1")
    answer = client.post(address, typed, headers={"X-Save-In-Place": "1"}).json()
    assert kept_in(answer["address"]) == ASKED


def test_after_a_story_is_discarded_the_list_stands_as_it_was(client, chief):
    story = make_article(title="A court sat", published=False)
    address = f"{LIST}{story.pk}/move/discard/?{KEPT}"
    moved = client.post(address, as_typed_move(story))
    assert Article.objects.get(pk=story.pk).discarded_at
    assert moved["Location"] == f"{LIST}?{ASKED}"


def as_typed_move(story) -> dict:
    return {"move_note": "", "opened_version": story.version}


@pytest.mark.parametrize("kind", ["person", "topic", "section"])
def test_other_rows_too_lead_back_to_their_list_after_saving(client, chief, kind):
    make = {"person": make_person, "topic": make_topic, "section": make_section}[kind]
    row, app = make(), "people" if kind == "person" else "articles"
    address = f"/admin/{app}/{kind}/{row.pk}/change/?{urlencode({'_changelist_filters': 'q=a'})}"
    response = client.get(address)
    assert f"/admin/{app}/{kind}/?q=a" in crumbs(response)
    assert client.post(address, as_typed(response, _save="1"))["Location"] == f"/admin/{app}/{kind}/?q=a"


def test_the_library_carries_its_search_into_a_picture(client, chief):
    make_image(alt="A court")
    card = with_class(tree_of(client.get("/admin/articles/image/?q=court")), "picture-card")[0].get("href")
    assert kept_in(card) == "q=court"
    assert "/admin/articles/image/?q=court" in crumbs(client.get(card))


def test_what_is_asked_of_several_leads_back_to_the_list(client, chief):
    story = make_article(title="A court sat", published=False)
    data = {"action": "discard", "_selected_action": story.pk, f"version_{story.pk}": story.version}
    asked = tree_of(client.post(f"{LIST}?{ASKED}", data))
    assert with_class(asked, "closelink")[0].get("href") == f"{LIST}?{ASKED}"


@pytest.mark.parametrize("filters", ["//evil.example/", "https://evil.example/?q=1", "\r\nX: y", "a=1&" * 5000])
def test_what_stands_in_the_address_leads_nowhere_else(client, chief, filters):
    story = make_article(title="A court sat", published=False)
    address = f"{LIST}{story.pk}/move/discard/?{urlencode({'_changelist_filters': filters})}"
    moved = urlsplit(client.post(address, as_typed_move(story))["Location"])
    assert (moved.scheme, moved.netloc, moved.path) == ("", "", LIST)
