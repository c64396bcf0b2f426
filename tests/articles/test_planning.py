"""The planning calendar: what stands in a week, for whom, and who writes in it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, AuditEntry, DayNote, Status
from articles.workflow import planning
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

PLANNING = "/admin/articles/daynote/"
MONDAY = date(2026, 11, 30)


@pytest.fixture
def tagger(client):
    user = make_user("tagger")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def sunday():
    """Sunday 29 November, 15:20 in Almaty."""
    with time_machine.travel(datetime(2026, 11, 29, 10, 20, tzinfo=UTC), tick=False):
        yield


def almaty(day: int, hour: int):
    return datetime(2026, 12, day, hour - 5, tzinfo=UTC)


def entries(client, week="2026-12-02") -> dict:
    """Day -> (kind, what it says) of each entry."""
    days = client.get(PLANNING, {"week": week}).context["week"].days
    return {day.key: [(entry.kind, entry.title) for entry in day.entries] for day in days if day.entries}


def plan(text="Second hearing", day=MONDAY, by=None, **more) -> DayNote:
    return planning.write_day_note(day, text, by=by or make_user("editor"), **more)


def test_a_week_holds_what_goes_out_is_freed_and_leaves_by_day_of_the_newsroom(client, editor):
    make_article("Planned", at=datetime(2026, 12, 1, 20, tzinfo=UTC))  # 01:00 of the second in Almaty
    make_article("Promised", published=False, embargo_until=almaty(3, 9))
    make_article("Timetable", at=datetime(2026, 11, 1, tzinfo=UTC), withdraw_at=almaty(4, 9))
    make_article("Draft with a time", published=False, published_at=almaty(5, 9))
    assert entries(client) == {
        "2026-12-02": [("out", "Planned")],
        "2026-12-03": [("freed", "Promised")],
        "2026-12-04": [("leaves", "Timetable")],
        "2026-12-05": [("out", "Draft with a time")],
    }


def test_what_readers_have_what_is_withdrawn_and_what_is_discarded_is_not_planned(client, editor):
    now = datetime(2026, 11, 29, 9, tzinfo=UTC)
    make_article("Out", at=now)
    make_article(
        "Gone", published=False, status=Status.WITHDRAWN, withdrawn_at=now, first_public_at=now, withdraw_at=now
    )
    make_article("Away", published=False, published_at=almaty(2, 9), discarded_at=now)
    assert entries(client) == entries(client, "2026-11-29") == {}


def test_without_a_week_it_is_this_one_and_its_neighbours_are_a_link_away(client, editor):
    response = client.get(PLANNING, {"week": "soon"})
    assert response.context["week"].monday == date(2026, 11, 23)
    assert "?week=2026-11-16" in response.content.decode()
    assert "?week=2026-11-30" in response.content.decode()


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-31", "2026-W99", "\\0"])
def test_a_week_that_no_calendar_has_is_this_week(week, client, editor):
    assert client.get(PLANNING, {"week": week}).context["week"].monday == date(2026, 11, 23)


def test_a_note_is_written_on_the_page_and_stands_on_its_day(client, editor):
    story = make_article("The pumps", published=False)
    typed = {"day": "tomorrow", "kind": "hearing", "text": " 10:00,  district court", "article": story.pk}
    response = client.post(PLANNING, typed)
    assert response["Location"] == f"{PLANNING}?week=2026-11-30#day-2026-11-30"
    assert entries(client) == {"2026-11-30": [("hearing", "10:00, district court")]}
    assert "The pumps" in client.get(response["Location"]).content.decode()
    entry = AuditEntry.objects.get(action="day planned")
    assert (entry.by, entry.article, entry.target) == (editor, story, "day 2026-11-30")


def test_what_cannot_be_read_is_kept_and_said(client, editor):
    page = client.post(PLANNING, {"day": "soon", "kind": "hearing", "text": "District court"}).content.decode()
    assert "This date cannot be read" in page
    assert 'value="District court"' in page
    assert not DayNote.objects.exists()


def test_a_second_click_writes_no_second_note(editor):
    assert plan(by=editor) == plan(by=editor)
    assert AuditEntry.objects.count() == 1


def test_only_who_writes_stories_writes_notes(client, tagger):
    assert client.post(PLANNING, {"day": "tomorrow", "kind": "hearing", "text": "Court"}).status_code == 403
    assert "planning-add" not in client.get(PLANNING).content.decode()
    with pytest.raises(PermissionDenied):
        plan(by=tagger)


def test_a_reporter_removes_their_own_note_and_an_editor_any(client, reporter):
    own, other = plan("Mine", by=reporter), plan("Theirs")
    assert client.post(f"{PLANNING}{other.pk}/remove/").status_code == 403
    assert client.post(f"{PLANNING}{own.pk}/remove/").status_code == 302
    client.force_login(make_user("editor"))
    assert client.post(f"{PLANNING}{other.pk}/remove/").status_code == 302
    assert not DayNote.objects.exists()
    assert AuditEntry.objects.filter(action="day cleared").count() == 2


def change_line(note) -> str:
    return f"{PLANNING}{note.pk}/change/"


def test_a_line_is_changed_where_it_was_written(client, editor):
    story = make_article("The pumps", published=False)
    note = plan("10:00, district court", by=editor, story=story)
    page = client.get(change_line(note)).content.decode()
    assert 'value="10:00, district court"' in page
    assert "Change the note" in page
    typed = {"day": "2 December", "kind": "follow_up", "text": "11:00, regional court", "article": story.pk}
    assert client.post(change_line(note), typed)["Location"] == f"{PLANNING}?week=2026-12-02#day-2026-12-02"
    assert entries(client) == {"2026-12-02": [("follow_up", "11:00, regional court")]}
    note.refresh_from_db()
    assert (note.author, note.article) == (editor, story)
    assert AuditEntry.objects.get(action="day changed").target == "day 2026-12-02"


def test_what_cannot_be_read_of_a_changed_line_changes_nothing(client, editor):
    note = plan("Mine", by=editor)
    page = client.post(change_line(note), {"day": "soon", "kind": "hearing", "text": "Typed"}).content.decode()
    assert 'value="Typed"' in page
    note.refresh_from_db()
    assert note.text == "Mine"


def test_a_reporter_changes_their_own_line_alone_and_a_colleagues_is_for_who_reads_it_as_written(client, reporter):
    own, other = plan("Mine", by=reporter), plan("Theirs")
    typed = {"day": "tomorrow", "kind": "hearing", "text": "Changed"}
    assert client.post(change_line(other), typed).status_code == 403
    assert client.get(change_line(other)).status_code == 403
    assert client.post(change_line(own), typed).status_code == 302
    client.force_login(make_user("editor"))
    assert client.post(change_line(other), typed).status_code == 302
    assert set(DayNote.objects.values_list("text", flat=True)) == {"Changed"}


def test_a_line_about_a_story_in_other_hands_stays_with_it(client, reporter):
    story = make_article("Handed on", published=False, created_by=reporter)
    note = plan("Mine", by=reporter, story=story)
    Article.objects.update(created_by=make_user("editor"))
    typed = {"day": "tomorrow", "kind": "hearing", "text": "Changed", "article": ""}
    assert client.post(change_line(note), typed).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.article) == ("Changed", story)


# Who sees what ---------------------------------------------------------------------------------------------------------


def test_a_reporter_sees_no_plan_for_a_strange_story(client, reporter):
    story = make_article("Later", at=almaty(2, 9), embargo_until=almaty(1, 9))
    plan("Their hearing", story=story)
    plan("Everybody's hearing", story=None)
    assert entries(client) == {"2026-11-30": [("hearing", "Everybody's hearing")]}
    assert client.post(f"{PLANNING}{DayNote.objects.first().pk}/remove/").status_code == 404


def test_a_reporter_chooses_no_strange_story(client, reporter):
    story = make_article("Live")
    typed = {"day": "tomorrow", "kind": "hearing", "text": "Court", "article": story.pk}
    assert client.post(PLANNING, typed).status_code == 200
    with pytest.raises(PermissionDenied):
        plan(by=reporter, story=story)


def test_protected_names_are_masked_for_who_may_not_see_them(client, tagger):
    make_person("Gulnara Sadykova", exposure="withheld")
    make_article("Gulnara Sadykova speaks", at=almaty(2, 9), created_by=make_user("reporter"))
    plan("Hearing of Gulnara Sadykova")
    page = client.get(PLANNING, {"week": "2026-12-02"}).content.decode()
    assert "Sadykova" not in page
    assert "Hearing of" in page


def test_a_note_of_ones_own_is_as_typed(client, reporter):
    make_person("Gulnara Sadykova", exposure="withheld")
    plan("Hearing of Gulnara Sadykova", by=reporter)
    assert entries(client) == {"2026-11-30": [("hearing", "Hearing of Gulnara Sadykova")]}


@pytest.mark.parametrize("role", ["editor", "tagger"])
def test_a_week_costs_the_same_for_two_stories_and_for_twenty(role, client):
    client.force_login(make_user(role))
    fill(2)
    client.get(PLANNING, {"week": "2026-12-02"})
    with CaptureQueriesContext(connection) as few:
        client.get(PLANNING, {"week": "2026-12-02"})
    fill(18)
    with CaptureQueriesContext(connection) as many:
        client.get(PLANNING, {"week": "2026-12-02"})
    assert len(few) == len(many) <= 20


def fill(count):
    for number in range(count):
        story = make_article(f"Story {number}", at=almaty(2, 9), embargo_until=almaty(1, 9), withdraw_at=almaty(4, 9))
        plan(f"Hearing {number}", story=story)
