"""Sections, topics and standing pages tell no name that readers must not see; what a machine does not change is listed."""

import pytest
from django.urls import reverse

from articles.models import Page, Section
from articles.rendering.texts import names_that_stay
from articles.site import changes
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_organization, make_person, make_section, make_topic, make_user
from tests.support.admin import as_typed
from tests.support.rows import everything, fresh
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

NAME = "Bekzat Eralinov"


@pytest.fixture
def hidden():
    return make_person(NAME)


@pytest.fixture
def world():
    section, topic = make_section("Justice"), make_topic("Trials")
    section.intro, topic.intro = f"All about {NAME}.", f"{NAME} and others."
    page = Page(title=f"For {NAME}", slug="about", language="en", body=PAGE)
    make_article(section=section, topics=[topic])
    return [changes.save(row) for row in (section, topic, page)]


PAGE = f'<p>We wrote of <b>Bekzat</b> Eralinov <a href="/people/bekzat-eralinov/">here</a>; {NAME}.</p>'


def pages_with(client, word) -> set[str]:
    return {path for path, text in readers_pages(client, ["/", "/about/", "/section/justice/"]).items() if word in text}


def test_before_the_decision_the_name_stands_there(hidden, world, client):
    assert {"/about/", "/section/justice/", "/topic/trials/"} <= pages_with(client, "Eralinov")


def test_a_protected_name_stands_in_no_introduction_page_or_footer(hidden, world, client):
    naming.expose(hidden, Exposure.WITHHELD)

    assert pages_with(client, "Eralinov") == set()
    assert "All about Name withheld." in client.get("/section/justice/").text


def test_the_link_to_the_person_goes_and_its_words_stay(hidden, world):
    naming.expose(hidden, Exposure.WITHHELD)

    assert fresh(world[2]).body_html == "<p>We wrote of <b>Name withheld</b> here; Name withheld.</p>"


def test_undoing_gives_back_every_byte(hidden, world):
    tables = ("articles_section", "articles_topic", "articles_page")
    before = everything()
    naming.expose(hidden, Exposure.WITHHELD)
    assert all(everything()[table] != before[table] for table in tables)
    naming.expose(fresh(hidden), Exposure.NAMED)

    assert all(everything()[table] == before[table] for table in tables)


def test_an_introduction_saved_while_the_name_is_protected_hides_it(hidden, client):
    naming.expose(hidden, Exposure.WITHHELD)
    section = make_section("Justice")
    client.force_login(make_user("admin"))
    address = reverse("admin:articles_section_change", args=[section.pk])
    client.post(address, as_typed(client.get(address), intro=f"All about {NAME}."))

    assert (fresh(section).intro, fresh(section).public_intro) == (f"All about {NAME}.", "All about Name withheld.")


def test_a_section_made_around_the_door_shows_no_introduction(hidden, client):
    naming.expose(hidden, Exposure.WITHHELD)
    Section.objects.create(name="Justice", language="en", intro=f"All about {NAME}.")

    assert "All about" not in client.get("/section/justice/").text


def test_a_standing_page_that_is_not_derived_is_on_no_page(client):
    Page.objects.create(title="About us", slug="about", language="en", body="<p>We.</p>")

    assert client.get("/about/").status_code == 404
    assert "About us" not in client.get("/").text


def test_names_and_addresses_that_no_machine_changes_are_listed(hidden, world):
    section, topic, fund = (
        make_section(f"The case of {NAME}"),
        make_topic("Eralinov"),
        make_organization(f"{NAME} Fund"),
    )
    naming.expose(hidden, Exposure.WITHHELD)
    found = {(place.row._meta.model_name, place.row.pk, place.field) for place in names_that_stay(hidden)}

    assert found == {
        ("section", section.pk, "name"),
        ("section", section.pk, "slug"),
        ("topic", topic.pk, "name"),
        ("topic", topic.pk, "slug"),
        ("subject", fund.pk, "slug"),
    }


def test_the_list_asks_a_fixed_number_of_queries(hidden, world, django_assert_num_queries):
    naming.expose(hidden, Exposure.WITHHELD)
    for number in range(20):
        make_topic(f"Eralinov {number}")
    with django_assert_num_queries(8):
        assert len(names_that_stay(hidden)) == 40


def test_nothing_is_listed_of_somebody_who_may_be_named(hidden):
    make_section(f"The case of {NAME}")

    assert names_that_stay(hidden) == []
