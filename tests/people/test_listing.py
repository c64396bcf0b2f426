"""Readers find somebody since an editor said so, or since a story named them: never because a draft is being written."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from articles import workflow
from articles.models import Mention
from people import naming
from people.models import Exposure, Person, Place, Subject, SubjectText
from tests.factories import make_article, make_person, make_place, make_user
from tests.support.desk import publish

pytestmark = pytest.mark.django_db


def unlisted(name="Source Of Draft", **fields):
    return make_person(name, listed_from=None, **fields)


def found(client, name="Source Of Draft") -> bool:
    return name in client.get("/people/").text or client.get("/people/source-of-draft/").status_code == 200


def add(client, name, **more):
    data = {"name": name, "language": "en", "summary": "", "exposure": "named", "slug": "", "confirmed": "1", **more}
    for prefix in ("names", "identifiers", "memberships"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return client.post("/admin/people/person/add/" + ("?_popup=1" if "_popup" in more else ""), data)


def test_somebody_whom_a_reporter_adds_is_not_found(client):
    client.force_login(make_user("reporter"))
    add(client, "Source Of Draft")

    assert Person.objects.get().label == "Source Of Draft"
    assert not found(client)


def test_somebody_whom_an_editor_adds_beside_a_draft_is_not_found(client):
    client.force_login(make_user("editor"))
    add(client, "Source Of Draft", _popup="1")

    assert Person.objects.get().label == "Source Of Draft"
    assert not found(client)


def test_somebody_whom_an_editor_adds_on_the_full_page_is_found(client):
    client.force_login(make_user("editor"))
    add(client, "Source Of Draft")

    assert found(client)


def test_a_draft_lists_nobody(client):
    article = make_article(published=False, about=[unlisted()])
    with workflow.changing(article, by=make_user("editor"), comment="edited"):
        pass

    assert not found(client)


@pytest.mark.parametrize("how", ["about", "by"])
def test_publishing_lists_whom_the_story_names_and_who_signed_it(how, client):
    person = unlisted()
    article = make_article(published=False, **{how: [person] if how == "about" else person})
    publish(article, by=make_user("editor"))

    assert found(client)


def test_a_scheduled_story_lists_at_its_time(client):
    article = make_article(published=False, about=[unlisted()])
    due = timezone.now() + timedelta(hours=1)
    publish(article, by=make_user("editor"), at=due)

    assert not found(client)
    with time_machine.travel(due, tick=False):
        assert found(client)


def test_a_story_taken_from_the_schedule_lists_nobody(client):
    article, editor = make_article(published=False, about=[unlisted()]), make_user("editor")
    due = timezone.now() + timedelta(hours=1)
    publish(article, by=editor, at=due)
    workflow.unpublish(article, by=editor)

    with time_machine.travel(due + timedelta(hours=1), tick=False):
        assert not found(client)


def test_a_place_lists_what_it_lies_in(client):
    region = make_place("Karakalpakstan", listed_from=None)
    nukus = make_place("Nukus", parent=region, listed_from=None)
    publish(make_article(published=False, about=[nukus]), by=make_user("editor"))

    assert set(Place.objects.public()) == {region, nukus}


def test_a_suggested_or_rejected_mention_lists_nobody(client):
    article = make_article(published=False, about=[unlisted()])
    Mention.objects.update(state="rejected")
    publish(article, by=make_user("editor"))

    assert not Subject.objects.public().exists()


@pytest.mark.parametrize(
    ("summary", "shown"),
    [("Activist, known as M. Initialsky", False), ("Marats neighbour", False), ("An activist", True)],
)
def test_a_description_that_tells_the_name_is_kept_back(summary, shown, client):
    person = make_person("Marat Initialsky")
    SubjectText.objects.create(subject=person, language="en", summary=summary, biography="")
    naming.expose(person, Exposure.INITIALS)

    assert (summary in client.get(person.get_absolute_url()).text) == shown
    assert (summary in client.get("/people/").text) == shown


# No longer -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("listed_by_hand", [False, True])
def test_whoever_is_named_in_withdrawn_stories_alone_is_found_no_more(listed_by_hand, client):
    chief, person = make_user("chief"), make_person("Source Of Draft") if listed_by_hand else unlisted()
    articles = [make_article(published=False, about=[person]) for _ in range(2)]
    for article in articles:
        publish(article, by=chief)
    workflow.withdraw(articles[0], by=chief, reason="It is wrong.")
    assert found(client)

    workflow.withdraw(articles[1], by=chief, reason="It is wrong.")
    assert not found(client)

    publish(articles[0], by=chief)
    assert found(client)


def test_whoever_was_listed_by_hand_and_is_named_in_no_story_stays(client):
    person = make_person("Source Of Draft")
    naming.refresh(person)
    assert found(client)


def test_the_clock_alone_unlists_and_lists_again(client):
    person, editor, now = unlisted(), make_user("editor"), timezone.now()
    hours = [now + timedelta(hours=number) for number in range(5)]
    publish(make_article(published=False, about=[person], withdraw_at=hours[1]), by=editor)
    publish(make_article(published=False, about=[person], withdraw_at=hours[4]), by=editor, at=hours[3])

    seen = []
    for hour in (hours[0], hours[2], hours[3], hours[4]):
        with time_machine.travel(hour + timedelta(minutes=1), tick=False):
            seen.append(found(client))
    assert seen == [True, False, True, False]


def test_whoever_is_untagged_from_the_only_story_is_found_no_more(client):
    person, tagger = unlisted(), make_user("tagger")
    article = make_article(published=False, about=[person])
    publish(article, by=make_user("editor"))
    article.refresh_from_db()
    workflow.tag(article, by=tagger, opened_version=article.version, chosen=[], main=[], shown=[person.pk])

    assert not found(client)


def test_a_place_that_holds_others_stays_listed():
    region, chief = make_place("Karakalpakstan", listed_from=None), make_user("chief")
    nukus = make_place("Nukus", parent=region, listed_from=None)
    article = make_article(published=False, about=[nukus])
    publish(article, by=chief)
    workflow.withdraw(article, by=chief, reason="It is wrong.")

    assert list(Place.objects.public()) == [region]


def test_after_an_upgrade_the_next_run_unlists_whom_only_withdrawn_stories_name(client):
    chief, gone, kept = make_user("chief"), make_person("Source Of Draft"), make_person("Kept Listed")
    article = make_article(published=False, about=[gone])
    make_article(about=[kept])
    publish(article, by=chief)
    workflow.withdraw(article, by=chief, reason="It is wrong.")
    Subject.objects.update(listed_until=None, is_listed_by_stories=False)  # as before there were such columns
    assert found(client)

    call_command("run_due", verbosity=0)
    assert not found(client)
    assert Subject.objects.get(pk=kept.pk).is_listed


def test_whoever_an_editor_lists_after_the_only_story_was_withdrawn_stays(client):
    chief, person = make_user("chief"), unlisted()
    article = make_article(published=False, about=[person])
    publish(article, by=chief)
    workflow.withdraw(article, by=chief, reason="It is wrong.")
    naming.list_from(Subject.objects.get(pk=person.pk), timezone.now())

    call_command("run_due", verbosity=0)
    assert found(client)
