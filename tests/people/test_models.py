"""What can never be in the database, whoever writes it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Identifier, Membership, Name, Organization, Person, Place, Subject, SubjectText
from tests.factories import make_organization, make_person, make_place

pytestmark = pytest.mark.django_db


def refused(save, constraint: str):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        save()
    assert constraint in str(error.value) or "UNIQUE" in str(error.value), error.value


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"slug": ""}, "subject_has_slug"),
        ({"exposure": "half"}, "subject_exposure_known"),
        ({"kind": "animal"}, "subject_kind_known"),
    ],
)
def test_a_subject_is_whole(fields, constraint):
    person = make_person()
    refused(lambda: Subject.objects.filter(pk=person.pk).update(**fields), constraint)


def test_a_subject_is_not_merged_into_itself():
    person = make_person()
    refused(
        lambda: Subject.objects.filter(pk=person.pk).update(merged_into=person.pk), "subject_not_merged_into_itself"
    )


def test_two_subjects_never_share_an_address():
    person = make_person("A B")
    refused(lambda: Place(slug=person.slug, label="x").save(), "slug")


def test_one_name_is_preferred_in_a_language():
    person = make_person()
    more = {"subject": person, "text": "Another", "language": "en"}
    refused(lambda: Name.objects.create(kind="preferred", **more), "name_one_preferred_per_language")
    Name.objects.create(kind="alias", **more)


def test_a_spelling_stands_once_for_a_language():
    person = make_person("A B")
    refused(lambda: Name.objects.create(subject=person, text="A B", language="en"), "name_once_per_language")
    Name.objects.create(subject=person, text="A B", language="kk")


def test_a_name_is_never_empty():
    person = make_person()
    refused(lambda: Name.objects.create(subject=person, text=" \u200b"), "name_not_empty")


def test_a_name_does_not_end_before_it_begins():
    row = {"subject": make_place("Astana"), "text": "Nur-Sultan", "valid_from": "2022", "valid_to": "2019"}
    refused(lambda: Name.objects.create(**row), "name_valid_to_after_from")


def test_a_place_stands_on_the_earth():
    place = make_place()
    refused(lambda: Place.objects.filter(pk=place.pk).update(latitude=91, longitude=0), "place_position_on_earth")
    refused(lambda: Place.objects.filter(pk=place.pk).update(country_code="uz"), "place_country_code_two_letters")


@pytest.mark.parametrize(("make", "constraint"), [(make_place, "place_not"), (make_organization, "organization_not")])
def test_nothing_is_its_own_parent(make, constraint):
    subject = make()
    refused(lambda: type(subject).objects.filter(pk=subject.pk).update(parent=subject.pk), constraint)


def test_nothing_is_its_own_ancestor():
    country = make_place("Uzbekistan")
    region = make_place("Karakalpakstan", parent=country)
    city = make_place("Nukus", parent=region)
    country.parent = city

    with pytest.raises(ValidationError, match="is part of"):
        country.full_clean()


def test_a_person_has_a_role_once_from_a_date():
    row = {"person": make_person(), "organization": make_organization(), "role": "member", "start": "2021"}
    Membership.objects.create(**row)
    refused(lambda: Membership.objects.create(**row), "membership_once")


def test_a_number_belongs_to_one_subject():
    Identifier.objects.create(subject=make_person("A B"), scheme="wikidata", value="Q1")
    other = make_person("C D")
    refused(lambda: Identifier.objects.create(subject=other, scheme="wikidata", value="Q1"), "identifier_once")


def test_a_subject_has_one_description_for_each_language():
    person = make_person()
    SubjectText.objects.create(subject=person, language="en", summary="Poet")
    refused(lambda: SubjectText.objects.create(subject=person, language="en"), "subject_text_one_per_language")


def test_the_kind_is_that_of_the_class_whoever_sets_it():
    assert make_person(kind="place").kind == "person"
    assert {Person.KIND, Organization.KIND, Place.KIND} == {"person", "organization", "place"}


def test_lists_for_staff_tell_two_of_the_same_name_apart():
    poet, farmer = make_person("Ivan Ivanov"), make_person("Ivan Ivanov")
    SubjectText.objects.create(subject=poet, language="en", summary="Poet")

    assert poet.staff_label == f"Ivan Ivanov, Poet (#{poet.pk})"
    assert farmer.staff_label == f"Ivan Ivanov (#{farmer.pk})"
