"""The desk's first page: which blocks somebody sees, what stands in them, and what it costs."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.history.content import Content
from articles.models import Article, Autosave, Status
from articles.workflow import notes, pending
from tests.factories import make_article, make_correction, make_person, make_user

pytestmark = pytest.mark.django_db

DESK = "/admin/"
QUEUE = "/admin/articles/article/untagged/"


def draft(title, **fields):
    return make_article(title, published=False, **fields)


def blocks(client) -> dict:
    """Key of each block -> the headlines in it."""
    desk = client.get(DESK).context["desk"]
    own = [block for block in (desk["theirs"], desk["mine"]) if block]
    found = [*(desk["waiting"] or []), *own, *desk["day"], *desk["care"]]
    return {block.key: [row.title for row in block.rows] for block in found}


def page(client) -> str:
    return client.get(DESK).content.decode()


def at(hour: int):
    """Today at that hour, in the newsroom's zone."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.fixture
def noon(monkeypatch):
    """It is noon, so that the day has a before and an after."""
    now = at(12)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


# What waits ------------------------------------------------------------------------------------------------------------


def test_a_note_that_names_me_waits_until_it_is_resolved(client, editor):
    note = notes.write(draft("Two days in Nukus"), by=make_user("editor"), text=f"@{editor.username}?").note
    assert blocks(client)["notes"] == ["Two days in Nukus"]
    notes.resolve(note, by=editor)
    assert "notes" not in blocks(client)


def test_a_note_to_a_story_that_is_no_longer_mine_waits_no_longer(client, reporter):
    article = draft("Two days in Nukus", assigned_to=reporter)
    notes.write(article, by=make_user("editor"), text=f"@{reporter.username}?")
    type(article).objects.update(assigned_to=None)
    assert "notes" not in blocks(client)


def test_what_is_assigned_to_me_waits(client, reporter):
    draft("Two days in Nukus", assigned_to=reporter)
    assert blocks(client)["given"] == ["Two days in Nukus"]


def test_what_is_to_be_read_waits_for_editors(client, editor):
    draft("Two days in Nukus", status=Status.IN_REVIEW)
    assert blocks(client)["in-review"] == ["Two days in Nukus"]


def test_what_is_approved_waits_for_who_publishes(client, editor):
    draft("Two days in Nukus", status=Status.APPROVED)
    assert blocks(client)["approved"] == ["Two days in Nukus"]


def test_where_nothing_waits_a_sentence_says_so(client, editor):
    assert "Nothing is waiting for you." in page(client)


# Mine ------------------------------------------------------------------------------------------------------------------


def test_my_stories_are_mine_alone(client, reporter):
    draft("Mine", created_by=reporter)
    draft("Theirs")
    assert blocks(client)["mine"] == ["Mine"]


def test_my_stories_stand_with_the_time_that_matters_and_drafts_with_that_of_their_save(noon, client, editor):
    make_article("Out", at=at(9), created_by=editor)
    make_article("Planned", at=at(18), created_by=editor)
    draft("Begun", created_by=editor)
    Article.objects.update(saved_at=at(11))
    rows = client.get(DESK).context["desk"]["mine"].rows
    assert {row.title: row.when for row in rows} == {"Out": "09:00", "Planned": "18:00", "Begun": "11:00"}


@pytest.mark.parametrize("answer", [workflow.submit, workflow.publish])
def test_a_story_that_came_back_waits_until_it_is_handed_in_again_or_published(client, reporter, answer):
    editor, story = make_user("editor"), draft("Mine", created_by=reporter)
    workflow.submit(story, by=reporter)
    workflow.return_to_writer(story, by=editor, note="Ask the court.")
    assert blocks(client)["notes"] == ["Mine"]
    answer(story, by=editor, **({"reason": "Urgent."} if answer == workflow.publish else {}))
    assert "notes" not in blocks(client)
    assert story.notes.get(move="return").resolved_by == editor


def test_a_discarded_story_is_not_on_the_desk(client, reporter):
    draft("Gone", created_by=reporter, discarded_at=timezone.now())
    assert "Gone" not in page(client)


def test_a_reporter_sees_which_of_their_own_are_being_read(client, reporter):
    draft("Mine", created_by=reporter, status=Status.IN_REVIEW)
    draft("Theirs", status=Status.IN_REVIEW)
    assert blocks(client)["theirs"] == ["Mine"]


# In others' hands ------------------------------------------------------------------------------------------------------


def theirs(client) -> dict:
    """Headline -> (who takes the next step, since how long)."""
    return {row.title: (row.said, row.when) for row in client.get(DESK).context["desk"]["theirs"].rows}


def test_what_others_go_on_with_stands_with_who_and_how_long(noon, client, reporter, monkeypatch):
    editor, anna = make_user("editor"), make_user("reporter", first_name="Anna", last_name="Ber")
    story = draft("Submitted", created_by=reporter)
    workflow.submit(story, by=reporter)
    draft("Given away", created_by=reporter, assigned_to=anna)
    draft("Still mine", created_by=reporter)
    later = noon + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(reporter)
    Article.objects.filter(title="Given away").update(saved_at=later - timedelta(hours=2))
    with workflow.changing(story, by=editor, comment="edited"):  # whoever saves meanwhile does not hand it on
        story.save()
    assert theirs(client) == {
        "Submitted": ("editors read it next", "waits 3\xa0days"),
        "Given away": ("Anna Ber goes on with it", "waits 2\xa0hours"),
    }


def test_what_came_back_is_its_writers_and_what_is_approved_is_for_who_publishes(client, reporter):
    editor = make_user("editor", first_name="Olga", last_name="Lind")
    back, approved = draft("Back", created_by=reporter), draft("Approved", created_by=reporter)
    for story in (back, approved):
        workflow.submit(story, by=reporter)
    workflow.return_to_writer(back, by=editor, note="Ask the court.")
    workflow.approve(approved, by=editor)
    assert {title: said for title, (said, _since) in theirs(client).items()} == {
        "Approved": "an editor publishes it next"
    }
    client.force_login(editor)
    assert list(theirs(client)) == ["Back"]
    assert theirs(client)["Back"][0].endswith("goes on with it")
    assert blocks(client)["approved"] == ["Approved"]


def test_a_draft_of_a_closed_account_waits_for_nobody(client, editor):
    draft("Left behind", created_by=make_user("reporter", first_name="Anna", last_name="Ber", is_active=False))
    assert theirs(client)["Left behind"][0] == "nobody: the account of Anna Ber is closed"


def test_new_stories_that_were_never_saved_are_one_line_until_it_is_opened(client, reporter):
    Autosave.objects.create(user=reporter, key=str(uuid.uuid4()), data={"title": ["The pumps"]})
    Autosave.objects.create(user=make_user("reporter"), key=str(uuid.uuid4()), data={"title": ["Of another"]})
    html = page(client)
    assert "1 new story that you have not saved" in html
    assert "The pumps" in html
    assert "Of another" not in html


# The queue of stories to tag -------------------------------------------------------------------------------------------


def queue(client, **asked) -> list[str]:
    return [story.shown_title for story in client.get(QUEUE, asked).context["page"]]


def test_the_queue_holds_stories_without_tags_of_any_age_in_either_order(client):
    client.force_login(make_user("tagger"))
    old, new = (make_article(title, at=at(8) - timedelta(days=days)) for title, days in (("Old", 900), ("New", 1)))
    make_article("Tagged", about=[make_person()])
    draft("Draft")
    assert queue(client) == [new.title, old.title]
    assert queue(client, order="oldest") == [old.title, new.title]
    assert "2 stories name nobody yet" in client.get(QUEUE).content.decode()
    assert client.get(DESK).context["desk"]["care"][0].address == QUEUE


def test_the_queue_is_paged(noon, client, editor):
    for number in range(51):
        make_article(f"Story {number}", at=at(8) - timedelta(days=number))
    assert len(queue(client)) == 50
    assert queue(client, page="2") == ["Story 50"]


def test_the_queue_of_a_reporter_holds_their_own(client, reporter):
    make_article("Mine", created_by=reporter)
    make_article("Theirs")
    assert queue(client) == ["Mine"]


# The day ---------------------------------------------------------------------------------------------------------------


def test_todays_scheduled_stories_stand_with_their_time_and_the_zone(noon, client, editor):
    make_article("Tonight", at=at(18))
    make_article("Tomorrow", at=at(18) + timedelta(days=1))
    assert blocks(client)["scheduled"] == ["Tonight"]
    html = page(client)
    assert "<time>18:00</time>" in html
    assert html.count("Almaty time (UTC+5)") == 1


def test_an_embargo_is_marked(noon, client, editor):
    make_article("Tonight", at=at(18), embargo_until=at(18))
    assert '<time class="embargoed">18:00</time>' in page(client)


def test_a_reporter_sees_no_strange_story_that_is_scheduled(noon, client, reporter):
    make_article("Tonight", at=at(18))
    assert "Tonight" not in page(client)


def test_what_was_published_today_is_everybodys(noon, client, reporter):
    make_article("This morning", at=at(8))
    make_article("Yesterday", at=at(8) - timedelta(days=1))
    assert blocks(client)["published"] == ["This morning"]


def test_pending_changes_wait_for_editors(client, editor):
    article = make_article("Out since noon")
    pending.save(article, Content.of(article), by=editor, opened=0, base_version=article.version)
    assert blocks(client)["pending"] == ["Out since noon"]


def test_a_reporter_hears_of_no_pending_change_to_a_strange_story(client, reporter):
    article = make_article("Out since noon")
    pending.save(article, Content.of(article), by=make_user("editor"), opened=0, base_version=article.version)
    assert blocks(client)["pending"] == []


def test_corrections_of_seven_days(client, editor):
    make_correction(make_article("Put right"))
    make_correction(make_article("Long ago"), published_at=timezone.now() - timedelta(days=8))
    assert blocks(client)["corrections"] == ["Put right"]


def test_a_story_that_names_nobody_wants_care(noon, client, editor):
    make_article("Names nobody", at=noon - timedelta(minutes=1))
    make_article("Names one", at=noon - timedelta(minutes=1), about=[make_person()])
    assert blocks(client)["nameless"] == ["Names nobody"]


# Who sees what ---------------------------------------------------------------------------------------------------------


def test_a_reporter_has_no_block_of_corrections(client, reporter):
    assert "corrections" not in blocks(client)


def test_an_account_without_a_role_sees_no_block(client):
    client.force_login(make_user(""))
    make_article("Out since noon")
    assert blocks(client) == {}


def test_protected_names_in_headlines_are_masked_for_who_may_not_see_them(noon, client):
    client.force_login(make_user("tagger"))
    person = make_person("Gulnara Sadykova", exposure="withheld")
    make_article("Gulnara Sadykova speaks", created_by=make_user("reporter"), about=[person])
    assert "withheld speaks" in page(client)
    assert "Sadykova" not in page(client)


def test_headlines_of_ones_own_stories_are_as_typed(client, reporter):
    """One that came back replaced would tell whose name is protected."""
    make_person("Gulnara Sadykova", exposure="withheld")
    draft("Gulnara Sadykova speaks", created_by=reporter)
    assert "Gulnara Sadykova speaks" in page(client)


def test_each_block_leads_to_the_whole_list(client, editor):
    for number in range(10):
        draft(f"To read {number}", status=Status.IN_REVIEW)
    block = next(block for block in client.get(DESK).context["desk"]["waiting"] if block.key == "in-review")
    assert len(block.rows) == 8
    assert block.has_more
    assert "To read 9" in client.get(block.address).content.decode()


@pytest.mark.parametrize("chosen", ["notes", "given", "pending", "corrected", "nameless", "?"])
def test_the_lists_behind_the_blocks_answer(client, editor, chosen):
    assert client.get("/admin/articles/article/", {"desk": chosen}).status_code == 200


def test_looking_at_the_desk_changes_nothing(client, editor):
    draft("To read", status=Status.IN_REVIEW)
    client.get(DESK)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(DESK)
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in asked)


def test_the_desk_costs_the_same_for_two_rows_and_for_twenty(noon, client, editor):
    fill(2, editor)
    client.get(DESK)
    with CaptureQueriesContext(connection) as few:
        client.get(DESK)
    fill(18, editor)
    with CaptureQueriesContext(connection) as many:
        client.get(DESK)
    assert len(few) == len(many) <= 24


def fill(count, editor):
    """So many rows in each block."""
    for number in range(count):
        notes.write(draft(f"Draft {number}"), by=make_user("editor"), text=f"@{editor.username}")
        draft(f"Mine {number}", created_by=editor)
        draft("Given", assigned_to=editor)
        for status in (Status.IN_REVIEW, Status.APPROVED):
            draft(f"Step {number}", status=status)
        make_article("Tonight", at=at(18))
        article = make_article("This morning", at=at(8))
        pending.save(article, Content.of(article), by=editor, opened=0, base_version=article.version)
        make_correction(article)
