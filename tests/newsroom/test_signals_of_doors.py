"""Whatever changes what readers see announces it, inside the transaction of the change."""

import inspect
import pkgutil
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.contrib import admin
from django.core.management import get_commands
from django.db.transaction import TransactionManagementError

from articles.models import Section
from people.signals import announce_change, readers_see_changed
from tests.newsroom.doors.announcing import DOORS, people_of_the_desk
from tests.newsroom.doors.quiet import QUIET
from tests.support.rows import everything

#: Where every public function is either a door or quiet.
ROOMS = [
    "articles.workflow", "articles.library", "articles.rendering", "articles.site.changes", "people.naming",
    "people.merging",
]  # fmt: skip
APPS = {"articles", "people", "newsroom"}


class Refusal(Exception):
    """What a receiver says that cannot bring its tables in step."""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@contextmanager
def receiver(function):
    readers_see_changed.connect(function)
    try:
        yield
    finally:
        readers_see_changed.disconnect(function)


def refuse(**kwargs):
    raise Refusal


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOORS)
def test_what_readers_see_otherwise_is_announced_with_the_change_or_not_done(name):
    model, prepare = DOORS[name]
    desk, heard = people_of_the_desk(), []

    change, before = prepare(desk), everything()
    with receiver(refuse):
        try:
            change()
        except Refusal:
            pass
        else:
            pytest.fail(f"{name} is silent: let it call people.signals.announce_change inside its transaction.")
    assert everything() == before, f"{name} announces after its transaction: call announce_change inside it."

    change = prepare(desk)

    def listen(sender, keys, **kwargs):
        assert all(isinstance(key, int) for key in keys)
        assert kwargs.keys() == {"signal"}, "Names and texts are not for whoever listens."
        heard.append(sender)

    with receiver(listen):
        change()
    assert model in heard, f"{name} does not announce {model.__name__}: add its keys with announce_change."


def public_functions() -> set[str]:
    """All that a room offers: module.function."""
    found = set()
    for room in ROOMS:
        package = import_module(room)
        names = [room, *(f"{room}.{module.name}" for module in pkgutil.iter_modules(getattr(package, "__path__", ())))]
        for module in map(import_module, names):
            functions = {name for name, value in vars(module).items() if is_own(value, module)}
            found |= {f"{module.__name__}.{name}" for name in functions if not name.startswith("_")}
    return found


def is_own(value, module) -> bool:
    return inspect.isfunction(value) and value.__module__ == module.__name__


def commands() -> set[str]:
    return {f"manage.py {name}" for name, app in get_commands().items() if app in APPS}


def admin_classes() -> set[str]:
    return {f"admin {model._meta.label_lower}" for model in admin.site._registry if model._meta.app_label in APPS}


def quiet() -> set[str]:
    lines = [line.strip().split(": ") for table in QUIET.values() for line in table.strip().splitlines()]
    return {
        f"{where}{' ' if where in {'manage.py', 'admin'} else '.'}{name}"
        for where, names in lines
        for name in names.split()
    }


def announcing() -> set[str]:
    return {name.partition(" (")[0] for name in DOORS}


def test_each_function_command_and_form_announces_or_is_known_to_be_quiet():
    unknown = (public_functions() | commands() | admin_classes()) - announcing() - quiet()

    assert sorted(unknown) == [], (
        "Does it change what readers see? Then prepare it in tests/newsroom/doors/announcing/ below @announces, and have it "
        "call people.signals.announce_change inside its transaction. If not, list it in tests/newsroom/doors/quiet.py with "
        "the reason."
    )


def test_what_is_listed_is_there():
    there = public_functions() | commands() | admin_classes()

    assert sorted((announcing() | quiet()) - there) == []
    assert announcing() & quiet() == set()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_announced_outside_a_transaction():
    with pytest.raises(TransactionManagementError):
        announce_change(Section, [1])
