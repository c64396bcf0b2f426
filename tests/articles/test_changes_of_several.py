"""Section, topics and byline of several stories at once: asked, shown, and saved each by itself."""

import pytest
from reversion.models import Version

from articles.models import AuditEntry, Byline
from people.models import Exposure
from tests.factories import make_article, make_organization, make_person, make_section, make_topic, make_user
from tests.support.admin import sentences
from tests.support.rows import fresh

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def post(client, *stories, confirmed=True, **wish):
    data = {"action": "change", "_asked": "1", "_selected_action": [story.pk for story in stories]}
    data |= {f"version_{story.pk}": fresh(story).version for story in stories}
    data |= {"_confirmed": "1"} if confirmed else {}
    return client.post(LIST, data | wish, follow=True)


def bylines(story) -> list[str]:
    return [str(row) for row in story.bylines.all()]


def test_the_form_comes_first_then_what_would_change_and_nothing_is_saved_yet(client, editor):
    story, section = make_article("The court sat"), make_section("Courts")
    data = {"action": "change", "_selected_action": story.pk, f"version_{story.pk}": story.version}
    form = client.post(LIST, data).content.decode()
    assert 'name="section"' in form
    assert 'name="_confirmed"' not in form
    shown = post(client, story, confirmed=False, section=section.pk).content.decode()
    assert "The court sat" in shown
    assert "Courts" in shown
    assert "Human Rights" in shown
    assert "Readers get published stories as they are changed" in shown
    assert 'value="Change 1 story"' in shown
    assert fresh(story).version == story.version


def test_each_story_gets_section_topics_and_byline_as_one_version_of_its_own(client, editor):
    old, new, section = make_topic("Old"), make_topic("New"), make_section("Courts")
    person = make_person("Aqylbek Muratbai")
    stories = [make_article(topics=[old], published=number == 0) for number in range(2)]
    wish = {"section": section.pk, "add_topics": new.pk, "remove_topics": old.pk, "person": person.pk}
    versions = [story.version for story in stories]
    said = sentences(post(client, *stories, **wish))
    assert "Change section, topics, byline: 2 stories." in said
    for story, version in zip(map(fresh, stories), versions, strict=True):
        assert story.version == version + 1
        assert story.section == section
        assert [topic.name for topic in story.topics.all()] == ["New"]
        assert bylines(story) == ["Aqylbek Muratbai"]
        assert Version.objects.get_for_object(story).exists()
        assert AuditEntry.objects.filter(article_id=story.pk, by=editor).count() == 1


def test_readers_get_the_published_story_at_once(client, editor):
    story, section = make_article("The court sat"), make_section("Courts")
    post(client, story, section=section.pk)
    assert "The court sat" in client.get(section.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("replaces", "expected"), [({}, ["News desk", "Anna Berg"]), ({"replaces": "on"}, ["Anna Berg"])]
)
def test_a_byline_stands_after_the_others_or_in_their_place(client, editor, replaces, expected):
    story = make_article()
    Byline.objects.create(article=story, text="News desk")
    post(client, story, text="Anna Berg", **replaces)
    assert bylines(fresh(story)) == expected


def test_who_signs_already_is_not_added_again(client, editor):
    story, desk = make_article(), make_organization("News desk")
    Byline.objects.create(article=story, desk=desk)
    said = sentences(post(client, story, desk=desk.pk))
    assert "It is like this already." in said
    assert fresh(story).version == story.version


def test_a_story_of_another_edition_is_left_and_named(client, editor):
    english, russian = make_article("The court sat"), make_article("Суд начался", language="ru")
    section = make_section("Courts")
    said = sentences(post(client, english, russian, section=section.pk))
    assert "Not changed: “Суд начался”. Of another edition: Courts." in said
    assert fresh(english).section == section


def test_a_story_that_may_not_be_changed_is_left_and_a_hidden_one_is_not_named(client, reporter):
    topic = make_topic("New")
    own = make_article("Mine", published=False, created_by=reporter)
    public, hidden = make_article("Out already"), make_article("Canary", published=False)
    shown = post(client, own, public, hidden, confirmed=False, add_topics=topic.pk).content.decode()
    assert "You may not change it." in shown
    assert "Canary" not in shown
    response = post(client, own, public, hidden, add_topics=topic.pk)
    said = sentences(response)
    assert "Change section, topics, byline: 1 story." in said
    assert "Not changed: “Out already”. You may not change it." in said
    assert "1 story was not found." in said
    assert "Canary" not in response.content.decode()
    assert [list(fresh(story).topics.all()) for story in (own, public, hidden)] == [[topic], [], []]


def test_a_story_that_was_saved_meanwhile_is_left(client, editor):
    story, topic = make_article("Changed"), make_topic("New")
    said = sentences(post(client, story, add_topics=topic.pk, **{f"version_{story.pk}": 999}))
    assert "saved elsewhere after you opened it" in said
    assert not fresh(story).topics.exists()


def test_a_byline_of_somebody_whom_the_user_may_not_see_stays(client):
    reporter = make_user("reporter")
    client.force_login(reporter)
    story = make_article("Mine", published=False, created_by=reporter)
    Byline.objects.create(article=story, person=make_person("Asel Toktosunova", exposure=Exposure.WITHHELD))
    shown = post(client, story, confirmed=False, text="Anna Berg", replaces="on")
    assert "Toktosunova" not in shown.content.decode()
    post(client, story, text="Anna Berg", replaces="on")
    assert set(fresh(story).bylines.values_list("person__label", "text")) >= {(None, "Anna Berg")}
    assert fresh(story).bylines.filter(person__exposure=Exposure.WITHHELD).exists()


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({}, "Choose what to change."),
        ({"text": "A", "both": "desk"}, "fill in just one of them"),
        ({"section": "9999"}, "Select a valid choice"),
        ({"add_topics": "x"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_is_said_at_the_form(client, editor, wish, why):
    story, desk = make_article(), make_organization("News desk")
    if wish.pop("both", ""):
        wish["desk"] = desk.pk
    page = post(client, story, **wish).content.decode()
    assert why in page
    assert fresh(story).version == story.version


def test_who_only_tags_is_not_offered_it(client):
    client.force_login(make_user("tagger"))
    make_article()
    assert "Change section" not in client.get(LIST).content.decode()
