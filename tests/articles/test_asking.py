"""The box that asks before publishing: everything at once, with the fields to fill in, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, AuditEntry, Status
from tests.factories import make_article, make_image, make_person, make_section, make_user
from tests.support.rows import everything
from tests.support.story_form import ADD, byline, change, errors_of, form_data, saved

pytestmark = pytest.mark.django_db

FINE = {"summary": "A dek.", "publish_reason": ""}


def asking(response):
    """The box as the page shows it open."""
    assert response.status_code == 200, response
    return response.context["asking_box"]["asking"]


def asked(client, article=None, **fields) -> dict:
    """What the script is told that the button would ask."""
    name = "articles_article_asking" if article else "articles_article_asking_of_new"
    address = reverse(f"admin:{name}", args=[article.pk] if article else [])
    return client.post(address, form_data(article, **{"_move": "publish"} | fields)).json()


def bare(**fields):
    return make_article(published=False, **fields)


# All at once -------------------------------------------------------------------------------------------------------------


def test_one_press_asks_everything_that_is_missing_with_a_field_for_each(client, editor):
    image = make_image(alt="", credit="", state="waiting")
    article = bare(summary="", lead_image=image)
    data = form_data(article, _publish="", publish_reason="", section="", lead_image=image.pk)
    box = asking(client.post(change(article), data))
    assert [(ask.kind, ask.name) for ask in box.asks] == [
        ("section", "asked_section"), ("text", "asked_summary"), ("byline", "asked_byline"),
    ]  # fmt: skip
    names = [ask.name for picture in box.pictures for ask in picture.asks]
    assert names == [f"asked_{word}_{image.pk}" for word in ("alt", "credit", "caption")]
    assert box.is_ready


def test_what_is_filled_in_there_completes_the_press(client, editor):
    image = make_image(alt="", credit="")
    article = bare(summary="", lead_image=image)
    data = form_data(
        article, _move="publish", section="", lead_image=image.pk, asked_section=make_section("Courts").pk,
        asked_summary="They are free.", asked_byline="Anna Karim", asked_note="For @nobody.",
        **{f"asked_alt_{image.pk}": "A lake", f"asked_credit_{image.pk}": "Dana", f"asked_caption_{image.pk}": "At dawn."},
    )  # fmt: skip
    saved(client.post(change(article), data), article)
    image.refresh_from_db()
    assert (article.status, article.section.name, article.summary) == (Status.PUBLISHED, "Courts", "They are free.")
    assert (image.alt, image.credit, image.caption) == ("A lake", "Dana", "At dawn.")
    assert article.bylines.get().text == "Anna Karim"
    assert article.notes.get().text == "For @nobody."


def test_the_account_signs_by_a_tick(client, editor):
    editor.person = make_person("Anna Karim")
    editor.save()
    client.post(ADD, form_data(_move="publish", summary="Dek.", asked_person=editor.person_id))
    assert Article.objects.published().get().bylines.get().person_id == editor.person_id


def test_an_answer_takes_the_empty_byline_that_the_form_shows(client, editor):
    data = form_data(_move="publish", summary="Dek.", asked_byline="Anna Karim") | byline(person="", desk="", text="")
    client.post(ADD, data)
    assert Article.objects.published().get().bylines.get().text == "Anna Karim"


def test_a_section_of_another_edition_takes_the_story_there(client, editor):
    client.post(
        ADD, form_data(_move="publish", section="", asked_section=make_section("Суды", "ru").pk, publish_reason="x")
    )
    assert Article.objects.published().get().language == "ru"


def test_a_reason_answers_what_nobody_fills_in(client, editor):
    article = bare(summary="Dek")
    box = asking(client.post(change(article), form_data(article, _publish="", publish_reason="")))
    assert (box.wants_reason, box.reason_label) == (True, "Or say why nobody signs it")
    article.refresh_from_db()
    saved(client.post(change(article), form_data(article, _publish="", publish_reason="Too dangerous.")), article)
    assert AuditEntry.objects.get(action="published").detail["why"] == "Too dangerous."


def test_what_no_box_can_mend_leads_to_the_text_and_offers_no_button(client, editor):
    article = bare(body="")
    page = client.post(change(article), form_data(article, _publish="")).content.decode()
    assert '<a href="#story-text">No text yet.</a>' in page
    assert 'name="_move" value="publish"' not in page
    box = page.split('id="asking-title"')[1].split("asking-close")[0]
    assert "This is mended in the form." in box
    assert "Readers get it" not in box
    assert "asked_note" not in box


def test_no_sentence_of_the_checklist_stands_twice(client, editor):
    article = bare(summary="", body="", section=None)
    for page in (
        client.get(change(article)).content.decode(),
        client.post(change(article), form_data(article, _publish="", section="")).content.decode(),
    ):
        for sentence in ("No text yet.", "No dek yet.", "No byline yet."):
            assert page.count(sentence) == 1, sentence


# What is typed is kept ---------------------------------------------------------------------------------------------------


def test_a_form_in_error_keeps_what_the_box_was_told(client, editor):
    image = make_image(alt="")
    article = bare(lead_image=image)
    data = form_data(
        article, title="", _move="publish", lead_image=image.pk, asked_summary="They are free.", asked_byline="Anna Karim",
        publish_reason="Because", asked_note="A note", **{f"asked_alt_{image.pk}": "A lake"},
    )  # fmt: skip
    response = client.post(change(article), data)
    assert "headline" in errors_of(response)
    page = response.content.decode()
    for words in ("They are free.", "Anna Karim", "A note</textarea>"):
        assert words in page
    assert f'<input type="hidden" name="asked_alt_{image.pk}" value="A lake">' in page
    assert '<input type="hidden" name="publish_reason" value="Because">' in page


def test_words_for_a_picture_that_was_described_meanwhile_are_told_and_overwrite_nothing(client, editor):
    image = make_image(alt="Theirs", credit="Dana")
    article = bare(lead_image=image)
    data = form_data(article, lead_image=image.pk, **{f"asked_alt_{image.pk}": "Mine"})
    page = client.post(change(article), data, follow=True).content.decode()
    image.refresh_from_db()
    assert image.alt == "Theirs"
    assert "Mine" in page


def test_nobody_describes_by_the_box_a_picture_that_they_may_not_change(client, reporter):
    image = make_image(alt="", uploaded_by=make_user("editor"))
    article = bare(created_by=reporter)
    client.post(change(article), form_data(article, **{f"asked_alt_{image.pk}": "Mine"}))
    image.refresh_from_db()
    assert image.alt == ""


def test_a_hidden_picture_is_not_shown_by_the_box(client, editor):
    image = make_image(alt="", credit="")
    reporter = make_user("reporter")
    article = bare(created_by=reporter, body=f'<p>A</p><figure data-image="{image.pk}"></figure>')
    article.image_uses.all().delete()
    client.force_login(reporter)
    assert image.token not in asked(client, article, _move="submit")["html"]


@pytest.mark.parametrize("reason", ["", "It cannot wait"])
def test_a_note_typed_with_publish_is_kept_whatever_the_checklist_says(client, editor, reason):
    person = make_person("Anna Karim")
    data = form_data(_publish="", move_note="Watch the comments.", **FINE | {"publish_reason": reason})
    client.post(ADD, data | byline(person=person.pk))
    texts = {note.text for note in Article.objects.published().get().notes.all()}
    assert texts == {"Watch the comments.", reason} - {""}


def test_a_note_of_the_list_and_of_the_page_is_kept_too(client, editor):
    article = bare(summary="Dek", by=make_person("Anna Karim"))
    workflow.perform("publish", article, by=editor, note="For the morning.")
    assert [note.text for note in article.notes.all()] == ["For the morning."]


# Asked by the script -----------------------------------------------------------------------------------------------------


def test_the_script_is_told_the_same_and_nothing_is_saved(client, editor):
    article = bare(summary="")
    before = everything()
    answer = asked(client, article, title="Changed", publish_reason="", asked_byline="Kept in the box")
    assert everything() == before
    assert (answer["is_valid"], answer["asks"]) == (True, True)
    assert "No dek yet." in answer["html"]
    assert 'value="Kept in the box"' in answer["html"]
    assert "Readers get it now. Only the chief editor can withdraw it then." in answer["html"]


def test_of_a_new_story_the_script_asks_too_and_none_is_made(client, editor):
    assert asked(client, summary="", publish_reason="")["asks"]
    assert not Article.objects.exists()


def test_nothing_is_asked_where_nothing_is_missing(client, editor):
    person = make_person("Anna Karim")
    answer = asked(client, **FINE, **byline(person=person.pk))
    assert (answer["is_valid"], answer["asks"]) == (True, False)


def test_a_fresh_picture_is_not_asked_about(client, editor):
    image = make_image(alt="A lake", credit="Dana", state="waiting")
    answer = asked(client, lead_image=image.pk, **FINE, **byline(person=make_person("Anna Karim").pk))
    assert not answer["asks"]
    assert "as soon as its picture is ready" in answer["html"]


def test_a_form_in_error_is_for_the_form_to_say(client, editor):
    assert asked(client, title="") == {"is_valid": False}


@pytest.mark.parametrize("move", ["publish", "approve", "unknown", ""])
def test_the_script_of_a_reporter_is_told_nothing_of_an_editors_step(client, reporter, move):
    article = bare(created_by=reporter)
    assert asked(client, article, _move=move) == {"is_valid": False}


def test_a_strange_draft_is_not_asked_about(client, reporter):
    article = bare()
    data = form_data(article, _move="submit")
    address = reverse("admin:articles_article_asking", args=[article.pk])
    assert client.post(address, data).status_code in {302, 403, 404}
    assert client.get(reverse("admin:articles_article_awaited", args=[article.pk])).status_code == 404


def test_a_return_asks_for_its_note(client, editor):
    article = bare(status=Status.IN_REVIEW)
    assert asked(client, article, _move="return")["asks"]
    assert not asked(client, article, _move="return", move_note="Call the court.")["asks"]
    box = asking(client.post(change(article), form_data(article, _move="return")))
    assert box.problems == ["Say in the note what the writer should do."]


# The second click --------------------------------------------------------------------------------------------------------


def test_the_second_click_after_a_refused_step_is_refused_too(client, editor):
    article = bare(summary="")
    data = form_data(article, title="Changed", _publish="", publish_reason="")
    first, second = (client.post(change(article), data) for _click in range(2))
    for response in (first, second):
        assert "Saved, but not published." in response.content.decode()
        assert asking(response).asks
    article.refresh_from_db()
    assert (article.title, article.status, article.version) == ("Changed", Status.DRAFT, 2)


def test_the_second_click_on_a_new_story_is_refused_too(client, editor):
    data = form_data(_publish="", publish_reason="", form_token="6f1d4f06-6d0c-4b2f-9d8e-000000000001")
    for _click in range(2):
        assert "Saved, but not published." in client.post(ADD, data).content.decode()
    assert Article.objects.count() == 1


def test_the_second_click_in_the_box_is_answered_as_the_first(client, editor):
    article = bare(summary="")
    data = form_data(
        article, _move="publish", asked_summary="They are free.", asked_byline="Anna Karim", asked_note="Hello"
    )
    for _click in range(2):
        assert saved(client.post(change(article), data), article).is_public
    assert (article.notes.count(), article.bylines.count(), article.version) == (1, 1, 3)


# A fresh picture in the form ---------------------------------------------------------------------------------------------


def fresh(client):
    image = make_image(alt="A lake", credit="Dana", state="waiting")
    article = bare(summary="Dek", by=make_person("Anna Karim"), lead_image=image)
    return article, form_data(article, lead_image=image.pk)


def test_publishing_with_a_fresh_picture_is_accepted_and_shown(client, editor):
    article, data = fresh(client)
    page = client.post(change(article), data | {"_publish": ""}, follow=True).content.decode()
    assert "Accepted: the story goes out as soon as its picture is ready." in page
    assert "also when this window is closed" in page
    assert 'name="_publish"' not in page
    assert client.get(reverse("admin:articles_article_awaited", args=[article.pk])).json() == {"waits": True}


def test_who_thinks_better_of_it_stops_it(client, editor):
    article, data = fresh(client)
    client.post(change(article), data | {"_publish": ""})
    article.refresh_from_db()
    client.post(change(article), form_data(article, lead_image=article.lead_image_id, _stop_waiting=""))
    assert article.awaited.get().outcome == "replaced"


def test_what_did_not_go_out_says_why_in_the_form_and_on_the_desk(client, editor):
    article, data = fresh(client)
    client.post(change(article), data | {"_publish": ""})
    workflow.awaited.end_of(article, "picture")
    sentence = "It did not go out: something happened to its picture while it waited."
    assert sentence in client.get(change(article)).content.decode()
    assert "Did not go out" in client.get("/admin/").content.decode()


# Wording and what is preset ----------------------------------------------------------------------------------------------


def test_a_new_story_is_signed_by_the_account_and_the_byline_can_be_removed(client, editor):
    editor.person = make_person("Anna Karim")
    editor.save()
    page = client.get(ADD).content.decode()
    assert f'<option value="{editor.person_id}" selected>' in page
    client.post(ADD, form_data(**byline(person="", position=0)))
    assert not Article.objects.get().bylines.exists()


def test_an_account_that_signs_as_nobody_presets_no_byline(client, editor):
    make_person("Anna Karim")
    (bylines,) = client.get(ADD).context["inline_admin_formsets"][:1]
    assert [form.initial for form in bylines.formset.forms] == [{}]


def test_a_new_story_stands_in_the_edition_in_whose_language_its_writer_works(client, editor):
    editor.language = "ru"
    editor.save()
    assert '<option value="ru" selected>' in client.get(ADD).content.decode()


def test_a_russian_text_in_the_english_edition_is_asked_about_with_the_sections_to_choose(client, editor):
    article = bare(
        title="Суд в Нукусе освободил двух блогеров", body="<p>Они ждали решения всю ночь у здания суда.</p>"
    )
    answer = asked(client, article, publish_reason="")
    assert "not in the letters of its edition, English" in answer["html"]
    russian = bare(
        title="Суд в Нукусе освободил двух блогеров", language="ru", body="<p>Они ждали всю ночь у суда.</p>"
    )
    assert "not in the letters" not in client.get(change(russian)).content.decode()


def test_of_a_live_story_save_says_that_readers_see_it_beside_the_way_to_wait(client, editor):
    page = client.get(change(make_article())).content.decode()
    assert 'value="Save: readers see it"' in page
    assert page.count('name="_pending"') == 1
    assert "readers see it" not in client.get(change(bare())).content.decode()


def test_before_publishing_it_says_what_will_happen(client, editor):
    page = client.get(change(bare())).content.decode()
    assert "Publish it, and readers get it at once. Only the chief editor can withdraw it then." in page
    client.force_login(make_user("chief"))
    assert "Only the chief editor" not in client.get(change(bare())).content.decode()


def test_under_embargo_it_does_not_promise_that_readers_get_it(client, editor):
    page = client.get(change(bare(embargo_until=timezone.now() + timedelta(days=1)))).content.decode()
    assert "It cannot be published before its embargo ends." in page
    assert "readers get it at once" not in page


def test_with_a_time_to_come_the_button_says_schedule_everywhere(client, editor):
    later = timezone.now() + timedelta(days=1)
    article = bare(published_at=later)
    assert 'value="Schedule"' in client.get(change(article)).content.decode()
    assert ">Schedule</button>" in asked(client, article, publish_reason="")["html"]
    data = {"action": "publish", "_selected_action": [article.pk], f"version_{article.pk}": article.version}
    assert 'value="Schedule"' in client.post("/admin/articles/article/", data).content.decode()
    page = client.post("/admin/articles/article/", data | {"_confirmed": "1", "move_note": "x"}, follow=True)
    assert "Scheduled: 1 story." in page.content.decode()
