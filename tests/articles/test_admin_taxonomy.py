"""Sections, topics, standing pages and the front page in the admin."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FrontPage, Page, Pin, Section, Topic
from articles.site import frontpage
from tests.factories import make_article, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db


def opened(client, url) -> dict:
    """How the form remembers that the row stood."""
    return {"opened": client.get(url).context["adminform"].form.initial["opened"]}


def post(client, url, data):
    """Send a form that was opened just before."""
    return client.post(url, data | opened(client, url))


def errors_of(response) -> str:
    assert response.status_code == 200
    return str(response.context["errors"])


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


# The front page --------------------------------------------------------------------------------------------------------


def pins(*rows, initial=0, **fields) -> dict:
    data = {"language": "en", "pins-TOTAL_FORMS": len(rows), "pins-INITIAL_FORMS": initial}
    for number, (position, article) in enumerate(rows):
        data |= {f"pins-{number}-position": position, f"pins-{number}-article": getattr(article, "pk", article)}
    return data | fields


def test_a_pinned_story_leads_the_front_page(client, editor):
    old = make_article("Old", at=timezone.now() - timedelta(days=9))
    make_article("New")
    client.post("/admin/articles/frontpage/add/", pins((1, old)))
    assert frontpage.compose("en")["lead"] == old


def test_a_story_to_pin_is_found_by_typing_and_stands_below_the_others(client, editor):
    pinned = make_article("Pinned")
    make_article("One of thousands")
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=pinned, position=1)
    text = client.get(f"/admin/articles/frontpage/{page.pk}/change/").text

    assert "One of thousands" not in text, "the form does not list every story"
    assert re.search(r'<select name="pins-1-position".*?value="2" selected', text, re.DOTALL)


def test_two_stories_change_places(client, editor):
    first, second = make_article("First"), make_article("Second")
    page = FrontPage.objects.create(language="en")
    one, two = Pin(front_page=page, article=first, position=1), Pin(front_page=page, article=second, position=2)
    Pin.objects.bulk_create([one, two])
    keys = {"pins-0-id": one.pk, "pins-1-id": two.pk, "pins-0-front_page": page.pk, "pins-1-front_page": page.pk}
    post(client, f"/admin/articles/frontpage/{page.pk}/change/", pins((2, first), (1, second), initial=2, **keys))
    assert list(page.pins.values_list("article__title", "position")) == [("Second", 1), ("First", 2)]


def test_a_pin_is_removed(client, editor):
    article = make_article()
    page = FrontPage.objects.create(language="en")
    pin = Pin.objects.create(front_page=page, article=article)
    keys = {"pins-0-id": pin.pk, "pins-0-front_page": page.pk, "pins-0-DELETE": "on"}
    post(client, f"/admin/articles/frontpage/{page.pk}/change/", pins((1, article), initial=1, **keys))
    assert not page.pins.exists()


def test_two_stories_in_one_place_are_refused(client, editor):
    response = client.post("/admin/articles/frontpage/add/", pins((1, make_article()), (1, make_article())))
    assert "Two stories have this place" in errors_of(response)


def test_a_story_pinned_twice_is_refused(client, editor):
    article = make_article()
    response = client.post("/admin/articles/frontpage/add/", pins((1, article), (2, article)))
    assert "This story is pinned already" in errors_of(response)


def test_an_eighth_pin_is_refused(client, editor):
    rows = [(place, make_article()) for place in range(1, 8)]
    response = client.post("/admin/articles/frontpage/add/", pins(*rows, (7, make_article())))
    assert response.status_code == 200
    assert not Pin.objects.exists()


@pytest.mark.parametrize("place", ["0", "8", "-1", "abc", ""])
def test_a_place_that_does_not_exist_is_refused(client, editor, place):
    assert "error" in errors_of(client.post("/admin/articles/frontpage/add/", pins((place, make_article()))))


@pytest.mark.parametrize("key", ["abc", "0", "99999999999999999999999999", "\x00"])
def test_an_unknown_story_is_refused(client, editor, key):
    assert "error" in errors_of(client.post("/admin/articles/frontpage/add/", pins((1, key))))


def test_a_story_of_another_edition_is_refused(client, editor):
    response = client.post("/admin/articles/frontpage/add/", pins((1, make_article(language="ru"))))
    assert "belongs to another edition" in errors_of(response)


def test_there_is_one_front_page_for_each_edition(client, editor, settings):
    for language in settings.EDITIONS:
        FrontPage.objects.create(language=language)
    assert client.get("/admin/articles/frontpage/add/").status_code == 403


def test_a_story_to_pin_is_found_by_typing_and_the_page_names_no_other(client, editor):
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=make_article("Pinned"), position=1)
    make_article("Canary")
    text = client.get(f"/admin/articles/frontpage/{page.pk}/change/").text
    assert "Pinned" in text
    assert "Canary" not in text
    assert 'data-ajax--url="/admin/autocomplete/"' in text


def test_opening_the_screens_writes_nothing(client, editor):
    client.get("/admin/articles/frontpage/")
    client.get("/admin/articles/frontpage/add/")
    assert not FrontPage.objects.exists()


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


def test_an_older_front_page_form_overwrites_nothing_and_can_be_saved_again(client, editor):
    first, second = make_article("First"), make_article("Second")
    page = FrontPage.objects.create(language="en")
    pin = Pin.objects.create(front_page=page, article=first)
    url = f"/admin/articles/frontpage/{page.pk}/change/"
    keys = {"pins-0-id": pin.pk, "pins-0-front_page": page.pk}
    old = pins((1, first), (2, second), initial=1, **keys, **opened(client, url))
    post(client, url, pins((1, second), initial=1, **keys))
    response = client.post(url, old)
    assert "somebody saved this page after you opened it" in errors_of(response)
    again = old | {"opened": response.context["adminform"].form["opened"].value()}
    assert client.post(url, again).status_code == 302
    assert list(page.pins.values_list("article__title", flat=True)) == ["First", "Second"]


def test_who_may_not_see_a_screen_is_led_back_to_the_desk(client, reporter):
    answer = client.get("/admin/articles/section/add/")

    assert answer.status_code == 403
    assert '<a href="/admin/">Back to the dashboard</a>' in answer.text
