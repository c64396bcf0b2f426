"""Imports run one way: newsroom -> articles -> people, and inside each app from the upper floors to the lower ones.

docs/architecture.md tells what stands in which room.
"""

import ast
from pathlib import Path

import pytest

from tests.support.house import circles, read_house

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"people": {"people"}, "articles": {"articles", "people"}, "newsroom": {"newsroom", "articles", "people"}}
#: The rooms of each app, floor by floor from the top. A room may import from its own floor and from those below.
FLOORS = {
    "newsroom": [
        "apps management settings urls wsgi",
        "web",
        "admin",
        "accounts",
        "models checks",
        "formats zones",
    ],
    "articles": [
        "admin apps management receivers",
        "demo exchange previews",
        "workflow writing",
        "history library safety",
        "audit rendering search site templatetags",
        "models",
        "body pictures",
    ],
    "people": [
        "admin apps management receivers",
        "cases exchange safety search site templatetags",
        "merging",
        "naming",
        "models",
        "detection",
        "names",
        "base signals",
    ],
}
#: Imports inside functions, each with its reason. At most twelve: an import at the top shows who knows whom.
HIDDEN = {
    ("newsroom.apps", "newsroom.checks"): "system checks are registered when all apps are loaded",
    ("newsroom.apps", "newsroom.accounts.roles"): "roles need the models of all apps",
    ("newsroom.apps", "newsroom.admin.accounts"): "registers with the admin site when all apps are loaded",
    ("newsroom.admin.site", "articles.admin.dashboard"): "the admin classes of articles register with this very site",
    ("people.apps", "people.search.namesakes"): "receivers are connected when all apps are loaded",
    ("people.apps", "people.receivers"): "receivers are connected when all apps are loaded",
    ("articles.apps", "articles.receivers"): "receivers are connected when all apps are loaded",
    ("articles.apps", "articles.library.checks"): "system checks are registered when all apps are loaded",
    ("articles.apps", "articles.library.renditions"): "how a job is done is said when the models are loaded",
    ("articles.apps", "articles.workflow.mailing"): "how a job is done is said when the models are loaded",
    ("articles.apps", "people.base.jobs"): "the table of jobs is a model, too",
    ("articles.pictures.workshop", "articles.pictures.metadata"): "a child that only renders reads no metadata",
}
MOST_HIDDEN = 12
LONGEST_FILE = 450


@pytest.fixture(scope="module")
def house():
    return read_house(ROOT)


def floor_of(app: str, room: str) -> int:
    """The number of the floor, from the top; the app's own ``__init__`` stands on none."""
    for number, rooms in enumerate(FLOORS[app]):
        if room in rooms.split():
            return number
    raise LookupError(room)


def imported_apps(source: str, app: str) -> set[str]:
    """Which of our apps a module of `app` imports, whether at its top, in a function or relatively."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(app if node.level else (node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module":
            found |= {argument.value.split(".")[0] for argument in node.args if isinstance(argument, ast.Constant)}
    return found & MAY_IMPORT.keys()


def arrows_up(house) -> list[str]:
    return [
        f"{module.name} imports {other.name}, which stands on a higher floor of {module.app}: move what it needs down, "
        "or send a signal"
        for module in house.values()
        for other in map(house.get, sorted(module.imports))
        if module.app == other.app
        and module.room
        and other.room
        and floor_of(other.app, other.room) < floor_of(module.app, module.room)
    ]


def arrows_between_rooms(house) -> dict[str, set[str]]:
    arrows = {}
    for module in house.values():
        for other in map(house.get, module.imports):
            room, known = f"{module.app}.{module.room}", f"{other.app}.{other.room}"
            if room != known and module.room and other.room:
                arrows.setdefault(room, set()).add(known)
    return arrows


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_an_app_imports_only_what_stands_below_it(app):
    modules = sorted((ROOT / app).rglob("*.py"))
    wrong = {
        f"{module.relative_to(ROOT)} imports {sorted(extra)}"
        for module in modules
        if (extra := imported_apps(module.read_text(encoding="utf-8"), app) - MAY_IMPORT[app])
    }
    assert modules
    assert not wrong


def test_every_room_stands_on_a_floor(house):
    known = {(app, room) for app, floors in FLOORS.items() for floor in floors for room in floor.split()}
    rooms = {(module.app, module.room) for module in house.values() if module.room}
    assert not rooms - known, (
        "Say in FLOORS on which floor these rooms stand, and in docs/architecture.md what they are for"
    )


def test_no_import_runs_up(house):
    assert not arrows_up(house)


def test_no_modules_know_each_other_in_a_circle(house):
    found = circles({module.name: module.imports for module in house.values()})
    assert not found, "Each of these imports the next, in functions or not: move what two of them share below both"


def test_no_rooms_know_each_other_in_a_circle(house):
    found = circles(arrows_between_rooms(house))
    assert not found, "These rooms import from each other: one of them has to stand below"


def test_imports_inside_functions_are_few_and_have_a_reason(house):
    hidden = {(module.name, other): line for module in house.values() for line, other in module.hidden}
    assert hidden.keys() == HIDDEN.keys(), "Import at the top of the module, or say in HIDDEN why that cannot be"
    assert len(hidden) <= MOST_HIDDEN


def test_files_are_short(house):
    long = {module.name: lines for module in house.values() if (lines := _lines(module)) > LONGEST_FILE}
    assert not long, "Split these by subject"


def test_functions_are_short(house):
    lengths = sorted(length for module in house.values() for length in module.functions)
    assert lengths[len(lengths) * 9 // 10] <= 20, "Nine of ten functions have 20 lines at most"


def test_a_hidden_import_is_seen():
    assert imported_apps("def view():\n    from articles.models import Article", "people") == {"articles"}
    assert imported_apps("import newsroom.settings as s", "articles") == {"newsroom"}
    assert imported_apps("importlib.import_module('articles.models')", "people") == {"articles"}
    assert imported_apps("from . import models", "people") == {"people"}


@pytest.fixture
def small_house(tmp_path):
    """A function that builds an app of ours from {file: source}."""

    def build(**sources):
        for path, source in sources.items():
            place = tmp_path / "people" / f"{path.replace('__', '/')}.py"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(source)
        return read_house(tmp_path)

    return build


def test_an_arrow_up_is_told_with_what_to_do(small_house):
    house = small_house(base__clock="def now():\n    from people.models import subject", models__subject="")
    assert arrows_up(house) == [
        "people.base.clock imports people.models.subject, which stands on a higher floor of people: move what it needs "
        "down, or send a signal"
    ]
    assert house["people.base.clock"].hidden == [(2, "people.models.subject")]


def test_a_circle_by_way_of_a_third_module_is_seen(small_house):
    house = small_house(
        names__a="from people.names import b", names__b="from . import c", names__c="import people.names.a", names__d=""
    )
    found = circles({module.name: module.imports for module in house.values()})
    assert found == [["people.names.a", "people.names.b", "people.names.c"]]


def _lines(module) -> int:
    return len(module.path.read_text(encoding="utf-8").splitlines())
