"""Who is signed in, for tests of the admin, and what the front page holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FrontPage, Pin
from newsroom.models import User
from tests.factories import make_article, make_user


@pytest.fixture
def editor(client) -> User:
    user = make_user("editor")
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client) -> User:
    user = make_user("reporter")
    client.force_login(user)
    return user


@pytest.fixture
def chief(client) -> User:
    user = make_user("chief")
    client.force_login(user)
    return user


@pytest.fixture
def board():
    """Three stories, the first the newest; the third is pinned to place 1."""
    stories = [make_article(name, at=timezone.now() - timedelta(hours=hour)) for hour, name in enumerate("ABC", 1)]
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=stories[2], position=1)
    return stories, page
