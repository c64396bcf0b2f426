"""Every address of the site, asked by every role and by strangers, against the table in doors/ (security A1, A8)."""

import re
from collections import defaultdict
from functools import cache
from http.cookies import SimpleCookie
from itertools import product
from typing import NamedTuple

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.newsroom.doors import ASKING, COUNTED, POSTED, ROLES, TABLE
from tests.newsroom.doors.objects import GIVEN, HIDDEN, HIDDEN_FROM_READERS, MISSING, OBJECTS
from tests.support.routes import routes
from tests.support.rows import everything

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    thing: str
    method: str
    expected: dict[str, str]


def table() -> dict[str, list[Row]]:
    rows = defaultdict(list)
    for line in TABLE.splitlines():
        if line.strip() and not line.strip().startswith("#"):
            name, things, methods, *answers = line.split()
            answers = answers * len(ROLES) if len(answers) == 1 else answers
            assert len(answers) == len(ROLES), f"One answer, or one for each of {', '.join(ROLES)}: {line}"
            expected = dict(zip(ROLES, answers, strict=True))
            rows[name] += [Row(*pair, expected) for pair in product(things.split(","), methods.split(","))]
    return rows


ROUTES, DOORS = routes(), table()
each_door = pytest.mark.parametrize("name", sorted(DOORS.keys() & ROUTES.keys()))


def address(name: str, thing) -> str:
    """The address of an object of OBJECTS, or of a dictionary of parameters."""
    route, parameters = ROUTES[name]
    given = thing if isinstance(thing, dict) else _arguments(thing, parameters)
    query = f"?{given['?']}" if "?" in given else ""
    if name != route:
        return reverse(name, kwargs={key: given[key] for key in parameters}) + query
    route = re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>[^)]*\)", lambda found: str(given[found[1] or found[2]]), route)
    return f"/{route.rstrip('$')}{query}"


def _arguments(thing, parameters) -> dict:
    return {key: GIVEN.get(key) or getattr(thing, "pk" if key in {"pk", "object_id"} else key) for key in parameters}


def things_of(name: str) -> list[str]:
    return sorted({row.thing for row in DOORS[name]})


def is_staffs(name: str) -> bool:
    return ROUTES[name].route.startswith("admin/")


def said(response) -> str:
    """The answer in the words of the table."""
    if response.status_code not in {301, 302}:
        return str(response.status_code)
    path = response["Location"].partition("?")[0]
    return {"/admin/login/": "login", "/admin/": "desk"}.get(path, "there")


class Visitor(Client):
    """Somebody of whom each request is the first: what the one before left in the session is forgotten."""

    def __init__(self, user=None, **options):
        super().__init__(**options)
        if user:
            self.force_login(user)
            self.stored_session = Session.objects.get(pk=self.session.session_key)
        self.signed_in = self.cookies

    def request(self, **request):
        self.cookies = SimpleCookie(self.signed_in)
        response = super().request(**request)
        if self.signed_in and response.wsgi_request.session.modified:
            self.stored_session.save()
        return response


@pytest.fixture(scope="module")
def users(django_db_setup, django_db_blocker):
    """Accounts that are made once for all tests of this module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {role: make_user(role) for role in ROLES[1:]}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitors(users, django_db_blocker):
    with django_db_blocker.unblock():
        return {role: Visitor(users.get(role)) for role in ROLES}


def ask(client, name, method, where):
    """The answer to one request; whatever it wrote is undone when it is a POST."""
    if method == "GET":
        response = client.get(where)
        if response.streaming:  # the bytes of a picture: their file is closed when they are read
            list(response.streaming_content)
        return response
    with transaction.atomic():
        response = client.post(where, POSTED.get(name, {}))
        transaction.set_rollback(True)
    return response


def stored(but: str | None = None):
    return {table: rows for table, rows in everything().items() if table != but} | {
        "log": list(LogEntry.objects.values())
    }


# The table ----------------------------------------------------------------------------------------------------------


def test_every_address_is_listed():
    unlisted = [f"{name} ({ROUTES[name].route})" for name in ROUTES.keys() - DOORS.keys()]

    assert sorted(unlisted) == [], "Say in tests/newsroom/doors/ who may open them."


def test_every_listed_address_is_there():
    assert sorted(DOORS.keys() - ROUTES.keys()) == []


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_rows_of_an_address_are_complete(name):
    things = set(things_of(name))

    assert things <= OBJECTS.keys()
    assert sorted((row.thing, row.method) for row in DOORS[name]) == sorted(product(things, ("GET", "POST")))
    assert "missing" in things or not set(ROUTES[name].parameters) & MISSING.keys()


# The doors ----------------------------------------------------------------------------------------------------------


@each_door
def test_each_role_gets_what_is_listed_and_no_more(name, users, visitors):
    things = {thing: OBJECTS[thing](users) for thing in things_of(name)}
    before = stored(COUNTED.get(name))
    got = answers(name, "GET", things, visitors)
    assert stored(COUNTED.get(name)) == before, "A GET has written"
    got |= answers(name, "POST", things, visitors)

    listed = {(row.thing, row.method, role): row.expected[role] for row in DOORS[name] for role in ASKING}
    assert {key: said(response) for key, response in got.items()} == listed
    assert learned(name, things, got) == [], "They learn that there is a row"


def answers(name, method, things, visitors) -> dict:
    places = {thing: address(name, things[thing]) for thing in things}
    return {
        (thing, method, role): ask(visitors[role], name, method, places[thing])
        for thing, role in product(places, ASKING)
    }


def learned(name, things, got) -> list[str]:
    """Who is told by an answer of a row that is hidden from them: it is not the one about a row that is not there."""
    told = []
    for (thing, method, role), response in got.items():
        if role in hidden_from(name, thing):
            of_missing = whole(got["missing", method, role])
            if whole(response) != tuple(as_if_asked_for(things[thing], part) for part in of_missing):
                told.append(f"{role}: {thing}, {method}")
    return told


def hidden_from(name: str, thing: str) -> set[str]:
    if is_staffs(name):
        return HIDDEN.get(thing, set())
    return set(ROLES) if thing in HIDDEN_FROM_READERS else set()


def as_if_asked_for(row, part: str) -> str:
    """What was answered about a number that is not there, had it been the row's."""
    for key in ("pk", "slug", "token", "note", "link", "picture"):
        if given := row.get(key) if isinstance(row, dict) else getattr(row, key, None):
            part = part.replace(str(MISSING[key]), str(given))
    return part


def whole(response) -> tuple[str, str, str, str]:
    """Status, target and text without the tokens of forms, and what the next page will say."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    session = sorted(response.wsgi_request.session.items())
    return str(response.status_code), response.get("Location", ""), text, str(session)


def test_no_post_below_the_admin_works_without_its_token(users):
    visitor, made = Visitor(users["admin"], enforce_csrf_checks=True), cache(lambda thing: OBJECTS[thing](users))
    opened = []
    for name in filter(is_staffs, sorted(DOORS.keys() & ROUTES.keys())):
        where = address(name, made(DOORS[name][0].thing))
        with transaction.atomic():
            response = visitor.post(where)
            transaction.set_rollback(True)
        if response.status_code != 403:
            opened.append(name)

    assert opened == []
