"""Who is signed in, for tests of the admin."""

import pytest

from newsroom.models import User
from tests.factories import make_user


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
