"""Moves from the list and from the command line: each story by itself, and none that its mover may not see."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, Status
from people import naming
from tests.factories import make_article, make_person, make_user
from tests.support.admin import sentences
from tests.support.rows import fresh

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def tick(client, action, *articles, **more):
    data = {"action": action, "_selected_action": [article.pk for article in articles]}
    data |= {f"version_{article.pk}": article.version for article in articles}
    return client.post(LIST, data | more, follow=True)


def test_several_drafts_are_submitted(client, reporter):
    stories = [make_article(published=False, created_by=reporter) for _ in range(3)]
    response = tick(client, "submit", *stories)
    assert "Submit for review: 3 stories." in sentences(response)
    assert {fresh(story).status for story in stories} == {Status.IN_REVIEW}


def test_a_story_that_does_not_fit_is_left_with_the_reason_and_holds_up_no_other(client, editor):
    waiting, public = make_article(published=False, status=Status.IN_REVIEW), make_article("Out already")
    said = sentences(tick(client, "approve", waiting, public))
    assert "Approve: 1 story." in said
    assert "Not changed: “Out already”." in said
    assert fresh(waiting).status == Status.APPROVED


def test_a_hidden_story_is_neither_moved_nor_named(client, reporter):
    own, hidden = make_article(published=False, created_by=reporter), make_article("Canary", published=False)
    response = tick(client, "submit", own, hidden)
    assert "Canary" not in response.content.decode()
    assert "1 story was not found." in sentences(response)
    assert (fresh(own).status, fresh(hidden).status) == (Status.IN_REVIEW, Status.DRAFT)


def test_a_story_that_changed_since_the_list_is_left(client, editor):
    article = make_article("Changed", published=False, status=Status.IN_REVIEW)
    said = sentences(tick(client, "approve", article, **{f"version_{article.pk}": 999}))
    assert "saved elsewhere after you opened it" in said
    assert fresh(article).status == Status.IN_REVIEW


def test_a_reporter_is_offered_no_editors_action(client, reporter):
    make_article("Mine", published=False, created_by=reporter)
    text = client.get(LIST).content.decode()
    assert '<option value="submit">' in text
    assert '<option value="publish">' not in text


@pytest.mark.parametrize("action", ["publish", "approve", "take_down", "delete_selected", "", "\0"])
def test_an_action_that_is_not_offered_does_nothing(client, reporter, action):
    article = make_article(published=False, created_by=reporter)
    tick(client, action, article, _confirmed="1")
    assert fresh(article).status == Status.DRAFT


def test_publishing_asks_first_and_names_what_is_missing(client, editor):
    article = make_article("To come", published=False)
    text = tick(client, "publish", article).content.decode()
    assert "Publish anyway, because" in text
    assert "No dek yet." in text
    assert fresh(article).status == Status.DRAFT


def test_publishing_with_a_reason(client, editor):
    article = make_article(published=False)
    tick(client, "publish", article, _confirmed="1", move_note="The court sits.")
    assert fresh(article).is_public


def test_publishing_without_a_reason_leaves_what_has_warnings(client, editor):
    article = make_article(published=False)
    assert "No dek yet." in sentences(tick(client, "publish", article, _confirmed="1"))
    assert fresh(article).status == Status.DRAFT


def test_returning_asks_for_the_word(client, editor):
    article = make_article(published=False, status=Status.IN_REVIEW)
    assert "This field is required" in tick(client, "return", article, _confirmed="1").content.decode()
    tick(client, "return", article, _confirmed="1", move_note="Call the court.")
    assert (fresh(article).status, article.notes.get().text) == (Status.DRAFT, "Call the court.")


def test_the_word_for_a_story_that_is_refused_is_still_there_and_goes_with_the_second_try(client, editor):
    stories = [make_article(published=False, status="in_review") for _ in range(2)]
    Article.objects.filter(pk=stories[0].pk).update(version=7)
    answer = tick(client, "return", *stories, _confirmed="1", move_note="Call the court.")
    assert "saved elsewhere" in sentences(answer)
    assert "Call the court." in answer.text
    assert [row["story"] for row in answer.context["rows"]] == [stories[0]]
    tick(client, "return", fresh(stories[0]), _confirmed="1", move_note="Call the court.")
    assert fresh(stories[0]).notes.get().text == "Call the court."


def test_why_a_story_is_unscheduled_is_a_note(client, editor):
    coming = make_article(at=timezone.now() + timedelta(hours=2))
    tick(client, "take_down", coming, _confirmed="1", reason="Its source asked to wait.")
    assert fresh(coming).notes.get().text == "Its source asked to wait."


def test_taking_down_withdraws_what_readers_saw_and_unschedules_what_they_did_not(client):
    client.force_login(make_user("chief"))
    seen, coming = make_article(), make_article(at=timezone.now() + timedelta(days=1))
    tick(client, "take_down", seen, coming, _confirmed="1", reason="An error")
    assert (fresh(seen).status, fresh(coming).status) == (Status.WITHDRAWN, Status.DRAFT)


def test_discarded_stories_are_brought_back(client, editor):
    article = make_article(published=False)
    tick(client, "discard", article, _confirmed="1")
    assert fresh(article).discarded_at
    tick(client, "bring_back", fresh(article))
    assert fresh(article).discarded_at is None


def test_the_box_to_tick_names_no_protected_person(client, reporter):
    person = make_person("Zorbulak Qanarovich")
    naming.expose(person, "withheld")
    make_article("Zorbulak Qanarovich speaks", about=[person])
    assert "Zorbulak" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1", "\0"])
def test_a_key_that_is_none_is_no_server_error(client, editor, key):
    data = {"action": "approve", "_selected_action": [key], "index": "0", "select_across": "1"}
    assert client.post(LIST, data, follow=True).status_code == 200


def test_the_page_that_asks_costs_the_same_for_each_story(client, editor, django_assert_max_num_queries):
    stories = [make_article(published=False) for _ in range(3)]
    from django.db import connection

    tick(client, "publish", stories[0])
    counts = []
    for some in (stories[:1], stories):
        with CaptureQueriesContext(connection) as queries:
            tick(client, "publish", *some)
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 2 * 6


# From the command line -------------------------------------------------------------------------------------------------


def command(*arguments, **options) -> str:
    out = StringIO()
    call_command("move_story", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_command_moves_stories_in_somebodys_name():
    editor, stories = make_user("editor"), [make_article(published=False, status=Status.IN_REVIEW) for _ in range(2)]
    said = command("approve", *(story.pk for story in stories), username=editor.username)
    assert said.count("Approve (Approved)") == 2


def test_the_command_asks_for_the_permission_of_that_person():
    reporter = make_user("reporter")
    article = make_article(published=False, created_by=reporter, status=Status.IN_REVIEW)
    with pytest.raises(CommandError, match="1 of 1 not changed"):
        command("approve", article.pk, username=reporter.username)
    assert fresh(article).status == Status.IN_REVIEW


def test_the_command_names_nothing_of_what_its_mover_may_not_see():
    out = StringIO()
    hidden = make_article("Canary", published=False)
    with pytest.raises(CommandError):
        call_command("move_story", "submit", str(hidden.pk), username=make_user("reporter").username, stderr=out)
    assert "may not see it" in out.getvalue()
    assert "Canary" not in out.getvalue()


def test_the_command_schedules_in_the_newsrooms_zone():
    article = make_article(published=False)
    command("publish", article.pk, username=make_user("editor").username, note="Urgent", at="2199-01-02T14:00")
    assert fresh(article).published_at.isoformat() == "2199-01-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("publish", "1", "--at", "tomorrow"), "is not a time"),
        (("publish", "1", "--at", "9999-01-01T10:00"), "year between"),
        (("approve", "1", "--at", "2199-01-01T10:00"), "publish only"),
        (("withdraw", "1", "--tell-readers"), "--note"),
    ],
)
def test_the_command_refuses_in_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("move_story", *arguments, f"--as={make_user('admin').username}")


def test_the_command_knows_its_people():
    with pytest.raises(CommandError, match="no active member of staff"):
        command("approve", 1, username="nobody")


# Out of sight ----------------------------------------------------------------------------------------------------------


def test_a_discarded_story_is_no_choice_of_an_autocomplete(client, editor):
    article = make_article("Dropped", published=False)
    workflow.discard(article, by=editor)
    asked = {"term": "Dropped", "app_label": "articles", "model_name": "byline", "field_name": "article"}
    assert client.get("/admin/autocomplete/", asked).json()["results"] == []
    assert Article.objects.discarded().exists()
