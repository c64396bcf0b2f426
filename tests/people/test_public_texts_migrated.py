"""Migrating leaves no moment in which a text beside stories is shown with a name that readers must not see."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.db import connection

import articles.migrations
import people.migrations
from articles.models import Section
from people import naming
from people.models import Exposure, Membership, Name, SubjectText
from people.naming.hiding import may_be_in_text
from tests.factories import make_organization, make_person, make_section

pytestmark = pytest.mark.django_db


def migrate():
    for package in (people.migrations, articles.migrations):
        found = next(module.name for module in iter_modules(package.__path__) if module.name.endswith("_public_texts"))
        import_module(f"{package.__name__}.{found}").fill(apps, connection.schema_editor())


@pytest.fixture
def before():
    """A newsroom as it is when the columns are new."""
    person, union = make_person("Asel Toktosunova"), make_organization("Union")
    SubjectText.objects.create(subject=person, language="en", summary="A Teacher", biography="From Osh.")
    Membership.objects.create(person=person, organization=union, role="The Chair")
    make_section("Justice", intro="All trials.")
    SubjectText.objects.update(public_summary=None, public_biography=None, trace="")
    Membership.objects.update(public_role=None, trace="")
    Section.objects.update(public_intro=None)
    Name.objects.update(public_text=None)


def shown():
    return [
        SubjectText.objects.get().public_summary,
        Membership.objects.get().public_role,
        Section.objects.get().public_intro,
        Name.objects.get(subject__kind="organization").public_text,
    ]


def test_where_nothing_is_protected_readers_see_what_was_written_at_once(before):
    migrate()

    assert shown() == ["A Teacher", "The Chair", "All trials.", "Union"]


def test_where_a_name_is_protected_texts_wait_to_be_derived(before):
    naming.create(apps.get_model("people", "Person"), "Bekzat Eralinov", exposure=Exposure.WITHHELD)
    SubjectText.objects.update(public_summary=None, public_biography=None)
    Membership.objects.update(public_role=None)
    Section.objects.update(public_intro=None)
    Name.objects.update(public_text=None)
    migrate()

    assert shown() == [None, None, None, None]
    assert not Name.objects.filter(subject__kind="person", public_text=None).exists()


def test_texts_that_nobody_has_read_yet_may_hold_any_name(before):
    migrate()

    person = make_person("Bekzat Eralinov")
    assert SubjectText.objects.filter(may_be_in_text(person)).count() == SubjectText.objects.count() == 1
    assert Membership.objects.filter(may_be_in_text(person)).count() == Membership.objects.count() == 1
