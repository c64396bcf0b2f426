"""The table of what announces, and the people who do it."""

from types import SimpleNamespace

from django.test import Client

from tests.factories import make_user

#: What announces -> (the model whose rows change for readers, how to prepare the change).
DOORS = {}


def announces(name: str, model):
    def listed(prepare):
        DOORS[name] = (model, prepare)
        return prepare

    return listed


def people_of_the_desk() -> SimpleNamespace:
    users = SimpleNamespace(editor=make_user("editor"), chief=make_user("chief"), admin=make_user("admin"))
    users.client = Client()
    users.client.force_login(users.admin)
    return users
