"""What a writing form says is laid over what is stored: nothing that the form did not show goes by a save."""

import pytest

from articles.admin import ArticleAdmin, PendingChangeAdmin
from articles.history.content import Content
from articles.models import Byline, Mention
from articles.workflow import pending
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_place, make_user
from tests.support.admin import as_typed
from tests.support.story_form import byline, change, errors_of, form_data, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    person = make_person("Somebody Withheld")
    naming.expose(person, Exposure.WITHHELD)
    return person


@pytest.fixture
def story(reporter):
    return make_article(published=False, created_by=reporter, body="<p>Text.</p>")


# What the form did not show --------------------------------------------------------------------------------------------


def test_a_hidden_tag_survives_a_save_and_stays_what_the_story_is_about(client, reporter, story, hidden):
    Mention.objects.create(article=story, subject=hidden, prominence="main", spelling="S. W.")
    place = make_place()
    saved(client.post(change(story), form_data(story, people=[], main_subjects=[], places=[place.pk])), story)
    rows = story.mentions.values_list("subject", "prominence", "state")
    assert set(rows) == {(hidden.pk, "main", "confirmed"), (place.pk, "mentioned", "confirmed")}


def test_a_hidden_byline_survives_a_save_of_the_others(client, reporter, story, hidden):
    kept = Byline.objects.create(article=story, person=hidden, position=1)
    saved(client.post(change(story), form_data(story, **byline(text="Agency X", position=2))), story)
    assert [(row.person_id, row.text) for row in story.bylines.all()] == [(hidden.pk, ""), (None, "Agency X")]
    assert story.bylines.filter(pk=kept.pk).exists()


def test_who_was_said_not_to_be_meant_is_not_asked_about_again_after_a_save(client, reporter, story, hidden):
    known = make_person("Aqylbek Muratbai")
    for person in (hidden, known):
        Mention.objects.create(article=story, subject=person, state="rejected")
    saved(client.post(change(story), form_data(story, title="Other words")), story)
    assert set(story.mentions.rejected().values_list("subject", flat=True)) == {hidden.pk, known.pk}


def test_a_byline_that_another_added_meanwhile_stays_with_the_second_try(client, editor, story):
    page = client.get(change(story))
    Byline.objects.create(article=story, text="Agency X")
    type(story).objects.filter(pk=story.pk).update(version=story.version + 1)
    again = client.post(change(story), as_typed(page, title="Mine", **byline(text="Agency Y", position=2)))
    assert "was saved elsewhere" in errors_of(again)
    saved(client.post(change(story), as_typed(again)), story)
    assert [row.text for row in story.bylines.all()] == ["Agency X", "Agency Y"]


def test_a_byline_that_is_written_over_keeps_its_row(client, editor, story):
    row = Byline.objects.create(article=story, text="Agency X")
    saved(client.post(change(story), as_typed(client.get(change(story)), **{"bylines-0-text": "Agency Y"})), story)
    assert story.bylines.get() == row
    assert story.bylines.get().text == "Agency Y"


def test_a_byline_that_is_taken_away_goes(client, editor, story):
    Byline.objects.create(article=story, text="Agency X")
    saved(client.post(change(story), as_typed(client.get(change(story)), **{"bylines-0-DELETE": "on"})), story)
    assert not story.bylines.exists()


def test_what_waits_keeps_hidden_rejections_too(client, reporter, hidden):
    story = make_article(created_by=reporter)
    Mention.objects.create(article=story, subject=hidden, state="rejected")
    address = f"/admin/articles/article/{story.pk}/pending/"
    assert client.post(address, as_typed(client.get(address), body="<p>New.</p>")).status_code == 302
    rows = pending.content_of(pending.open_change(story)).mentions
    assert [(row["subject_id"], row["state"]) for row in rows] == [(hidden.pk, "rejected")]


def test_two_bylines_at_one_place_come_back_in_their_order():
    story = make_article(published=False)
    for text in ("One", "Two"):
        Byline.objects.create(article=story, text=text)
    content = Content.of(story)
    story.bylines.get(text="One").delete()
    content.apply_to(story)
    assert Content.of(story) == content


# How the admin class is made -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("admin", [ArticleAdmin, PendingChangeAdmin])
def test_few_of_our_own_classes_stand_in_the_order_of_bases(admin):
    ours = [base.__name__ for base in admin.__mro__ if not base.__module__.startswith("django") and base is not object]
    assert len(ours) <= 5, ours


def test_the_form_of_a_pending_change_has_no_list_and_no_entry(client):
    client.force_login(make_user("admin"))
    assert client.get("/admin/articles/pendingchange/").status_code == 404
    assert "pendingchange" not in client.get("/admin/").text
