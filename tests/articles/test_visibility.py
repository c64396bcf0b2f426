"""Why a story is not visible, in words that agree with what readers get."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.workflow.visibility import why_not_visible
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HOUR = timedelta(hours=1)
STAGES = {
    "It is a draft": {"published": False},
    "It is in review": {"published": False, "status": "in_review"},
    "It is approved": {"published": False, "status": "approved"},
    "It was discarded": {"published": False, "discarded_at": NOW},
    "It is scheduled": {"at": NOW + HOUR},
    "It is under embargo": {"at": NOW + HOUR, "embargo_until": NOW + HOUR / 2},
    "It was set to be withdrawn": {"at": NOW - 2 * HOUR, "withdraw_at": NOW - HOUR},
    "It was withdrawn": {"status": "withdrawn", "withdrawn_at": NOW - HOUR},
}


@pytest.mark.parametrize("sentence", STAGES)
def test_each_stage_that_readers_do_not_see_is_told(sentence, client):
    article = make_article(**STAGES[sentence])

    assert sentence in why_not_visible(article)[0]
    assert not Article.objects.published().exists()
    assert client.get(article.get_absolute_url()).status_code in {404, 410}


def test_nothing_is_told_of_a_story_that_readers_see(client):
    article = make_article()

    assert why_not_visible(article) == []
    assert client.get(article.get_absolute_url()).status_code == 200


def test_what_keeps_a_draft_from_being_published_is_told_too():
    article = make_article(published=False, section=None, body="")
    Article.objects.update(section=None)
    article.refresh_from_db()

    with pytest.raises(workflow.Refused) as refused:
        workflow.publish(article, by=make_user("editor"))
    assert set(refused.value.messages) <= set(why_not_visible(article))


def test_a_language_without_an_edition_is_told(settings):
    article = make_article()
    settings.EDITIONS = ["ru"]

    assert "LANGUAGES" in why_not_visible(article)[0]


def test_the_command_takes_numbers_and_addresses(capsys):
    seen, draft = make_article(), make_article(published=False)

    call_command("explain_visibility", str(draft.pk), seen.get_absolute_url())

    out = capsys.readouterr().out
    assert f"#{draft.pk}: not visible to readers. It is a draft" in out
    assert f"#{seen.pk}: visible to readers at {seen.get_absolute_url()}" in out


def test_the_command_says_what_to_give_for_a_story_that_is_not_there(capsys):
    with pytest.raises(CommandError, match="Give the number of a story"):
        call_command("explain_visibility", "999999", "nothing")
    assert "nothing: there is no such story." in capsys.readouterr().err
