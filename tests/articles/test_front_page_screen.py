"""The screen on which the front page is arranged: its buttons, its search, the ways there and the look at the result."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, FrontPage, Pin
from tests.factories import make_article, make_section, make_user
from tests.support.admin import errors_of, opened, post
from tests.support.front_page import address, pins, places, stored

pytestmark = pytest.mark.django_db

NOW = timezone.now()


# The screen ------------------------------------------------------------------------------------------------------------


def test_the_page_of_an_edition_that_is_gone_opens(client, editor, board, settings):
    FrontPage.objects.create(language="ru")
    settings.EDITIONS = ["ru"]
    make_article("На русском", language="ru")
    assert places(client.get(address(board[1])))[:3] == ["C*", "A", "B"]


def test_the_page_is_saved_as_it_was_opened(client, editor, board):
    _stories, page = board
    response = client.get(address(page))
    fields = dict(re.findall(r'name="(pins-[^"]+)" value="([^"]*)"', response.text))
    chosen = re.search(r'name="(pins-0-position)".*?value="(\d)" selected', response.text, re.DOTALL)
    data = fields | {chosen[1]: chosen[2]} | opened(client, address(page))
    assert client.post(address(page), data).status_code == 302
    assert stored(page) == [("C", 1)]


def test_the_screen_shows_what_fills_the_places_that_are_free(client, editor, board):
    assert places(client.get(address(board[1])))[:4] == ["C*", "A", "B", None]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("down:1", ["A", "C*", "B"]),
        ("move:1:3", ["A", "B", "C*"]),
        ("remove:1", ["A", "B", "C"]),
        ("put:{A}", ["C*", "A*", "B"]),
        ("put:{B}:1", ["B*", "C*", "A"]),
        ("put:{C}:3", ["A", "B", "C*"]),
        ("up:1", ["C*", "A", "B"]),
        ("nonsense:9", ["C*", "A", "B"]),
        ("move:1:99", ["C*", "A", "B"]),
        ("put:99999999999999999999", ["C*", "A", "B"]),
    ],
)
def test_a_button_moves_cards_and_stores_nothing(client, editor, board, asked, expected):
    stories, page = board
    asked = asked.format(**{story.title: story.pk for story in stories})
    response = post(client, address(page), pins((1, stories[2]), _arrange=asked))
    assert places(response)[:3] == expected
    assert stored(page) == [("C", 1)]


def test_a_full_page_takes_no_further_card(client, editor, board):
    stories, page = board
    rows = [(place, make_article()) for place in range(1, 8)]
    response = post(client, address(page), pins(*rows, _arrange=f"put:{stories[0].pk}:2"))
    assert "The front page is full: remove a card first." in response.text
    assert len([place for place in places(response) if place.endswith("*")]) == 7


def test_what_was_typed_about_a_card_moves_with_it(client, editor, board):
    stories, page = board
    typed = {"pins-0-until": "2027-01-02 09:30", "_arrange": "down:1"}
    response = post(client, address(page), pins((1, stories[2]), **typed))
    assert "Until Sat 2 Jan 2027 09:30" in response.text


def test_a_move_does_not_hide_that_somebody_saved_meanwhile(client, editor, board):
    stories, page = board
    old = opened(client, address(page))
    post(client, address(page), pins((1, stories[0])))
    moved = client.post(address(page), pins((1, stories[2])) | old | {"_arrange": "down:1"})
    kept = {"opened": moved.context["adminform"].form["opened"].value()}
    refused = client.post(address(page), pins((2, stories[2])) | kept)
    assert "somebody saved this front page after you opened it" in errors_of(refused)
    assert stored(page) == [("A", 1)]


def test_a_script_gets_the_places_alone(client, editor, board):
    stories, page = board
    response = post(client, address(page), pins((1, stories[2]), _arrange="down:1", _part="board"))
    assert "<html" not in response.text
    assert 'data-said="Now in place 2."' in response.text


def test_a_card_of_a_story_that_readers_do_not_see_says_so(client, editor, board):
    stories, page = board
    Article.objects.filter(pk=stories[2].pk).update(published_at=NOW + timedelta(days=1))
    response = client.get(address(page))
    assert "Scheduled" in response.text
    assert "Until readers can see it, they find here: A" in response.text


def test_a_search_finds_published_and_scheduled_stories_of_the_edition(client, editor):
    make_article("Two ferries stop")
    make_article("Ferries tomorrow", at=NOW + timedelta(days=1))
    make_article("Ferries in a draft", published=False)
    make_article("Ferries elsewhere", language="ru")
    text = client.get("/admin/articles/frontpage/en/find/?q=FERRIES").text
    assert "Two ferries stop" in text
    assert "Ferries tomorrow" in text
    assert "draft" not in text
    assert "elsewhere" not in text


def test_what_stands_on_the_page_is_marked_and_what_is_pinned_not_offered_once_more(client, editor, board):
    _stories, page = board
    text = client.get(address(page)).text
    rows = re.findall(r'<li class="front-result".*?data-story="(\d+)"(.*?)</li>', text, re.DOTALL)
    there = {key for key, row in rows if '<p class="front-there">' in row}
    held = {key for key, row in rows if re.search(r"<button[^>]* hidden>", row)}
    assert there == {key for key, _row in rows} & set(re.findall(r'data-holds="(\d+)"', text))
    pinned = re.findall(r'<li class="front-place[^"]* is-pinned" [^>]*data-holds="(\d+)"', text)
    assert held == {key for key, _row in rows} & set(pinned)
    assert held
    assert held < there


def test_the_head_of_each_page_leads_to_the_first_edition(client, editor, board):
    assert client.get("/admin/articles/frontpage/").headers["Location"] == address(board[1])
    assert "/admin/articles/frontpage/ru/open/" in client.get(address(board[1])).text


@pytest.mark.parametrize("role", ["reporter", "tagger"])
@pytest.mark.parametrize("path", ["", "put/?story=1", "en/find/?q=a", "en/look/", "add/"])
def test_who_may_not_change_the_front_page_sees_none_of_its_screens(client, role, path):
    client.force_login(make_user(role))
    assert client.get(f"/admin/articles/frontpage/{path}").status_code == 403


# The way there ---------------------------------------------------------------------------------------------------------


def test_a_story_is_put_there_from_its_form(client, editor, board):
    stories, page = board
    form = client.get(f"/admin/articles/article/{stories[1].pk}/change/").text
    way = re.search(r'href="([^"]+)"[^>]*>Put on the front page', form)[1]
    response = client.get(way, follow=True)
    assert places(response)[:3] == ["C*", "B*", "A"]
    assert stored(page) == [("C", 1)], "opening it stores nothing"
    assert "Leads the front page" in client.get(f"/admin/articles/article/{stories[2].pk}/change/").text


def test_the_form_of_a_story_tells_of_the_home_page_alone(client, editor):
    story = make_article(section=make_section("Society"))
    front = FrontPage.objects.create(language="en", section=story.section)
    Pin.objects.create(front_page=front, article=story, position=1)
    assert "Leads the front page" not in client.get(f"/admin/articles/article/{story.pk}/change/").text


def test_it_says_where_a_story_was_put_and_that_it_is_not_saved(client, editor, board):
    stories, page = board
    assert "Put in place 2. Save, and readers find it there." in client.get(f"{address(page)}?put={stories[0].pk}").text
    assert "Nothing was put here" in client.get(f"{address(page)}?put={stories[2].pk}").text


def test_a_draft_and_a_reporter_have_no_way_there(client, editor):
    draft, live = make_article(published=False), make_article()
    assert "Put on the front page" not in client.get(f"/admin/articles/article/{draft.pk}/change/").text
    client.force_login(make_user("reporter"))
    assert "Put on the front page" not in client.get(f"/admin/articles/article/{live.pk}/change/").text
    assert "put_on_the_front_page" not in client.get("/admin/articles/article/").text


def test_several_stories_are_put_there_from_the_list(client, editor, board):
    stories, _page = board
    data = {"action": "put_on_the_front_page", "_selected_action": [stories[0].pk, stories[1].pk]}
    response = client.post("/admin/articles/article/", data, follow=True)
    assert places(response)[:3] == ["C*", "A*", "B*"]


def test_a_draft_is_not_put_there_by_its_address(client, editor, board):
    draft = make_article("Draft", published=False)
    response = client.get(f"/admin/articles/frontpage/put/?story={draft.pk}", follow=True)
    assert "Only published and scheduled stories of one edition can be put there." in response.text
    assert places(response)[:2] == ["C*", "A"]


# A look at it ----------------------------------------------------------------------------------------------------------


def look(client, at=None, data=None):
    at = timezone.localtime(at)
    return client.post("/admin/articles/frontpage/en/look/", (data or pins()) | {"look": f"{at:%Y-%m-%d %H:%M}"})


def test_a_look_shows_the_arrangement_at_a_time_and_is_kept_nowhere(client, editor, board):
    stories, page = board
    later = make_article("Tomorrow", at=NOW + timedelta(hours=20))
    data = pins((1, later), (2, stories[2]))
    then = look(client, NOW + timedelta(days=1), data)
    assert re.findall(r'teaser-headline"[^>]*><a[^>]*>([^<]+)', then.text)[:3] == ["Tomorrow", "C", "A"]
    assert "no-store" in then.headers["Cache-Control"]
    assert "noindex" in then.headers["X-Robots-Tag"]
    assert "Tomorrow" not in look(client, NOW, data).text
    assert stored(page) == [("C", 1)]


def test_a_look_shows_no_scheduled_story_to_who_may_not_see_it(client):
    user = make_user("reporter")
    user.user_permissions.add(Permission.objects.get(codename="change_frontpage"))
    client.force_login(user)
    make_article("Tomorrow", at=NOW + timedelta(hours=20))
    make_article("Their own", at=NOW + timedelta(hours=20), created_by=user)
    text = look(client, NOW + timedelta(days=1)).text
    assert "Their own" in text
    assert "Tomorrow" not in text
