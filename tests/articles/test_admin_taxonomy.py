"""Sections, topics and standing pages in the admin."""

import pytest

from articles.models import Page, Section, Topic
from tests.factories import make_article, make_section, make_topic, make_user
from tests.support.admin import errors_of, opened, post

pytestmark = pytest.mark.django_db


# Sections and topics ---------------------------------------------------------------------------------------------------

SECTION = {"name": "Rights", "language": "en", "slug": "", "intro": "", "position": 1}
TOPIC = {"name": "Courts", "language": "en", "slug": "", "intro": ""}


def test_a_sections_address_is_made_of_its_name(client, editor):
    client.post("/admin/articles/section/add/", SECTION | {"name": "Права человека", "language": "ru"})
    assert Section.objects.get().slug == "prava-cheloveka"


def test_the_old_address_of_a_section_redirects(client, editor):
    section = make_section("Rights")
    post(client, f"/admin/articles/section/{section.pk}/change/", SECTION | {"slug": "human-rights"})
    assert client.get("/section/rights/")["Location"] == "/section/human-rights/"


def test_a_section_can_take_its_old_address_back(client, editor):
    section = make_section("Rights")
    for slug in ("human-rights", "rights"):
        post(client, f"/admin/articles/section/{section.pk}/change/", SECTION | {"slug": slug})
    assert client.get("/section/human-rights/")["Location"] == "/section/rights/"


def test_a_section_keeps_its_address_when_the_field_is_emptied(client, editor):
    section = make_section("Rights")
    post(client, f"/admin/articles/section/{section.pk}/change/", SECTION | {"name": "Other"})
    section.refresh_from_db()
    assert (section.name, section.slug) == ("Other", "rights")


@pytest.mark.parametrize("kind", ["section", "topic"])
def test_an_address_that_another_one_had_is_refused(client, editor, kind):
    first = make_section("Courts") if kind == "section" else make_topic("Courts")
    data = SECTION if kind == "section" else TOPIC
    post(client, f"/admin/articles/{kind}/{first.pk}/change/", data | {"name": "Courts", "slug": "tribunals"})
    response = client.post(f"/admin/articles/{kind}/add/", data | {"name": "New", "slug": "courts"})
    assert "This address is taken, or was taken before" in errors_of(response)


def test_a_section_with_stories_stays_in_its_edition(client, editor):
    section = make_section("Rights")
    make_article(section=section)
    response = post(client, f"/admin/articles/section/{section.pk}/change/", SECTION | {"language": "ru"})
    assert "cannot move to another edition" in errors_of(response)


def test_a_topic_with_stories_stays_in_its_edition(client, editor):
    topic = make_topic()
    make_article(topics=[topic])
    response = post(client, f"/admin/articles/topic/{topic.pk}/change/", TOPIC | {"language": "ru"})
    assert "cannot move to another edition" in errors_of(response)


def test_two_topics_of_one_name_are_refused_in_any_case(client, editor):
    make_topic("Суды", "ru")
    response = client.post("/admin/articles/topic/add/", TOPIC | {"name": "СУДЫ", "language": "ru"})
    assert "There is a topic of this name already." in errors_of(response)


def test_a_topic_of_the_same_name_may_stand_in_another_edition(client, editor):
    make_topic("Aral")
    client.post("/admin/articles/topic/add/", TOPIC | {"name": "Aral", "language": "ru"})
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("kind", ["section", "topic"])
@pytest.mark.parametrize("name", ["", "\x00", "z" * 5000, "   "])
def test_a_bad_name_is_refused(client, editor, kind, name):
    data = (SECTION if kind == "section" else TOPIC) | {"name": name}
    assert "error" in errors_of(client.post(f"/admin/articles/{kind}/add/", data))


def test_a_reporter_adds_a_topic_in_the_window_beside_the_story(client):
    client.force_login(make_user("reporter"))
    response = client.post("/admin/articles/topic/add/?_popup=1", TOPIC | {"_popup": "1"})
    assert "popup_response" in response.content.decode()
    assert Topic.objects.get().name == "Courts"


@pytest.mark.parametrize("kind", ["section", "page", "frontpage"])
def test_a_reporter_changes_neither_sections_nor_pages(client, kind):
    client.force_login(make_user("reporter"))
    assert client.get(f"/admin/articles/{kind}/add/").status_code == 403


# Pages -----------------------------------------------------------------------------------------------------------------


def test_a_page_is_written_in_the_editor_and_cleaned(client, editor):
    data = {
        "title": "About us",
        "language": "en",
        "slug": "about",
        "position": 0,
        "body": '<p class="x">We.</p><script>',
    }
    client.post("/admin/articles/page/add/", data)
    assert Page.objects.get().body == "<p>We.</p>"


# Two who edit ----------------------------------------------------------------------------------------------------------


def test_an_older_form_of_a_page_overwrites_nothing_and_shows_both_texts(client, editor):
    page = Page.objects.create(title="About", language="en", slug="about", body="<p>As it was.</p>")
    url = f"/admin/articles/page/{page.pk}/change/"
    data = {"title": "About", "language": "en", "slug": "about", "position": 0}
    old = data | {"body": "<p>My words.</p>"} | opened(client, url)
    post(client, url, data | {"body": "<p>Their words.</p>"})
    response = client.post(url, old)
    assert "somebody saved this page after you opened it" in errors_of(response)
    assert "My words." in response.content.decode()
    assert "<p>Their words.</p>" in response.content.decode()
    assert Page.objects.get().body == "<p>Their words.</p>"


@pytest.mark.parametrize("kind", ["section", "topic"])
def test_an_older_form_of_a_section_or_topic_overwrites_nothing(client, editor, kind):
    row = make_section("Courts") if kind == "section" else make_topic("Courts")
    url = f"/admin/articles/{kind}/{row.pk}/change/"
    data = (SECTION if kind == "section" else TOPIC) | {"name": "Courts"}
    old = data | {"intro": "Mine."} | opened(client, url)
    post(client, url, data | {"intro": "Theirs."})
    assert "somebody saved this page after you opened it" in errors_of(client.post(url, old))
    row.refresh_from_db()
    assert row.intro == "Theirs."


def test_who_may_not_see_a_screen_is_led_back_to_the_desk(client, reporter):
    answer = client.get("/admin/articles/section/add/")

    assert answer.status_code == 403
    assert '<a href="/admin/">Back to the dashboard</a>' in answer.text
