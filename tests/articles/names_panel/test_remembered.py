"""What is remembered of what was decided in the panel, and how the text spells a name."""

import pytest

from articles.models import Article, Mention
from articles.rendering import rebuild
from articles.workflow import tagging
from tests.articles.names_panel.panel import TEXT, asked, draft, panel_of, row_of, states
from tests.factories import make_article, make_person
from tests.support.story_form import ADD, change, form_data

pytestmark = pytest.mark.django_db


def test_not_this_one_is_remembered_for_a_saved_story_at_once(client, editor):
    person, article = make_person(), draft()
    html = asked(client, panel_of(article), names_not=[person.pk])
    assert states(article) == {person.label: "rejected"}
    assert not row_of(html, person)
    assert "1 left out" in asked(client, panel_of(article))


def test_whom_readers_find_tagged_is_untagged_by_a_save_only(client, editor):
    person = make_person()
    article = draft(about=[person])
    html = asked(client, panel_of(article), names_not=[person.pk])
    assert states(article) == {person.label: "confirmed"}
    assert f'name="names_not" value="{person.pk}"' in html

    client.post(change(article), form_data(article, people=[], names_not=[person.pk]))
    assert states(article) == {person.label: "rejected"}


def test_not_this_one_in_a_new_story_waits_for_its_save(client, editor):
    person = make_person()
    html = asked(client, names_not=[person.pk])
    assert f'<input type="hidden" name="names_not" value="{person.pk}">' in html
    assert not row_of(html, person)

    client.post(ADD, form_data(body=TEXT, names_not=[person.pk]))
    assert states(Article.objects.get()) == {person.label: "rejected"}


def test_who_was_left_out_can_be_brought_back(client, editor):
    person, article = make_person(), draft()
    tagging.reject(article, [person])
    html = asked(client, panel_of(article), names_back=[person.pk])
    assert row_of(html, person)
    assert states(article) == {}


def test_one_who_was_left_out_is_tagged_all_the_same_when_chosen_in_the_form(client, editor):
    person, article = make_person(), draft()
    tagging.reject(article, [person])
    client.post(change(article), form_data(article, people=[person.pk]))
    assert states(article) == {person.label: "confirmed"}


def test_saving_the_story_keeps_what_was_left_out(client, editor):
    person, article = make_person(), draft()
    tagging.reject(article, [person])
    client.post(change(article), form_data(article))
    assert states(article) == {person.label: "rejected"}


def test_readers_do_not_see_who_was_left_out(client, editor):
    person, article = make_person(), make_article(body=TEXT)
    tagging.reject(article, [person])
    rebuild(Article.objects.all())
    page = client.get(article.get_absolute_url()).content.decode()
    assert person.get_absolute_url() not in page


def test_a_namesake_who_was_left_out_uncovers_no_protected_name(client, editor):
    namesake, article = make_person("Aliya Karimova"), draft(body="<p>Aliya Karimova spoke.</p>")
    make_person("Aliya Karimova", exposure="withheld")
    tagging.reject(article, [namesake])
    rebuild(Article.objects.all())
    article.refresh_from_db()
    assert "Karimova" not in article.body_html


def test_tagging_stores_the_spelling_of_the_text(client, editor):
    person = make_person()
    body = "<p>В Нукусе выступил Акылбек Муратбай.</p>"
    client.post(ADD, form_data(title="Kun.uz", body=body, people=[person.pk]))
    assert Mention.objects.get().spelling == "Акылбек Муратбай"


def test_the_spelling_follows_the_text(client, editor):
    person = make_person()
    article = draft(about=[person])
    client.post(change(article), form_data(article))
    client.post(change(article), form_data(Article.objects.get(), body="<p>Akylbek Muratbay spoke.</p>"))
    assert Mention.objects.get().spelling == "Akylbek Muratbay"


def test_whom_the_text_does_not_name_has_no_spelling(client, editor):
    person = make_person()
    client.post(ADD, form_data(people=[person.pk]))
    assert Mention.objects.get().spelling == ""


def test_of_a_protected_name_no_copy_is_made(client, editor):
    person = make_person(exposure="initials")
    client.post(ADD, form_data(body=TEXT, people=[person.pk]))
    assert Mention.objects.get().spelling == ""


def test_a_tag_says_who_is_meant_where_two_bear_the_name(client, editor):
    make_person("Aliya Karimova")
    person = make_person("Aliya Karimova")
    client.post(ADD, form_data(body="<p>Aliya Karimova spoke.</p>", people=[person.pk]))
    assert Mention.objects.get().spelling == "Aliya Karimova"
