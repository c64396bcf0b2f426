"""Addresses: never empty, never the same, never changing by themselves, never given to another."""

import random

import pytest

from people import naming
from people.base.transliteration import make_slug
from people.exchange import importing
from people.models import OldSlug, Person, Place, Subject
from people.naming import slugs
from tests.factories import make_article, make_person, make_place

pytestmark = pytest.mark.django_db

ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "uz": "abdefghijklmnopqrstuvxyzʻʼ",
    "uz-Cyrl": "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ",
    "": "абәұІіqўʻ'’-Ъьxy łßčшщ",
}


def random_names(count: int) -> list[tuple[str, str]]:
    dice = random.Random(20260101)
    names = set()
    while len(names) < count:
        language = dice.choice(list(ALPHABETS))
        words = ["".join(dice.choices(ALPHABETS[language], k=dice.randint(1, 9))).title() for _ in range(2)]
        text = " ".join(" ".join(words).split())
        if any(letter.isalnum() for letter in text):
            names.add((text, language))
    return sorted(names)


def test_a_thousand_names_have_a_thousand_addresses_that_stay():
    names = random_names(1000)
    importing.import_subjects([{"kind": "person", "name": text, "language": code} for text, code in names])
    addresses = dict(Subject.objects.values_list("pk", "slug"))

    assert len(addresses) == len({text for text, _code in names})
    assert len(set(addresses.values())) == len(addresses)
    assert all(slug and slug.isascii() and slug == slug.lower() for slug in addresses.values())
    for person in Person.objects.all()[:50]:
        naming.refresh(person)
    assert dict(Subject.objects.values_list("pk", "slug")) == addresses


def test_a_title_in_any_of_these_letters_has_an_address():
    assert all(make_slug(text, code, fallback="story") for text, code in random_names(1000))


@pytest.mark.parametrize("title", ["ъь", "!!!", "…", "''", "نصّ", "日本"])
def test_a_title_without_plain_letters_has_an_address(title):
    assert make_article(title).slug


def test_two_of_the_same_name_have_addresses_of_their_own():
    assert [make_person("Ivan Ivanov").slug for _ in range(3)] == ["ivan-ivanov", "ivan-ivanov-2", "ivan-ivanov-3"]


def test_an_address_once_given_up_goes_to_nobody_else():
    place = make_place("Nukus")
    naming.readdress(place, "nukus-city")

    assert make_place("Nukus").slug == "nukus-2"
    assert slugs.former_owner(Subject, "nukus") == place.pk


def test_who_had_an_address_may_have_it_again():
    place = make_place("Nukus")
    naming.readdress(place, "nukus-city")
    naming.readdress(place, "nukus")

    assert Place.objects.get().slug == "nukus"
    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["nukus-city"]


def test_a_name_of_300_letters_has_an_address_that_fits():
    assert len(make_person("Ж" * 300).slug) <= 120
    assert len(make_person("Ж" * 300).slug) <= 120
