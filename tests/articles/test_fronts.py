"""Fronts of sections, topics and places: what stands where and when, without holes or doubles, and who arranges them."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, FrontPage, Pin, StoryLink
from articles.site import frontpage
from people import naming
from people.models import Exposure
from tests.factories import (
    make_article,
    make_image,
    make_package,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.support.admin import errors_of, post
from tests.support.front_page import address, pins, places, stored

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def ago(hours):
    return NOW - timedelta(hours=hours)


@pytest.fixture
def section():
    """A section with seven stories, A the newest; F leads its front."""
    section = make_section("Society")
    stories = [make_article(name, at=ago(number), section=section) for number, name in enumerate("ABCDEFG", 1)]
    front = FrontPage.objects.create(language="en", section=section)
    Pin.objects.create(front_page=front, article=stories[5], position=1)
    return section


def headlines(client, path) -> list[str]:
    return re.findall(r'teaser-headline"[^>]*><a[^>]*>([^<]+)', client.get(path).text)


# What stands where -----------------------------------------------------------------------------------------------------


def test_a_pinned_story_leads_its_section_and_the_newest_fill_the_rest_without_doubles(client, section):
    assert headlines(client, section.get_absolute_url()) == ["F", "A", "B", "C", "D", "E", "G"]


def test_a_front_of_one_owner_concerns_no_other(client, section):
    assert headlines(client, "/")[0] == "A"


@pytest.mark.parametrize(
    ("since", "until", "lead"), [(1, None, "A"), (-1, None, "F"), (None, -1, "A"), (-2, -1, "A"), (-1, 1, "F")]
)
def test_a_pin_begins_and_ends_by_the_clock(client, section, since, until, lead):
    hour = {None: None, 1: ago(-1), -1: ago(1), -2: ago(2)}
    Pin.objects.update(since=hour[since], until=hour[until])
    assert headlines(client, section.get_absolute_url())[0] == lead


def test_without_an_editors_hand_the_newest_with_a_picture_leads(client):
    section, picture = make_section("Society"), make_image(with_files=True, alt="A boat")
    for number, name in enumerate("ABC", 1):
        make_article(name, at=ago(number), section=section, lead_image=picture if name == "B" else None)
    assert headlines(client, section.get_absolute_url()) == ["B", "A", "C"]
    assert headlines(client, "/")[:3] == ["B", "A", "C"]


def test_a_second_page_of_the_list_has_no_front_and_repeats_nothing(client, section):
    for number in range(20):
        make_article(f"Old {number}", at=ago(100 + number), section=section)
    first, second = (headlines(client, f"{section.get_absolute_url()}{query}") for query in ("", "?page=2"))
    assert len(first) + len(second) == len({*first, *second}) == 27


def test_topics_and_places_have_fronts_too(client):
    topic, place = make_topic("Water"), make_place("Nukus")
    old = make_article("Old", at=ago(9), topics=[topic], about=[place])
    for number, name in enumerate(("New", "B", "C", "D"), 1):
        make_article(name, at=ago(number), topics=[topic], about=[place])
    for owner in ({"topic": topic}, {"place": place}):
        Pin.objects.create(front_page=FrontPage.objects.create(language="en", **owner), article=old, position=1)
    for owner in (topic, place):
        assert headlines(client, owner.get_absolute_url()) == ["Old", "New", "B", "C", "D"]


def test_the_front_of_a_place_is_of_one_edition(client):
    place = make_place("Nukus")
    front = FrontPage.objects.create(language="ru", place=place)
    Pin.objects.create(front_page=front, article=make_article("По-русски", language="ru", about=[place]), position=1)
    assert "По-русски" not in client.get(place.get_absolute_url()).text


def test_a_front_has_one_owner(section):
    with pytest.raises(IntegrityError), transaction.atomic():
        FrontPage.objects.create(language="en", section=section, topic=make_topic())
    with pytest.raises(IntegrityError), transaction.atomic():
        FrontPage.objects.create(language="en", section=section)


def test_a_pinned_draft_shows_on_no_front(client, section):
    Article.objects.filter(title="F").update(status="draft", published_at=None)
    assert "F" not in headlines(client, section.get_absolute_url())


# A package in a place --------------------------------------------------------------------------------------------------


def test_a_package_stands_in_a_place_with_its_first_stories_which_stand_nowhere_else(client, section):
    by_name = {story.title: story for story in Article.objects.all()}
    package = make_package("The ferry", by_name["C"], by_name["A"], by_name["F"])
    Pin.objects.create(front_page=FrontPage.objects.get(), package=package, position=2)
    text = client.get(section.get_absolute_url()).text
    assert headlines(client, section.get_absolute_url()) == ["F", "C", "B", "D", "E", "G"]
    assert text.count(f'href="{by_name["A"].get_absolute_url()}"') == 1
    assert f'href="{package.get_absolute_url()}"' in text


def test_a_package_without_a_public_story_leaves_no_hole(section):
    package = make_package("Secret plans", make_article(published=False))
    Pin.objects.create(front_page=FrontPage.objects.get(), package=package, position=2)
    page = frontpage.compose_for(section, "en", Article.objects.published().in_section(section))
    assert [story.title for story in page["places"]] == ["F", "A", "B", "C"]


# Beside a front --------------------------------------------------------------------------------------------------------


def test_beside_a_section_stand_its_topics_and_the_people_whom_its_stories_name(client):
    section, person = make_section("Society"), make_person("Ilka Morvane")
    make_article(section=section, topics=[make_topic("Water")], about=[person])
    make_article(section=section, topics=[make_topic("Secret plans")], published=False)
    text = client.get(section.get_absolute_url()).text
    assert ">Water</a>" in text
    assert "Ilka Morvane" in text
    assert "Secret plans" not in text
    naming.expose(person, Exposure.WITHHELD)
    assert "Morvane" not in client.get(section.get_absolute_url()).text


def test_the_index_of_topics_lists_those_under_which_a_reader_finds_a_story(client):
    make_article(topics=[make_topic("Water")])
    make_article(topics=[make_topic("Secret plans")], published=False)
    text = client.get("/topics/").text
    assert "Water" in text
    assert "1 story" in text
    assert "Secret plans" not in text


# What we link to most --------------------------------------------------------------------------------------------------


def linking(*targets, **fields):
    links = "".join(f'<p><a href="{target.get_absolute_url()}">before</a></p>' for target in targets)
    return make_article(body=links, **fields)


def most_linked(client) -> list[str]:
    part = client.get("/").text.partition('id="linked"')[2].partition("</section>")[0]
    return re.findall(r'class="headline"[^>]*>([^<]+)', part)


def test_the_most_linked_are_counted_from_our_own_published_stories_of_a_month(client):
    often, once, never = make_article("Often"), make_article("Once"), make_article("Never")
    linking(often, once)
    linking(often)
    linking(never, published=False)
    linking(never, at=NOW - timedelta(days=40))
    assert most_linked(client) == ["Often", "Once"]


def test_a_linked_story_that_is_withdrawn_is_listed_no_more(client):
    first, second, third = make_article("First"), make_article("Second"), make_article("Third")
    linking(first, second, third)
    Article.objects.filter(pk=first.pk).update(status="withdrawn", withdrawn_at=NOW)
    assert set(most_linked(client)) == {"Second", "Third"}


def test_a_link_that_is_taken_out_of_a_text_counts_no_more(editor):
    target = make_article("Target")
    story = linking(target)
    assert StoryLink.objects.get().target == target
    from articles import workflow

    with workflow.changing(story, by=editor, comment="edited"):
        story.body = "<p>No link.</p>"
    assert not StoryLink.objects.exists()


# The screen ------------------------------------------------------------------------------------------------------------


def test_the_front_of_a_section_is_begun_and_saved_on_the_same_screen(client, editor):
    section = make_section("Society")
    story = make_article("Lead", section=section, at=ago(5))
    make_article("New", section=section)
    way = client.get(f"/admin/articles/frontpage/en/open/?section={section.pk}").headers["Location"]
    assert places(client.get(way)) == ["New", "Lead", None, None]
    assert not FrontPage.objects.exists(), "opening it stores nothing"
    client.post("/admin/articles/frontpage/add/", pins((1, story), section=section.pk))
    front = FrontPage.objects.get()
    assert front.section == section
    assert stored(front) == [("Lead", 1)]
    assert places(client.get(address(front)))[0] == "Lead*"


def test_a_fifth_place_of_a_section_is_refused(client, editor, section):
    response = post(client, address(FrontPage.objects.get()), pins((5, make_article())))
    assert "error" in errors_of(response)


def test_more_packages_than_places_are_refused(client, editor, section):
    data, story = {"pins-TOTAL_FORMS": 6}, make_article()
    for number in range(6):
        package = make_package(f"Package {number}", story)
        data |= {f"pins-{number}-position": number + 1, f"pins-{number}-package": package.pk}
    response = post(client, address(FrontPage.objects.get()), pins() | data)
    assert "error" in errors_of(response)


def test_a_package_is_put_there_by_a_button_and_saved(client, editor, section):
    front, package = FrontPage.objects.get(), make_package("The ferry", make_article())
    moved = post(client, address(front), pins(_arrange=f"put:p{package.pk}:2", _part="board"))
    assert f'name="pins-0-package" value="{package.pk}"' in moved.text
    data = {"pins-TOTAL_FORMS": 1, "pins-0-position": 2, "pins-0-package": package.pk}
    assert post(client, address(front), pins() | data).status_code == 302
    assert front.pins.get().package == package


def test_a_card_that_begins_later_says_so_and_what_stands_there_until_then(client, editor, section):
    Pin.objects.update(since=NOW + timedelta(days=1))
    text = client.get(address(FrontPage.objects.get())).text
    assert "Until readers can see it, they find here: A" in text
    assert ">From " in text


@pytest.mark.parametrize("query", ["section=999", "section=abc", "topic=1&place=1", "section=%00"])
def test_a_front_of_nothing_is_not_found(client, editor, query):
    assert client.get(f"/admin/articles/frontpage/en/open/?{query}").status_code == 404
    assert client.get(f"/admin/articles/frontpage/add/?language=en&{query}").status_code == 404


def test_a_front_of_a_section_of_another_edition_is_not_begun(client, editor):
    section = make_section("Общество", "ru")
    assert client.post("/admin/articles/frontpage/add/", pins(section=section.pk)).status_code in {200, 404}
    assert not FrontPage.objects.exists()


def test_a_look_at_a_section_shows_it_at_a_time(client, editor, section):
    make_article("Tomorrow", section=section, at=NOW + timedelta(hours=20))
    at = timezone.localtime(NOW + timedelta(days=1))
    data = pins() | {"look": f"{at:%Y-%m-%d %H:%M}"}
    answer = client.post(f"/admin/articles/frontpage/en/look/?section={section.pk}", data)
    assert re.findall(r'teaser-headline"[^>]*><a[^>]*>([^<]+)', answer.text)[:2] == ["Tomorrow", "A"]


def test_a_withheld_place_is_offered_only_to_who_may_see_its_name(client):
    place = make_place("Nukus")
    naming.expose(place, Exposure.WITHHELD)
    tagger = make_user("tagger")
    from django.contrib.auth.models import Permission

    tagger.user_permissions.add(Permission.objects.get(codename="change_frontpage"))
    client.force_login(tagger)
    assert "Nukus" not in client.get("/admin/articles/frontpage/en/choose/?q=nukus").text.replace('value="nukus"', "")
    assert client.get(f"/admin/articles/frontpage/en/open/?place={place.pk}").status_code == 404
