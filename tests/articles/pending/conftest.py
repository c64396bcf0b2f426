"""A published story, of which the tests of this folder propose a change."""

import pytest

from articles.models import Byline
from tests.factories import make_article, make_person


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def article(person):
    article = make_article("The headline", body="<p>The old text.</p>", summary="A dek", about=[person])
    Byline.objects.create(article=article, text="Dashboard")
    return article
