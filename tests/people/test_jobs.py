"""The queue of work beside pages: with the change or not at all, once, by one process at a time, and keys only."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from people.base import jobs
from people.base.jobs import Job, Outcome


@pytest.fixture
def done(monkeypatch):
    """A kind of work that writes down what it was asked to do; ``done.answers`` are its next outcomes."""

    class Done(list):
        answers, started = [], 0

        def do(self, job):
            self.append(job.key)
            return self.answers.pop(0) if self.answers else Outcome.DONE

        def start(self):
            self.started += 1

    done = Done()
    kind = jobs.Kind(do=done.do, start=done.start, rests=(timedelta(minutes=1), timedelta(minutes=5)))
    monkeypatch.setitem(jobs.KINDS, "test", kind)
    return done


def enqueue(*keys):
    with transaction.atomic():
        jobs.enqueue("test", keys)


def later(**passed):
    for job in Job.objects.all():
        Job.objects.filter(pk=job.pk).update(not_before=job.not_before - timedelta(**passed))


@pytest.mark.django_db
def test_each_job_is_done_once(done):
    enqueue(3, 1, 3)
    assert jobs.work_off("test") == 2
    assert jobs.work_off("test") == 0
    assert done == [1, 3]


@pytest.mark.django_db
def test_work_begins_when_the_change_is_stored(done, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(1, 2)
        assert done.started == 0
    assert done.started == 1


@pytest.mark.django_db
def test_for_a_change_that_is_rolled_back_nothing_is_done(done):
    def enqueue_and_fail():
        with transaction.atomic():
            jobs.enqueue("test", [1])
            raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        enqueue_and_fail()
    assert jobs.work_off("test") == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_without_a_transaction_is_refused(done):
    with pytest.raises(TransactionManagementError):
        jobs.enqueue("test", [1])


@pytest.mark.django_db
def test_what_is_claimed_is_left_alone_until_its_claim_ends(done):
    enqueue(1)
    assert jobs._claim("test", 0).key == 1
    assert jobs.work_off("test") == 0
    later(minutes=1)
    assert jobs.work_off("test") == 1


@pytest.mark.django_db
def test_what_fails_rests_longer_each_time(done):
    done.answers = [Outcome.LATER] * 3
    enqueue(1)
    jobs.work_off("test")
    later(minutes=1)
    jobs.work_off("test")
    later(minutes=4)
    jobs.work_off("test")
    assert done == [1, 1]
    later(minutes=1)
    jobs.work_off("test")
    later(minutes=5)
    assert jobs.work_off("test") == 1


@pytest.mark.django_db
def test_the_next_run_does_what_this_one_could_not(done):
    done.answers = [Outcome.NEXT]
    enqueue(1)
    assert (jobs.work_off("test"), jobs.work_off("test")) == (0, 1)


@pytest.mark.django_db
def test_what_there_is_nothing_to_do_for_is_dropped(done):
    done.answers = [Outcome.DROPPED]
    enqueue(1)
    assert jobs.work_off("test") == 0
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_what_is_enqueued_while_it_is_done_is_done_once_more(done, monkeypatch):
    def do(job):
        if not done:
            enqueue(job.key)
        return done.do(job)

    monkeypatch.setitem(jobs.KINDS, "test", jobs.Kind(do=do, start=done.start, rests=(timedelta(minutes=1),)))
    enqueue(1)
    assert (jobs.work_off("test"), jobs.work_off("test")) == (1, 1)
    assert done == [1, 1]


def test_a_job_holds_no_words():
    assert {field.name for field in Job._meta.get_fields()} == {"id", "kind", "key", "attempts", "not_before"}
