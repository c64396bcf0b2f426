"""Search everywhere: what it finds, for whom, and how many questions to the database it takes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Status
from newsroom.admin import screens
from newsroom.admin.finding import find
from people.models import Exposure
from tests.factories import (
    make_article,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.newsroom.doors import ROLES

pytestmark = pytest.mark.django_db

STAFF = ROLES[1:]
BUDGET = 13


def titles(query: str, user, key: str = "") -> list[str]:
    return [row.title for group in find(query, user) if key in ("", group.key) for row in group.rows]


@pytest.mark.parametrize(
    ("make", "name", "asked", "key"),
    [
        (make_person, "Артём Ёлкин", "artyom yolkin", "person"),
        (make_person, "Aqylbek Muratbai", "Муратбай", "person"),
        (make_organization, "Freedom for Eurasia", "eurasia", "organization"),
        (make_place, "Nukus", "нукус", "place"),
        (make_topic, "Ёлка", "елка", "topics"),
        (make_section, "Права человека", "ПРАВА", "sections"),
    ],
)
def test_each_kind_is_found_by_any_spelling(make, name, asked, key):
    row = make(name)
    editor = make_user("editor")
    assert titles(asked, editor, key) == [name]
    (found,) = (row for group in find(asked, editor) if group.key == key for row in group.rows)
    assert found.address.endswith(f"/{row.pk}/change/")


def test_stories_with_the_words_in_the_headline_stand_first_then_the_newest():
    old = make_article("The court of Nukus sat")
    text = make_article("Rain", body="<p>A court sat in Nukus.</p>")
    make_article("Snow", body="<p>Nothing.</p>")
    assert titles("court nukus", make_user("editor"), "stories") == [old.title, text.title]


def test_a_story_is_told_with_its_status_and_a_line():
    make_article("The court sat", published=False, summary="A trial began.")
    (row,) = find("court", make_user("editor"))[0].rows
    assert "Draft" in row.status
    assert row.line == "A trial began."


def test_pictures_are_found_by_their_words_and_by_who_is_shown():
    person = make_person("Asel Toktosunova")
    make_image(alt="A woman at a window", credit="Photo: N. N.", shows=[person])
    editor = make_user("editor")
    assert (
        titles("window", editor, "pictures")
        == titles("Асель Токтосунова", editor, "pictures")
        == ["A woman at a window"]
    )


@pytest.mark.parametrize(("asked", "name"), [("log", "Log"), ("new st", "New story"), ("invite", "Invite somebody")])
def test_screens_and_actions_that_begin_with_the_words_stand_on_top(asked, name):
    make_article(f"{asked} and more")
    assert titles(asked, make_user("admin"))[0] == name


def test_every_list_of_the_menu_is_a_screen(client):
    client.force_login(make_user("admin"))
    lists = {row["admin_url"] for group in client.get("/admin/").context["available_apps"] for row in group["models"]}
    assert len(lists) > 9
    assert lists <= {screen.address for screen in screens.SCREENS}


@pytest.mark.parametrize("role", STAFF)
def test_screens_are_those_that_open(client, role):
    user = make_user(role)
    client.force_login(user)
    for screen in screens.SCREENS:
        if screen.url:
            opens = client.get(screen.address).status_code in {200, 302}
            assert screen.is_open_to(user) == opens, f"{role}: {screen.name}"


# For whom ----------------------------------------------------------------------------------------------------------------


def test_drafts_of_others_are_found_by_who_reads_them_alone():
    make_article("The court sat", published=False)
    assert titles("court", make_user("editor"), "stories") == ["The court sat"]
    assert titles("court", make_user("reporter"), "stories") == []


def test_discarded_stories_are_left_out_as_the_list_leaves_them_out():
    story = make_article("The court sat", published=False)
    Article.objects.filter(pk=story.pk).update(discarded_at=story.saved_at)
    assert titles("court", make_user("chief"), "stories") == []


@pytest.mark.parametrize("role", ["reporter", "tagger"])
def test_whether_somebody_is_hidden_makes_no_difference_to_who_may_not_know(client, role):
    client.force_login(make_user(role))
    before = client.post("/admin/find/", {"words": "Toktosunova"}).content
    person = make_person("Asel Toktosunova", exposure=Exposure.WITHHELD)
    make_image(alt="A woman", shows=[person])
    make_article(
        "Asel Toktosunova is free", about=[person], body="<p>Toktosunova came home.</p>", status=Status.PUBLISHED
    )
    assert client.post("/admin/find/", {"words": "Toktosunova"}).content == before
    assert b"Toktosunova" not in client.post("/admin/find/", {"words": "came home"}).content


def test_who_may_see_protected_people_finds_them_and_is_told_how_readers_see_them():
    person = make_person("Asel Toktosunova", exposure=Exposure.WITHHELD)
    (row,) = (row for group in find("toktosunova", make_user("editor")) if group.key == "person" for row in group.rows)
    assert row.address.endswith(f"/person/{person.pk}/change/")
    assert "Name withheld" in row.status


@pytest.mark.parametrize("asked", ["\0", "%", "_", "\\", "'", "x" * 5000, "[", "(", "é\u0301", "#1", "-", "\u200b"])
def test_whatever_is_typed_is_answered(client, asked):
    make_article("Rain"), make_person("Asel Toktosunova"), make_image(alt="Rain")
    for role in ("reporter", "editor"):
        client.force_login(make_user(role, username=role))
        assert client.post("/admin/find/", {"words": asked}).status_code == 200
        assert client.get("/admin/find/", {"q": asked}).status_code == 200


# Before anything is typed --------------------------------------------------------------------------------------------------


def test_at_first_there_are_ones_own_stories_and_what_is_usual():
    user = make_user("reporter")
    make_article("Mine", published=False, created_by=user)
    make_article("Of another")
    assert titles("  ", user, "stories") == ["Mine"]
    assert titles("", user, "actions") == ["New story", "New person", "Add a picture"]


def test_who_writes_nothing_finds_at_first_what_was_saved_last():
    make_article("Of another")
    assert titles("", make_user("tagger"), "stories") == ["Of another"]


# The page and the window -----------------------------------------------------------------------------------------------------


def test_the_window_asks_by_post_and_gets_choices_alone(client):
    client.force_login(make_user("editor"))
    make_article("<b>The court</b> sat")
    page = client.post("/admin/find/", {"words": "court"}).content.decode()
    assert "<html" not in page
    assert "&lt;b&gt;The court&lt;/b&gt; sat" in page
    assert re.findall(r'role="(\w+)"', page)[:2] == ["group", "presentation"]
    assert 'role="option"' in page


def test_without_scripts_the_field_in_the_head_leads_to_a_page(client):
    client.force_login(make_user("editor"))
    make_article("The court sat")
    assert 'action="/admin/find/"' in client.get("/admin/").content.decode()
    page = client.get("/admin/find/?q=court").content.decode()
    assert "The court sat" in page
    assert 'value="court"' in page
    assert "Nothing found" in client.get("/admin/find/?q=nobodyiscalledso").content.decode()


def test_signing_out_is_sent_by_the_form_that_every_page_has(client):
    client.force_login(make_user("editor"))
    page = client.get("/admin/find/?q=sign+out").content.decode()
    assert '<button type="submit" form="logout-form"' in page
    assert 'id="logout-form"' in page


@pytest.mark.parametrize("role", ["reporter", "chief"])
@pytest.mark.parametrize("asked", ["alike", ""])
def test_finding_takes_as_many_queries_for_many_rows_as_for_few(role, asked, django_assert_max_num_queries):
    user = make_user(role)
    counts = []
    for rows in (2, 7):
        for index in range(rows):
            name = f"Alike {rows} {index}"
            make_person(name), make_place(name), make_organization(name), make_topic(name), make_section(name)
            make_image(alt=name)
            make_article(name, section=make_section(name), created_by=user)
        fresh = type(user).objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as queries:
            assert find(asked, fresh)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= BUDGET
