"""The API: what its description says it answers, in parts that can be gone through, and to anybody."""

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Byline, Page
from articles.site import changes
from people import naming
from people.models import Exposure, SubjectText
from people.naming import slugs
from tests.factories import (
    make_article,
    make_correction,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.support.json_schema import problems

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
NINJS = json.loads((Path(__file__).parent / "schemas" / "ninjs-2.2.json").read_text(encoding="utf-8"))


@pytest.fixture
def story():
    """One with all that an answer can hold, in two languages."""
    person, place = make_person(), make_place(latitude="42.4600", longitude="59.6100")
    SubjectText.objects.create(subject=person, language="en", summary="A blogger.", biography="Born in Nukus.")
    article = make_article(
        "Refused & <sent> back",
        short_title="Sent back",
        summary="A court in <Nukus> said no.",
        dateline="Nukus",
        kind="analysis",
        section=make_section(),
        topics=[make_topic()],
        about=[person, make_organization(), place],
        by=person,
        lead_image=make_image(
            alt="A street", caption="The court.", credit="A. Name", licence="cc-by", copyright="(c) A"
        ),
        source_outlet="The Bureau",
        source_url="https://example.org/original/",
        source_date="2026-01-02",
    )
    Byline.objects.create(article=article, text="A desk", role="editing", position=2)
    make_correction(article, "We gave a wrong year.")
    make_article("По-русски", language="ru", translation_key=article.translation_key)
    changes.save(Page(title="Ethics", slug="ethics", language="en", body="<p>We.</p>", policy="ethicsPolicy"))
    return article


def read(client, address: str, **query) -> dict:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.content)


def described(client) -> dict:
    return read(client, "/api/openapi.json")


# What it says of itself ----------------------------------------------------------------------------------------------


def addresses_of(story) -> dict[str, str]:
    """For each path of the description an address that answers."""
    of_kind = {"persons": "aqylbek-muratbai", "organizations": "freedom-for-eurasia", "places": "nukus"}
    found = {f"/api/v1/{name}/": f"/api/v1/{name}/" for name in ("stories", "sections", "topics", *of_kind)}
    found |= {f"/api/v1/{name}/{{slug}}/": f"/api/v1/{name}/{slug}/" for name, slug in of_kind.items()}
    for end in ("", "ninjs.json"):
        found[f"/api/v1/stories/{{number}}/{end}"] = f"/api/v1/stories/{story.pk}/{end}"
    return found


def test_each_address_answers_as_its_description_says(story, client):
    description = described(client)
    addresses = addresses_of(story)

    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": SITE}]
    assert addresses.keys() == description["paths"].keys()
    for path, address in addresses.items():
        promised = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert problems(read(client, address), promised, description) == [], path


def test_what_is_refused_gone_or_not_there_is_described_too(story, client):
    description = described(client)
    workflow.unpublish(story, by=make_user("chief"), reason="A mistake.")
    number = "/api/v1/stories/{number}/"
    for path, address, status in (
        ("/api/v1/stories/", "/api/v1/stories/?limit=0", 400),
        (number, f"/api/v1/stories/{story.pk}/", 410),
        (f"{number}ninjs.json", f"/api/v1/stories/{story.pk}/ninjs.json", 410),
        (number, "/api/v1/stories/987654321/", 404),
        ("/api/v1/persons/{slug}/", "/api/v1/persons/nobody/", 404),
    ):
        answer = client.get(address)
        promised = description["paths"][path]["get"]["responses"][str(status)]["content"]["application/json"]["schema"]
        assert answer.status_code == status, path
        assert problems(json.loads(answer.content), promised, description) == [], path


def test_every_schema_is_used_and_every_field_is_explained(client):
    description = described(client)
    schemas, whole = description["components"]["schemas"], json.dumps(description)

    assert [name for name in schemas if f'"#/components/schemas/{name}"' not in whole] == []
    for name, schema in schemas.items():
        plain = {field: inner for field, inner in schema["properties"].items() if "$ref" not in inner}
        assert schema["description"], name
        assert [field for field, inner in plain.items() if not inner.get("description")] == [], name


def test_the_filters_that_are_described_are_those_that_are_there(client):
    refused = client.get("/api/v1/stories/", {"status": "draft"})
    told = set(re.findall(r"\w+", json.loads(refused.content)["error"].partition("Those that there are:")[2]))

    assert refused.status_code == 400
    assert told == {row["name"] for row in described(client)["paths"]["/api/v1/stories/"]["get"]["parameters"]}


def test_its_page_names_every_address_and_kind_of_answer(client):
    page, description = client.get("/api/").text, described(client)

    assert 'rel="nofollow"' not in page, "a link to a text-only version that there is not"
    assert "<script" not in page.replace('<script type="application/ld+json">', "")
    for path in description["paths"]:
        assert f"<code>{path}</code>" in page
    for name in description["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert set(re.findall(r'href="#(\w+)"', page)) - {"main"} <= description["components"]["schemas"].keys()


# Stories ---------------------------------------------------------------------------------------------------------


def test_a_story_is_told_as_its_page_tells_it(story, client):
    found = read(client, f"/api/v1/stories/{story.pk}/")

    assert (found["headline"], found["short_headline"]) == ("Refused & <sent> back", "Sent back")
    assert found["id"] == f"tag:127.0.0.1,2026:story/{story.pk}"
    assert found["url"] == SITE + story.get_absolute_url()
    assert found["content_html"] == read(client, "/feed.json")["items"][0]["content_html"]
    assert [(line["name"], line["role"], line["url"]) for line in found["bylines"]] == [
        ("Aqylbek Muratbai", "author", f"{SITE}/people/aqylbek-muratbai/"),
        ("A desk", "editing", None),
    ]
    assert [note["text"] for note in found["corrections"]] == ["We gave a wrong year."]
    assert [version["language"] for version in found["translations"]] == ["ru"]
    assert found["source"]["url"] == "https://example.org/original/"
    assert found["picture"]["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    for listed in ("persons", "organizations", "places"):
        assert client.get(found[listed][0]["api_url"].removeprefix(SITE)).status_code == 200
    assert client.get(found["share_picture"]["url"].removeprefix(SITE)).status_code == 200


def test_a_story_in_another_language_is_told_in_it(story, client):
    (found,) = read(client, "/api/v1/stories/", language="ru")["stories"]

    assert (found["headline"], found["url"][: len(SITE) + 4]) == ("По-русски", f"{SITE}/ru/")
    assert found["section"]["url"].startswith(f"{SITE}/ru/section/")


def test_ninjs_fits_the_standard_and_holds_the_whole_story(story, client):
    item = read(client, f"/api/v1/stories/{story.pk}/ninjs.json")

    assert problems(item, NINJS) == []
    assert (item["pubstatus"], item["standard"]["version"], item["language"]) == ("usable", "2.2", "en")
    assert [line["value"] for line in item["headlines"]] == ["Refused & <sent> back", "Sent back"]
    assert item["bodies"][0]["value"].startswith("<figure>")
    assert item["bodies"][1] | {"value": ""} == {
        "role": "plain", "contenttype": "text/plain", "value": "", "charcount": 38, "wordcount": 6,
    }  # fmt: skip
    assert (item["by"], item["located"], item["copyrightholder"]) == ("Aqylbek Muratbai", "Nukus", "The Bureau")
    assert [row["name"] for row in item["people"]] == ["Aqylbek Muratbai"]
    assert [row["title"] for row in item["trustindicators"]] == ["Ethics", "Corrections"]
    assert item["associations"][0]["renditions"][0]["width"] == 1200


def test_a_withdrawn_story_is_cancelled_and_says_nothing_else(story, client):
    workflow.unpublish(story, by=make_user("chief"), reason="A mistake.")
    answer = client.get(f"/api/v1/stories/{story.pk}/ninjs.json")
    item = json.loads(answer.content)

    assert answer.status_code == 410
    assert problems(item, NINJS) == []
    assert item["pubstatus"] == "canceled"
    assert item.keys() == {
        "uri", "type", "representationtype", "pubstatus", "language", "standard", "versioncreated",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"person": "aqylbek-muratbai"}, ["Old"]),
        ({"place": "uzbekistan"}, ["Old"]),
        ({"topic": "courts"}, ["Old"]),
        ({"section": "other"}, ["New"]),
        ({"kind": "opinion"}, ["New"]),
        ({"since": "2026-01-01"}, ["New"]),
        ({"until": "2026-01-01T00:00:00Z"}, ["Old"]),
        ({"until": "2026-01-01T00:00:00+00:00:00.5"}, ["Old"]),
        ({"since": "2020-01-01T00:00:00+05:00", "until": "2020-01-02"}, []),
        ({"kind": "opinion", "topic": "courts"}, []),
    ],
)
def test_stories_are_narrowed_down(query, found, client):
    nukus = make_place("Nukus", parent=make_place("Uzbekistan"))
    old = timezone.now() - timedelta(days=900)
    make_article("Old", about=[make_person(), nukus], topics=[make_topic()], at=old)
    make_article("New", kind="opinion", section=make_section("Other"))

    assert [row["headline"] for row in read(client, "/api/v1/stories/", **query)["stories"]] == found


@pytest.mark.parametrize(
    "query",
    [
        {"status": "draft"}, {"person": "nobody"}, {"topic": "nothing"}, {"section": "\0"}, {"kind": "secret"},
        {"language": "xx"}, {"since": "0000-00-00"}, {"since": "99999-01-01"}, {"since": "0001-01-01"}, {"until": "soon"},
        {"limit": "0"}, {"limit": "101"}, {"limit": "-1"}, {"limit": "９"}, {"limit": "1e3"}, {"cursor": "x"},
        {"cursor": "x" * 100_000}, {"kind": ["news", "opinion"]}, {"place": "\U0001f525"}, {"person": "x" * 1_000_000},
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_a_sentence(query, client):
    answer = client.get("/api/v1/stories/", query)

    assert answer.status_code == 400
    assert json.loads(answer.content)["error"].endswith((".", "/"))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


# Going through -------------------------------------------------------------------------------------------------------


def follow(client, address: str) -> list[list[str]]:
    """The parts of a list, each as the names in it, by the addresses that the answers give."""
    parts = []
    while address:
        answer = read(client, address)
        rows = next(value for name, value in answer.items() if name != "next")
        parts.append([row.get("headline") or row["name"] for row in rows])
        address = (answer["next"] or "").removeprefix(SITE)
    return parts


def test_a_list_is_gone_through_to_its_end_and_what_comes_meanwhile_repeats_nothing(client):
    same = timezone.now() - timedelta(hours=2)
    for number in range(5):
        make_article(f"Story {number}", at=same)
    first = read(client, "/api/v1/stories/", limit=2)
    make_article("Newer")
    rest = follow(client, first["next"].removeprefix(SITE))

    assert [row["headline"] for row in first["stories"]] == ["Story 4", "Story 3"]
    assert rest == [["Story 2", "Story 1"], ["Story 0"]]


def test_subjects_sections_and_topics_are_gone_through_too(client):
    people = [make_person(f"Person Number{letter}") for letter in "abc"]
    make_article(about=people, topics=[make_topic(f"Topic {letter}") for letter in "abc"])

    assert follow(client, "/api/v1/persons/?limit=2") == [["Person Numbera", "Person Numberb"], ["Person Numberc"]]
    assert follow(client, "/api/v1/topics/?limit=1") == [["Topic a"], ["Topic b"], ["Topic c"]]
    assert follow(client, "/api/v1/sections/?limit=1") == [["Human Rights"]]


def test_a_cursor_of_another_list_or_made_by_hand_is_refused(client):
    for number in range(3):
        make_article(f"Story {number}", about=[make_person(f"Person Number{number}")])
    cursor = urlsplit(read(client, "/api/v1/stories/", limit=1)["next"]).query.partition("cursor=")[2]
    other = urlsplit(read(client, "/api/v1/persons/", limit=1)["next"]).query.partition("cursor=")[2]

    assert client.get(f"/api/v1/stories/?cursor={cursor}").status_code == 200
    assert client.get(f"/api/v1/stories/?cursor={cursor}&limit=3").status_code == 200
    for elsewhere in (
        f"stories/?kind=news&cursor={cursor}",
        f"persons/?cursor={cursor}",
        f"stories/?cursor={other}",
        f"stories/?cursor={cursor}x",
        f"stories/?cursor={cursor[1:]}",
    ):
        assert client.get(f"/api/v1/{elsewhere}").status_code == 400, elsewhere


# Who asks ------------------------------------------------------------------------------------------------------------


def test_scripts_of_any_site_may_read_it_and_nobody_is_known(story, client):
    client.force_login(make_user("admin"))
    for address in ("/api/v1/stories/", f"/api/v1/stories/{story.pk}/", "/api/openapi.json"):
        answer = client.get(address, headers={"Origin": "https://example.org"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert client.post(address).status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_who_has_it_is_told_so(story, client):
    for address in ("/api/v1/stories/", "/api/v1/persons/", f"/api/v1/stories/{story.pk}/ninjs.json"):
        answer = client.get(address)
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert answer.headers["Cache-Control"] == "public, no-cache"


def test_an_address_of_before_leads_on_as_that_of_the_page_does(client):
    person = make_person("Aigul Seitova")
    slugs.move(person, "a-seitova")
    answer = client.get("/api/v1/persons/aigul-seitova/", {"language": "ru"})

    assert client.get("/people/aigul-seitova/").status_code == answer.status_code == 301
    assert answer.headers["Location"] == f"{SITE}/api/v1/persons/a-seitova/?language=ru"
    naming.expose(person, Exposure.WITHHELD)
    for address in ("/people/aigul-seitova/", "/api/v1/persons/aigul-seitova/"):
        assert client.get(address).status_code == 404


def test_who_is_shown_by_another_name_is_not_connected_with_the_one_before(client):
    person = make_person("Zorbulak Qanarovich")
    make_article(about=[person])
    before = read(client, "/api/v1/persons/zorbulak-qanarovich/")
    naming.expose(person, Exposure.INITIALS)
    (listed,) = read(client, "/api/v1/persons/")["persons"]
    after = read(client, urlsplit(listed["api_url"]).path)

    assert client.get("/api/v1/persons/zorbulak-qanarovich/").status_code == 404
    assert client.get("/api/v1/stories/", {"person": "zorbulak-qanarovich"}).status_code == 400
    assert "anarovich" not in json.dumps(after).lower()
    assert str(person.pk) not in re.findall(r"\d+", json.dumps(after).replace(f"{SITE}/api/v1/", "").replace(SITE, ""))
    assert before["slug"] != after["slug"]
