"""Packages: what readers find of them, on their page, in a story and beside it, and what a save takes."""

import json
import re

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Mention, Package
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_package, make_person, make_section, make_topic, make_user
from tests.support.admin import errors_of, opened, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferry():
    """Three public stories in an order of their own, and a draft between them."""
    stories = [make_article(name) for name in ("Storm", "Ferry", "Bridge")]
    draft = make_article("Canary draft", published=False)
    return make_package("The ferry", stories[1], draft, stories[2], stories[0], intro="How it sank."), draft


def headlines(text) -> list[str]:
    return re.findall(r'teaser-headline"[^>]*><a[^>]*>([^<]+)', text)


def test_readers_find_the_published_stories_in_the_editors_order(client, ferry):
    text = client.get("/package/the-ferry/").text
    assert headlines(text) == ["Ferry", "Bridge", "Storm"]
    assert "How it sank." in text
    assert "Canary" not in text


def test_a_package_without_a_public_story_or_not_shown_is_not_found_anywhere(client, ferry):
    package, _draft = ferry
    story = Article.objects.get(title="Storm")
    Package.objects.update(is_shown=False)
    assert client.get("/package/the-ferry/").status_code == 404
    assert "The ferry" not in client.get(story.get_absolute_url()).text
    assert "the-ferry" not in client.get("/sitemap-packages-1.xml").text
    Package.objects.update(is_shown=True)
    Article.objects.update(status="withdrawn", withdrawn_at=timezone.now())
    assert client.get(package.get_absolute_url()).status_code == 404
    assert client.get(f"{package.get_absolute_url()}feed.rss").status_code == 404


def test_a_story_says_of_what_it_is_a_part_and_what_stands_before_and_after_it(client, ferry):
    text = client.get(Article.objects.get(title="Bridge").get_absolute_url()).text
    part = text.partition('class="part-of"')[2].partition("</nav>")[0]
    assert "The ferry" in part
    assert re.search(r'rel="prev"[^>]*><bdi>Ferry', part)
    assert re.search(r'rel="next"[^>]*><bdi>Storm', part)
    assert "Canary" not in part


def test_its_neighbours_do_not_stand_among_the_related_stories_again(client):
    topic = make_topic()
    first, second, third, far = (make_article(name, topics=[topic]) for name in ("First", "Second", "Third", "Far"))
    make_package("The ferry", first, second, third, far)

    assert client.get(second.get_absolute_url()).context["related"] == [far]


def test_its_structured_data_lists_the_stories(client, ferry):
    text = client.get("/package/the-ferry/").text
    graphs = [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]
    page = next(graph for graph in graphs if graph["@type"] == "CollectionPage")
    assert page["name"] == "The ferry"
    assert [item["name"] for item in page["mainEntity"]["itemListElement"]] == ["Ferry", "Bridge", "Storm"]
    assert page["mainEntity"]["itemListElement"][0]["url"].startswith("http")


def test_the_breadcrumb_leads_by_its_section(client):
    make_package("The ferry", make_article(), section=make_section("Society"))
    trail = client.get("/package/the-ferry/").text.partition('class="breadcrumb"')[2].partition("</nav>")[0]
    assert re.findall(r"<bdi>([^<]+)", trail) == ["Home", "Society", "The ferry"]


def test_it_stands_in_the_sitemap_and_has_a_feed(client, ferry):
    assert "/package/the-ferry/" in client.get("/sitemap-packages-1.xml").text
    feed = client.get("/package/the-ferry/feed.atom").text
    assert "Bridge" in feed
    assert "Canary" not in feed


def test_a_withheld_name_goes_from_heading_and_introduction(client, ferry):
    person = make_person("Zorbulak Qanarovich")
    make_package("The case of Zorbulak Qanarovich", make_article("Open"), slug="the-case", intro="Qanarovich waits.")
    naming.expose(person, Exposure.WITHHELD)
    for path in (
        "/package/the-case/",
        Article.objects.get(title="Open").get_absolute_url(),
        "/package/the-case/feed.rss",
    ):
        assert "anarovich" not in client.get(path).text.lower()
    naming.expose(person, Exposure.NAMED)
    assert "The case of Zorbulak Qanarovich" in client.get("/package/the-case/").text


def test_a_name_that_a_story_is_tagged_with_later_goes_in_any_form(client, ferry):
    person = make_person("Zorbulak Qanarovich")
    naming.expose(person, Exposure.WITHHELD)
    story = make_article("Open")
    package = make_package("Qanarovich and the sea", story, slug="sea")
    assert "Qanarovich" in client.get("/package/sea/").text, "a family name alone tells nobody who is meant"
    with workflow.changing(story, by=make_user(), comment="edited"):
        Mention.objects.create(article=story, subject=person)
    assert "Qanarovich" not in client.get(package.get_absolute_url()).text


def test_an_old_address_leads_on(client, editor, ferry):
    package, _draft = ferry
    address = f"/admin/articles/package/{package.pk}/change/"
    form = {"heading": "The ferry", "language": "en", "slug": "the-boat", "is_shown": "on", "pins-TOTAL_FORMS": 0}
    stories = list(package.parts.values_list("article", flat=True))
    for number, key in enumerate(stories):
        form |= {f"pins-{number}-article": key, f"pins-{number}-position": number + 1, "pins-TOTAL_FORMS": number + 1}
    assert post(client, address, form).status_code == 302
    answer = client.get("/package/the-ferry/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/package/the-boat/")


# The form --------------------------------------------------------------------------------------------------------------


def form(*stories, **fields):
    data = {"heading": "The ferry", "language": "en", "slug": "", "intro": "", "is_shown": "on"}
    data |= {"pins-TOTAL_FORMS": len(stories), "pins-INITIAL_FORMS": 0}
    for number, story in enumerate(stories):
        data |= {f"pins-{number}-article": story.pk, f"pins-{number}-position": number + 1}
    return data | fields


def order(package) -> list[str]:
    return list(package.parts.order_by("position").values_list("article__title", flat=True))


def test_an_editor_makes_a_package(client, editor):
    first, second = make_article("First"), make_article("Second")
    client.post("/admin/articles/package/add/", form(second, first))
    assert order(Package.objects.get()) == ["Second", "First"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("down:1", [1, 0, 2]),
        ("up:3", [0, 2, 1]),
        ("up:1", [0, 1, 2]),
        ("move:1:3", [1, 2, 0]),
        ("move:1:99", [1, 2, 0]),
        ("remove:2", [0, 2]),
        ("put:{new}", [0, 1, 2, 3]),
        ("put:{new}:1", [3, 0, 1, 2]),
        ("put:0", [0, 1, 2]),
        ("nonsense:9", [0, 1, 2]),
        ("put:99999999999999999999", [0, 1, 2]),
    ],
)
def test_a_button_moves_stories_and_stores_nothing(client, editor, asked, expected):
    stories = [make_article(name) for name in "ABCD"]
    asked = asked.format(new=stories[3].pk)
    response = client.post("/admin/articles/package/add/", form(*stories[:3], _arrange=asked))
    assert [card.story for card in response.context["cards"]] == [stories[number] for number in expected]
    assert not Package.objects.exists()


def test_a_button_is_answered_while_the_box_of_the_address_is_empty(client, editor, ferry):
    package, _draft = ferry
    data = form(*Article.objects.published(), slug="", _arrange="remove:1")
    response = post(client, f"/admin/articles/package/{package.pk}/change/", data)
    assert len(response.context["cards"]) == 2


def test_a_story_of_another_edition_and_an_unpublished_one_are_refused(client, editor):
    for story in (make_article(language="ru"), make_article(published=False)):
        response = client.post("/admin/articles/package/add/", form(story))
        assert "of another edition, or not published" in errors_of(response)


def test_the_address_that_is_made_of_the_heading_tells_no_withheld_name(client, editor):
    naming.expose(make_person("Zorbulak Qanarovich"), Exposure.WITHHELD)
    client.post("/admin/articles/package/add/", form(make_article(), heading="The case of Zorbulak Qanarovich"))
    assert "anarovich" not in Package.objects.get().slug


@pytest.mark.parametrize("tagged", [True, False])
def test_an_address_gives_way_to_one_without_the_name_that_is_withheld_now(client, tagged):
    person = make_person("Zorbulak Qanarovich")
    story = make_article(about=[person] if tagged else [])
    package = make_package("The case of Zorbulak Qanarovich", story)
    old = package.get_absolute_url()
    naming.expose(person, Exposure.WITHHELD)
    package.refresh_from_db()
    texts = [client.get(path).text for path in ("/sitemap-packages-1.xml", story.get_absolute_url())]
    assert package.get_absolute_url() in texts[0]
    assert "anarovich" not in "".join([*texts, client.get(package.get_absolute_url()).text]).lower()
    assert client.get(old).status_code == 404, "where it leads would say who is meant"
    assert client.get(f"{old}feed.rss").status_code == 404
    naming.expose(person, Exposure.NAMED)
    assert client.get(old).headers["Location"] == package.get_absolute_url()


def test_a_section_of_another_edition_is_refused(client, editor):
    data = form(make_article(), section=make_section("Общество", "ru").pk)
    assert "belongs to another edition" in errors_of(client.post("/admin/articles/package/add/", data))


def test_an_older_form_overwrites_nothing(client, editor, ferry):
    package, _draft = ferry
    address, stories = f"/admin/articles/package/{package.pk}/change/", list(Article.objects.published())
    old = opened(client, address)
    post(client, address, form(stories[0]))
    response = client.post(address, form(*stories) | old)
    assert "somebody saved this package after you opened it" in errors_of(response)
    assert order(package) == [stories[0].title]
