"""What is typed and not saved: kept for the one who typed it, offered on return, gone with the save."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Autosave
from articles.writing import autosave
from tests.factories import make_article, make_user
from tests.support.admin import as_typed
from tests.support.story_form import ADD, byline, change, form_data, saved, times

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/autosave/"


@pytest.fixture
def story():
    return make_article("Stored", published=False)


def at(story) -> str:
    return f"/admin/articles/article/{story.pk}/autosave/"


def test_what_is_typed_is_kept_apart_from_the_story(client, editor, story):
    answer = client.post(at(story), form_data(story, title="Typed"))
    assert answer.json()["sentence"].startswith("Kept on the server ")
    story.refresh_from_db()
    assert (story.title, Autosave.objects.get().data["title"]) == ("Stored", ["Typed"])


def test_tokens_buttons_and_passwords_of_the_page_are_not_kept(client, editor, story):
    client.post(at(story), form_data(story, csrfmiddlewaretoken="secret", _save="1"))
    assert "secret" not in json.dumps(Autosave.objects.get().data)
    assert "_save" not in Autosave.objects.get().data


def test_the_newest_text_takes_the_place_of_the_one_before(client, editor, story):
    for title in ("One", "Two"):
        client.post(at(story), form_data(story, title=title, autosave_tab="window-one"))
    assert Autosave.objects.get().data["title"] == ["Two"]


def test_two_windows_do_not_overwrite_each_other(client, editor, story):
    for tab, title in (("window-one", "One"), ("window-two", "Two"), ("window-one", "One more")):
        client.post(at(story), form_data(story, title=title, autosave_tab=tab))
    assert {row.data["title"][0] for row in Autosave.objects.all()} == {"One more", "Two"}


def test_it_is_offered_on_return_and_using_it_writes_nothing(client, editor, story):
    client.post(at(story), form_data(story, title="Typed", body="<p>Typed text.</p>"))
    assert "Unsaved text from" in client.get(change(story)).text
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(f"{change(story)}?unsaved=1")
    assert not [query for query in queries if re.match("INSERT|UPDATE|DELETE|SAVEPOINT|BEGIN", query["sql"])]
    form = page.context["adminform"].form
    assert (form["title"].value(), form["body"].value()) == ("Typed", "<p>Typed text.</p>")
    assert "Unsaved text from" in page.text
    assert "errornote" not in page.text


def test_the_form_with_the_unsaved_text_can_be_saved(client, editor, story):
    client.post(at(story), form_data(story, title="Typed", autosave_tab="window-one"))
    page = client.get(f"{change(story)}?unsaved=1")
    data = as_typed(page, autosave_tab=page.context["autosave_tab"], bylines_x=None)
    assert saved(client.post(change(story), data), story).title == "Typed"
    assert "Unsaved text" not in client.get(change(story)).text


def test_bylines_that_were_typed_come_back(client, editor, story):
    client.post(at(story), form_data(story, **byline(text="Agency X")))
    assert "Agency X" in client.get(f"{change(story)}?unsaved=1").text


def test_it_is_gone_after_a_save_of_the_form(client, editor, story):
    client.post(at(story), form_data(story, title="Typed"))
    saved(client.post(change(story), form_data(story, title="Saved")), story)
    assert not autosave.kept_of(editor, story).exists()
    assert "Unsaved text" not in client.get(change(story)).text


def test_a_refused_save_leaves_it(client, editor, story):
    client.post(at(story), form_data(story, title="Typed"))
    client.post(change(story), form_data(story, title=""))
    assert autosave.kept_of(editor, story).exists()


def test_a_save_in_one_window_leaves_the_text_of_the_other(client, editor, story):
    client.post(at(story), form_data(story, title="Other window", autosave_tab="window-two"))
    saved(client.post(change(story), form_data(story, autosave_tab="window-one")), story)
    assert autosave.kept_of(editor, story).get().data["title"] == ["Other window"]


def test_what_was_on_its_way_during_the_save_is_not_kept(client, editor, story):
    late = form_data(story, title="Typed", autosave_tab="window-one")
    saved(client.post(change(story), late), story)
    assert client.post(at(story), late).json() == {"sentence": ""}
    assert not autosave.kept_of(editor, story).exists()


def test_it_is_gone_when_thrown_away(client, editor, story):
    client.post(at(story), form_data(story))
    assert client.post(at(story), {"throw_away": "1"})["Location"] == change(story)
    assert not Autosave.objects.exists()


def test_nobody_else_sees_it_not_even_an_administrator(client, editor, story):
    client.post(at(story), form_data(story, title="Canary"))
    other = Client()
    other.force_login(make_user("admin"))
    for address in (change(story), f"{change(story)}?unsaved=1"):
        page = other.get(address).text
        assert "Canary" not in page
        assert "Unsaved text" not in page
    other.post(at(story), {"throw_away": "1"})
    assert Autosave.objects.filter(user=editor).exists()


def test_a_story_that_was_saved_meanwhile_is_said_with_the_offer_and_asked_for_by_the_save(client, editor, story):
    client.post(at(story), form_data(story, title="Typed"))
    other = Client()
    other.force_login(make_user("editor"))
    other.post(change(story), form_data(story, title="Theirs"))
    assert "The story was saved later" in client.get(change(story)).text
    page = client.get(f"{change(story)}?unsaved=1")
    assert "<del>Theirs</del><ins>Typed</ins>" in page.text
    refused = client.post(change(story), as_typed(page))
    assert "saved elsewhere after you opened it" in refused.text
    story.refresh_from_db()
    assert story.title == "Theirs"


def test_a_text_that_is_too_long_to_keep_says_so(client, editor, story):
    answer = client.post(at(story), form_data(story, body="x" * (autosave.LARGEST + 1)))
    assert answer.status_code == 413
    assert answer.json()["sentence"].startswith("Not kept on the server")
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("text", ["before\x00after", "z" * 5000, "%ED%A0%80"])
def test_whatever_is_typed_can_be_kept(client, editor, story, text):
    assert client.post(at(story), form_data(story, title=text)).status_code == 200


def test_half_a_character_can_be_kept(client, editor, story):
    data = f"title=a%ED%A0%80b&opened_version={story.version}"
    assert client.post(at(story), data, content_type="application/x-www-form-urlencoded").status_code == 200


def test_only_who_may_write_on_a_story_keeps_text_of_it(client, reporter, story):
    assert client.post(at(story), form_data(story)).status_code == 404
    assert client.post(at(make_article()), form_data(story)).status_code == 403
    assert client.get(at(story)).status_code == 405
    assert not Autosave.objects.exists()


# New stories -----------------------------------------------------------------------------------------------------------


def test_a_new_story_is_kept_by_its_form_and_offered(client, reporter):
    data = as_typed(client.get(ADD), title="Begun")
    client.post(NEW, data)
    page = client.get(ADD)
    assert "Begun" in page.text
    page = client.get(f"{ADD}?unsaved={data['form_token']}")
    assert page.context["adminform"].form["title"].value() == "Begun"


def test_a_new_story_that_is_saved_is_offered_no_more(client, reporter):
    data = as_typed(client.get(ADD), title="Begun", body="<p>Text.</p>")
    client.post(NEW, data)
    client.post(ADD, data)
    client.post(NEW, data)
    assert "Begun" not in client.get(ADD).text
    assert Article.objects.get().title == "Begun"


@pytest.mark.parametrize("token", ["", "x", "saved", "\x00"])
def test_a_new_story_without_a_token_is_refused(client, reporter, token):
    assert client.post(NEW, form_data(form_token=token)).status_code == 400


@pytest.mark.parametrize("asked", ["", "1", "x" * 500, "%00", "saved", "earlier"])
def test_no_key_in_the_address_is_a_server_error(client, editor, story, asked):
    client.post(at(story), {"throw_away": asked})
    saved(client.post(change(story), form_data(story)), story)
    assert client.get(f"{change(story)}?unsaved={asked}").status_code == 200
    assert client.get(f"{ADD}?unsaved={asked}").status_code == 200


@pytest.mark.parametrize("mark", ["saved", "pending-saved"])
def test_what_tells_a_save_sent_twice_is_not_thrown_away(client, editor, story, mark):
    Autosave.objects.create(user=editor, article=story, key=mark, data={})
    client.post(at(story), {"throw_away": mark})
    assert Autosave.objects.filter(key=mark).exists()


# Cleaning up -----------------------------------------------------------------------------------------------------------


def test_what_nobody_came_back_for_is_forgotten_after_thirty_days(client, editor, story):
    client.post(at(story), form_data(story))
    assert autosave.drop_old() == 0
    Autosave.objects.update(saved_at=timezone.now() - timedelta(days=31))
    assert autosave.drop_old() == 1


# Pending changes -------------------------------------------------------------------------------------------------------


def test_what_is_typed_in_a_pending_change_comes_back_in_its_form_alone(client, editor):
    story = make_article("Published")
    pending = f"/admin/articles/article/{story.pk}/pending/"
    data = as_typed(client.get(pending), title="Typed", autosave_form="pending", autosave_tab="window-one")
    client.post(at(story), data)
    assert "Unsaved text from" not in client.get(change(story)).text
    assert "?unsaved=pending" in client.get(pending).text
    page = client.get(f"{pending}?unsaved=pending")
    assert page.context["adminform"].form["title"].value() == "Typed"
    sent = client.post(pending, as_typed(page, autosave_tab="window-one"))
    assert sent.status_code == 302
    assert not autosave.kept_of(editor, story, ["pending"]).exists()


def test_a_reporter_has_what_they_type_over_their_published_story_kept_and_can_throw_it_away(client, reporter):
    story = make_article("Published", created_by=reporter)
    pending = f"/admin/articles/article/{story.pk}/pending/"
    data = as_typed(client.get(pending), title="Typed", autosave_form="pending", autosave_tab="window-one")
    assert client.post(at(story), data).json()["sentence"].startswith("Kept on the server ")
    assert "?unsaved=pending" in client.get(pending).text
    assert client.post(at(story), {"throw_away": "pending"})["Location"] == pending
    assert not Autosave.objects.filter(key="pending").exists()


def test_nothing_is_kept_of_a_change_to_a_strange_published_story(client, reporter):
    story = make_article("Published")
    assert client.post(at(story), {"title": "Typed", "autosave_form": "pending"}).status_code == 403
    assert not Autosave.objects.exists()


def test_a_story_that_is_kept_as_a_pending_change_is_offered_no_more(client, editor):
    story = make_article("Published")
    data = as_typed(client.get(change(story)), title="Typed", **times("published_at", story.published_at))
    client.post(at(story), data)
    assert client.post(change(story), data | {"_pending": "1"}).status_code == 302
    assert not autosave.kept_of(editor, story).exists()
