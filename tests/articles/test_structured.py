"""What machines read on each page: schema.org data that parses, is complete and agrees with the page."""

import json
import re

import pytest
from django.db import IntegrityError

from articles.models import Page
from articles.site import changes
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
)
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

#: What each kind of thing must tell, where a page is about it.
REQUIRED = {
    "WebSite": {"name", "url", "inLanguage", "publisher"},
    "NewsMediaOrganization": {"@id", "name", "url", "correctionsPolicy"},
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "inLanguage", "url"},
    "BreadcrumbList": {"itemListElement"},
    "Person": {"name", "url"},
    "Organization": {"name", "url"},
    "Place": {"name", "url"},
}  # fmt: skip
ARTICLES = {"ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "Article"}


def graphs(page: str) -> list[dict]:
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]


def graph(client, url, kind) -> dict:
    return next(data for data in graphs(client.get(url).text) if data["@type"] == kind)


def canonical(page: str) -> str:
    return re.search(r'<link rel="canonical" href="([^"]*)"', page)[1]


def test_every_page_tells_what_it_must_and_where_it_stands(client):
    subjects = [make_person(), make_organization(), make_place()]
    story = make_article(section=make_section(), topics=[make_topic()], about=subjects, by=subjects[0])
    make_correction(story)
    found = set()
    for path, page in readers_pages(client).items():
        for data in graphs(page):
            kind = "NewsArticle" if data["@type"] in ARTICLES else data["@type"]
            found.add(kind)
            assert data["@context"] == "https://schema.org", path
            assert REQUIRED[kind] <= {name for name, value in data.items() if value}, path
            if kind in ("NewsArticle", "Person", "Organization", "Place"):
                assert data["url"] == canonical(page), path
            if kind == "BreadcrumbList":
                positions = [item["position"] for item in data["itemListElement"]]
                assert len(positions) > 1, path
                assert positions == list(range(1, len(positions) + 1)), path
    assert found == set(REQUIRED)


def test_the_newsroom_tells_where_its_policies_stand(client):
    for language, title in (("en", "Ethics"), ("ru", "Этика")):
        policy = Page(title=title, slug="ethics", language=language, policy="ethicsPolicy", body="<p>We say so.</p>")
        changes.save(policy)
    newsroom, russian = (graph(client, home, "NewsMediaOrganization") for home in ("/", "/ru/"))

    assert newsroom["ethicsPolicy"].endswith("/ethics/")
    assert newsroom["correctionsPolicy"].endswith("/corrections/")
    assert russian["ethicsPolicy"].endswith("/ru/ethics/")
    assert "diversityPolicy" not in newsroom


def test_one_page_of_an_edition_tells_of_a_policy():
    changes.save(Page(title="Ethics", slug="ethics", language="en", policy="ethicsPolicy"))
    with pytest.raises(IntegrityError):
        changes.save(Page(title="Conduct", slug="conduct", language="en", policy="ethicsPolicy"))


def test_a_story_names_its_public_versions_in_other_editions(client):
    story = make_article()
    russian = make_article(language="ru", translation_key=story.translation_key)
    make_article(language="kk", translation_key=story.translation_key, published=False)

    versions = graph(client, story.get_absolute_url(), story.schema_type)["workTranslation"]
    assert [(version["inLanguage"], version["url"].endswith(russian.get_absolute_url())) for version in versions] == [
        ("ru", True)
    ]


def test_a_story_is_set_in_the_places_that_it_is_about(client):
    story = make_article(about=[make_place("Nukus"), make_person()])
    story.mentions.update(prominence="main")

    assert [
        place["name"] for place in graph(client, story.get_absolute_url(), story.schema_type)["contentLocation"]
    ] == ["Nukus"]
