"""Mail about notes: a link and no content, once, to whom it concerns, and never in the way of a save."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command

from articles.library import renditions
from articles.models import NoteMention
from articles.workflow import mailing, notes
from people.base import jobs
from people.models import Job
from tests.factories import make_article, make_image, make_user

pytestmark = pytest.mark.django_db

TITLE = "The judge of Nukus"


@pytest.fixture
def anna():
    return make_user("editor", username="anna", email="anna@example.org")


@pytest.fixture
def dead_server(settings):
    """Nobody listens there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2


def note(text="@anna, ask Gulnara Sadykova.", **fields):
    article = make_article(TITLE, published=False, **fields)
    return notes.write(article, by=make_user("editor", first_name="Bakhyt"), text=text).note


def later(**passed):
    """As if so much time had passed since the last try."""
    for job in Job.objects.all():
        Job.objects.filter(pk=job.pk).update(not_before=job.not_before - timedelta(**passed))


def test_a_mail_leads_to_the_story(anna):
    written = note()
    assert mailing.send_due() == 1
    assert mail.outbox[0].to == ["anna@example.org"]
    assert f"{settings.SITE_URL}/admin/articles/article/{written.article_id}/change/#notes" in mail.outbox[0].body


def test_a_mail_says_nothing_of_the_story_the_note_or_its_writer(anna):
    note()
    mailing.send_due()
    whole = mail.outbox[0].message().as_string()
    for word in ("judge", "Nukus", "Gulnara", "Sadykova", "Bakhyt", "@anna,"):
        assert word not in whole, word


def test_a_mail_speaks_the_language_of_who_gets_it(anna):
    anna.language = "ru"
    anna.save()
    note()
    mailing.send_due()
    assert mail.outbox[0].body.startswith("Вам оставили заметку")


def test_what_was_sent_is_not_sent_again(anna):
    note()
    mailing.send_due()
    assert mailing.send_due() == 0
    assert len(mail.outbox) == 1


def test_of_two_runs_at_once_one_sends(anna, monkeypatch):
    note()
    mail_about = mailing._mail

    def with_another_run(mention):
        assert mailing.send_due() == 0
        return mail_about(mention)

    monkeypatch.setattr(mailing, "_mail", with_another_run)
    mailing.send_due()
    assert len(mail.outbox) == 1


def test_who_may_no_longer_see_the_story_gets_no_mail(anna):
    note()
    anna.groups.clear()
    assert mailing.send_due() == 0
    assert NoteMention.objects.get().mailed_at


def test_who_has_left_gets_no_mail(anna):
    note()
    anna.is_active = False
    anna.save()
    assert mailing.send_due() == 0


@pytest.mark.parametrize("address", ["", "anna", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"])
def test_what_is_no_address_gets_no_mail(anna, address):
    type(anna).objects.update(email=address)
    note()
    assert mailing.send_due() == 0
    assert NoteMention.objects.get().mailed_at


def test_a_server_that_is_dead_is_tried_again_after_a_rest(anna, dead_server):
    note()
    mailing.send_due()
    mailing.send_due()
    assert (Job.objects.get().attempts, NoteMention.objects.get().mailed_at) == (1, None)
    later(minutes=2)
    mailing.send_due()
    assert Job.objects.get().attempts == 2


def test_after_five_tries_it_is_given_up(anna, dead_server, monkeypatch):
    tries, mail_about = [], mailing._mail
    monkeypatch.setattr(mailing, "_mail", lambda mention: tries.append(mention) or mail_about(mention))
    note()
    for _try in range(7):
        mailing.send_due()
        later(hours=3)
    assert len(tries) == 5
    assert NoteMention.objects.get().mailed_at
    assert not Job.objects.exists()


def test_what_was_claimed_by_a_run_that_died_is_sent_later(anna):
    note()
    assert jobs._claim(mailing.KIND, 0)
    assert mailing.send_due() == 0
    later(minutes=2)
    assert mailing.send_due() == 1


def test_what_was_claimed_for_the_fifth_time_by_a_run_that_died_is_given_up(anna):
    note()
    for _try in range(5):
        assert jobs._claim(mailing.KIND, 0)
        later(hours=3)
    assert mailing.send_due() == 0
    assert NoteMention.objects.get().mailed_at


def test_the_log_of_a_failure_names_no_address(anna, dead_server, caplog):
    note()
    mailing.send_due()
    assert caplog.text
    assert "example.org" not in caplog.text


def test_one_mail_that_fails_holds_back_no_other(anna, monkeypatch):
    make_user("editor", username="bek", email="bek@example.org")
    note("@anna @bek")
    send, failed = mailing.EmailMessage.send, []

    def first_fails(message):
        if not failed:
            failed.append(message)
            raise OSError
        return send(message)

    monkeypatch.setattr(mailing.EmailMessage, "send", first_fails)
    assert mailing.send_due() == 1


def test_of_a_note_that_is_resolved_meanwhile_nobody_is_told(anna):
    notes.resolve(note(), by=make_user("editor"))
    assert mailing.send_due() == 0
    assert not mail.outbox


def test_the_command_has_pictures_prepared_whose_preparation_was_cut_short(monkeypatch):
    started = []
    monkeypatch.setattr(renditions, "start_preparing", lambda: started.append(True))
    call_command("run_due", verbosity=0)
    assert not started
    make_image(state="waiting")
    call_command("run_due", verbosity=0)
    assert started


def test_the_command_says_how_many(anna, capsys):
    note()
    call_command("run_due")
    assert capsys.readouterr().out == "Sent 1 mail.\n"


def test_a_note_starts_the_command_when_it_is_stored(anna, settings, monkeypatch, django_capture_on_commit_callbacks):
    started = []
    settings.RUN_DUE_AT_ONCE = True
    monkeypatch.setattr(jobs, "spawn", lambda *command: started.append(command[0]))
    with django_capture_on_commit_callbacks(execute=True):
        note()
    assert started == ["run_due"]


def test_a_note_for_nobody_starts_nothing(settings, monkeypatch, django_capture_on_commit_callbacks):
    started = []
    settings.RUN_DUE_AT_ONCE = True
    monkeypatch.setattr(jobs, "spawn", lambda *command: started.append(command[0]))
    with django_capture_on_commit_callbacks(execute=True):
        note("Check the age.")
    assert not started


def test_nobody_waits_for_the_process_that_sends(settings, monkeypatch):
    settings.RUN_DUE_AT_ONCE = True
    real, started = subprocess.Popen, []

    def slow(command, **options):
        assert re.search(r"manage\.py run_due", " ".join(map(str, command)))
        assert options["start_new_session"]
        started.append(real([sys.executable, "-c", "import time; time.sleep(600)"], **options))
        return started[0]

    monkeypatch.setattr(jobs.subprocess, "Popen", slow)
    mailing.send_soon()
    assert started[0].poll() is None
    started[0].kill()
    started[0].wait()


def test_without_the_setting_a_timer_sends(settings, monkeypatch):
    monkeypatch.setattr(jobs.subprocess, "Popen", None)
    settings.RUN_DUE_AT_ONCE = False
    mailing.send_soon()
