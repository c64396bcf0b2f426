"""Feeds: every field as a reader's program understands it, in each of the three forms."""

import html
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Byline
from articles.site import changes
from people import naming
from people.models import Exposure
from tests.factories import (
    make_article,
    make_correction,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
)
from tests.support.feeds import FORMS, problems_of_json_feed, read

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NOTE = '<a href="#note-1" id="note-ref-1"><sup>1</sup></a>'
NOTES = '<ol><li id="note-1"><p>Of 2025. <a href="#note-ref-1">↑</a></p></li></ol>'


@pytest.fixture
def story():
    """One with all that a feed can hold."""
    person, desk = make_person(), make_organization()
    article = make_article(
        "Refused & <sent> back",
        summary="A court in <Nukus> said no.",
        body=f'<p>See <a href="{person.get_absolute_url()}">her</a>{NOTE} ]]&gt;</p>{NOTES}',
        section=make_section(),
        topics=[make_topic()],
        about=[person, desk, make_place()],
        by=person,
        lead_image=make_image(alt="A street", caption="The court.", credit="A. Name / Agency"),
        source_outlet="The Bureau",
        source_url="https://example.org/original/",
        source_title="The original",
    )
    Byline.objects.create(article=article, desk=desk, role="translation", position=2)
    make_correction(article, "We gave a wrong year.")
    translated = make_article("По-русски", language="ru", translation_key=article.translation_key)
    return {"article": article, "translated": translated, "person": person}


# All fields ---------------------------------------------------------------------------------------------------------


def test_rss_holds_all_of_a_story(story, client, settings):
    article, found = story["article"], read(client.get("/feed.rss"))
    feed, entry = found.feed, found.entries[0]

    assert (feed.title, feed.link, feed.language, feed.ttl) == (settings.SITE_NAME, f"{SITE}/", "en", "15")
    assert (feed.subtitle, feed.image.link) == ("News and reports from The Newsroom.", f"{SITE}/")
    assert feed.updated_parsed == _to_the_second(article.corrections.get().published_at)
    assert [link.href for link in feed.links if link.rel == "self"] == [f"{SITE}/feed.rss"]
    assert (entry.title, entry.link) == ("Refused & <sent> back", SITE + article.get_absolute_url())
    assert (entry.id, entry.guidislink) == (f"tag:127.0.0.1,2026:story/{article.pk}", False)
    assert entry.published_parsed == _to_the_second(article.published_at)
    assert html.unescape(entry.summary) == "A court in <Nukus> said no."
    assert [person.name for person in entry.authors] == ["Aqylbek Muratbai"]
    assert [person.name for person in entry.contributors if "name" in person] == ["Freedom for Eurasia"]
    assert [tag.term for tag in entry.tags] == ["Human Rights", "Courts"]
    assert (entry.source.title, entry.source.href) == ("The Bureau", "https://example.org/original/")
    (picture,) = entry.media_content
    assert picture["url"].startswith(f"{SITE}/media/")
    assert [picture[name] for name in ("medium", "type", "width", "height")] == ["image", "image/jpeg", "1200", "800"]
    assert entry.media_credit[0]["content"] == "A. Name / Agency"
    _is_whole_text(entry.content[0].value, story)


def test_atom_holds_all_of_a_story(story, client):
    article, found = story["article"], read(client.get("/feed.atom"))
    feed, entry = found.feed, found.entries[0]

    assert (feed.id, feed.link) == ("tag:127.0.0.1,2026:feed/", f"{SITE}/")
    assert feed.updated_parsed == entry.updated_parsed == _to_the_second(article.corrections.get().published_at)
    assert [link.href for link in feed.links if link.rel == "self"] == [f"{SITE}/feed.atom"]
    assert entry.id == f"tag:127.0.0.1,2026:story/{article.pk}"
    assert (entry.title, entry.summary) == ("Refused & <sent> back", "A court in <Nukus> said no.")
    assert entry.published_parsed == _to_the_second(article.published_at)
    assert entry.authors == [{"name": "Aqylbek Muratbai", "href": f"{SITE}/people/aqylbek-muratbai/"}]
    assert entry.contributors == [{"name": "Freedom for Eurasia", "href": f"{SITE}/organizations/freedom-for-eurasia/"}]
    links = {(link.rel, link.get("hreflang")): link.href for link in entry.links}
    assert links == {
        ("alternate", None): SITE + article.get_absolute_url(),
        ("alternate", "en"): SITE + article.get_absolute_url(),
        ("alternate", "ru"): SITE + story["translated"].get_absolute_url(),
        ("via", None): "https://example.org/original/",
    }
    _is_whole_text(entry.content[0].value, story)


def test_json_feed_holds_all_of_a_story_and_fits_its_schema(story, client, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    answer = client.get("/feed.json")
    feed, article = json.loads(answer.content), story["article"]
    (item,) = feed["items"]

    assert problems_of_json_feed(answer) == []
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{SITE}/feed.json", f"{SITE}/")
    assert (item["id"], item["url"]) == (f"tag:127.0.0.1,2026:story/{article.pk}", SITE + article.get_absolute_url())
    assert item["external_url"] == "https://example.org/original/"
    assert item["authors"] == [{"name": "Aqylbek Muratbai", "url": f"{SITE}/people/aqylbek-muratbai/"}]
    assert (item["tags"], item["summary"]) == (["Human Rights", "Courts"], "A court in <Nukus> said no.")
    assert item["image"].startswith(f"{SITE}/media/")
    _is_whole_text(item["content_html"], story)


def _is_whole_text(text: str, story):
    """The picture, the text, the correction and the source, each address in full and nothing that runs or loads by itself."""
    links = (f"{SITE}/people/aqylbek-muratbai/", f"{SITE}{story['article'].get_absolute_url()}#note-1")
    assert [link for link in links if f'<a href="{link}"' not in text] == []
    told = ("We gave a wrong year.", "The court.", "The original", "]]&gt;", f'src="{SITE}/media/', 'alt="A street"')
    assert [words for words in told if words not in text] == []
    unwanted = ('href="/', 'src="/', "srcset", "<script", "class=", "style=", "loading")
    assert [mark for mark in unwanted if mark in text] == []


def _to_the_second(moment):
    return moment.utctimetuple()


# Which feeds there are ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_each_list_of_stories_has_its_feed_and_its_page_leads_there(form, story, client):
    make_article("Of another matter", section=make_section("Economy"))
    article, title = story["article"], story["article"].title
    pages = {
        "/section/human-rights/": [title],
        "/topic/courts/": [title],
        "/people/aqylbek-muratbai/": [title],
        "/people/aqylbek-muratbai/by/": [title],
        "/organizations/freedom-for-eurasia/": [title],
        "/places/nukus/": [title],
        "/corrections/": [f"Correction: {title}"],
        "/": ["Of another matter", title],
        "/ru/": ["По-русски"],
        "/ru/people/aqylbek-muratbai/": [],
    }
    article.refresh_from_db()
    for page, titles in pages.items():
        answer = client.get(f"{page}feed.{form}")
        if form == "json":
            assert problems_of_json_feed(answer) == []
            found = [item["title"] for item in json.loads(answer.content)["items"]]
        else:
            found = [entry.title for entry in read(answer).entries]
        assert sorted(found) == sorted(titles), page
        assert f'href="{page}feed.{form}"' in client.get(page.replace("/by/", "/")).text, page


def test_every_page_leads_to_the_feed_of_its_edition(client):
    story = make_article(about=[make_person()])
    for path in (story.get_absolute_url(), "/archive/", "/people/", "/people/aqylbek-muratbai/", "/nothing/is/here/"):
        text = client.get(path).text
        assert (
            '<link rel="alternate" type="application/atom+xml" title="The Newsroom (Atom)" href="/feed.atom">' in text
        )
        assert '<a href="/feed.rss">Feed</a>' in text
    assert 'href="/ru/feed.atom"' in client.get("/ru/archive/").text


def test_a_place_has_the_stories_of_what_lies_in_it(client):
    country = make_place("Uzbekistan")
    make_article("From the town", about=[make_place(parent=country)])

    assert [entry.title for entry in read(client.get("/places/uzbekistan/feed.rss")).entries] == ["From the town"]


def test_a_feed_holds_the_newest_fifty(client):
    first = timezone.now() - timedelta(days=3)
    for number in range(52):
        make_article(f"Story {number}", at=first + timedelta(minutes=number))

    assert [entry.title for entry in read(client.get("/feed.atom")).entries] == [f"Story {n}" for n in range(51, 1, -1)]


def test_a_feed_without_stories_is_a_feed_all_the_same(client):
    assert read(client.get("/feed.rss")).entries == read(client.get("/feed.atom")).entries == []
    assert problems_of_json_feed(client.get("/feed.json")) == []
    assert client.get("/feed.atom").content == client.get("/feed.atom").content


def test_old_addresses_lead_to_the_feed(client):
    section = make_section("Courts of law")
    old, section.slug = section.slug, "law"
    changes.save(section, old_slug=old)
    answer = client.get(f"/section/{old}/feed.atom")

    assert (answer.status_code, answer.url) == (301, "/section/law/feed.atom")
    assert client.get("/section/law/feed.xml").status_code == client.get("/section/no/feed.rss").status_code == 404


# What stays ---------------------------------------------------------------------------------------------------------


def test_an_entry_keeps_its_name_when_its_headline_and_address_change(client):
    article = make_article("Before")
    before = read(client.get("/feed.rss")).entries[0]
    Article.objects.filter(pk=article.pk).update(public_title="After", slug="after")
    after = read(client.get("/feed.rss")).entries[0]

    assert before.id == after.id
    assert after.link == f"{SITE}/a/after/{article.pk}/"


def test_another_host_changes_no_name_once_the_first_is_set(client, settings):
    make_article()
    settings.FEED_TAG, settings.SITE_URL = "first.example.org,2026", "https://second.example.org"
    entry = read(client.get("/feed.atom")).entries[0]

    assert entry.id.startswith("tag:first.example.org,2026:story/")
    assert entry.link.startswith("https://second.example.org/a/")


def test_the_host_that_is_asked_changes_nothing(client, settings):
    make_article(about=[make_person()])
    settings.ALLOWED_HOSTS = ["mirror.example.net", "testserver"]
    for path in (
        "/feed.rss",
        "/people/aqylbek-muratbai/feed.atom",
        "/sitemap.xml",
        "/sitemap-stories-1.xml",
        "/robots.txt",
    ):
        assert client.get(path, headers={"host": "mirror.example.net"}).content == client.get(path).content


@pytest.mark.parametrize("form", FORMS)
def test_what_xml_forbids_is_left_out(form, client, settings):
    article = make_article(body="<p>Text</p>")
    bad = "a\x00b\x0cc\ufffed\U0001f600"
    settings.SITE_NAME = f"Site\x0b{bad}"
    if form != "json":
        Article.objects.filter(pk=article.pk).update(
            public_title=bad.replace("\x00", ""), body_html="<p>\x1b]\ufffft</p>"
        )
    answer = client.get(f"/feed.{form}")

    assert not set("\x00\x0b\x0c\x1b\ufffe\uffff") & set(answer.text)
    if form != "json":
        assert read(answer).entries[0].title == "abcd\U0001f600"


# Names that are protected -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_who_is_withheld_has_no_feed_and_stands_in_none(form, story, client):
    naming.expose(story["person"], Exposure.WITHHELD)
    for page in ("people/aqylbek-muratbai", "people/aqylbek-muratbai/by", "ru/people/aqylbek-muratbai"):
        assert client.get(f"/{page}/feed.{form}").status_code == 404
    for path in ("", "section/human-rights/", "topic/courts/", "places/nukus/", "corrections/"):
        answer = client.get(f"/{path}feed.{form}")
        assert not [word for word in ("Aqylbek", "Muratbai", "aqylbek", "muratbai") if word in answer.text], path


def test_a_person_who_is_no_longer_called_by_name_has_another_feed(client):
    person = make_person()
    make_article(about=[person])
    before = client.get("/people/aqylbek-muratbai/feed.atom").text
    naming.expose(person, Exposure.INITIALS)
    person.refresh_from_db()
    after = client.get(f"{person.get_absolute_url()}feed.atom").text

    assert client.get("/people/aqylbek-muratbai/feed.atom").status_code == 404
    assert "feed/people/aqylbek-muratbai" in before
    assert "qylbek" not in after
