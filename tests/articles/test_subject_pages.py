"""A subject's page: the stories by year, what narrows them, who else stands in them, and what a person wrote."""

import re
from datetime import UTC, datetime

import pytest

from articles.models import Article, Byline
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_organization, make_person, make_place, make_section

pytestmark = pytest.mark.django_db

LEFT_OUT = "This filter was left out"


def day(year: int, month: int = 6) -> datetime:
    return datetime(year, month, 15, 8, tzinfo=UTC)


@pytest.fixture
def person():
    return make_person("Ilka Morvane")


def headlines(text: str) -> list[str]:
    return re.findall(r'<h4 class="teaser-headline"[^>]*><a[^>]*>(.*?)</a>', text)


def narrowed(client, subject, **asked) -> list[str]:
    return headlines(client.get(subject.get_absolute_url(), asked).text)


def together(text: str) -> list[str]:
    part = re.search(r'<section class="together".*?</section>', text, re.DOTALL)
    return re.findall(r"<bdi>(.*?)</bdi>", part[0]) if part else []


@pytest.fixture
def four(person):
    politics, russian = make_section("Politics"), make_section("Политика", "ru")
    make_article("Old", about=[person], at=day(2024), section=politics)
    make_article("New", about=[person], at=day(2025, 3), section=politics, kind=Article.Kind.ANALYSIS)
    make_article("Newest", about=[person], at=day(2025, 9), section=make_section("Culture"))
    make_article("По-русски", about=[person], at=day(2025, 9), section=russian, language="ru")


def test_stories_stand_under_the_headings_of_their_years(four, person, client):
    text = client.get(person.get_absolute_url()).text

    assert headlines(text) == ["Newest", "New", "Old"]
    assert re.findall(r"<h3>(\d+)</h3>", text) == ["2025", "2024"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": "2025"}, ["Newest", "New"]),
        ({"section": "politics"}, ["New", "Old"]),
        ({"kind": "analysis"}, ["New"]),
        ({"language": "ru"}, ["По-русски"]),
        ({"language": "all", "year": "2025"}, ["По-русски", "Newest", "New"]),
        ({"year": "2024", "kind": "analysis"}, []),
    ],
)
def test_readers_narrow_them(asked, found, four, person, client):
    assert narrowed(client, person, **asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "1999"}, {"year": "0"}, {"year": "99999999999999999999"}, {"year": "٢٠٢٥"}, {"section": "nowhere\0"},
        {"kind": "poem"}, {"language": "xx"}, {"year": "x" * 100_000},
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_left_out_with_a_sentence(asked, four, person, client):
    text = client.get(person.get_absolute_url(), asked).text

    assert headlines(text) == ["Newest", "New", "Old"]
    assert LEFT_OUT in text


def test_the_years_say_how_many_stories_the_other_choices_leave(four, person, client):
    text = client.get(person.get_absolute_url(), {"section": "politics"}).text
    years = re.search(r'<nav class="narrow-years".*?</nav>', text, re.DOTALL)[0]

    assert re.findall(r'href="([^"]*)"[^>]*>(\d+) <span class="facet-count">(\d+)', years) == [
        (f"{person.get_absolute_url()}?year=2025&amp;section=politics", "2025", "1"),
        (f"{person.get_absolute_url()}?year=2024&amp;section=politics", "2024", "1"),
    ]


def test_the_year_is_that_of_the_newsroom(person, client):
    make_article("After midnight in Almaty", about=[person], at=datetime(2024, 12, 31, 22, tzinfo=UTC))
    make_article("Before it", about=[person], at=datetime(2024, 12, 31, 12, tzinfo=UTC))

    assert narrowed(client, person, year="2025") == ["After midnight in Almaty"]


def test_a_narrowed_page_is_for_readers_alone(four, person, client):
    whole, part = client.get(person.get_absolute_url()), client.get(person.get_absolute_url(), {"year": "2025"})

    assert "X-Robots-Tag" not in whole.headers
    assert part.headers["X-Robots-Tag"] == "noindex"
    assert f'rel="canonical" href="http://127.0.0.1:8000{person.get_absolute_url()}"' in part.text


def test_pages_of_a_narrowed_list_stay_narrowed(person, client):
    for number in range(21):
        make_article(f"Story {number}", about=[person], at=day(2025))
    make_article("Old", about=[person], at=day(2024))

    assert 'href="?year=2025&amp;page=2"' in client.get(person.get_absolute_url(), {"year": "2025"}).text
    assert len(narrowed(client, person, year="2025", page="2")) == 1


def test_stories_of_other_editions_alone_are_pointed_to(person, client):
    make_article("По-русски", about=[person], language="ru")
    text = client.get(person.get_absolute_url()).text

    assert headlines(text) == []
    assert f'href="{person.get_absolute_url()}?language=ru"' in text


# Named together ------------------------------------------------------------------------------------------------------


def test_those_named_most_often_in_the_same_stories_come_first(person, client):
    often, once, elsewhere = make_organization("Dam Authority"), make_organization("Courier"), make_person("Ovo Kelt")
    for others in ([often], [often, once]):
        make_article(about=[person, *others])
    make_article(about=[elsewhere])

    assert together(client.get(person.get_absolute_url()).text) == ["Dam Authority", "Courier"]


def test_what_is_not_published_joins_nobody(person, client):
    make_article(about=[person])
    make_article(about=[person, make_person("Ovo Kelt")], published=False)

    assert together(client.get(person.get_absolute_url()).text) == []


@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.INITIALS, Exposure.ALIAS])
def test_whose_name_is_protected_stands_with_nobody(exposure, person, client):
    protected, other = make_person("Ovo Kelt"), make_person("Sedo Kalvarin")
    make_article(about=[person, protected, other])
    naming.expose(protected, exposure)

    assert together(client.get(person.get_absolute_url()).text) == ["Sedo Kalvarin"]


def test_the_page_of_somebody_known_by_initials_joins_them_with_nobody(person, client):
    make_article(about=[person, make_person("Sedo Kalvarin")])
    naming.expose(person, Exposure.INITIALS)
    person.refresh_from_db()
    text = client.get(person.get_absolute_url()).text

    assert headlines(text)
    assert together(text) == []


def test_a_place_is_not_named_together_with_what_it_lies_in_or_what_lies_in_it(client):
    country = make_place("Uzbekistan")
    region = make_place("Karakalpakstan", parent=country)
    city, abroad = make_place("Nukus", parent=region), make_place("Almaty")
    make_article(about=[country, region, city, abroad])

    assert together(client.get(region.get_absolute_url()).text) == ["Almaty"]


# Written by ----------------------------------------------------------------------------------------------------------


def test_what_a_person_wrote_stands_apart_from_what_is_about_them(person, client):
    make_article("About her", about=[person])
    make_article("By her", by=person)
    text = client.get(person.get_absolute_url()).text

    assert headlines(text) == ["About her"]
    assert re.findall(r'<a class="headline"[^>]*>(.*?)</a>', text) == ["By her"]


def test_whoever_only_writes_is_shown_by_what_they_wrote(person, client):
    make_article("By her", by=person)
    text = client.get(person.get_absolute_url()).text

    assert headlines(text) == ["By her"]
    assert f"{person.get_absolute_url()}by/feed.rss" in text


def test_a_desk_is_shown_by_what_it_signed(client):
    desk = make_organization("Central Asia Desk")
    Byline.objects.create(article=make_article("By the desk"), desk=desk)
    Byline.objects.create(article=make_article("Canary draft", published=False), desk=desk)

    assert headlines(client.get(desk.get_absolute_url()).text) == ["By the desk"]


def test_many_stories_of_an_author_have_a_page_of_their_own(person, client):
    make_article(about=[person])
    for number in range(7):
        make_article(f"Story {number}", by=person, at=day(2020 + number % 2))
    address = f"{person.get_absolute_url()}by/"

    assert f'href="{address}"' in client.get(person.get_absolute_url()).text
    assert len(headlines(client.get(address).text)) == 7
    assert len(headlines(client.get(address, {"year": "2021"}).text)) == 3


def test_nobody_who_signed_nothing_published_has_such_a_page(person, client):
    draft = make_article("Draft", published=False, about=[person])
    Byline.objects.create(article=draft, person=person)

    assert client.get(f"{person.get_absolute_url()}by/").status_code == 404


def test_the_page_of_what_they_wrote_moves_with_them(person, client):
    make_article(by=person)
    old = f"{person.get_absolute_url()}by/"
    naming.readdress(person, "morvane")

    assert client.get(old).headers["Location"] == "/people/morvane/by/"
