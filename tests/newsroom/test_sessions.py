"""Signing people out: by the button, by closing their account, by another role; and that no address is kept."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from newsroom import accounts
from newsroom.models import User
from tests.factories import make_user
from tests.support.admin import as_typed, sentences
from tests.support.rows import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = make_user("admin")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def reporter():
    return make_user("reporter")


@pytest.fixture
def phone(reporter):
    client = Client()
    client.force_login(reporter)
    return client


def page_of(user) -> str:
    return reverse("admin:newsroom_user_change", args=[user.pk])


def is_signed_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_all_sessions_of_a_person_end_and_nobody_elses(admin, reporter, phone):
    laptop, other = Client(), Client()
    laptop.force_login(reporter)
    other.force_login(make_user("reporter"))
    response = admin.post(reverse("admin:newsroom_user_end_sessions", args=[reporter.pk]), follow=True)

    assert "signed out everywhere" in sentences(response)
    assert [is_signed_in(one) for one in (phone, laptop, other, admin)] == [False, False, True, True]


def test_who_was_signed_out_signs_in_again_with_the_same_password(admin, reporter):
    admin.post(reverse("admin:newsroom_user_end_sessions", args=[reporter.pk]))

    assert Client().login(username=reporter.username, password="a long pass phrase")


def test_sessions_are_ended_by_post_alone(admin, reporter, phone):
    assert admin.get(reverse("admin:newsroom_user_end_sessions", args=[reporter.pk])).status_code == 405
    assert is_signed_in(phone)


def test_one_who_ends_their_own_sessions_ends_this_one_too(admin):
    admin.post(reverse("admin:newsroom_user_end_sessions", args=[admin.user.pk]))

    assert not is_signed_in(admin)


def test_closing_an_account_ends_its_sessions_for_good(admin, reporter, phone):
    admin.post(page_of(reporter), as_typed(admin.get(page_of(reporter)), is_active=None))
    assert not is_signed_in(phone)
    admin.post(page_of(reporter), as_typed(admin.get(page_of(reporter)), is_active="on"))

    assert User.objects.get(pk=reporter.pk).is_active
    assert not is_signed_in(phone)


def test_closing_an_account_takes_its_open_link(admin, reporter):
    accounts.new_link(reporter, by=admin.user)
    admin.post(page_of(reporter), as_typed(admin.get(page_of(reporter)), is_active=None))

    assert not reporter.invitations.exists()


def test_another_role_ends_the_sessions(admin, reporter, phone):
    role = Group.objects.get(name="tagger").pk
    admin.post(page_of(reporter), as_typed(admin.get(page_of(reporter)), role=role))

    assert not is_signed_in(phone)


def test_a_change_of_anything_else_leaves_the_sessions(admin, reporter, phone):
    admin.post(page_of(reporter), as_typed(admin.get(page_of(reporter)), first_name="Mirel", language="ru"))

    assert is_signed_in(phone)


def test_a_session_outlives_a_change_of_the_secret_key(settings, reporter, phone):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 50

    assert is_signed_in(phone)


def test_signing_in_keeps_no_address(client, reporter):
    address = {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "203.0.113.78"}
    client.post("/admin/login/", {"username": reporter.username, "password": "a long pass phrase"}, **address)

    assert "203.0.113" not in str(everything())
    assert "203.0.113" not in str(client.session.items())
