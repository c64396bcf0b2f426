"""Merge followed by split is the identity, in any small world and for any sequence of merges."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Byline, Mention
from newsroom.models import User
from people import merging, naming
from people.models import Exposure, Membership, Organization, Person, Place, Subject
from people.naming import texts
from people.signals import subject_changed
from tests.factories import make_article, make_organization, make_person
from tests.support import choosing
from tests.support.rows import everything

SPELLINGS = ["Aqyl Murat", "Akyl Murat", "Murat", "Night Heron", "Ақыл Мұрат", "Nukus"]
KINDS = {"person": Person, "organization": Organization, "place": Place}
numbers = st.integers(0, 3)
spellings = st.sampled_from(SPELLINGS)
further_names = st.fixed_dictionaries(
    {
        "text": spellings,
        "language": st.sampled_from(["", "en", "ru"]),
        "kind": st.sampled_from(["preferred", "alias", "pen_name", "misspelling"]),
        "visibility": st.sampled_from(["public", "public", "staff"]),
    }
)
subjects = st.fixed_dictionaries(
    {
        "name": spellings,
        "more": st.lists(further_names, max_size=3),
        "exposure": st.sampled_from(["named", "named", "named", *Exposure.values]),
        "readdressed": st.booleans(),
        "text": st.sampled_from(["", "en", "ru"]),
        "identifier": st.booleans(),
        "account": st.booleans(),
        "parent": numbers,
        "code": st.sampled_from(["", "UZ", "KZ"]),
    }
)
mentions = st.tuples(
    st.integers(0, 1), numbers, st.sampled_from(Mention.State.values), st.sampled_from(Mention.Prominence.values)
)
worlds = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([*KINDS, "person"]),
        "subjects": st.lists(subjects, min_size=4, max_size=4),
        "titles": st.lists(spellings, min_size=2, max_size=2),
        "mentions": st.lists(mentions, max_size=5),
        "bylines": st.lists(st.tuples(st.integers(0, 1), numbers), max_size=3),
        "memberships": st.lists(st.tuples(numbers, st.integers(0, 1)), max_size=3),
        "merges": st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4),
    }
)


def build(world) -> list:
    """The subjects of a small world, with all that may refer to them."""
    made = []
    for number, plan in enumerate(world["subjects"]):
        made.append(_build_subject(KINDS[world["kind"]], plan, number, made))
    author = User.objects.create(username="author")
    articles = [
        make_article(title, body=f"<p>{title} met {' and '.join(SPELLINGS)}.</p>", created_by=author)
        for title in world["titles"]
    ]
    for article, subject, state, prominence in world["mentions"]:
        Mention.objects.get_or_create(
            article=articles[article], subject_id=made[subject].pk, defaults={"state": state, "prominence": prominence}
        )
    _build_roles(world, made, articles)
    for subject in made:
        naming.refresh(subject, was=subject.exposure)
        subject_changed.send(Subject, subject_id=subject.pk)
    return made


def _build_subject(model, plan, number, before):
    fields = {}
    if model is not Person and plan["parent"] < number:
        fields["parent"] = before[plan["parent"]]
    if model is Place:
        fields["country_code"] = plan["code"]
    taken, names = {("en", "preferred"), (plan["name"], "en")}, []
    for name in plan["more"]:
        marks = {(name["text"], name["language"])}
        marks |= {(name["language"], "preferred")} if name["kind"] == "preferred" else set()
        if not marks & taken:
            names.append(dict(name))
            taken |= marks
    subject = naming.create(model, plan["name"], names=names, exposure=plan["exposure"], **fields)
    if plan["readdressed"]:
        naming.readdress(subject, f"address-{number}")
    if plan["text"]:
        subject.texts.create(language=plan["text"], summary=f"Number {number}")
    if plan["identifier"]:
        subject.identifiers.create(scheme="wikidata", value=f"Q{number}")
    if plan["account"] and model is Person:
        User.objects.create(username=f"account{number}", person=subject)
    return subject


def _build_roles(world, made, articles):
    if world["kind"] == "place":
        return
    is_person = world["kind"] == "person"
    for article, subject in world["bylines"]:
        Byline.objects.create(article=articles[article], **{"person" if is_person else "desk": made[subject]})
    others = [make_organization(f"Office {n}") if is_person else make_person(f"Member {n}") for n in range(2)]
    for subject, other in world["memberships"]:
        person, organization = (made[subject], others[other]) if is_person else (others[other], made[subject])
        Membership.objects.get_or_create(person=person, organization=organization, role="chair")
    texts.store_roles(Membership.objects.all())  # as the forms do


@pytest.mark.long
@settings(
    max_examples=8 if choosing.SECOND_RUN else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(world=worlds)
def test_merge_followed_by_split_is_the_identity(db, world):
    with transaction.atomic():
        made = build(world)
        chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)
        states, records = [], []
        for survivor, other in world["merges"]:
            before = everything()
            try:
                records.append(merging.merge(made[survivor], made[other], by=chief))
                states.append(before)
            except merging.Refused:
                assert everything() == before
        while records:
            merging.split(records.pop(), by=chief)
            assert everything() == states.pop()
        transaction.set_rollback(True)
