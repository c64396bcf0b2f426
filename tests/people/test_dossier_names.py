"""A dossier says how its subject is called: in the page's language, and how else, but never by a wrong or hidden name."""

import json
import re

import pytest

from people.models import Exposure
from tests.factories import make_organization, make_person, make_place

pytestmark = pytest.mark.django_db

NAMES = [
    {"text": "Ақылбек Мұратбай", "language": "kk", "kind": "alias"},
    {"text": "Акылбек Муратбай", "language": "ru", "kind": "preferred"},
    {"text": "Akylbek Muratov", "language": "en", "kind": "former"},
    {"text": "Acilbek Muratbye", "language": "en", "kind": "misspelling"},
    {"text": "Zorbulak Hidden", "language": "en", "visibility": "staff"},
]


@pytest.fixture
def person():
    return make_person("Aqylbek Muratbai", names=[dict(name) for name in NAMES])


def page_of(client, subject, edition: str = ""):
    response = client.get(edition + subject.get_absolute_url())
    assert response.status_code == 200
    return response.text


def heading(text: str) -> str:
    return re.search(r"<h1[^>]*>\s*<bdi>(.*?)</bdi>", text)[1]


def also_written(text: str) -> list[str]:
    part = re.search(r'<div class="spellings">.*?</div>', text, re.DOTALL)
    return re.findall(r"<bdi[^>]*>(.*?)</bdi>", part[0]) if part else []


def structured(text: str) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', text, re.DOTALL)
    found = [entry for block in blocks for entry in _entries(json.loads(block))]
    return next(entry for entry in found if entry["@type"] in ("Person", "Organization", "Place"))


def _entries(data) -> list:
    return data if isinstance(data, list) else data.get("@graph", [data])


def test_the_heading_is_the_label_in_the_language_of_the_page(client, person):
    assert heading(page_of(client, person)) == "Aqylbek Muratbai"
    assert heading(page_of(client, person, "/ru")) == "Акылбек Муратбай"


def test_other_spellings_stand_below_the_label(client, person):
    assert also_written(page_of(client, person)) == ["Ақылбек Мұратбай", "Акылбек Муратбай", "Akylbek Muratov"]
    assert also_written(page_of(client, person, "/ru")) == ["Aqylbek Muratbai", "Ақылбек Мұратбай", "Akylbek Muratov"]


def test_each_spelling_carries_its_language(client, person):
    assert '<bdi lang="kk">Ақылбек Мұратбай</bdi>' in page_of(client, person)


@pytest.mark.parametrize("hidden", ["Acilbek", "Zorbulak"])
def test_a_misspelling_or_a_name_for_staff_is_nowhere_on_the_page(client, person, hidden):
    assert hidden not in page_of(client, person)


def test_machines_read_the_same_names(client, person):
    data = structured(page_of(client, person))
    assert data["name"] == "Aqylbek Muratbai"
    assert data["alternateName"] == ["Ақылбек Мұратбай", "Акылбек Муратбай", "Akylbek Muratov"]
    assert structured(page_of(client, person, "/ru"))["name"] == "Акылбек Муратбай"


def test_a_subject_of_one_spelling_has_no_others(client):
    text = page_of(client, make_place("Nukus"))
    assert also_written(text) == []
    assert "alternateName" not in structured(text)


def test_an_abbreviation_is_one_of_the_other_names(client):
    organization = make_organization("Freedom for Eurasia", names=[{"text": "FFE", "kind": "abbreviation"}])
    assert also_written(page_of(client, organization)) == ["FFE"]


@pytest.mark.parametrize("exposure", [Exposure.INITIALS, Exposure.ALIAS])
def test_a_protected_person_has_no_name_but_the_public_label(client, exposure):
    pen_name = {"text": "Night Heron", "kind": "pen_name"}
    person = make_person("Zorbulak Qanarovich", exposure=exposure, names=[pen_name, *(dict(name) for name in NAMES)])
    text = page_of(client, person)

    assert also_written(text) == []
    assert "alternateName" not in structured(text)
    for name in ("Zorbulak", "Qanarovich", "Ақылбек", "Muratov"):
        assert name not in text
