"""Where a test in a browser begins."""

import pytest

from tests.factories import make_user
from tests.support.browser import log_in


@pytest.fixture
def writing(db, page):
    """A new story, with the cursor in its text."""
    make_user("editor", username="anna")
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").click()
    return page
