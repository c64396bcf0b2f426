"""The front page: what stands where and when, and what a save of it takes and refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, FrontPage, Pin
from articles.site import frontpage
from tests.factories import make_article
from tests.support.admin import errors_of, opened, post
from tests.support.front_page import pins

pytestmark = pytest.mark.django_db

NOW = timezone.now()


# What stands where -----------------------------------------------------------------------------------------------------


def titles(language="en", **options) -> list[str]:
    page = frontpage.compose(language, **options)
    return [story.title for story in [page["lead"], *page["seconds"]] if story]


def test_a_pinned_story_keeps_its_place_and_the_newest_stand_between(board):
    _stories, page = board
    Pin.objects.create(front_page=page, article=make_article("D", at=NOW - timedelta(days=9)), position=3)
    assert titles() == ["C", "A", "D", "B"]


@pytest.mark.usefixtures("board")
def test_a_pin_ends_by_the_clock():
    Pin.objects.update(until=timezone.now() + timedelta(hours=1))
    assert titles()[0] == "C"
    assert titles(at=timezone.now() + timedelta(hours=2))[0] == "A"
    Pin.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert titles()[0] == "A"


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "withdrawn", "withdrawn_at": NOW},
        {"status": "draft", "published_at": None},
        {"published_at": NOW + timedelta(days=1)},
        {"published_at": NOW + timedelta(days=1), "embargo_until": NOW + timedelta(hours=5)},
        {"withdraw_at": NOW - timedelta(minutes=1)},
    ],
)
def test_a_pin_shows_readers_no_story_that_they_may_not_see(client, board, hidden):
    stories, _page = board
    Article.objects.filter(pk=stories[2].pk).update(**hidden)
    assert titles() == ["A", "B"]
    assert ">C<" not in client.get("/").text


# A save ----------------------------------------------------------------------------------------------------------------


def test_a_pinned_story_leads_the_front_page(client, editor):
    old = make_article("Old", at=timezone.now() - timedelta(days=9))
    make_article("New")
    client.post("/admin/articles/frontpage/add/", pins((1, old)))
    assert frontpage.compose("en")["lead"] == old


def test_two_stories_change_places(client, editor):
    first, second = make_article("First"), make_article("Second")
    page = FrontPage.objects.create(language="en")
    for place, story in enumerate((first, second), 1):
        Pin.objects.create(front_page=page, article=story, position=place)
    post(client, f"/admin/articles/frontpage/{page.pk}/change/", pins((2, first), (1, second)))
    assert list(page.pins.values_list("article__title", "position")) == [("Second", 1), ("First", 2)]


def test_a_pin_is_removed(client, editor):
    article = make_article()
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=article)
    post(client, f"/admin/articles/frontpage/{page.pk}/change/", pins())
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


def test_opening_the_screens_writes_nothing(client, editor):
    client.get("/admin/articles/frontpage/")
    client.get("/admin/articles/frontpage/add/")
    assert not FrontPage.objects.exists()


def test_an_older_front_page_form_overwrites_nothing_and_can_be_saved_again(client, editor):
    first, second = make_article("First"), make_article("Second")
    page = FrontPage.objects.create(language="en")
    Pin.objects.create(front_page=page, article=first)
    url = f"/admin/articles/frontpage/{page.pk}/change/"
    old = pins((1, first), (2, second), **opened(client, url))
    post(client, url, pins((1, second)))
    response = client.post(url, old)
    assert "somebody saved this front page after you opened it" in errors_of(response)
    again = old | {"opened": response.context["adminform"].form["opened"].value()}
    assert client.post(url, again).status_code == 302
    assert list(page.pins.values_list("article__title", flat=True)) == ["First", "Second"]
