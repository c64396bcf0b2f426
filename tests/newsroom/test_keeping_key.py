"""The key of an account that opens what its browsers keep: who gets it, and when it is another one."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom import accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/keeping-key/"


@pytest.fixture
def reporter():
    return make_user("reporter")


@pytest.fixture
def desk(reporter):
    return signed_in(reporter)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def key(client) -> str:
    return client.post(ADDRESS).json()["key"]


def test_the_key_is_one_for_the_account_and_another_for_each_other(desk, reporter):
    assert key(desk) == key(signed_in(reporter))
    assert key(desk) != key(signed_in(make_user("reporter")))


def test_no_browser_stores_the_answer(desk):
    assert "no-store" in desk.post(ADDRESS)["Cache-Control"]


def test_it_is_not_told_to_who_is_not_signed_in(db):
    answer = Client().post(ADDRESS)
    assert (answer.status_code, b"key" in answer.content) == (302, False)


def test_it_is_not_told_by_an_address(desk):
    assert desk.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_gets_none(desk, headers):
    assert desk.post(ADDRESS, headers=headers).status_code == 403


def test_a_page_without_its_token_gets_none(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert client.post(ADDRESS).status_code == 403


def test_it_survives_a_session_that_ran_out(desk, reporter):
    before = key(desk)
    desk.session.flush()
    assert key(signed_in(reporter)) == before


def test_signing_out_draws_another(desk, reporter):
    before = key(desk)
    desk.post(reverse("admin:logout"))
    assert key(signed_in(reporter)) != before


def test_ending_the_sessions_draws_another(desk, reporter):
    before = key(desk)
    accounts.end_sessions(reporter)
    assert key(signed_in(reporter)) != before


def test_another_password_draws_another(desk, reporter):
    before = key(desk)
    new = "another long pass phrase"
    data = {"old_password": "a long pass phrase", "new_password1": new, "new_password2": new}
    assert desk.post(reverse("admin:password_change"), data).status_code == 302
    assert key(desk) != before


def test_a_password_whose_hash_is_made_anew_at_the_sign_in_leaves_it(reporter, settings):
    before = key(signed_in(reporter))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS]
    client = Client()
    assert client.login(username=reporter.username, password="a long pass phrase")
    assert key(client) == before
