"""The table of stories by language, at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Translation
from tests.factories import make_article, make_user
from tests.support.at_the_desk import at_the_desk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def test_a_translation_is_begun_from_the_table_and_brought_up_to_date(page):
    anna = make_user("editor", username="anna")
    story = make_article("Ferries stop at Teshmar", published_at=timezone.now() - timedelta(days=1))
    with workflow.changing(story, by=anna, comment="edited"):
        story.summary = "Boats lie idle."
    me = at_the_desk(page, "anna")
    me.follow("Stories by language")
    me.follow("Translate: Ferries stop at Teshmar, Русский")
    draft = Article.objects.exclude(pk=story.pk).get()
    assert draft.language == "ru"
    with workflow.changing(story, by=anna, comment="edited"):
        story.summary = "Boats run again."
    me.follow("Stories", within="Main")
    me.follow("By language")
    me.follow("Behind: Ferries stop at Teshmar, Русский")
    me.follow("Tell readers")
    assert Translation.objects.get().is_told
    me.follow("See what changed")
    assert "run again." in page.inner_text("#content")
    page.go_back()
    me.follow("It is up to date")
    assert not Translation.objects.get().is_behind
    assert page.visit.is_clean, page.visit
