"""Each door answers a tagger alike, whether or not there is somebody whose name is protected; editors are asked."""

import re
from itertools import product

import pytest

from people import naming
from people.models import Identifier, NamesakeQuestion, Person
from tests.factories import make_person, make_user
from tests.support import choosing
from tests.support.admin import as_typed

pytestmark = pytest.mark.django_db

NAME = "Ildar Taimenov"
PEOPLE = "/admin/people/person/"
LIST = "/admin/people/subject/duplicates/"


def add_hidden(exposure="withheld", **fields):
    person = make_person(NAME, **fields)
    naming.expose(person, exposure)
    Identifier.objects.create(subject=person, scheme="wikidata", value="Q77")
    return person


def without_numbers(response) -> tuple[int, str]:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", response.text)
    return response.status_code, re.sub(r"\d+", "#", text)


def add(client, query="", **typed):
    url = f"{PEOPLE}add/{query}"
    return client.post(url, as_typed(client.get(url), **typed), follow=True)


NUMBER = {
    "identifiers-TOTAL_FORMS": "1", "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q77",
    "names-TOTAL_FORMS": "0", "memberships-TOTAL_FORMS": "0",
}  # fmt: skip
DOORS = {
    "add": lambda client: add(client, name=NAME),
    "by the pop-up": lambda client: add(client, "?_popup=1", name=NAME),
    "nearly": lambda client: add(client, name="Ildar Taimen"),
    "in another script": lambda client: add(client, "?_popup=1", name="Ильдар Тайменов", language="ru"),
    "in another order": lambda client: add(client, "?_popup=1", name="TAIMENOV Ildar"),
    "a surname alone": lambda client: add(client, "?_popup=1", name="Taimenov"),
    "an inline name": lambda client: add(
        client, name="Somebody Else", **{"names-0-text": NAME, "names-0-language": "en"}
    ),
    "a number": lambda client: add(client, name="Somebody Else", **NUMBER),
    "a number twice": lambda client: [add(client, name=name, **NUMBER) for name in ("Somebody Else", "Third Man")][1],
    "an address": lambda client: add(client, name="Somebody Else", slug="ildar-taimenov"),
    "initials as address": lambda client: add(client, name="Somebody Else", slug="i-t"),
    "search": lambda client: client.get(PEOPLE, {"q": NAME}),
    "list": lambda client: client.get(PEOPLE),
    "autocomplete": lambda client: client.get(
        "/admin/autocomplete/",
        {"term": NAME, "app_label": "articles", "model_name": "mention", "field_name": "subject"},
    ),
    "duplicates": lambda client: client.get(LIST),
    "merge": lambda client: client.get(PEOPLE + "merge/", {"ids": "1,2"}),
    "dashboard": lambda client: client.get("/admin/"),
    "address of readers": lambda client: client.get("/people/ildar-taimenov/"),
}


@pytest.mark.parametrize(
    ("role", "exposure"), choosing.enough(product(["tagger", "reporter"], ["withheld", "initials"]))
)
@pytest.mark.parametrize("door", DOORS)
def test_a_door_answers_alike(client, door, exposure, role):
    client.force_login(make_user(role, username="somebody"))
    answers, made = [], []
    for is_there in (False, True):
        if is_there:
            Person.objects.all().delete()
            add_hidden(exposure, listed_from=None)
        answers.append(without_numbers(DOORS[door](client)))
        made.append(list(Person.objects.named().order_by("pk").values_list("slug", "label", "listed_from")))

    assert answers[0] == answers[1]
    assert made[0] == made[1]


def test_a_number_of_a_hidden_person_is_kept_as_a_claim_and_settled(client):
    hidden = add_hidden()
    client.force_login(make_user("tagger"))
    add(client, name="Somebody Else", **NUMBER)

    claimant = Person.objects.named().get()
    question = NamesakeQuestion.objects.open().get()
    assert (question.subject_id, question.protected_id) == (claimant.pk, hidden.pk)
    assert claimant.identifiers.get().is_claim

    client.force_login(make_user("editor"))
    assert "the same number" in client.get(LIST).text
    client.post(LIST, {"one": claimant.pk, "other": hidden.pk})
    assert not claimant.identifiers.exists()
    assert not Person.objects.get(pk=claimant.pk).is_held


def test_an_editor_is_asked_and_answers(client):
    hidden = add_hidden()
    client.force_login(make_user("tagger"))
    add(client, "?_popup=1", name="Ildar Taimen")
    namesake = Person.objects.named().get()
    assert "Another person?" not in client.get(LIST, follow=True).text

    client.force_login(make_user("editor"))
    assert "1 record bears a protected name" in client.get("/admin/").text
    page = client.get(LIST).text
    assert "Another person?" in page
    assert "Ildar Taimen" in page
    client.post(LIST, {"one": namesake.pk, "other": hidden.pk})

    assert not Person.objects.get(pk=namesake.pk).is_held
    assert "1 record bears" not in client.get("/admin/").text
    assert f"Not the same as #{namesake.pk}" in client.get(f"{PEOPLE}{hidden.pk}/history/").text
    assert f"#{hidden.pk}" not in client.get(f"{PEOPLE}{namesake.pk}/history/").text
