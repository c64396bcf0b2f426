"""Which of the chosen tests a run has, and which it begins with.

`make test` has two runs. What depends on the database runs in both; everything else runs once, with SQLite: tests that
ask for no database, and tests in the browser, which are about scripts and styles. Markers say otherwise for one test:
``both_databases`` where a lock or a server of its own is in play, ``one_database`` where a database is only a place for rows.
What does not belong to a run is deselected. By hand (`python -m pytest`) a run has all that its database can run.
"""

import os

#: The fixtures behind all those that open a database; a marker django_db asks as well.
OPEN_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
#: Set by tests/support/suite.py: what needs no second database has run already.
SECOND_RUN = os.environ.get("NEWSROOM_SECOND_RUN") == "1"


def enough(cases) -> list:
    """All cases; in the second run the first one, where others differ in rows and words and not in what the database is asked.

    The case that a database could answer in a way of its own comes first, or is a test of its own.
    """
    return list(cases)[:1] if SECOND_RUN else list(cases)


def parts_of(item) -> set[str]:
    """What the test needs, by its markers ``needs``."""
    return {part for marker in item.iter_markers("needs") for part in marker.args}


def belongs(item, database: str, *, second_run: bool) -> bool:
    """Whether a run on this database, the only one or the second one, has the test."""
    other = {"sqlite", "postgresql"} - {database}
    return not other & parts_of(item) and not (second_run and once_is_enough(item))


def once_is_enough(item) -> bool:
    if item.get_closest_marker("both_databases") or "postgresql" in parts_of(item):
        return False
    if item.get_closest_marker("one_database") or "chromium" in parts_of(item):
        return True
    return not opens_a_database(item)


def opens_a_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or OPEN_A_DATABASE & set(item.fixturenames))


def shows_pages(item) -> bool:
    """Whether the test may ask for a page, and so for the addresses of static files."""
    return opens_a_database(item) or bool({"client", "rf", "settings"} & set(item.fixturenames))


def long_ones_first(items: list) -> list:
    """So that no process begins one when the others have ended."""
    return sorted(items, key=lambda item: item.get_closest_marker("long") is None)
