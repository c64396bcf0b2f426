"""Doors of the admin of people, organisations and places that a browser seldom opens."""

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor"))
    return client


@pytest.mark.parametrize(
    "asked",
    [f"country={HUGE}", "country=%C2%B2", "country=%00", "classification=%00", "exposure__exact=%00", "q=%00"],
)
def test_no_address_of_the_list_is_a_server_error(editor, asked):
    assert editor.get(f"/admin/people/place/?{asked}", follow=True).status_code in {200, 400}


@pytest.mark.parametrize("key", ["%C2%B2", HUGE, "-1", "%00", "x"])
@pytest.mark.parametrize("kind", ["person", "organization", "place", "subject"])
def test_no_key_in_an_address_is_a_server_error(editor, kind, key):
    address = f"/admin/people/{kind}/{key}/change/"
    assert {editor.get(address).status_code, editor.post(address).status_code} <= {302, 404}
