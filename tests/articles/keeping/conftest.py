"""What the tests of keeping what was typed share."""

import pytest

from tests.factories import make_article


@pytest.fixture
def story(db):
    return make_article("Stored", published=False)
