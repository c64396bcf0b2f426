"""What may be seen of a subject, as the exposure decides."""

import pytest
from django.contrib.auth.models import AnonymousUser

from people.models import Name, Person, Subject
from tests.factories import make_organization, make_person, make_user

pytestmark = pytest.mark.django_db

NAMES = [
    {"text": "Night Heron", "language": "en", "kind": "pen_name"},
    {"text": "Secret Heron", "language": "ru", "kind": "pen_name", "visibility": "staff"},
    {"text": "A. Murat", "kind": "misspelling"},
    {"text": "Aqyl", "kind": "alias"},
]


def person_with(exposure):
    return make_person("Aqylbek Muratbai", names=[dict(name) for name in NAMES], exposure=exposure)


@pytest.mark.parametrize(
    ("exposure", "found", "shown"),
    [
        ("named", {"Aqylbek Muratbai", "Night Heron", "A. Murat", "Aqyl"}, {"Night Heron", "Aqyl"}),
        ("alias", {"Night Heron"}, set()),
        ("initials", set(), set()),
        ("withheld", set(), set()),
    ],
)
def test_readers_find_and_see_only_what_the_exposure_lets_them(exposure, found, shown):
    person = person_with(exposure)

    assert {name.text for name in Name.objects.searchable()} == found
    assert {name.text for name in person.other_spellings("en")} == shown
    assert {name.text for name in Name.objects.public()} == found - {"A. Murat"}


@pytest.mark.parametrize(("exposure", "public"), [("named", 1), ("alias", 1), ("initials", 1), ("withheld", 0)])
def test_only_a_withheld_person_has_no_page(exposure, public):
    person = person_with(exposure)

    assert Subject.objects.public().count() == public == person.is_public


@pytest.mark.parametrize("exposure", ["alias", "initials", "withheld"])
def test_no_role_tells_who_a_protected_person_is(exposure):
    person, organization = person_with(exposure), make_organization()
    person.memberships.create(organization=organization, role="chair")

    assert person.shown_memberships() == organization.shown_memberships() == []


@pytest.mark.parametrize("exposure", ["alias", "initials", "withheld"])
def test_staff_without_the_permission_do_not_meet_protected_people(exposure):
    person = person_with(exposure)

    assert not Person.objects.visible_to(make_user("reporter")).exists()
    assert list(Person.objects.visible_to(make_user("editor"))) == [person]


def test_who_is_no_staff_sees_nobody():
    make_person()

    assert not Person.objects.visible_to(AnonymousUser()).exists()
    assert not Person.objects.visible_to(make_user("editor", is_active=False)).exists()
