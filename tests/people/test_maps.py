"""The map on the page of a place: drawn by us, told in words, true to how a newsroom draws disputed borders."""

import re

import pytest

from people import naming
from people.models import Exposure
from people.site import atlas
from tests.factories import make_place

pytestmark = pytest.mark.django_db


def map_of(client, place) -> str:
    found = re.search(r"<svg class=\"map\".*?</svg>", client.get(place.get_absolute_url()).text, re.DOTALL)
    return found[0] if found else ""


@pytest.fixture
def uzbekistan():
    return make_place("Uzbekistan", classification="country", country_code="UZ")


def test_a_country_is_set_apart_and_has_no_mark(uzbekistan, client):
    drawn = map_of(client, uzbekistan)

    assert 'role="img"' in drawn
    assert "<title" in drawn
    assert "Uzbekistan</title>" in drawn
    assert 'class="map-country"' in drawn
    assert "map-mark" not in drawn


def test_a_city_has_a_mark_in_its_country(uzbekistan, client):
    region = make_place("Karakalpakstan", parent=uzbekistan, classification="region")
    drawn = map_of(client, make_place("Nukus", parent=region, latitude="42.4619", longitude="59.6166"))

    assert 'class="map-country"' in drawn
    assert 'class="map-mark"' in drawn
    assert "The mark shows where it lies." in drawn


def test_a_place_of_which_nothing_is_known_has_none(client):
    assert map_of(client, make_place("Nukus")) == ""


def test_only_what_is_within_reach_of_a_house_is_told_of_a_position(client):
    text = client.get(make_place("Nukus", latitude="42.4619", longitude="59.6166").get_absolute_url()).text

    assert '"latitude": 42.46,' in text
    assert "42.4619" not in text
    assert "59.6166" not in text


def test_countries_are_called_as_our_records_call_them(uzbekistan, client):
    make_place("Qazaqstan", classification="country", country_code="KZ")
    drawn = map_of(client, uzbekistan)

    assert ">Qazaqstan</text>" in drawn
    assert "Tajikistan" not in drawn


def test_a_country_whose_name_is_protected_is_not_named_on_the_map_of_another(uzbekistan, client):
    naming.expose(make_place("Qazaqstan", classification="country", country_code="KZ"), Exposure.WITHHELD)

    assert "Qazaqstan" not in map_of(client, uzbekistan)


def test_numbers_of_the_map_are_for_machines_in_every_edition(uzbekistan, client):
    place = make_place("Nukus", parent=uzbekistan, latitude="42.46", longitude="59.61")
    drawn = re.search(r'<svg class="map".*?</svg>', client.get(f"/ru{place.get_absolute_url()}").text, re.DOTALL)[0]

    assert re.search(r'cx="\d+\.\d"', drawn)


# How it is drawn -----------------------------------------------------------------------------------------------------


def test_the_outlines_are_small():
    assert atlas.DATA.stat().st_size < 200_000


@pytest.mark.parametrize("code", ["UZ", "RU", "US", "FJ", "NZ", "XK", "AT"])
def test_a_map_stays_within_what_a_phone_loads(code):
    drawn = atlas.draw(None, code)

    assert drawn.country
    assert sum(map(len, (drawn.land, drawn.country, drawn.borders, drawn.disputed))) < 60_000


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(42.46, 59.61), (-41.3, 174.8), (64.1, -21.9), (0, -150), (89.9, 0), (-90, 180)]
)
def test_a_mark_without_a_country_stands_in_the_middle(latitude, longitude):
    assert atlas.draw((latitude, longitude), "").mark == (atlas.WIDTH / 2, atlas.HEIGHT / 2)


def test_a_mark_in_a_country_lies_where_it_lies():
    west, east = atlas.draw((42.46, 59.61), "UZ").mark, atlas.draw((40.38, 71.78), "UZ").mark

    assert west[0] < east[0]
    assert west[1] < east[1]  # north of it
    assert all(0 < x < atlas.WIDTH and 0 < y < atlas.HEIGHT for x, y in (west, east))


def test_a_disputed_border_is_dashed_hidden_or_like_all_others():
    dashed, hidden, plain = (atlas.draw(None, "UA", way) for way in atlas.WAYS)

    assert dashed.disputed
    assert not hidden.disputed
    assert not plain.disputed
    assert hidden.borders == dashed.borders != plain.borders


def test_an_area_stands_with_the_country_to_which_the_newsroom_says_it_belongs():
    usual = atlas.draw(None, "UA")

    assert usual.country.count("M") == atlas.draw(None, "UA", atlas.DASHED, (("crimea", "RU"),)).country.count("M") + 1
    assert atlas.draw(None, "RS", atlas.DASHED, (("kosovo", "RS"),)).country != atlas.draw(None, "RS").country
