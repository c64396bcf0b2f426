"""Signing in by a password: how often it may be tried, by whom, and what is kept of who tried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from newsroom.accounts import daily_key, throttle
from newsroom.models import SignInTries
from tests.factories import make_user
from tests.support.rows import everything

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "a long pass phrase", "a long pass phrase?"
HERE, ELSEWHERE = "203.0.113.77", "198.51.100.4"


@pytest.fixture
def reporter():
    return make_user("reporter", username="mirel")


@pytest.fixture(autouse=True)
def still_clock():
    """The first wait is one second: a slow machine would take longer between two tries."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def attempt(client, username, password, address=HERE, **data):
    return client.post("/admin/login/", {"username": username, "password": password} | data, REMOTE_ADDR=address)


def is_in(response) -> bool:
    return response.status_code == 302


def has_to_wait(response) -> bool:
    return response.status_code == 200 and "Too many wrong passwords were typed" in response.text


def lock(username="mirel", address=ELSEWHERE):
    """Wrong passwords until a wait of minutes, typed in browsers that nobody ever signed in with."""
    with time_machine.travel(timezone.now() - timedelta(hours=2), tick=False) as clock:
        for _ in range(12):
            attempt(Client(), username, WRONG, address)
            clock.shift(timedelta(minutes=10))
    for _ in range(2):
        attempt(Client(), username, WRONG, address)


def test_a_few_slips_cost_nothing(client, reporter):
    for _ in range(throttle.FREE["account"] - 1):
        attempt(client, "mirel", WRONG)

    assert is_in(attempt(client, "mirel", RIGHT))


def test_while_an_account_waits_the_right_password_is_not_taken_either(client, reporter):
    for _ in range(throttle.FREE["account"]):
        attempt(client, "mirel", WRONG)

    assert has_to_wait(attempt(client, "mirel", RIGHT))
    assert has_to_wait(attempt(Client(), "mirel", RIGHT, ELSEWHERE))


def test_after_the_wait_the_right_password_is_taken(client, reporter):
    for _ in range(throttle.FREE["account"]):
        attempt(client, "mirel", WRONG)
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        assert is_in(attempt(client, "mirel", RIGHT))


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    waits = [throttle.wait_after(count, "account:x").total_seconds() for count in range(1, 14)]

    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]


def test_an_account_that_is_not_there_answers_like_one_that_is(reporter):
    def answers(username):
        return [attempt(Client(), username, WRONG).text.replace(username, "") for _ in range(5)]

    def words(texts):
        return ["Wait" in text for text in texts], ["correct username" in text for text in texts]

    assert words(answers("mirel")) == words(answers("nobody"))


def test_letter_case_of_a_name_gives_no_new_tries(client, reporter):
    for name in ("mirel", "Mirel", "MIREL"):
        attempt(client, name, WRONG)

    assert has_to_wait(attempt(client, "mirel", RIGHT))


def test_one_address_that_tries_many_accounts_has_to_wait(client, reporter):
    for number in range(throttle.FREE["address"]):
        attempt(client, f"somebody{number}", WRONG)

    assert has_to_wait(attempt(client, "mirel", RIGHT))
    assert is_in(attempt(Client(), "mirel", RIGHT, ELSEWHERE))


def test_an_address_gains_nothing_by_an_account_of_its_own(reporter):
    make_user("reporter", username="insider")
    for number in range(throttle.FREE["address"] - 1):
        attempt(Client(), f"somebody{number}", WRONG)
    attempt(Client(), "insider", RIGHT)
    attempt(Client(), "somebody", WRONG)

    assert has_to_wait(attempt(Client(), "mirel", RIGHT))


def test_all_addresses_of_one_ipv6_network_are_one(client, reporter):
    for number in range(throttle.FREE["address"]):
        attempt(client, f"somebody{number}", WRONG, f"2001:db8:1:2::{number:x}")

    assert has_to_wait(attempt(client, "mirel", RIGHT, "2001:db8:1:2:ffff::1"))


def test_behind_a_proxy_the_address_is_what_the_proxy_added_last(settings, reporter):
    settings.BEHIND_PROXY = True
    number = count()
    for _ in range(throttle.FREE["address"]):
        invented = f"192.0.2.{next(number)}, {HERE}"
        Client(headers={"X-Forwarded-For": invented}).post(
            "/admin/login/", {"username": f"somebody{next(number)}", "password": WRONG}
        )
    one = Client(headers={"X-Forwarded-For": HERE})

    assert has_to_wait(one.post("/admin/login/", {"username": "mirel", "password": RIGHT}))


def test_nobody_is_locked_out_of_the_browser_they_signed_in_with(client, reporter):
    attempt(client, "mirel", RIGHT)
    client.post("/admin/logout/")
    lock()

    assert has_to_wait(attempt(Client(), "mirel", RIGHT))
    assert is_in(attempt(client, "mirel", RIGHT))


def test_a_known_browser_waits_for_its_own_wrong_passwords(client, reporter):
    attempt(client, "mirel", RIGHT)
    client.post("/admin/logout/")
    for _ in range(throttle.FREE["browser"]):
        attempt(client, "mirel", WRONG)

    assert has_to_wait(attempt(client, "mirel", RIGHT))


def test_a_browser_known_for_one_account_passes_no_delay_of_another(client, reporter):
    make_user("reporter", username="insider")
    attempt(client, "insider", RIGHT)
    client.post("/admin/logout/")
    lock()

    assert has_to_wait(attempt(client, "mirel", RIGHT))


def test_a_forged_mark_of_a_browser_passes_nothing(client, reporter):
    lock()
    client.cookies[throttle.COOKIE] = f'{{"name": "x", "accounts": [{reporter.pk}]}}'

    assert has_to_wait(attempt(client, "mirel", RIGHT))


def test_the_mark_of_a_browser_goes_to_staff_pages_alone_and_no_script_reads_it(client, reporter):
    cookie = attempt(client, "mirel", RIGHT).cookies[throttle.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


def test_a_computer_that_a_desk_shares_knows_all_of_them(client, reporter):
    make_user("reporter", username="aigul")
    for name in ("mirel", "aigul"):
        attempt(client, name, RIGHT)
        client.post("/admin/logout/")
    lock()

    assert is_in(attempt(client, "mirel", RIGHT))


def test_who_signs_in_hears_of_wrong_passwords(client, reporter):
    attempt(client, "mirel", RIGHT)
    client.post("/admin/logout/")
    for _ in range(3):
        attempt(Client(), "mirel", WRONG, ELSEWHERE)
    attempt(client, "mirel", RIGHT)

    assert "A wrong password was typed 3 times for your account" in client.get("/admin/").text


def test_a_try_is_counted_before_the_password_is_looked_at(client, reporter, monkeypatch):
    counted = []
    monkeypatch.setattr(
        "django.contrib.auth.forms.authenticate", lambda *_, **__: counted.append(SignInTries.objects.count())
    )
    attempt(client, "mirel", WRONG)

    assert counted == [2]  # the account and the address


def test_a_right_password_is_forgotten_at_once(client, reporter):
    attempt(client, "mirel", WRONG)
    attempt(client, "mirel", RIGHT)

    assert not SignInTries.objects.filter(key__startswith="account:").exists()


def test_tries_are_forgotten_after_a_day(client, reporter):
    lock()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert is_in(attempt(client, "mirel", RIGHT))
        assert all(row.count <= 1 for row in SignInTries.objects.all())


def test_no_address_is_kept_and_its_hash_has_16_bits(client, reporter):
    attempt(client, "mirel", WRONG)
    (address,) = SignInTries.objects.filter(key__startswith="address:")

    assert len(bytes.fromhex(address.key.removeprefix("address:"))) == 2
    assert HERE not in str(everything())


def test_the_key_of_addresses_is_another_each_day_and_the_old_one_is_gone(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    today = daily_key.of_today()
    assert daily_key.of_today() == today
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert daily_key.of_today() != today

    assert len(list((tmp_path / daily_key.FOLDER).iterdir())) == 1


def test_processes_that_come_first_at_once_have_one_key(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: daily_key.of_today(), range(32)))

    assert len(keys) == 1


def test_a_busy_database_is_said_in_a_sentence(client, reporter, monkeypatch):
    def busy(*_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(throttle, "begin", busy)

    assert "The database is busy" in attempt(client, "mirel", RIGHT).text


@pytest.mark.needs("postgresql")
@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted_one_by_one(reporter):
    def try_once(_):
        try:
            return has_to_wait(attempt(Client(), "mirel", WRONG))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waiting = list(pool.map(try_once, range(16)))

    assert waiting.count(False) == throttle.FREE["account"]
