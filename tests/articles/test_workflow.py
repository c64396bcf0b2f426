"""The one door that changes the state of a story."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from reversion.models import Version

from articles import workflow
from articles.history.revisions import read_comment
from articles.models import Article, Stage, Status
from people.signals import readers_see_changed
from tests.factories import make_article, make_person, make_section, make_user
from tests.support.desk import publish

pytestmark = pytest.mark.django_db


def hours(number):
    return timezone.now() + timedelta(hours=number)


def draft(**fields):
    return make_article(published=False, **fields)


def test_publishing_sets_the_time_and_makes_it_public():
    article = draft()
    publish(article, by=make_user("editor"))

    assert Article.objects.published().get() == article


def test_a_time_in_the_future_schedules():
    article = draft()
    publish(article, by=make_user("editor"), at=hours(1))

    assert article.stage() == Stage.SCHEDULED
    assert not Article.objects.published().exists()


def test_a_reporter_cannot_publish():
    reporter = make_user("reporter")
    with pytest.raises(PermissionDenied):
        publish(draft(created_by=reporter), by=reporter)


def test_an_editor_without_staff_status_cannot_publish():
    editor = make_user("editor")
    editor.is_staff = False
    with pytest.raises(PermissionDenied):
        publish(draft(), by=editor)


def test_publishing_twice_is_refused():
    with pytest.raises(workflow.Refused):
        publish(make_article(), by=make_user("editor"))


def test_a_story_without_text_is_refused():
    with pytest.raises(workflow.Refused, match="No text yet"):
        publish(draft(body=""), by=make_user("editor"))


def test_a_section_of_another_edition_is_refused():
    with pytest.raises(workflow.Refused, match="another edition"):
        publish(draft(section=make_section("Права", "ru")), by=make_user("editor"))


def test_an_embargo_that_ends_after_publication_is_refused():
    with pytest.raises(workflow.Refused, match="embargo"):
        publish(draft(embargo_until=hours(2)), by=make_user("editor"))


def test_a_refused_story_stays_a_draft():
    article = draft(body="")
    with pytest.raises(workflow.Refused):
        publish(article, by=make_user("editor"))

    assert Article.objects.get().status == Status.DRAFT


def test_taking_back_a_scheduled_story_makes_it_a_draft():
    article = make_article(at=hours(1))
    workflow.unpublish(article, by=make_user("editor"))

    assert (article.status, article.published_at) == (Status.DRAFT, None)


def test_taking_back_a_public_story_withdraws_it_and_remembers_that_it_was_public():
    article = make_article()
    workflow.unpublish(article, by=make_user("chief"), reason="A mistake.")

    assert article.status == Status.WITHDRAWN
    assert article.was_public


def test_an_editor_takes_nothing_down_that_readers_have_seen():
    article = make_article()
    with pytest.raises(PermissionDenied):
        workflow.unpublish(article, by=make_user("editor"))

    assert Article.objects.published().get() == article


def test_a_withdrawn_story_can_be_published_again_at_its_old_time():
    article = make_article()
    first = article.published_at
    chief = make_user("chief")
    workflow.unpublish(article, by=chief, reason="A mistake.")
    publish(article, by=chief)

    assert article.published_at == first


def test_each_move_is_recorded_with_who_did_it():
    article, editor = draft(), make_user("editor")
    publish(article, by=editor)
    revision = Version.objects.get_for_object(article)[0].revision

    assert (revision.user, *read_comment(revision)) == (editor, "published", "It is urgent.")


def test_each_move_counts_the_version_up():
    article = draft()
    publish(article, by=make_user("editor"))

    assert Article.objects.get().version == 2


def test_a_stale_row_at_hand_does_not_undo_what_another_saved():
    article = draft(body="<p>First words.</p>")
    Article.objects.filter(pk=article.pk).update(body="<p>Second words.</p>")
    publish(article, by=make_user("editor"))

    assert Article.objects.get().body == "<p>Second words.</p>"


def test_what_readers_see_is_announced_inside_the_transaction():
    heard = []

    def listen(sender, keys, **kwargs):
        heard.append((sender, keys, Article.objects.get().status))

    article = draft()
    readers_see_changed.connect(listen)
    try:
        publish(article, by=make_user("editor"))
    finally:
        readers_see_changed.disconnect(listen)

    assert heard == [(Article, [article.pk], "published")]


def test_what_nobody_could_write_down_that_readers_see_is_not_done():
    def refuse(**kwargs):
        raise OSError("no space left")

    article = draft()
    readers_see_changed.connect(refuse)
    try:
        with pytest.raises(OSError, match="no space left"):
            publish(article, by=make_user("editor"))
    finally:
        readers_see_changed.disconnect(refuse)

    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"published": False}, Stage.DRAFT),
        ({"at": hours(-1)}, Stage.PUBLISHED),
        ({"at": hours(1)}, Stage.SCHEDULED),
        ({"at": hours(2), "embargo_until": hours(1)}, Stage.EMBARGOED),
        ({"at": hours(-2), "withdraw_at": hours(-1)}, Stage.EXPIRED),
        ({"status": "withdrawn", "published": False, "withdrawn_at": hours(-1)}, Stage.WITHDRAWN),
    ],
)
def test_the_clock_names_the_stage(fields, stage):
    assert make_article(**fields).stage() == stage


def test_each_stage_has_its_query_word():
    make_article(at=hours(-1))
    scheduled = make_article(at=hours(1))
    embargoed = make_article(at=hours(2), embargo_until=hours(1))
    expired = make_article(at=hours(-2), withdraw_at=hours(-1))

    assert set(Article.objects.scheduled()) == {scheduled, embargoed}
    assert set(Article.objects.embargoed()) == {embargoed}
    assert set(Article.objects.expired()) == {expired}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published", "published_at": None},
        {"published_at": hours(1), "embargo_until": hours(2)},
        {"published_at": hours(2), "withdraw_at": hours(1)},
        {"status": "withdrawn", "withdrawn_at": None},
        {"status": "nonsense"},
        {"slug": ""},
        {"title": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(fields):
    article = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_a_reporter_sees_own_drafts_and_what_is_published():
    person = make_person()
    reporter = make_user("reporter", person=person)
    begun, assigned = draft(created_by=reporter), draft(assigned_to=reporter)
    signed, public = draft(by=person), make_article()
    draft(), make_article(at=hours(1))

    assert set(Article.objects.visible_to(reporter)) == {begun, assigned, signed, public}


@pytest.mark.parametrize("role", ["tagger", "editor"])
def test_who_tags_or_edits_everything_sees_everything(role):
    draft(), make_article(at=hours(1))

    assert Article.objects.visible_to(make_user(role)).count() == 2


def test_a_tagger_edits_no_story_not_even_one_begun_or_signed_by_them():
    person = make_person()
    tagger = make_user("tagger", person=person)

    assert not workflow.may_edit(tagger, draft(created_by=tagger, by=person))


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_who_is_not_active_staff_sees_nothing(fields):
    make_article()
    user = make_user("editor")
    for name, value in fields.items():
        setattr(user, name, value)

    assert not Article.objects.visible_to(user).exists()


def test_a_reporter_may_edit_an_own_draft_and_no_published_story():
    reporter = make_user("reporter")

    assert workflow.may_edit(reporter, draft(created_by=reporter))
    assert not workflow.may_edit(reporter, make_article(created_by=reporter))
    assert not workflow.may_edit(reporter, draft())
