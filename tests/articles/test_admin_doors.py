"""Doors of the admin of stories that a browser seldom opens: what they refuse, and that none of them is a server error."""

import pytest
from django.urls import reverse

from articles.models import Article, Status
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
