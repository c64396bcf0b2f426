"""The one door for names: label, address and exposure stay in step."""

import pytest

from people import naming
from people.models import Exposure, Name, OldSlug, Person, Place, Subject
from people.naming import slugs
from people.signals import subject_changed
from tests.factories import make_person, make_place

pytestmark = pytest.mark.django_db

RUSSIAN = {"text": "Акылбек Муратбай", "language": "ru", "kind": "preferred"}
PEN_NAME = {"text": "Night Heron", "language": "en", "kind": "pen_name"}


@pytest.fixture
def announced():
    heard = []
    subject_changed.connect(lambda subject_id, **kwargs: heard.append(subject_id), weak=False, dispatch_uid="test")
    yield heard
    subject_changed.disconnect(dispatch_uid="test")


def test_each_language_has_its_label_and_others_the_default_one():
    person = make_person("Aqylbek Muratbai", names=[RUSSIAN])

    assert (person.label, person.label_in("ru"), person.label_in("fa")) == (
        "Aqylbek Muratbai",
        "Акылбек Муратбай",
        "Aqylbek Muratbai",
    )


def test_a_name_in_another_language_alone_is_the_label_everywhere():
    assert naming.create(Place, "Нөкис", language="kaa-Cyrl").label == "Нөкис"


@pytest.mark.parametrize("more", [{"kind": "misspelling"}, {"visibility": "staff"}])
def test_no_label_is_made_of_what_readers_may_not_see(more):
    person = make_person("Aqylbek Muratbai", names=[RUSSIAN])
    person.names.filter(language="ru").update(**more)
    naming.refresh(person)

    assert person.label_in("ru") == "Aqylbek Muratbai"


def test_initials_in_every_language():
    person = make_person("Aqylbek Muratbai", names=[RUSSIAN], exposure="initials")

    assert person.labels == {"en": "A. M.", "ru": "А. М."}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Abu-Bakr al-Masri", "A. B. A. M."),
        ("ʻAbdulla Oripov", "A. O."),
        ("«Соль» Иванова", "С. И."),
        ("12 34", "…"),
        ("x", "X."),
        ("أحمد علي", "أ. ع."),
    ],
)
def test_initials_of_any_script(name, short):
    assert naming.initials(name) == short


def test_initials_of_a_hundred_and_fifty_words_fit_into_the_label():
    assert len(make_person("a b " * 75, exposure="initials").label) <= 300


def test_under_a_pen_name_only_the_pen_name_is_left():
    person = make_person("Aqylbek Muratbai", names=[RUSSIAN, PEN_NAME], exposure="alias")

    assert set(person.labels.values()) == {"Night Heron"}
    assert person.slug == "night-heron"


def test_under_a_pen_name_that_is_missing_nothing_is_shown():
    person = make_person("Aqylbek Muratbai", exposure="alias")

    assert "Muratbai" not in str(person.labels)


def test_a_withheld_name_is_in_no_label_and_in_no_address():
    person = make_person("Aqylbek Muratbai", names=[RUSSIAN], exposure="withheld")

    assert "murat" not in person.slug
    assert not {"Aqylbek Muratbai", "Акылбек Муратбай"} & set(person.labels.values())


@pytest.mark.parametrize("exposure", ["initials", "withheld"])
def test_narrowing_makes_the_address_anew_and_forgets_all_old_ones(exposure):
    person = make_person("Aqylbek Muratbai")
    naming.readdress(person, "muratbai")
    naming.expose(person, exposure)

    assert "murat" not in Person.objects.get().slug
    assert not OldSlug.objects.exists()


def test_widening_lets_the_address_of_before_redirect(client):
    person = make_person("Aqylbek Muratbai", exposure="initials")
    before = person.get_absolute_url()
    naming.expose(person, Exposure.NAMED)

    response = client.get(before)
    assert (response.status_code, response["Location"]) == (301, "/people/aqylbek-muratbai/")


def test_another_address_redirects_from_the_old_one(client):
    place = make_place("Nukus")
    naming.readdress(place, "nukus-city")

    response = client.get("/places/nukus/")
    assert (response.status_code, response["Location"]) == (301, "/places/nukus-city/")


def test_an_old_address_is_a_404_while_the_name_is_withheld(client):
    place = make_place("Nukus")
    naming.readdress(place, "nukus-city")
    naming.expose(place, Exposure.WITHHELD)

    assert client.get("/places/nukus/").status_code == client.get("/places/nukus-city/").status_code == 404


def test_another_address_of_a_protected_person_leaves_no_trace_of_the_first():
    person = make_person("Aqylbek Muratbai", names=[PEN_NAME], exposure="alias")
    naming.readdress(person, "heron")

    assert not OldSlug.objects.exists()


def test_a_corrected_pen_name_leaves_the_address():
    person = make_person("Aqylbek Muratbai", names=[PEN_NAME], exposure="alias")
    person.names.filter(kind="pen_name").update(text="Grey Owl")
    naming.refresh(person, was="alias")

    assert person.slug == "grey-owl"
    assert not OldSlug.objects.exists()


def test_a_corrected_name_keeps_the_address_that_readers_know():
    person = make_person("Aqylbek Muratbai")
    person.names.update(text="Aqylbek Muratov")
    naming.refresh(person)

    assert (person.label, person.slug) == ("Aqylbek Muratov", "aqylbek-muratbai")


def test_who_listens_hears_of_a_changed_label_and_not_of_nothing(announced):
    person = make_person("Aqylbek Muratbai")
    announced.clear()
    naming.refresh(person)
    assert announced == []

    person.names.update(text="Aqylbek Muratov")
    naming.refresh(person)
    assert announced == [person.pk]


def test_who_listens_hears_of_every_new_spelling_of_a_protected_name(announced):
    person = make_person("Aqylbek Muratbai", exposure="withheld")
    announced.clear()
    naming.refresh(person, was="withheld")

    assert announced == [person.pk]


def test_many_at_once_are_as_one_by_one(announced):
    one = make_person("Aqylbek Muratbai", names=[dict(RUSSIAN)])
    both = [{"text": "Aqylbek Muratbai", "language": "en", "kind": "preferred"}, RUSSIAN]
    exposures = ("named", "named", "initials", "withheld")
    naming.introduce_all([(Person(exposure=exposure), [Name(**name) for name in both]) for exposure in exposures])

    _one, second, third, initials, withheld = Person.objects.order_by("pk")
    assert [second.slug, third.slug, initials.slug] == ["aqylbek-muratbai-2", "aqylbek-muratbai-3", "a-m"]
    assert second.labels == one.labels
    assert [name.folded for name in second.names.all()] == [name.folded for name in one.names.all()]
    assert "murat" not in withheld.slug
    assert announced[-2:] == [initials.pk, withheld.pk]


def test_an_address_that_somebody_had_is_taken():
    place = make_place("Nukus")
    naming.readdress(place, "nukus-city")

    assert slugs.is_taken(Subject(), "nukus")
    assert not slugs.is_taken(place, "nukus")
