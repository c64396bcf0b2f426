"""Doors of the admin of stories that a browser seldom opens: what they refuse, and that none of them is a server error."""

import pytest
from django.urls import reverse

from articles.models import Status
from tests.factories import make_article, make_person, make_section, make_user

LIST = "/admin/articles/article/"


@pytest.fixture
def editor(client):
    user = make_user("editor")
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client):
    user = make_user("reporter")
    client.force_login(user)
    return user


# Outside a transaction -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_story_is_taken_down_where_nothing_opened_a_transaction(client, editor):
    article = make_article()
    response = client.post(f"{LIST}{article.pk}/unpublish/", {"reason": "An error"})
    article.refresh_from_db()
    assert (response.status_code, article.status) == (302, Status.WITHDRAWN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [make_article, make_section, make_person])
def test_a_post_to_the_history_only_shows_it(client, editor, make):
    row = make()
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_history", args=[row.pk])
    assert client.post(address).status_code == 200


# Addresses that nobody is led to ---------------------------------------------------------------------------------------

HUGE = "9" * 30


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "published_at__year=9999",
        "published_at__year=1",
        "published_at__year=2020&published_at__month=13",
        f"published_at__month={HUGE}",
        "published_at__year__exact=9999",
        f"section__id__exact={HUGE}",
        f"section__id__exact=-{HUGE}",
        f"section__id__in=1,{HUGE}",
        "kind=%00",
        "language__exact=%00",
    ],
)
def test_no_address_of_the_list_is_a_server_error(client, editor, asked):
    make_article()
    response = client.get(f"{LIST}?{asked}", follow=True)
    assert response.status_code in {200, 400}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["%C2%B2", HUGE, "-1", "%00", "x"])
@pytest.mark.parametrize("page", ["articles/article", "articles/section", "articles/page", "newsroom/user"])
def test_no_key_in_an_address_is_a_server_error(client, key, page):
    client.force_login(make_user("admin"))
    address = f"/admin/{page}/{key}/change/"
    assert {client.get(address).status_code, client.post(address).status_code} <= {302, 404}
