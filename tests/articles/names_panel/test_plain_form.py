"""The panel without scripts: its button and its ticks in the form itself."""

import re

import pytest

from articles.models import Article
from articles.workflow import tagging
from tests.articles.names_panel.panel import TEXT, asked, draft, panel_of, row_of, states
from tests.factories import make_article, make_person, make_place
from tests.support.story_form import ADD, change, errors_of, form_data

pytestmark = pytest.mark.django_db


def plain(client, response) -> str:
    """The page that a save leads to, in a browser without scripts."""
    assert response.status_code == 302, errors_of(response)
    return re.sub(r"\s+", " ", client.get(response["Location"]).content.decode())


def test_without_scripts_the_button_saves_the_draft_and_shows_the_rows(client, reporter):
    person = make_person()
    page = plain(client, client.post(ADD, form_data(body=TEXT, _names="Look for names")))
    assert Article.objects.get().status == "draft"
    assert f'name="names_tag" value="{person.pk}"' in row_of(page, person)


def test_without_scripts_any_save_shows_the_rows(client, editor):
    person = make_person()
    page = plain(client, client.post(ADD, form_data(body=TEXT, names_plain="1", _continue="Save")))
    assert row_of(page, person)


def test_with_scripts_a_save_leads_to_a_form_without_rows(client, editor):
    make_person()
    page = plain(client, client.post(ADD, form_data(body=TEXT, _continue="Save")))
    assert 'id="names-panel"' in page
    assert "names-row" not in page.replace("names-rows", "")


def test_what_is_ticked_is_tagged_with_the_next_save(client, reporter):
    person, place, article = make_person(), make_place(), draft(created_by=reporter)
    client.post(change(article), form_data(article, names_tag=[person.pk], names_not=[place.pk], names_plain="1"))
    assert states(article) == {person.label: "confirmed", place.label: "rejected"}
    assert article.mentions.get(subject=person).spelling == "Aqylbek Muratbai"


def test_whoever_is_tagged_by_a_tick_is_linked_in_the_text(client, editor):
    person, article = make_person(), make_article(body=TEXT)
    client.post(change(article), form_data(article, names_tag=[person.pk], names_plain="1"))
    article.refresh_from_db()
    assert person.get_absolute_url() in article.body_html


def test_a_tick_at_not_this_one_takes_a_tag_away(client, editor):
    person = make_person()
    article = draft(about=[person])
    client.post(change(article), form_data(article, names_not=[person.pk], names_plain="1"))
    assert states(article) == {person.label: "rejected"}


def test_a_tick_brings_back_who_was_left_out(client, editor):
    person, article = make_person(), draft()
    tagging.reject(article, [person])
    client.post(change(article), form_data(article, names_back=[person.pk], names_plain="1"))
    assert states(article) == {}


def test_an_error_in_the_form_keeps_the_ticks(client, editor):
    person, place = make_person(), make_place()
    response = client.post(
        ADD, form_data(title="", body=TEXT, names_tag=[person.pk], names_not=[place.pk], names_plain="1")
    )
    page = response.content.decode()
    assert re.search(rf'name="names_tag" value="{person.pk}" checked', page)
    assert f'<input type="hidden" name="names_not" value="{place.pk}">' in page


def test_an_error_in_the_form_keeps_who_was_left_out_for_the_script(client, editor):
    place = make_place()
    page = client.post(ADD, form_data(title="", body=TEXT, names_not=[place.pk])).content.decode()
    assert f'<input type="hidden" name="names_not" value="{place.pk}">' in page


@pytest.mark.parametrize("sent", ["", "abc", "-1", "1.5", "9" * 30, "٣", "0"])
def test_what_is_no_key_is_passed_over(client, editor, sent):
    article = draft()
    fields = {"names_tag": [sent], "names_not": [sent], "names_back": [sent]}
    asked(client, panel_of(article), people=[sent], **fields)
    assert client.post(change(article), form_data(article, **fields)).status_code == 302
    assert states(article) == {}


def test_a_story_that_the_user_may_only_read_has_no_panel(client, reporter):
    assert "names-panel" not in client.get(change(make_article())).content.decode()
