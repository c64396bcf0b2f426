"""A name that readers must not see is on no page on the next request, in old stories neither."""

import pytest

from articles.models import Byline
from people import naming
from people.models import Exposure, Identifier, Membership, Name, SubjectText
from tests.factories import make_article, make_correction, make_organization, make_person
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

SECRETS = ("Xatira", "Qorqutova", "Хатира", "Коркутова", "xatira", "qorqutova", "1987654")


@pytest.fixture
def person():
    person = make_person(
        "Xatira Qorqutova",
        given_name="Xatira",
        family_name="Qorqutova",
        names=[
            {"text": "Хатира Коркутова", "language": "ru", "kind": Name.Kind.PREFERRED},
            {"text": "Night Heron", "kind": Name.Kind.PEN_NAME},
            {"text": "Khatira Korkutova", "kind": Name.Kind.TRANSLITERATION},
        ],
    )
    SubjectText.objects.create(subject=person, language="en", summary="A blogger")
    Identifier.objects.create(subject=person, scheme="wikidata", value="Q1987654")
    Membership.objects.create(person=person, organization=make_organization(), role="member")
    story = make_article(
        "Xatira Qorqutova freed",
        summary="Xatira Qorqutova is home.",
        body="<p>Xatira Qorqutova came home. <b>Xatira</b> Qorqutova's mother wept.</p>",
        about=[person],
    )
    make_correction(story, "We wrote Xatira Qorqutova's age wrong.")
    Byline.objects.create(article=story, person=person)
    make_article("Хатира Коркутова дома", language="ru", body="<p>Встречали Хатиру Коркутову.</p>", about=[person])
    return person


def pages_with_secrets(client) -> set[str]:
    pages = readers_pages(client) | readers_pages(client, ["/ru/", "/ru/people/"])
    return {path for path, text in pages.items() if any(secret in text + path for secret in SECRETS)}


def test_before_the_decision_the_name_is_on_many_pages(person, client):
    assert len(pages_with_secrets(client)) > 5


@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.INITIALS, Exposure.ALIAS])
def test_after_the_decision_the_name_is_on_no_page(exposure, person, client):
    naming.expose(person, exposure)

    assert pages_with_secrets(client) == set()


@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.INITIALS, Exposure.ALIAS])
def test_after_the_decision_the_old_address_is_not_found(exposure, person, client):
    old = person.get_absolute_url()
    naming.expose(person, exposure)

    assert client.get(old).status_code == 404


@pytest.mark.parametrize("query", ["Xatira", "qorqutova", "Хатира", "Khatira Korkutova"])
@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.INITIALS, Exposure.ALIAS])
def test_no_reader_finds_the_person_by_the_name(query, exposure, person, client):
    naming.expose(person, exposure)
    answer = client.get("/people/", {"q": query})

    assert "A blogger" not in answer.text


def test_a_withheld_person_has_no_page_and_no_link(person, client):
    naming.expose(person, Exposure.WITHHELD)

    assert client.get(f"/people/{person.slug}/").status_code == 404
    assert not [path for path, text in readers_pages(client).items() if person.slug in text]


def test_a_pen_name_has_its_page_and_is_found(person, client):
    naming.expose(person, Exposure.ALIAS)

    assert client.get("/people/night-heron/").status_code == 200
    assert "Night Heron" in client.get("/people/", {"q": "night heron"}).text


def test_a_role_that_could_tell_who_it_is_goes_with_the_name(person, client):
    naming.expose(person, Exposure.ALIAS)

    assert "Freedom for Eurasia" not in client.get("/people/night-heron/").text
    assert "Night Heron" not in client.get("/organizations/freedom-for-eurasia/").text


def test_a_name_for_staff_only_is_on_no_page_and_finds_nothing(client):
    person = make_person("Public Name", names=[{"text": "Hidden Spelling", "visibility": Name.Visibility.STAFF}])
    make_article(about=[person])

    assert [path for path, text in readers_pages(client).items() if "Hidden" in text] == []
    assert "Public Name" not in client.get("/people/", {"q": "Hidden Spelling"}).text


def test_a_misspelling_finds_the_person_and_is_not_shown(client):
    person = make_person("Proper Spelling", names=[{"text": "Propper Speling", "kind": Name.Kind.MISSPELLING}])
    make_article(about=[person])

    assert [path for path, text in readers_pages(client).items() if "Propper" in text] == []
    assert "Proper Spelling" in client.get("/people/", {"q": "propper"}).text
