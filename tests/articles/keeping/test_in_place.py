"""A save that leaves its page open: the same save, answered with what changes in the page."""

import re

import pytest
from django.test import Client

from articles.models import Article, AuditEntry, Autosave, Byline
from tests.factories import make_article, make_user
from tests.support.story_form import ADD, byline, change, form_data, times

pytestmark = pytest.mark.django_db
TOKEN = "5f0c1f4e-0000-4000-8000-00000000000a"
WINDOW = {"autosave_tab": "window-one"}


def save(client, address, data, **more):
    return client.post(address, data | more, headers={"X-Save-In-Place": "1"})


def new_story(**fields) -> dict:
    return form_data(form_token=TOKEN, **WINDOW, **fields)


def value_in(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_the_answer_renews_address_version_and_numbers(client, editor):
    answer = save(client, ADD, new_story(**byline(text="Agency X"))).json()
    story = Article.objects.get()
    assert answer["address"] == change(story)
    assert answer["rows"]["bylines"] == {"0": str(story.bylines.get().pk)}
    assert value_in(answer["page"], "opened_version") == str(story.version)
    assert value_in(answer["page"], "form_token") != TOKEN
    assert answer["messages"] == [{"kind": "success", "sentence": "Saved."}]
    assert AuditEntry.objects.filter(article=story).count() == 1


def test_what_is_wrong_comes_with_the_form_and_saves_nothing(client, editor, story):
    answer = save(client, change(story), form_data(story, title=""))
    assert answer.status_code == 422
    assert "The story has no headline yet" in answer.json()["page"]
    assert "address" not in answer.json()


def test_somebody_elses_save_is_not_overwritten(client, editor, story):
    data = form_data(story, summary="Mine", **WINDOW)
    other = Client()
    other.force_login(make_user("editor"))
    other.post(change(story), form_data(story, summary="Theirs"))
    answer = save(client, change(story), data, save_unanswered=str(story.version))
    assert answer.status_code == 422
    assert "Saved elsewhere" in answer.json()["page"]


def test_who_may_not_write_there_saves_nothing(client, reporter):
    strange = make_article(published=False)
    assert save(client, change(strange), form_data(strange)).status_code in {403, 404}


def test_what_readers_get_is_said(client, editor):
    published = make_article()
    answer = save(client, change(published), form_data(published, summary="New")).json()
    assert answer["messages"] == [{"kind": "success", "sentence": "Saved: readers see the new text."}]


# A save whose answer was lost --------------------------------------------------------------------------------------------


def test_a_new_story_whose_first_save_was_not_heard_of_stays_one_story_with_one_byline(client, editor):
    data = new_story(title="One", **byline(text="Agency X"))
    save(client, ADD, data)
    for title in ("One two", "One two three"):
        answer = save(client, ADD, data, title=title, save_unanswered="0")
        assert answer.status_code == 200
    story = Article.objects.get()
    assert (story.title, Byline.objects.count()) == ("One two three", 1)
    assert answer.json()["rows"]["bylines"] == {"0": str(story.bylines.get().pk)}


def test_a_new_story_that_goes_out_after_such_a_save_stays_one(client, editor):
    data = new_story(title="One", summary="Dek", **byline(text="Agency X"))
    save(client, ADD, data)
    client.post(ADD, data | {"save_unanswered": "0", "_publish": "1", "publish_reason": "It is urgent."})
    assert (Article.objects.get().is_public, Byline.objects.count()) == (True, 1)


def test_the_first_save_of_a_new_story_that_comes_after_the_second_changes_nothing(client, editor):
    save(client, ADD, new_story(title="One two"), save_unanswered="0")
    assert save(client, ADD, new_story(title="One")).status_code == 422
    assert Article.objects.get().title == "One two"


def test_what_is_typed_on_over_a_save_that_was_not_heard_of_is_no_conflict(client, editor):
    story = make_article()
    note = {"corrections-TOTAL_FORMS": 1, "corrections-0-kind": "correction", "corrections-0-text": "It was Tuesday."}
    note |= {"corrections-0-place": "bottom"} | times("corrections-0-published_at", story.published_at)
    data = form_data(story, title="Mine", **WINDOW, **byline(text="Agency X"), **note)
    save(client, change(story), data)
    changed = {
        "title": "Mine, better",
        "corrections-0-text": "It was Tuesday, not Monday.",
        "bylines-0-text": "Agency Y",
    }
    answer = save(client, change(story), data, **changed, save_unanswered=str(story.version))
    assert answer.status_code == 200, answer.json()["page"]
    story.refresh_from_db()
    assert story.title == "Mine, better"
    assert [row.text for row in story.bylines.all()] == ["Agency Y"]
    assert [row.text for row in story.corrections.all()] == ["It was Tuesday, not Monday."]


def test_a_byline_that_was_taken_out_again_after_such_a_save_goes(client, editor, story):
    data = form_data(story, **WINDOW)
    save(client, change(story), data, **byline(text="Agency X"))
    assert save(client, change(story), data, save_unanswered=str(story.version)).status_code == 200
    assert not story.bylines.exists()


def test_another_window_of_the_same_person_is_asked(client, editor, story):
    data = form_data(story, title="Mine", **WINDOW)
    save(client, change(story), data)
    late = data | {"title": "Older", "autosave_tab": "window-two"}
    assert save(client, change(story), late, save_unanswered=str(story.version)).status_code == 422


def test_what_is_typed_on_is_kept_on_the_server_too(client, editor, story):
    data = form_data(story, title="One", **WINDOW)
    save(client, change(story), data)
    address = f"/admin/articles/article/{story.pk}/autosave/"
    assert client.post(address, data | {"save_unanswered": str(story.version)}).json() == {"sentence": ""}
    typed = data | {"title": "One two", "save_unanswered": str(story.version)}
    assert client.post(address, typed).json()["sentence"]
    assert Autosave.objects.get(key="").data["title"] == ["One two"]


def test_a_pending_change_whose_save_was_not_heard_of_is_saved_on(client, editor):
    story = make_article()
    address = f"/admin/articles/article/{story.pk}/pending/"
    data = form_data(story, base_version=story.version, **WINDOW) | {"opened_version": 0, "title": "One"}
    assert save(client, address, data).status_code == 200
    answer = save(client, address, data, title="One two", save_unanswered="0")
    assert answer.status_code == 200, answer.json()["page"]
    assert value_in(answer.json()["page"], "opened_version") == "2"
