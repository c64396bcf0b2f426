"""Sitemaps, news and robots.txt: what they list, that they fit their schemas, and that all agree on each address."""

import re
from datetime import timedelta
from pathlib import Path
from urllib import robotparser
from xml.etree import ElementTree

import pytest
import xmlschema
from django.utils import timezone

from articles.models import Article, Page
from articles.site import changes, sitemaps
from people import naming
from people.models import Exposure, Person
from tests.factories import make_article, make_correction, make_organization, make_person, make_place, make_topic
from tests.support.feeds import read

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(str(Path(__file__).parent / "schemas" / "sitemap.xsd"), allow="local")


def tree(client, path: str):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml"), path
    return ElementTree.fromstring(answer.content)  # noqa: S314 ours


def listed(client, path: str) -> list[str]:
    return [found.text for found in tree(client, path).findall("s:url/s:loc", NAMES)]


def parts(client) -> list[str]:
    return [found.text.removeprefix(SITE) for found in tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", NAMES)]


def entries(client, path: str) -> dict[str, dict[str, str]]:
    """{address: {hreflang: address}}"""
    return {
        url.find("s:loc", NAMES).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        for url in tree(client, path).findall("s:url", NAMES)
    }


@pytest.fixture
def site():
    """A site with something of each kind, in two editions."""
    subjects = [make_person(), make_organization(), make_place()]
    english = make_article("In English", about=subjects, topics=[make_topic()])
    russian = make_article("По-русски", language="ru", translation_key=english.translation_key)
    alone = make_article("Alone & <bare>")
    make_topic("Of nobody yet")
    for language in ("en", "ru"):
        page = Page(title="About", slug="about", language=language, body="<p>We.</p>")
        page.translation_key = english.translation_key
        changes.save(page)
    return {"english": english, "russian": russian, "alone": alone}


def test_all_files_fit_their_schemas(site, client, schema):
    for path in ["/sitemap.xml", *parts(client)]:
        schema.validate(tree(client, path))
    assert len(parts(client)) == 14


def test_each_public_page_is_listed_once_and_answers(site, client):
    found = [address for part in parts(client) if "news" not in part for address in listed(client, part)]

    assert len(found) == len(set(found))
    assert {address.removeprefix(SITE) for address in found} >= {
        "/", "/ru/", "/corrections/", "/ru/archive/", "/about/", "/ru/about/", "/section/human-rights/", "/topic/courts/",
        "/people/aqylbek-muratbai/", "/ru/people/aqylbek-muratbai/", "/organizations/freedom-for-eurasia/",
        "/places/nukus/", *(story.get_absolute_url() for story in site.values()),
    }  # fmt: skip
    assert {client.get(address.removeprefix(SITE)).status_code for address in found} == {200}
    assert not [address for address in found if "nobody" in address]


def test_alternates_are_reciprocal_and_hold_the_page_itself_and_a_default(site, client):
    found = {}
    for part in parts(client):
        found |= entries(client, part) if "news" not in part else {}
    linked = {address: links for address, links in found.items() if links}

    assert {address for address in found if address not in linked} >= {f"{SITE}{site['alone'].get_absolute_url()}"}
    assert len(linked) == 24
    for address, links in linked.items():
        assert address in links.values(), address
        assert links["x-default"] == links["en"]
        assert all(linked[other] == links for other in links.values()), address


def test_feed_sitemap_canonical_open_graph_and_hreflang_agree_on_each_address(site, client):
    for language, name in (("", "english"), ("/ru", "russian")):
        address = SITE + site[name].get_absolute_url()
        page = client.get(address.removeprefix(SITE)).text
        assert f'<link rel="canonical" href="{address}">' in page
        assert f'<meta property="og:url" content="{address}">' in page
        told = client.get(f"/api/v1/stories/{site[name].pk}/").json()
        assert (told["url"], told["canonical_url"]) == (address, address)
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
        assert entries(client, f"{language}/sitemap-stories-1.xml")[address] == alternates
        assert address in [entry.link for entry in read(client.get(f"{language}/feed.atom")).entries]
        assert address in listed(client, "/news-sitemap.xml")


def test_a_republished_story_whose_original_is_the_main_page_says_so_everywhere(site, client):
    original = "https://example.org/original/"
    story = site["russian"]
    Article.objects.filter(pk=story.pk).update(canonical_at_source=True, source_url=original)
    address = SITE + story.get_absolute_url()
    page = client.get(story.get_absolute_url()).text

    assert re.findall(r'rel="canonical" href="([^"]+)"', page) == [original]
    assert re.findall(r'"og:url" content="([^"]+)"', page) == [original]
    assert re.findall(r'<link rel="alternate" hreflang', page) == []
    assert not any(address in client.get(part).text for part in parts(client))
    told = client.get(f"/api/v1/stories/{story.pk}/").json()
    assert (told["canonical_url"], told["url"], told["may_be_indexed"]) == (original, address, False)
    (item,) = [item for item in client.get("/ru/feed.json").json()["items"] if item["url"] == address]
    assert item["external_url"] == original


def test_what_asks_to_be_left_out_or_lives_elsewhere_is_in_no_sitemap_and_no_alternate(site, client):
    original = {"canonical_at_source": True, "source_url": "https://example.org/original/"}
    for fields in ({"noindex": True}, original):
        Article.objects.filter(pk=site["russian"].pk).update(**fields)
        for part in parts(client):
            assert "/ru/a/" not in client.get(part).text, (fields, part)
        assert "/ru/a/" not in "".join(
            re.findall(r'<link rel="alternate" hreflang.*', client.get(site["english"].get_absolute_url()).text)
        )
        Article.objects.filter(pk=site["russian"].pk).update(noindex=False, canonical_at_source=False)


def test_the_time_is_that_of_the_last_material_change(client):
    story = make_article(at=timezone.now() - timedelta(days=9))
    later = timezone.now() - timedelta(days=2)
    make_correction(story, published_at=timezone.now() + timedelta(days=1))

    def changed():
        return tree(client, "/sitemap-stories-1.xml").find("s:url/s:lastmod", NAMES).text

    assert changed() == timezone.localtime(story.published_at).isoformat(timespec="seconds")
    Article.objects.filter(pk=story.pk).update(materially_updated_at=later, saved_at=timezone.now())
    assert changed() == timezone.localtime(later).isoformat(timespec="seconds")
    make_correction(story, published_at=later + timedelta(days=1))
    assert changed() == timezone.localtime(later + timedelta(days=1)).isoformat(timespec="seconds")


def test_a_withheld_person_is_in_no_sitemap(site, client):
    naming.expose(Person.objects.get(), Exposure.WITHHELD)

    assert not [part for part in parts(client) if "muratbai" in client.get(part).text.lower()]


def test_more_than_a_file_holds_stands_in_the_next(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    stories = [make_article() for _ in range(5)]
    files = [f"/sitemap-stories-{number}.xml" for number in (1, 2, 3)]
    news = ["/news-sitemap.xml", "/news-sitemap-2.xml", "/news-sitemap-3.xml"]
    every = [SITE + story.get_absolute_url() for story in stories]

    assert [path for path in parts(client) if "stories" in path or "news" in path] == files + news
    assert [len(listed(client, path)) for path in files + news] == [2, 2, 1, 2, 2, 1]
    assert [address for path in files for address in listed(client, path)] == every
    assert [address for path in news for address in listed(client, path)] == every[::-1]


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-stories-0.xml", "/sitemap-stories-2.xml", "/sitemap-stories-99999999999999999999999.xml",
        "/sitemap-drafts-1.xml", "/sitemap-stories-x.xml", "/sitemap-topics-1.xml", "/news-sitemap-0.xml",
        "/news-sitemap-2.xml", "/news-sitemap-99999999999999999999999.xml", "/ru/sitemap.xml", "/ru/robots.txt",
    ],
)  # fmt: skip
def test_a_file_that_is_not_there_is_not_found(path, client):
    make_article()

    assert client.get(path).status_code == 404


def test_news_are_of_the_last_two_days_with_all_that_is_required(client, settings, schema):
    settings.SITE_NAME = "The <Bureau> & friends"
    story = make_article("A & <b>", at=timezone.now() - timedelta(hours=47))
    make_article("Old", at=timezone.now() - timedelta(hours=49))
    make_article("По-русски", language="ru", at=timezone.now() - timedelta(hours=47, minutes=30))
    first, second = tree(client, "/news-sitemap.xml").findall("s:url", NAMES)

    def text(url, path):
        return url.find(path, NAMES).text

    schema.validate(tree(client, "/news-sitemap.xml"))
    assert text(first, "n:news/n:publication/n:name") == settings.SITE_NAME
    assert text(first, "n:news/n:publication/n:language") == "en"
    assert text(first, "n:news/n:title") == "A & <b>"
    published = timezone.localtime(story.published_at).isoformat(timespec="seconds")
    assert text(first, "n:news/n:publication_date") == published
    assert text(second, "n:news/n:publication/n:language") == "ru"


def test_robots_may_read_all_that_says_noindex_itself(client):
    answer = client.get("/robots.txt")
    robots = robotparser.RobotFileParser()
    robots.parse(answer.text.splitlines())

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
    assert not robots.can_fetch("AnyBot", f"{SITE}/admin/articles/")
    allowed = (
        "/",
        "/a/story/1/",
        "/preview/abc/",
        "/media/abc/1.jpg",
        "/feed.rss",
        "/static/newsroom/site.css",
        "/people/",
    )
    assert [path for path in allowed if not robots.can_fetch("AnyBot", SITE + path)] == []


def test_a_trial_keeps_all_robots_out(client, settings):
    settings.KEEP_ROBOTS_OUT = True
    robots = robotparser.RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())

    assert not robots.can_fetch("AnyBot", f"{SITE}/")
    assert robots.site_maps() is None
