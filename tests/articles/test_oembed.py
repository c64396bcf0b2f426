"""oEmbed: a published story as a quotation with a link, in the room that the other site has, and nothing that watches."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from articles import workflow
from articles.body import text_of
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def ask(client, story, **query):
    address = story if isinstance(story, str) else SITE + story.get_absolute_url()
    return client.get("/oembed", {"url": address, **query})


def test_a_story_is_told_in_both_forms_alike_and_its_page_leads_there(client):
    story = make_article("Refused & <sent> back", summary="A court said no.", by=make_person())
    page = client.get(story.get_absolute_url()).text
    links = re.findall(r'<link rel="alternate" type="([a-z/]+\+oembed)" title="[^"]+" href="([^"]+)">', page)
    found = {kind: client.get(link.replace("&amp;", "&").removeprefix(SITE)) for kind, link in links}
    told = json.loads(found["application/json+oembed"].content)
    in_xml = ElementTree.fromstring(found["text/xml+oembed"].content)

    assert told["type"] == "rich"
    assert (told["title"], told["author_name"]) == ("Refused & <sent> back", "Aqylbek Muratbai")
    assert told["author_url"] == f"{SITE}/people/aqylbek-muratbai/"
    assert (told["provider_name"], told["provider_url"]) == ("The Newsroom", f"{SITE}/")
    assert client.get(told["thumbnail_url"].removeprefix(SITE)).status_code == 200
    assert {row.tag: row.text for row in in_xml} == {name: str(value) for name, value in told.items()}
    assert found["text/xml+oembed"].headers["Content-Type"] == "text/xml; charset=utf-8"
    assert found["application/json+oembed"].headers["Access-Control-Allow-Origin"] == "*"


def test_its_html_says_what_the_story_is_and_can_do_nothing(client):
    story = make_article('"><script>alert(1)</script>', summary="A court <b>said</b> no.", language="ru")
    html = json.loads(ask(client, story).content)["html"]

    assert re.findall(r"<([a-z]+)", html) == ["blockquote", "p", "strong", "a", "p", "footer"]
    assert f'href="{SITE}{story.get_absolute_url()}"' in html
    assert html.startswith('<blockquote lang="ru" dir="ltr"')
    assert '"><script>alert(1)</script>' in text_of(html)
    assert "A court <b>said</b> no." in text_of(html)


def test_it_keeps_to_the_room_that_there_is(client):
    story = make_article("A story", summary="A dek")
    narrow, low, tiny = (
        json.loads(ask(client, story, **room).content)
        for room in ({"maxwidth": 300}, {"maxheight": 150}, {"maxwidth": 90, "maxheight": 90})
    )

    assert (narrow["width"], "thumbnail_url" in narrow) == (300, False)
    assert (low["height"] <= 150, "A dek" in low["html"]) == (True, False)
    assert (tiny["type"], "html" in tiny) == ("link", False)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 200),
        ({"published": False}, 404),
        ({"at": timezone.now() + timedelta(hours=1)}, 404),
        ({"at": timezone.now() - timedelta(hours=3), "withdraw_at": timezone.now() - timedelta(hours=1)}, 404),
    ],
)
def test_only_what_is_published_is_told(fields, status, client):
    assert ask(client, make_article("A story", **fields)).status_code == status


def test_a_withdrawn_story_and_a_withheld_name_are_gone(client):
    person = make_person("Zorbulak Qanarovich")
    story = make_article("Zorbulak Qanarovich is free", summary="Qanarovich went home.", about=[person], by=person)
    old = SITE + story.get_absolute_url()
    naming.expose(person, Exposure.WITHHELD)
    answer = ask(client, old)
    assert answer.status_code == 200
    assert "anarovich" not in answer.text.lower()
    story.refresh_from_db()
    workflow.unpublish(story, by=make_user("chief"), reason="A mistake.")

    assert ask(client, old).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "/a/a-story/1/", "https://example.org/a/a-story/1/", "http://127.0.0.1:8001/a/a-story/1/",
        f"{SITE}@example.org/a/a-story/1/", f"{SITE}/", f"{SITE}/section/human-rights/", f"{SITE}/ru/a/a-story/1/",
        f"{SITE}/admin/", "javascript:alert(1)", "http://[", f"{SITE}/a/a-story/1/\0", f"{SITE}/" + "x" * 5000,
        f"{SITE}/a/a-story/99999999999999999999/",
    ],
)  # fmt: skip
def test_what_is_no_story_of_ours_is_not_found(address, client):
    make_article("A story", pk=1)

    assert ask(client, address).status_code == (404 if address else 400)


def test_a_story_is_found_by_an_address_of_before_and_on_the_onion_service(client, settings):
    story = make_article("A story")
    settings.ONION_HOST = f"{'a' * 56}.onion"
    for address in (f"{SITE}/a/another/{story.pk}/?utm=1#x", f"http://{settings.ONION_HOST}/a/a-story/{story.pk}/"):
        told = json.loads(ask(client, address).content)
        assert urlsplit(re.search(r'href="([^"]+)"', told["html"])[1]).netloc == "127.0.0.1:8000"


@pytest.mark.parametrize(
    ("query", "status"),
    [({"format": "yaml"}, 501), ({"maxwidth": "wide"}, 400), ({"maxheight": "-1"}, 400), ({"maxwidth": "9" * 99}, 400)],
)
def test_what_is_not_understood_is_refused(query, status, client):
    assert ask(client, make_article("A story"), **query).status_code == status


def test_who_has_it_is_told_so(client):
    story = make_article("A story")
    answer = ask(client, story)
    again = client.get("/oembed", {"url": SITE + story.get_absolute_url()}, headers={"If-None-Match": answer["ETag"]})

    assert (again.status_code, answer.headers["Cache-Control"]) == (304, "public, no-cache")
