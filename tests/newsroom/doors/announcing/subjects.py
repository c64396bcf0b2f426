"""People, organisations and places: names, listing, merging, imports, forms."""

import random

from django.utils import timezone

from articles.models import Article
from people import merging, naming
from people.exchange.importing import import_subjects
from people.models import Name, Person, Place, Subject
from tests.factories import (
    make_article,
    make_organization,
    make_person,
    make_place,
)
from tests.newsroom.doors.announcing.making import as_one, opened
from tests.newsroom.doors.announcing.table import announces


@announces("people.naming.changes.create", Subject)
def create(desk):
    return lambda: naming.create(Person, "Aqylbek Muratbai")


@announces("people.naming.changes.introduce", Subject)
def introduce(desk):
    return lambda: naming.introduce(Place(), "Nukus")


@announces("people.naming.changes.introduce_all", Subject)
def introduce_all(desk):
    return lambda: naming.introduce_all([(Place(), [Name(text="Nukus", language="en", kind="preferred")])])


@announces("people.naming.changes.relabel", Subject)
def relabel(desk):
    organization = make_organization()

    def add_a_name():
        Name.objects.filter(subject=organization).update(text="Another name")
        naming.relabel(organization)

    return as_one(add_a_name)


@announces("people.naming.changes.refresh", Subject)
def refresh(desk):
    person = make_person()

    def add_a_name():
        Name.objects.filter(subject=person).update(text="Aqylbek Muratbaev")
        naming.refresh(person)

    return as_one(add_a_name)


@announces("people.naming.listing.list_from", Subject)
def list_from(desk):
    person = make_person(listed_from=None)
    return lambda: naming.list_from(person, timezone.now())


@announces("people.naming.listing.list_while", Subject)
def list_while(desk):
    person = make_person(listed_from=None)
    return lambda: naming.list_while(person, [(timezone.now(), None)])


def namesakes() -> list[Person]:
    """One whose name is protected, and one who was listed before and is called the same."""
    name = f"Sabir {''.join(random.sample('abdgiklmnorstuvz', 10)).title()}"
    pair = [make_person(name), make_person(name)]
    naming.expose(pair[0], "withheld")
    return pair


@announces("people.naming.listing.unlist_held", Subject)
def unlist_held(desk):
    _protected, namesake = namesakes()
    return as_one(lambda: naming.unlist_held(namesake))


@announces("people.naming.namesakes.tell_apart", Subject)
def tell_apart(desk):
    protected, namesake = namesakes()
    return lambda: naming.tell_apart(protected.pk, namesake.pk, desk.editor)


@announces("people.naming.namesakes.undo_telling_apart", Subject)
def undo_telling_apart(desk):
    protected, namesake = namesakes()
    naming.tell_apart(protected.pk, namesake.pk, desk.editor)
    return lambda: naming.undo_telling_apart(protected.pk, namesake.pk)


@announces("people.naming.changes.readdress", Subject)
def readdress(desk):
    person = make_person()
    return lambda: naming.readdress(person, "another-address")


@announces("people.naming.changes.expose", Subject)
def expose(desk):
    person = make_person()
    return lambda: naming.expose(person, "withheld")


@announces("people.naming.changes.expose (derived)", Article)
def expose_in_stories(desk):
    person = make_person()
    make_article(about=[person])
    return lambda: naming.expose(person, "withheld")


@announces("people.merging.changes.merge", Subject)
def merge(desk):
    one, other = make_person("Dauletmurat Tajimuratov"), make_person("Dauletmurat Tadjimuratov")
    return lambda: merging.merge(one, other, by=desk.chief)


@announces("people.merging.changes.merge_all", Subject)
def merge_all(desk):
    one, other = make_person("Dauletmurat Tajimuratov"), make_person("Dauletmurat Tadjimuratov")
    return lambda: merging.merge_all(one, [other], by=desk.chief)


@announces("people.merging.splitting.split", Subject)
def split(desk):
    record = merge(desk)()
    return lambda: merging.split(record, by=desk.chief)


@announces("manage.py import_subjects", Subject)
def import_texts(desk):
    make_person("Aqylbek Muratbai")
    return lambda: import_subjects([{"kind": "person", "name": "Aqylbek Muratbai", "summary": {"en": "Blogger"}}])


@announces("admin people.person", Subject)
def person_form(desk):
    return opened(desk, "people_person", make_person(), exposure="initials")


@announces("admin people.person (of an organisation)", Subject)
def membership_form(desk):
    row = {"memberships-TOTAL_FORMS": "1", "memberships-0-organization": str(make_organization().pk)}
    return opened(desk, "people_person", make_person(), **row)


@announces("admin people.organization", Subject)
def organization_form(desk):
    return opened(desk, "people_organization", make_organization(), classification="court")


@announces("admin people.place", Subject)
def place_form(desk):
    return opened(desk, "people_place", make_place(), country_code="UZ")
