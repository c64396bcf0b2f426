"""What the panel shows of a text, and to whom."""

import pytest

from articles.models import Mention
from articles.workflow import tagging
from tests.articles.names_panel.panel import NEW, TEXT, asked, draft, panel_of, row_of
from tests.factories import make_article, make_organization, make_person, make_place
from tests.support.story_form import ADD, form_data

pytestmark = pytest.mark.django_db


def test_an_unsaved_text_shows_whom_it_names_and_how_often(client, editor):
    person, place = make_person(), make_place()
    html = asked(client)
    assert "2 times" in row_of(html, person)
    assert "once" in row_of(html, place)


def test_headline_and_dek_are_looked_at_too(client, editor):
    place, group = make_place(), make_organization()
    html = asked(client, body="", title="Nothing new in Nukus", summary="So says Freedom for Eurasia.")
    assert row_of(html, place)
    assert row_of(html, group)


def test_the_spelling_of_the_text_is_shown_where_it_is_not_ours(client, editor):
    person = make_person()
    row = row_of(asked(client, body="<p>В Нукусе выступил Акылбек Муратбай.</p>", language="ru"), person)
    assert "<q>Акылбек Муратбай</q>" in row


def test_the_description_tells_two_of_a_name_apart(client, editor):
    first, second = make_person("Aliya Karimova"), make_person("Aliya Karimova")
    first.texts.create(language="en", summary="Judge in Nukus")
    html = asked(client, body="<p>Aliya Karimova spoke.</p>")
    assert "Judge in Nukus" in row_of(html, first)
    assert f"#{second.pk}" in row_of(html, second)


def test_a_name_of_two_is_a_question_and_decided_for_neither(client, editor):
    make_person("Aliya Karimova"), make_person("Aliya Karimova")
    html = asked(client, body="<p>Aliya Karimova spoke. Aliya Karimova left.</p>")
    question = html.partition("Who is meant?")[2]
    assert question.count('class="names-row"') == 2
    assert "2 times" in question
    assert 'class="names-all"' not in html


def test_a_question_is_settled_by_a_tag(client, editor):
    first, _second = make_person("Aliya Karimova"), make_person("Aliya Karimova")
    text = "<p>Aliya Karimova spoke.</p>"
    assert "1 to decide" in asked(client, body=text)
    assert "to decide" not in asked(client, body=text, people=[first.pk])


def test_a_question_stays_open_while_a_protected_person_may_be_meant(client, editor):
    named, protected = make_person("Aliya Karimova"), make_person("Aliya Karimova", exposure="withheld")
    text = "<p>Aliya Karimova spoke.</p>"
    assert "1 to decide" in asked(client, body=text, people=[named.pk])
    assert "to decide" not in asked(client, body=text, people=[named.pk], names_not=[protected.pk])


def test_whoever_is_chosen_in_the_form_is_shown_as_tagged(client, editor):
    person = make_person()
    html = asked(client, people=[person.pk])
    assert 'aria-pressed="true"' in row_of(html, person)
    assert "1 tagged already" in html


def test_a_likely_person_whom_nobody_recorded_is_offered_with_a_way_to_add_them(client, editor):
    html = asked(client, body="<p>Daulet Tazhimuratov and Daulet Tazhimuratov.</p>")
    assert "Not recorded yet" in html
    assert "2 times" in html
    assert "/admin/people/person/add/?name=Daulet%20Tazhimuratov&amp;language=en" in html


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Aral Media Foundation closed.", "organization", "Aral%20Media%20Foundation"),
        ("It is in Kegeyli District.", "place", "Kegeyli%20District"),
    ],
)
def test_a_likely_organisation_or_place_is_offered_with_the_form_of_its_kind(client, editor, text, kind, name):
    html = asked(client, body=f"<p>{text}</p>")
    assert f"/admin/people/{kind}/add/?name={name}&amp;language=en" in html
    assert f'data-kind="{kind}"' in html


def test_the_window_for_a_new_person_opens_with_the_name_typed_in(client, reporter):
    page = client.get("/admin/people/person/add/?name=Daulet%20Tazhimuratov&language=ru&_popup=1").content.decode()
    assert 'value="Daulet Tazhimuratov"' in page
    assert '<option value="ru" selected>' in page


@pytest.mark.parametrize("kind", ["organization", "place"])
def test_the_window_for_a_new_organisation_or_place_opens_with_the_name_typed_in(client, reporter, kind):
    page = client.get(f"/admin/people/{kind}/add/?name=Kegeyli%20District&language=uz&_popup=1").content.decode()
    assert 'value="Kegeyli District"' in page
    assert '<option value="uz" selected>' in page


def test_a_text_without_names_says_so(client, editor):
    assert "No recorded name found in this text." in asked(client, body="<p>it rained all day.</p>")


def test_names_are_written_out_as_text(client, editor):
    make_person("<b>Aqylbek</b> Muratbai")
    html = asked(client, body="<p>Aqylbek Muratbai <script>alert(1)</script>&lt;i&gt;Muratbai&lt;/i&gt;</p>")
    assert "<script" not in html
    assert "<i>" not in html


def test_of_a_text_of_a_megabyte_the_first_part_is_looked_at_and_said_so(client, editor):
    person, place = make_person(), make_place()
    html = asked(client, body=f"<p>Aqylbek Muratbai</p>{'<p>it rained all day.</p>' * 50_000}<p>Nukus</p>")
    assert row_of(html, person)
    assert not row_of(html, place)
    assert "only the first 50000 characters were checked" in html.replace(",", "")


def test_a_text_of_nothing_but_tags_is_bounded_too():
    text = tagging.Text("", "", "<b></b>" * 200_000 + "Nukus", "en")
    assert not text.is_whole


def test_a_text_of_usual_length_is_looked_at_as_a_whole():
    assert tagging.Text("A", "b", TEXT, "en").is_whole


@pytest.mark.parametrize("language", ["", "xx", "../..", "kaa"])
def test_any_language_is_answered(client, editor, language):
    person = make_person()
    assert row_of(asked(client, language=language), person)


def test_a_reporter_is_not_shown_whose_name_is_protected(client, reporter):
    person, place = make_person(exposure="initials"), make_place()
    html = asked(client)
    assert not row_of(html, person)
    assert "A. M." not in html
    assert row_of(html, place)


def test_an_editor_is_told_that_a_name_is_protected(client, editor):
    person = make_person(exposure="initials")
    assert "Initials only" in row_of(asked(client), person)


def test_a_reporter_gets_no_protected_subject_tagged_by_its_number(client, reporter):
    person = make_person(exposure="withheld")
    client.post(ADD, form_data(names_tag=[person.pk], names_not=[person.pk]))
    assert not Mention.objects.exists()


def test_a_reporter_is_not_shown_who_was_left_out_and_is_protected(client, reporter):
    person, article = make_person(exposure="initials"), draft(created_by=reporter)
    tagging.reject(article, [person])
    assert "left out" not in asked(client, panel_of(article))


def test_the_panel_of_a_story_is_for_those_who_may_write_on_it(client, reporter):
    assert client.post(panel_of(make_article()), {"body": TEXT}).status_code == 403
    assert client.post(panel_of(draft()), {"body": TEXT}).status_code == 404
    assert client.post(panel_of(draft(created_by=reporter)), {"body": TEXT}).status_code == 200


def test_the_panel_is_asked_by_post_from_our_own_form(editor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.get(NEW).status_code == 405
    assert strict.post(NEW, {"body": TEXT}).status_code == 403


def test_nobody_asks_without_an_account(client, db):
    assert client.post(NEW, {"body": TEXT}).status_code == 302
