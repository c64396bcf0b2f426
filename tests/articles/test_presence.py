"""Who has a story open: what windows say of themselves, and what the others are told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Presence
from articles.writing import presence
from tests.factories import make_article, make_user
from tests.support.admin import as_typed
from tests.support.story_form import ADD, change, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_article(published=False)


def window(role="editor", **fields) -> Client:
    browser = Client()
    browser.user = make_user(role, **fields)
    browser.force_login(browser.user)
    return browser


def beat(browser, story, tab="window-one", **more):
    data = {"tab": tab, "opened_version": story.version} | more
    return browser.post(f"/admin/articles/article/{story.pk}/presence/", data)


def test_the_first_window_writes_and_the_second_is_told_who(story):
    aigul, boris = window(first_name="Aigul"), window()
    assert beat(aigul, story).json()["is_writer"]
    found = beat(boris, story, "window-two").json()
    assert not found["is_writer"]
    assert "Aigul has had this story open since" in found["others"][0]["sentence"]


def test_only_a_window_in_which_something_was_typed_is_writing(story):
    aigul, boris = window(first_name="Aigul"), window()

    def told_of(browser, tab):
        return beat(browser, story, tab).json()["others"][0]["sentence"]

    beat(aigul, story)
    assert "writing" not in told_of(boris, "window-two")
    assert "are writing there" not in told_of(aigul, "window-three")
    beat(aigul, story, typed="1")
    assert told_of(boris, "window-two").endswith("and is writing.")
    assert told_of(aigul, "window-three").endswith("and are writing there.")
    beat(aigul, story)  # it was saved
    assert "writing" not in told_of(boris, "window-two")


def test_a_reporter_writes_on_the_change_to_their_published_story_and_on_no_other():
    reporter = window("reporter")
    assert beat(reporter, make_article(created_by=reporter.user)).json()["is_writer"]
    assert beat(reporter, make_article()).status_code == 403


def test_the_writer_sees_who_else_is_there(story):
    aigul, boris = window(), window(first_name="Boris")
    beat(aigul, story), beat(boris, story, "window-two")
    assert [other["name"] for other in beat(aigul, story).json()["others"]] == ["Boris"]


def test_who_takes_over_writes_and_the_earlier_writer_is_told(story):
    aigul, boris = window(), window(first_name="Boris")
    beat(aigul, story)
    assert beat(boris, story, "window-two", take_over="1").json()["is_writer"]
    told = beat(aigul, story).json()
    assert (told["is_writer"], told["writer"]) == (False, "Boris")


def test_ones_own_second_tab_is_a_window_too(story):
    aigul = window()
    beat(aigul, story)
    told = beat(aigul, story, "window-two").json()
    assert not told["is_writer"]
    assert "in another window" in told["others"][0]["sentence"]


def test_a_window_that_closes_lets_the_next_one_write(story):
    aigul, boris = window(), window()
    beat(aigul, story), beat(boris, story, "window-two"), beat(aigul, story, leave="1")
    assert beat(boris, story, "window-two").json() | {"saved": ""} == {
        "is_writer": True, "since": beat(boris, story, "window-two").json()["since"], "writer": "", "others": [],
        "version": story.version, "saved": "",
    }  # fmt: skip


def test_a_silent_window_is_gone_after_twenty_seconds(story):
    aigul, boris = window(), window()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        beat(aigul, story)
        clock.shift(timedelta(seconds=19))
        assert not beat(boris, story, "window-two").json()["is_writer"]
        clock.shift(timedelta(seconds=2))
        assert beat(boris, story, "window-two").json()["is_writer"]
    assert Presence.objects.count() == 1


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def test_a_writer_who_has_not_typed_for_five_minutes_gives_way_to_who_comes(story, clock):
    aigul, boris = window(first_name="Aigul"), window(first_name="Boris")
    beat(aigul, story)
    clock.shift(timedelta(minutes=6))
    beat(aigul, story, quiet=360)
    assert beat(boris, story, "window-two").json()["is_writer"]
    assert beat(aigul, story, quiet=365).json()["writer"] == "Boris"


def test_a_writer_who_has_typed_meanwhile_gives_way_to_nobody(story, clock):
    aigul, boris = window(), window()
    beat(aigul, story)
    clock.shift(timedelta(minutes=6))
    beat(aigul, story, quiet=240)
    assert not beat(boris, story, "window-two").json()["is_writer"]


def test_of_two_forms_that_nobody_touches_neither_takes_over_from_the_other(story, clock):
    aigul, boris = window(first_name="Aigul"), window()
    beat(aigul, story), beat(boris, story, "window-two")
    clock.shift(timedelta(minutes=6))
    beat(aigul, story, quiet=360)
    told = beat(boris, story, "window-two", quiet=360).json()
    assert not told["is_writer"]
    assert "and last typed at" in told["others"][0]["sentence"]


# Handed over with the story --------------------------------------------------------------------------------------------


def press(browser, story, tab="window-one", **fields):
    """Save with a button, in a window that shows the story again afterwards."""
    story.refresh_from_db()
    return browser.post(change(story), form_data(story, autosave_tab=tab, **fields))


@pytest.fixture
def reporter():
    return window("reporter", first_name="Rano")


@pytest.fixture
def written(reporter):
    """A story that its reporter has open, and has typed in."""
    story = make_article(published=False, created_by=reporter.user)
    beat(reporter, story, typed="1")
    return story


def submitted(reporter, story):
    assert press(reporter, story, _move="submit").status_code == 302
    story.refresh_from_db()
    assert beat(reporter, story).json()["is_writer"]  # they stay on the page, and nobody else is there
    return story


def test_who_opens_a_story_after_it_was_submitted_writes_at_once(reporter, written):
    submitted(reporter, written)
    found = beat(window(), written, "window-two").json()
    assert found["is_writer"]
    assert "writing" not in found["others"][0]["sentence"]


def test_who_was_there_when_it_was_submitted_writes_and_not_who_submitted(reporter, written):
    editor = window(first_name="Boris")
    assert not beat(editor, written, "window-two").json()["is_writer"]
    press(reporter, written, _move="submit")
    told = beat(reporter, written).json()
    assert (told["is_writer"], told["writer"]) == (False, "")
    assert beat(editor, written, "window-two").json()["is_writer"]
    assert beat(reporter, written).json()["writer"] == "Boris"


def test_the_writer_to_whom_it_is_returned_writes_at_once(reporter, written, clock):
    submitted(reporter, written)
    editor = window()
    beat(editor, written, "window-two", typed="1")
    clock.shift(timedelta(minutes=6))
    beat(reporter, written, quiet=360), beat(editor, written, "window-two", typed="1")
    assert press(editor, written, "window-two", _move="return", move_note="Which day?").status_code == 302
    beat(editor, written, "window-two")
    assert beat(reporter, written, quiet=365).json()["is_writer"]
    assert not beat(editor, written, "window-two").json()["is_writer"]


@pytest.mark.parametrize(
    ("status", "fields"),
    [("in_review", {"_move": "approve"}), ("in_review", {"_move": "take_back"}), ("approved", {"_publish": "1"})],
)
def test_every_step_that_ends_a_turn_gives_the_pen_away(status, fields):
    story = make_article(published=False, status=status)
    chief = window("chief")
    beat(chief, story, typed="1")
    assert press(chief, story, **fields).status_code == 302
    story.refresh_from_db()
    beat(chief, story)
    assert beat(window(), story, "window-two").json()["is_writer"]


def test_a_save_and_a_step_that_is_refused_give_nothing_away(story):
    editor = window()
    beat(editor, story)
    assert press(editor, story).status_code == 302
    assert press(editor, story, _move="return").status_code == 200
    beat(editor, story)
    assert not beat(window(), story, "window-two").json()["is_writer"]


def test_who_types_again_after_the_step_holds_the_pen(reporter, written):
    submitted(reporter, written)
    beat(reporter, written, typed="1")
    assert not beat(window(), written, "window-two").json()["is_writer"]


def test_a_late_word_of_the_page_before_the_step_takes_nothing_back(reporter, written):
    before = written.version
    submitted(reporter, written)
    beat(reporter, written, typed="1", opened_version=before)
    assert beat(window(), written, "window-two").json()["is_writer"]


def test_a_new_story_that_is_submitted_at_once_is_handed_over_too(reporter):
    reporter.post(ADD, form_data(autosave_tab="window-one", _move="submit"))
    story = Article.objects.get()
    beat(reporter, story)
    assert beat(window(), story, "window-two").json()["is_writer"]


def test_a_pending_change_is_handed_over_as_its_story_is(reporter):
    story = make_article(created_by=reporter.user)
    address = reverse("admin:articles_article_pending", args=[story.pk])
    beat(reporter, story, typed="1")
    data = as_typed(reporter.get(address), title="Mended", autosave_tab="window-one", _move="submit")
    assert reporter.post(address, data).status_code == 302
    beat(reporter, story)
    assert beat(window(), story, "window-two").json()["is_writer"]


def test_nobody_hands_over_the_window_of_another(story):
    aigul, boris = window(), window()
    beat(aigul, story, typed="1")
    press(boris, story, _move="submit")
    assert not beat(boris, story, "window-two").json()["is_writer"]
    assert beat(aigul, story).json()["is_writer"]


@pytest.mark.parametrize("quiet", ["", "-5", "x", "9" * 30, "1e3"])
def test_what_a_window_says_of_its_quiet_breaks_nothing(story, quiet):
    assert beat(window(), story, quiet=quiet).status_code == 200


def test_old_rows_of_other_stories_go_with_a_beat(story):
    other = make_article(published=False)
    long_ago = timezone.now() - timedelta(hours=2)
    Presence.objects.create(article=other, user=make_user(), tab="closed-window", opened_at=long_ago, seen_at=long_ago)
    beat(window(), story)
    assert list(Presence.objects.values_list("article", flat=True)) == [story.pk]


def test_a_story_that_was_saved_meanwhile_is_told_with_name_and_time(story):
    aigul, boris = window(first_name="Aigul"), window()
    old = story.version
    aigul.post(change(story), form_data(story, title="New"))
    told = beat(boris, story, opened_version=old).json()
    assert told["saved"].startswith("Aigul saved this story at")
    assert told["version"] == old + 1


def test_opening_the_form_names_who_is_there_and_writes_nothing(story):
    aigul, boris = window(first_name="Aigul"), window()
    beat(aigul, story)
    assert "Aigul has had this story open since" in boris.get(change(story)).text
    assert Presence.objects.count() == 1


def test_a_form_with_errors_names_the_other_windows_and_not_its_own(story):
    aigul = window()
    beat(aigul, story), beat(aigul, story, "window-two")
    page = aigul.post(change(story), form_data(story, title="", autosave_tab="window-one"))
    assert len(page.context["presence"]["sentences"]) == 1


def test_who_may_not_write_on_a_story_is_neither_seen_nor_told(story):
    beat(window(first_name="Aigul"), story)
    reporter = window("reporter")
    public = make_article()
    assert beat(reporter, story, "window-two").status_code == 404
    assert beat(reporter, public, "window-two").status_code == 403
    assert "presence" not in reporter.get(change(public)).context
    assert not Presence.objects.filter(user=reporter.user).exists()


@pytest.mark.parametrize("tab", ["", "x", "<b>", "a" * 41, "\x00" * 10])
def test_a_window_without_a_name_is_refused(story, tab):
    assert beat(window(), story, tab).status_code == 400


def test_nobody_speaks_for_the_window_of_another(story):
    beat(window(), story)
    boris = window()
    assert beat(boris, story).status_code == 403
    beat(boris, story, leave="1")
    assert Presence.objects.count() == 1


def test_the_database_lets_one_window_write(story):
    now = timezone.now()
    rows = {"article": story, "user": make_user(), "opened_at": now, "seen_at": now, "is_writer": True}
    Presence.objects.create(tab="window-one", **rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(tab="window-two", **rows)


def test_who_came_first_since_nobody_wrote_goes_on_writing(story, monkeypatch):
    aigul, boris = window(), window()

    def too_late(window, writer):
        monkeypatch.undo()
        beat(aigul, story)  # between the question who writes and the answer
        return writer is None

    monkeypatch.setattr(presence, "_may_write", too_late)
    assert not beat(boris, story, "window-two").json()["is_writer"]
    assert beat(aigul, story).json()["is_writer"]


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_open_at_once_one_writes():
    story, together = make_article(published=False), Barrier(2)
    browsers = [window(), window()]

    def come(number):
        together.wait(10)
        try:
            return beat(browsers[number], story, f"window-{number}0").json()["is_writer"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(come, range(2))) == [False, True]


def test_a_page_that_is_opened_anew_in_its_tab_is_not_locked_by_the_one_before(story):
    aigul = window()
    beat(aigul, story, "window-before")  # its word that it closes went astray, or a late beat came after it
    assert beat(aigul, story, "window-after", left="window-before").json()["is_writer"]
    assert [row.tab for row in Presence.objects.all()] == ["window-after"]


def test_nobody_closes_the_window_of_another(story):
    aigul, boris = window(), window()
    beat(aigul, story, "window-of-aigul")
    assert not beat(boris, story, "window-of-boris", left="window-of-aigul").json()["is_writer"]
