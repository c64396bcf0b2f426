"""Times that people type: which instant is meant, in zones whose clocks are put forward and back."""

import os
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from articles import workflow
from articles.admin.times import StoryTimeField
from articles.models import Article
from tests.factories import make_article, make_correction, make_user
from tests.support import desk
from tests.support.story_form import ADD, change, errors_of, form_data, saved

TYPED = "/admin/articles/article/typed-time/"
BERLIN = override_settings(TIME_ZONE="Europe/Berlin")


class TimeForm(forms.Form):
    at = StoryTimeField(required=False)


def read(date, clock, which="") -> datetime:
    form = TimeForm({"at": f"{date} {clock}".strip(), "at_which": which})
    if not form.is_valid():
        raise ValidationError(form.errors["at"])
    return form.cleaned_data["at"]


def refusal(date, clock, which="") -> str:
    with pytest.raises(ValidationError) as refused:
        read(date, clock, which)
    return " ".join(refused.value.messages)


def choices_of(date, clock) -> list[tuple[str, str]]:
    widget = TimeForm().fields["at"].widget
    return widget.get_context("at", [f"{date} {clock}", ""], {})["widget"]["ways"]


def shown(instant) -> dict:
    """What a form that shows a stored time sends back."""
    widget = TimeForm().fields["at"].widget.get_context("at", instant, {})["widget"]
    return {"at": widget["value"], "at_which": widget["which"]}


# Hours that do not exist, and hours that come twice -------------------------------------------------------------------


@BERLIN
def test_an_hour_that_the_clocks_skip_is_refused_with_its_neighbours():
    assert "does not exist" in refusal("2027-03-28", "02:30")
    assert "01:30 or 03:30" in refusal("2027-03-28", "02:30")


@BERLIN
def test_either_neighbour_can_be_chosen():
    before, after = choices_of("2027-03-28", "02:30")
    assert read("2027-03-28", "02:30", before[0]) == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert read("2027-03-28", "02:30", after[0]) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@BERLIN
def test_an_hour_that_comes_twice_asks_which():
    assert "comes twice" in refusal("2026-10-25", "02:30")
    assert [label for _value, label in choices_of("2026-10-25", "02:30")] == [
        "the first 02:30 (UTC+2)",
        "the second 02:30 (UTC+1)",
    ]


@BERLIN
def test_the_second_of_two_hours_can_be_meant():
    _first, second = choices_of("2026-10-25", "02:30")
    assert read("2026-10-25", "02:30", second[0]) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@BERLIN
def test_what_was_chosen_for_another_time_is_no_answer():
    first, _second = choices_of("2026-10-25", "02:30")
    assert "comes twice" in refusal("2026-10-25", "02:45", first[0])


@BERLIN
def test_an_ordinary_time_asks_nothing():
    form = TimeForm({"at": "2026-10-24 02:30"})
    assert "<select" not in str(form["at"])


@pytest.mark.parametrize(
    ("zone", "date", "clock", "kind"),
    [
        ("America/Sao_Paulo", "2018-11-04", "00:30", "does not exist"),
        ("America/Sao_Paulo", "2018-02-17", "23:30", "comes twice"),
        ("Africa/Casablanca", "2024-04-14", "02:30", "does not exist"),
        ("Africa/Casablanca", "2024-03-10", "02:30", "comes twice"),
        ("Asia/Tehran", "2022-03-22", "00:30", "does not exist"),
        ("Asia/Tehran", "2022-09-21", "23:30", "comes twice"),
    ],
)
def test_other_zones_have_such_hours_on_other_days(zone, date, clock, kind):
    with override_settings(TIME_ZONE=zone):
        assert kind in refusal(date, clock)


@pytest.mark.parametrize(
    ("zone", "around"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("America/Sao_Paulo", datetime(2018, 2, 18, 2, 0, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2027, 2, 7, 2, 0, tzinfo=UTC)),
        ("Asia/Tehran", datetime(2022, 9, 21, 19, 30, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),
    ],
)
def test_what_the_form_shows_and_gets_back_is_the_same_instant(zone, around):
    with override_settings(TIME_ZONE=zone):
        for minutes in range(-180, 181, 17):
            instant = around + timedelta(minutes=minutes, seconds=5)
            posted = shown(instant)
            form = TimeForm(posted, initial={"at": instant})
            assert form.is_valid(), (zone, instant)
            assert form.cleaned_data["at"] == instant
            assert not form.has_changed()


# What is no time -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "clock", "sentence"),
    [
        ("2027-02-29", "10:00", "This date does not exist"),
        ("2026-04-31", "10:00", "This date does not exist"),
        ("10000-01-01", "10:00", "This date cannot be read"),
        ("0001-01-01", "10:00", "year between"),
        ("9999-12-31", "23:59", "year between"),
        ("2026-11-24", "24:00", "This time does not exist"),
        ("2026-12-31", "23:59:60Z", "This time does not exist"),
        ("", "10:00", "Enter the date too"),
        ("2026-11-24\0", "10:00", "This date cannot be read"),
    ],
)
def test_what_is_no_time_is_refused_in_a_sentence(date, clock, sentence):
    assert sentence in refusal(date, clock)


def test_a_date_alone_is_the_first_minute_of_that_day():
    assert timezone.localtime(read("2026-11-24", "")).strftime("%Y-%m-%d %H:%M") == "2026-11-24 00:00"


def test_a_form_that_was_opened_before_has_the_date_and_the_time_apart():
    form = TimeForm({"at_0": "2026-11-24", "at_1": "14:30:05"})
    assert form.is_valid()
    assert timezone.localtime(form.cleaned_data["at"]).strftime("%Y-%m-%d %H:%M:%S") == "2026-11-24 14:30:05"


def test_a_leap_day_is_a_day():
    assert timezone.localtime(read("2028-02-29", "10:00")).day == 29


def test_digits_of_other_scripts_are_read():
    assert timezone.localtime(read("٢٠٢٦-١١-٢٤", "١٤:٣٠")).strftime("%Y-%m-%d %H:%M") == "2026-11-24 14:30"


@pytest.mark.django_db
@BERLIN
def test_the_form_of_a_story_offers_the_choice_and_keeps_what_was_typed(client, editor):
    data = form_data(title="Typed", published_at="2026-10-25 02:30")
    response = client.post(ADD, data)
    assert "comes twice" in errors_of(response)
    text = response.content.decode()
    assert 'name="published_at_which"' in text
    assert 'value="2026-10-25 02:30"' in text
    assert "Typed" in text


@pytest.mark.django_db
@BERLIN
def test_a_story_in_the_second_of_two_hours_stays_there_when_it_is_saved(client, editor):
    instant = datetime(2025, 10, 26, 1, 30, 7, tzinfo=UTC)
    article = make_article(at=instant)
    posted = {name.replace("at", "published_at", 1): value for name, value in shown(instant).items()}
    data = form_data(article, **posted)
    assert saved(client.post(change(article), data), article).published_at == instant


# What a field says -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sunday():
    with time_machine.travel(datetime(2026, 11, 29, 10, 20, 45, tzinfo=UTC), tick=False):
        yield


@pytest.mark.django_db
def test_while_a_date_is_typed_the_server_says_what_it_means(client, editor, sunday):
    answer = client.get(TYPED, {"text": "tomorrow 9:00"})
    assert answer.json() == {
        "words": "Mon 30 November 2026, 09:00, Almaty time", "text": "30 Nov 2026 09:00",
        "at": "2026-11-30T04:00:00+00:00", "picked": "2026-11-30T09:00",
    }  # fmt: skip
    assert "no-store" in answer["Cache-Control"]
    assert client.get(TYPED, {"text": "1 Nov", "kind": "day", "back": ""}).json()["words"] == "Sun 1 November 2026"
    assert "may be 11 December or 12 November" in client.get(TYPED, {"text": "11/12/2026"}).json()["refused"]


@pytest.mark.django_db
def test_only_staff_are_told(client):
    assert client.get(TYPED, {"text": "tomorrow"}).status_code == 302


@pytest.mark.django_db
def test_what_was_understood_stands_in_a_form_that_comes_back(client, editor, sunday):
    data = form_data(title="", published_at="tomorrow 9:00", embargo_until="soon")
    page = client.post(ADD, data).content.decode()
    assert 'value="30 Nov 2026 09:00"' in page
    assert "Mon 30 November 2026, 09:00, Almaty time" in page
    assert 'value="soon"' in page
    assert "This date cannot be read" in page


@pytest.mark.django_db
def test_a_correction_begins_with_the_time_of_the_newsroom(client, editor, sunday):
    page = client.get(change(make_article(at=datetime(2026, 11, 1, tzinfo=UTC)))).content.decode()
    assert "Sun 29 November 2026, 15:20, Almaty time" in page


@pytest.mark.django_db
def test_a_correction_is_called_by_its_day_in_the_newsroom(client, editor, sunday):
    article = make_article(at=datetime(2026, 11, 1, tzinfo=UTC))
    make_correction(article, published_at=datetime(2026, 11, 20, 20, tzinfo=UTC))  # 01:00 of the 21st in Almaty
    assert "Correction, 21 Nov 2026" in client.get(change(article)).content.decode()


# The clock -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tashkent():
    """A server whose own clock is set to another zone than the newsroom's."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Asia/Tashkent"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.django_db
@BERLIN
def test_a_story_is_readers_from_the_second_that_the_newsroom_means(client, tashkent):
    due = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)  # 14:00 in Berlin, 17:00 in Tashkent
    with time_machine.travel(due - timedelta(hours=1), tick=False) as clock:
        editor = make_user("editor")
        client.force_login(editor)
        client.post(ADD, form_data(_publish="", published_at="2027-06-01 14:00"))
        article = Article.objects.get()
        client.logout()
        clock.move_to(due - timedelta(seconds=1))
        assert client.get(article.get_absolute_url()).status_code == 404
        clock.move_to(due)
        assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.django_db
@BERLIN
def test_a_story_leaves_at_the_second_that_it_is_to_be_taken_down(client, tashkent):
    end = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
    with time_machine.travel(end - timedelta(seconds=1), tick=False) as clock:
        article = make_article(at=end - timedelta(days=1), withdraw_at=end)
        assert client.get(article.get_absolute_url()).status_code == 200
        clock.move_to(end)
        assert client.get(article.get_absolute_url()).status_code == 410
        assert article.public_title not in client.get("/").content.decode()


@pytest.mark.django_db
@BERLIN
def test_by_the_real_clock_stories_are_scheduled_published_and_withdrawn(client, tashkent):
    chief = make_user("chief")
    due, later = make_article(published=False), make_article(published=False)
    desk.publish(due, by=chief, at=timezone.now() - timedelta(seconds=1))
    desk.publish(later, by=chief, at=timezone.now() + timedelta(minutes=5))
    statuses = [client.get(article.get_absolute_url()).status_code for article in (due, later)]
    workflow.withdraw(due, by=chief, reason="An error")
    assert [*statuses, client.get(due.get_absolute_url()).status_code] == [200, 404, 410]
