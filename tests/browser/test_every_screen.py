"""The main job of each screen that no other walk comes by, from the desk, with what a person can see."""

import re

import pytest
from django.utils import timezone

from articles.models import Article, Page, Section, Term, Topic
from articles.site import changes as site
from people.models import Organization, Person, Place
from tests.factories import make_article, make_person, make_user
from tests.support.at_the_desk import Somebody, at_the_desk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def keep(me, lists: str, add: str, words: dict, change: tuple, fold: str = "") -> None:
    """Add one from its list, find it there again, change it, and see that in its history."""
    name, (field, text) = next(iter(words.values())), change
    me.follow(lists, within="All lists")
    me.follow(add)
    for label, typed in words.items():
        me.type(typed, into=label)
    me.follow("Save")
    me.follow(name)
    if fold:
        me.click(fold)
    me.type(text, into=field, over=True)
    me.follow("Save")
    me.follow(name)
    me.follow("History")
    me.reads("Changed")
    me.follow("Home")


def test_sections_topics_standing_pages_and_words_are_kept(page):
    make_user("editor", username="anna")
    me = at_the_desk(page, "anna")
    keep(me, "Sections", "Add section", {"Name": "Town"}, ("Address", "the-town"))
    keep(me, "Topics", "Add topic", {"Name": "Courts"}, ("Address", "the-courts"))
    keep(me, "Pages", "Add page", {"Title": "About us", "Address": "about", "Text": "Who we are."}, ("Position", "3"))
    keep(
        me,
        "Words of the glossary",
        "Add word of the glossary",
        {"Word": "Inquest", "Definition": "It asks how."},
        ("Also written", "inquiry"),
    )
    assert Section.objects.get().slug == "the-town"
    assert Term.objects.get().spellings == ["Inquest", "inquiry"]
    assert Topic.objects.get().slug == "the-courts"
    assert (Page.objects.get().position, Page.objects.get().body) == (3, "<p>Who we are.</p>")
    assert page.visit.is_clean, page.visit


def test_an_address_that_readers_miss_is_redirected(page, another_page):
    make_user("editor", username="anna")
    site.note_missing({"/old/story.html": 12}, timezone.localdate())
    me = at_the_desk(page, "anna")
    me.follow("Redirects", within="All lists")
    me.reads("12 times")
    me.follow("Redirect", within="Asked for, and not found")
    me.type("/archive/", into="Leads to")
    me.follow("Save")
    assert not me.sees("Asked for, and not found")
    another_page.goto("/old/story.html")
    assert another_page.url.endswith("/archive/")
    me.follow("story.html")
    me.type("/corrections/", into="Leads to", over=True)
    me.follow("Save")
    me.follow("story.html")
    me.follow("History")
    me.reads("Changed")
    assert page.visit.is_clean, page.visit


def test_people_organisations_and_places_are_kept(page):
    make_user("editor", username="anna")
    me = at_the_desk(page, "anna")
    keep(me, "People", "Add person", {"Name:": "Mirel Adenov"}, ("Given name", "Mirel"))
    keep(me, "Organisations", "Add organisation", {"Name:": "Town court"}, ("Address", "the-court"), fold="Address")
    keep(me, "Places", "Add place", {"Name:": "Teshmar"}, ("Address", "the-place"), fold="Address")
    assert Person.objects.get().given_name == "Mirel"
    assert Organization.objects.get().slug == "the-court"
    assert Place.objects.get().slug == "the-place"
    assert page.visit.is_clean, page.visit


def test_two_records_of_one_person_are_merged_split_and_told_apart(page):
    make_user("chief", username="olga")
    make_person("Mirel Adenov")
    make_person("Mirel Adenov")
    me = at_the_desk(page, "olga")
    me.follow("People", within="All lists")
    me.click("Select all objects on this page for an action")
    me.follow("Merge…")
    me.follow("Merge")
    me.reads("1 record has become part of this one")
    me.follow("People", within="Main")
    me.follow("Merges")
    me.follow("Split again…")
    me.follow("Split again")
    me.follow("People", within="Main")
    me.follow("Likely duplicates")
    me.follow("Not the same")
    me.follow("Decided: not the same")
    me.follow("Undo")
    assert Person.objects.not_merged().count() == 2
    assert page.visit.is_clean, page.visit


def test_somebody_is_invited_and_signs_in(page, another_page):
    make_user("admin", username="olga")
    me = at_the_desk(page, "olga")
    me.follow("Accounts", within="All lists")
    me.follow("Invite somebody")
    me.type("mirel", into="Sign-in name")
    me.click("Editor")
    me.follow("Invite and create link")
    another_page.goto(me.value("Link"))
    they = Somebody(another_page)
    they.type("a long pass phrase", into="Password")
    they.type("a long pass phrase", into="Password again")
    they.follow("Choose and sign in")
    they.follow("Change password")
    they.type("a long pass phrase", into="Old password")
    they.type("another long pass phrase", into="New password")
    they.type("another long pass phrase", into="New password confirmation")
    they.follow("Change my password")
    they.follow("Log out")
    they.follow("Log in again")
    they.type("mirel", into="Username")
    they.type("another long pass phrase", into="Password")
    they.follow("Sign in")
    they.reads("Dashboard")
    me.follow("Back to the account")
    me.follow("New link")
    me.follow("Back to the account")
    me.follow("End all sessions")
    me.follow("History")
    assert page.visit.is_clean, page.visit


def test_a_story_is_followed_through_versions_previews_notes_and_log(page):
    make_user("chief", username="olga")
    me = at_the_desk(page, "olga")
    me.follow("New story")
    for headline in ("Three days in Nukus", "Four days in Nukus"):
        me.type(headline, into="Headline", over=True)
        me.follow("Save")
    me.click("Notes to colleagues")
    me.type("Was it four?", into="New note")
    me.click("Add note")
    me.click("Resolve")
    me.click("1 resolved note")
    me.click("Reopen")
    me.look("Resolve")
    me.click("More")
    me.follow("Share a preview")
    me.type("A lawyer", into="For whom")
    me.follow("Create link")
    me.follow("Revoke: A lawyer")
    me.follow("Four days in Nukus")
    me.click("More")
    me.follow("Preview")
    me.reads("Four days in Nukus")
    me.follow("Back to writing")
    me.click("More")
    me.follow("History")
    me.follow("Compare the two")
    me.reads("Three days in Nukus")
    page.go_back()
    me.follow(page.get_by_role("link", name=re.compile(r"^Version \d+$")).last.inner_text())
    me.follow("Restore this version")
    me.follow("Log", within="Main")
    with page.expect_download():
        me.click("As a table (CSV)")
    story = Article.objects.get()
    assert story.title == "Three days in Nukus"
    assert story.notes.get().resolved_at is None
    assert page.visit.is_clean, page.visit


def test_a_story_is_begun_in_another_edition(page):
    make_user("editor", username="anna")
    story = make_article("Ferries stop at Teshmar", about=[make_person("Timur Salim")])
    me = at_the_desk(page, "anna")
    me.follow("Stories", within="Main")
    me.follow("Ferries stop at Teshmar")
    me.click("More")
    me.follow("Translate or copy")
    me.follow("Translate: Русский")
    draft = Article.objects.exclude(pk=story.pk).get()
    assert (draft.language, draft.is_public) == ("ru", False)
    assert [mention.subject.label for mention in draft.mentions.all()] == ["Timur Salim"]
    assert page.input_value("#id_title") == "Ferries stop at Teshmar"
    assert page.visit.is_clean, page.visit
