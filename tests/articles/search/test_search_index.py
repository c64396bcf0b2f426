"""The index follows what readers see, in the transaction of the change, and keeps no byte of what they must not."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, IndexedStory, Mention, SearchRules, StoryWords
from articles.search import building, index
from people import merging, naming
from people.base.jobs import Job
from people.models import Exposure
from tests.factories import make_article, make_correction, make_person, make_topic, make_user

pytestmark = pytest.mark.django_db


def words() -> str:
    return "\n".join(row.words for row in StoryWords.objects.all())


def found(client, query: str) -> list[str]:
    return [result.story.public_title for result in client.get("/search/", {"q": query}).context["page"]]


def test_a_story_is_found_from_its_publication_to_its_withdrawal(client):
    chief, article = make_user("chief"), make_article("A lantern", published=False, status="approved")
    assert (words(), found(client, "lantern")) == ("", [])

    workflow.publish(article, by=chief, reason="It is urgent.")
    assert found(client, "lantern") == ["A lantern"]
    workflow.withdraw(article, by=chief, reason="It was wrong.")
    assert (words(), found(client, "lantern"), IndexedStory.objects.count()) == ("", [], 0)


def test_a_scheduled_story_is_found_when_its_time_has_come_and_nothing_runs(client):
    later = timezone.now() + timedelta(hours=1)
    make_article("A lantern", at=later, withdraw_at=later + timedelta(hours=1))
    hours = {0: [], 1.5: ["A lantern"], 2.5: []}

    for passed, expected in hours.items():
        with time_machine.travel(timezone.now() + timedelta(hours=passed)):
            assert found(client, "lantern") == expected, passed


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(client):
    article = make_article("A lantern")
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status="withdrawn", withdrawn_at=timezone.now())
        index.follow([article.pk])
        transaction.set_rollback(True)

    assert found(client, "lantern") == ["A lantern"]


def test_another_time_moves_a_story_and_leaves_it_there_once(client):
    article = make_article("A lantern")
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(days=900))
    index.follow([article.pk])

    assert (StoryWords.objects.count(), found(client, "lantern")) == (1, ["A lantern"])


def test_a_name_that_is_withheld_goes_from_the_index_with_the_decision(client):
    person = make_person("Bekzat Eralinov")
    make_article("A verdict on Bekzat Eralinov", body="<p>Eralinov was silent.</p>", about=[person])
    assert found(client, "Eralinov") == ["A verdict on Bekzat Eralinov"]

    naming.expose(person, Exposure.WITHHELD)
    assert "eralinov" not in words()
    assert "eralinov" not in "".join(IndexedStory.objects.values_list("head", flat=True))
    assert found(client, "Eralinov") == found(client, "Эралинов") == []
    naming.expose(person, Exposure.NAMED)
    assert len(found(client, "Эралинов")) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.needs("sqlite")  # PostgreSQL removes what is deleted by its own vacuum
def test_of_a_withheld_name_no_byte_is_left_in_the_index():
    person = make_person("Bekzat Krabbozzy")
    make_article(body="<p>Krabbozzy saw grizzly bears.</p>", about=[person])
    assert (stands_in_file(b"abbozzi"), stands_in_file(b"rizzli")) == (True, True)

    naming.expose(person, Exposure.WITHHELD)
    is_old = sqlite3.sqlite_version_info[:2] < building.DELETES_BYTES
    assert stands_in_file(b"abbozzi") == Job.objects.filter(kind=building.FORGET).exists() == is_old
    building.work_off()
    assert not Job.objects.filter(kind=building.FORGET).exists()
    assert (stands_in_file(b"abbozzi"), stands_in_file(b"rizzli")) == (False, True)


def stands_in_file(stem: bytes) -> bool:
    """Whether the database's file holds a stem, which is written so in the index alone; without its first letter, which the
    index may leave to the neighbour."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return stem in Path(connection.settings_dict["NAME"]).read_bytes()


def test_a_merged_subject_leads_to_the_stories_of_both(client):
    one, other = make_person("Ovena Strell"), make_person("Owena Strelle")
    make_article("First", about=[one])
    make_article("Second", about=[other])
    merging.merge(one, other, by=make_user("chief"))

    assert sorted(found(client, "Ovena Strell")) == ["First", "Second"]
    assert (
        StoryWords.objects.filter(words__contains=f"§s{other.pk} ").count() == 0
        if connection.vendor == "sqlite"
        else True
    )


def test_a_tag_that_is_proposed_or_refused_leads_nowhere(client):
    person = make_person("Ovena Strell")
    article = make_article("First")
    for state in (Mention.State.SUGGESTED, Mention.State.REJECTED):
        Mention.objects.update_or_create(article=article, subject=person, defaults={"state": state})
        index.follow([article.pk])
        assert found(client, "Strell") == []


def test_an_upgrade_builds_the_index_in_portions_and_goes_on_where_it_was_stopped(client, monkeypatch):
    monkeypatch.setattr(building, "PORTION", 2)
    monkeypatch.setattr(building, "RULES", building.RULES + 1)
    for number in range(5):
        make_article(f"Lantern {number}", topics=[make_topic(f"Topic {number}")])
    StoryWords.objects.remove(StoryWords.objects.values_list("pk", flat=True))
    IndexedStory.objects.all().delete()

    assert building.begin()
    waiting = Job.objects.filter(kind=building.BUILD)
    building.do(waiting.order_by("-key").first())
    assert 0 < len(found(client, "lantern")) < 5
    call_command("run_due", verbosity=0)
    assert (len(found(client, "lantern")), waiting.count()) == (5, 0)
    assert not building.begin()
    assert SearchRules.objects.filter(version=building.RULES).exists()


def test_a_portion_costs_as_much_with_twenty_stories_as_with_two():
    keys = [make_article(about=[make_person()], topics=[make_topic(f"Topic {number}")]).pk for number in range(20)]
    costs = []
    for some in (keys[:2], keys):
        with CaptureQueriesContext(connection) as asked:
            index.follow(some)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 13


def test_a_story_is_found_by_its_headline_for_cards_and_by_what_readers_are_told_of_corrections(client):
    story = make_article("Nine boats", short_title="Regatta", body="<p>At the pier.</p>")
    make_correction(story, "An earlier version named another harbour.")
    make_correction(story, "The umpire was misquoted.", published_at=timezone.now() + timedelta(days=1))
    index.follow([story.pk])
    assert [bool(found(client, query)) for query in ("regatta", "harbours", "umpire")] == [True, True, False]
