"""A story that is published before its picture is ready: it goes out by itself, or says why not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles import library, workflow
from articles.library import renditions
from articles.models import Article, AuditEntry, AwaitedPublication, Image, Status
from articles.workflow import awaited, completing
from people import naming
from tests.factories import make_article, make_image, make_person, make_user
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db

FRESH = {"alt": "A lake", "credit": "Dana", "state": "waiting"}


def fresh_story(**fields):
    return make_article(published=False, lead_image=make_image(**FRESH), **fields)


def press_publish(article, by, **options):
    workflow.perform("publish", article, by=by, reason=options.pop("reason", "Nobody signs it."), **options)
    return article.awaited.open().get()


def finish_picture(article, state="ready"):
    """As the job does that makes the files."""
    image = Image.objects.get(pk=article.lead_image_id)
    with transaction.atomic():
        renditions._set_state(Image.objects.filter(pk=image.pk), Image.State(state), image)


def what_became_of(article) -> tuple[str, str]:
    article.refresh_from_db()
    return article.status, article.awaited.first().outcome


def test_a_fresh_picture_refuses_nothing_and_the_story_stays_hidden_until_it_is_ready(editor):
    article = fresh_story()
    row = press_publish(article, editor)
    article.refresh_from_db()
    assert (article.status, article.published_at) == (Status.DRAFT, None)
    assert (row.user, row.version) == (editor, article.version)
    assert AuditEntry.objects.filter(article=article, action="publication awaited").exists()


def test_it_goes_out_with_the_end_of_its_picture(editor, django_capture_on_commit_callbacks):
    article = fresh_story()
    press_publish(article, editor, note="For the morning.")
    with django_capture_on_commit_callbacks(execute=True):
        finish_picture(article)
    assert what_became_of(article) == (Status.PUBLISHED, "published")
    assert Article.objects.published().filter(pk=article.pk).exists()
    assert AuditEntry.objects.get(article=article, action="published").by == editor
    assert {note.text for note in article.notes.all()} == {"Nobody signs it.", "For the morning."}


def test_run_due_publishes_what_was_left(editor):
    article = fresh_story()
    press_publish(article, editor)
    Image.objects.update(state="ready")
    call_command("run_due", verbosity=0)
    assert what_became_of(article) == (Status.PUBLISHED, "published")


def test_while_its_picture_is_not_ready_it_waits_on(editor):
    article = fresh_story()
    press_publish(article, editor)
    completing.work_off()
    assert article.awaited.open().exists()


def test_a_time_in_the_future_schedules_it_then(editor):
    later = timezone.now() + timedelta(hours=3)
    article = fresh_story(published_at=later)
    press_publish(article, editor)
    Image.objects.update(state="ready")
    completing.work_off()
    article.refresh_from_db()
    assert (article.stage(), article.published_at) == ("scheduled", later)


def test_looking_twice_publishes_once(editor):
    article = fresh_story()
    row = press_publish(article, editor)
    Image.objects.update(state="ready")
    assert completing.complete(row.pk)
    assert not completing.complete(row.pk)
    assert AuditEntry.objects.filter(article=article, action="published").count() == 1


def save_again(article, editor):
    with workflow.changing(article, by=editor, comment="edited"):
        article.title = "Another headline"


def cover(article, editor):
    Image.objects.update(token="0" * 32)


def take_away(article, editor):
    library.withdraw(article.lead_image, by=editor)


def fail(article, editor):
    Image.objects.update(state="failed")


def let_rights_end(article, editor):
    Image.objects.update(rights_until=timezone.localdate() - timedelta(days=2))


def close_account(article, editor):
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)


def take_role(article, editor):
    editor.groups.clear()


def ask_to_wait(article, editor):
    workflow.write_note(article, make_user("chief"), "", "Wait for the lawyer!")


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (save_again, "saved"),
        (cover, "picture"),
        (take_away, "picture"),
        (fail, "picture"),
        (let_rights_end, "picture"),
        (close_account, "rights"),
        (take_role, "rights"),
        (ask_to_wait, "checklist"),
    ],
)
def test_what_a_press_of_publish_would_be_refused_for_now_ends_the_waiting(editor, change, outcome):
    article = fresh_story()
    press_publish(article, editor)
    Image.objects.update(state="ready")
    change(article, editor)
    completing.work_off()
    assert what_became_of(article) == (Status.DRAFT, outcome)
    assert AuditEntry.objects.get(article=article, action="publication not made").detail == {"why": outcome}


@pytest.mark.parametrize("state", ["waiting", "ready"])
def test_after_a_day_nobody_expects_it_any_more(editor, state):
    article = fresh_story()
    row = press_publish(article, editor)
    AwaitedPublication.objects.update(asked_at=timezone.now() - AwaitedPublication.LONGEST - timedelta(minutes=1))
    Image.objects.update(state=state)
    call_command("run_due", verbosity=0)
    assert what_became_of(article) == (Status.DRAFT, "late")
    assert AwaitedPublication.objects.to_be_told(editor).get() == row


def test_a_name_that_was_protected_meanwhile_asks_again(editor):
    person = make_person("Koshkarbai Toremuratov")
    article = fresh_story(body="<p>Koshkarbay Toremuratov was seen.</p>", about=[person])
    press_publish(article, editor)
    image = make_image(alt="Somebody", credit="Dana", shows=[person])
    Article.objects.filter(pk=article.pk).update(body=article.body + f'<figure data-image="{image.pk}"></figure>')
    AwaitedPublication.objects.update(pictures=awaited.tokens(article))
    naming.expose(person, "initials")
    Image.objects.update(state="ready")
    completing.work_off()
    assert what_became_of(article) == (Status.DRAFT, "checklist")


def test_what_is_missing_beside_the_fresh_picture_is_asked_at_once(editor):
    article = fresh_story(summary="")
    with pytest.raises(workflow.ReasonWanted) as refusal:
        workflow.perform("publish", article, by=editor, reason="")
    assert "still being prepared" not in str(refusal.value)
    bare = make_article(published=False, body="", lead_image=make_image(**FRESH | {"alt": ""}))
    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform("publish", bare, by=editor, reason="Why not")
    assert refusal.value.messages == ["No text yet.", "The lead picture has no description: say what it shows."]


def test_publishing_by_hand_ends_the_waiting(editor):
    article = fresh_story()
    press_publish(article, editor)
    Image.objects.update(state="ready")
    workflow.publish(article, by=editor, reason="By hand")
    assert article.awaited.get().outcome == "replaced"


def test_a_second_press_waits_once(editor):
    article = fresh_story()
    press_publish(article, editor)
    press_publish(article, editor)
    assert [row.outcome for row in article.awaited.order_by("pk")] == ["replaced", ""]


def test_who_pressed_is_told_on_the_desk_until_somebody_works_on_the_story(editor):
    article = fresh_story()
    press_publish(article, editor)
    fail(article, editor)
    completing.work_off()
    told = AwaitedPublication.objects.to_be_told
    assert [row.article for row in told(editor)] == [article]
    assert not told(make_user("editor")).exists()
    save_again(article, editor)
    assert not told(editor).exists()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_publish_it_once_and_a_save_at_the_same_time_wins_or_loses_whole():
    editor = make_user("editor")
    for _round in range(3):
        article = fresh_story()
        row = press_publish(article, editor)
        Image.objects.update(state="ready")
        at_once(
            lambda row=row: completing.complete(row.pk),
            lambda row=row: completing.complete(row.pk),
            lambda article=article: save_at_once(article, editor),
        )
        article.refresh_from_db()
        ends = list(article.awaited.values_list("outcome", flat=True))
        published = AuditEntry.objects.filter(article=article, action="published").count()
        assert (article.status, ends, published) in [("published", ["published"], 1), ("draft", ["saved"], 0)]


def save_at_once(article, editor):
    with transaction.atomic():
        same = Article.objects.get(pk=article.pk)
        workflow.hold_anew(same)
        save_again(same, editor)
