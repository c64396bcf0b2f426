"""The panel "People and places in this text": what it shows, to whom, and what is remembered of what was decided there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Mention
from articles.rendering import rebuild
from articles.workflow import tagging
from tests.factories import make_article, make_organization, make_person, make_place
from tests.support.story_form import ADD, change, errors_of, form_data

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/names/"
TEXT = "<p>Aqylbek Muratbai spoke in Nukus. Muratbai's lawyer did not.</p>"


def panel_of(article) -> str:
    return reverse("admin:articles_article_names", args=[article.pk])


def asked(client, address=NEW, **fields) -> str:
    """The panel's rows for a text."""
    response = client.post(address, {"title": "", "summary": "", "body": TEXT, "language": "en"} | fields)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def row_of(html: str, subject) -> str:
    """The rows of a subject, "" where it is not offered."""
    return "".join(re.findall(rf'<li class="names-row" data-subject="{subject.pk}".*?</li>', html))


def draft(**fields) -> Article:
    return make_article("Two days in Nukus", published=False, **({"body": TEXT} | fields))


def states(article) -> dict:
    return dict(article.mentions.values_list("subject__label", "state"))


# What is shown ---------------------------------------------------------------------------------------------------------


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


# For whom --------------------------------------------------------------------------------------------------------------


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


# What is remembered ----------------------------------------------------------------------------------------------------


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


# The spelling ----------------------------------------------------------------------------------------------------------


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


# The plain form --------------------------------------------------------------------------------------------------------


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


# What it costs ---------------------------------------------------------------------------------------------------------


def a_text_of_many(rows: int) -> str:
    given, family = ["Aliya", "Daulet", "Gulnara", "Marat", "Saule"], ["Karimova", "Seitkaliyev", "Nurlanova", "Bekov"]
    names = [f"{one} {other}" for one in given for other in family][:rows]
    for name in names:
        make_person(name).texts.create(language="en", summary=f"Known as {name}")
    return "".join(f"<p>{name} spoke.</p>" for name in names)


@pytest.mark.parametrize("rows", [2, 20])
def test_looking_costs_at_most_five_queries(editor, rows):
    text = tagging.Text("", "", a_text_of_many(rows), "en")
    editor.has_perm("people.see_protected_subject")
    with CaptureQueriesContext(connection) as queries:
        assert len(tagging.names_in(text, editor).named) == rows
    assert len(queries) <= 5


@pytest.mark.parametrize("rows", [2, 20])
def test_asking_costs_the_same_for_two_and_for_twenty(client, reporter, rows):
    body, article = a_text_of_many(rows), draft(created_by=reporter)
    asked(client, panel_of(article), body=body)
    with CaptureQueriesContext(connection) as queries:
        asked(client, panel_of(article), body=body)
    # Session, user, two for permissions, the story, whether it is the user's own; then six of the panel itself. PostgreSQL
    # is told twice how long a lock may be waited for.
    assert len([query for query in queries if "lock_timeout" not in query["sql"]]) <= 12


def test_opening_a_story_looks_for_nothing(client, editor):
    make_person()
    article = draft()
    client.get(change(article))
    with CaptureQueriesContext(connection) as queries:
        client.get(change(article))
    assert not [query for query in queries if "namekey" in query["sql"]]
