"""The ground under every test: a database, collected static files, and the parts that only some machines have."""

import os
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import messages
from tests.support import choosing, needs, prepared, speed, suite

no_delete = import_module("articles.migrations.0010_audit_refuses_delete")


def pytest_configure(config):
    """Made once, by the process that the others are started from: catalogues, and a folder for the databases."""
    if not hasattr(config, "workerinput"):
        config.stash[FOLDER] = tempfile.TemporaryDirectory(prefix="newsroom-run-")
        os.environ["NEWSROOM_RUN_FOLDER"] = config.stash[FOLDER].name
        messages.compile_catalogues()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: logging in is not under test
    settings.RUN_DUE_AT_ONCE = False  # a process of its own would work on another database
    settings.STATIC_ROOT = Path(os.environ["NEWSROOM_RUN_FOLDER"]) / "static"  # if no test wants a page
    settings.MEDIA_ROOT = Path(os.environ["NEWSROOM_RUN_FOLDER"]) / "media"
    settings.DATA_DIR = Path(os.environ["NEWSROOM_RUN_FOLDER"]) / "data"
    settings.PICTURES_IN_BACKGROUND = False
    if database_kind() == "sqlite":  # no disk has to be waited for: what a power cut leaves of a test matters to nobody
        options = settings.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    speed.spare_what_repeats()


def pytest_collection_finish():
    speed.let_garbage_lie()


FOLDER = pytest.StashKey[tempfile.TemporaryDirectory]()


def pytest_unconfigure(config):
    if folder := config.stash.get(FOLDER, None):
        folder.cleanup()


@pytest.hookimpl(trylast=True)  # after -k and -m
def pytest_collection_modifyitems(config, items):
    database = database_kind()
    staying, leaving = [], []
    for item in items:
        (staying if choosing.belongs(item, database, second_run=choosing.SECOND_RUN) else leaving).append(item)
    config.hook.pytest_deselected(items=leaving)
    in_second_run = [item for item in items if choosing.belongs(item, "postgresql", second_run=True)]
    items[:] = choosing.long_ones_first(staying)
    tell_the_suite(config, here=len(items), in_second_run=len(in_second_run))
    if any(map(choosing.shows_pages, items)) and not config.option.collectonly:
        prepared.use_static_files()


def tell_the_suite(config, *, here: int, in_second_run: int) -> None:
    """tests/support/suite.py asks how many tests its arguments choose, and leaves one process to a few of them."""
    if file := os.environ.get("NEWSROOM_COUNT"):
        Path(file).write_text(str(in_second_run))
    few = int(os.environ.get("NEWSROOM_FEW", "0"))
    if few and here > few and not hasattr(config, "workerinput"):
        pytest.exit(f"{here} tests: they begin anew in more than one process", returncode=suite.TOO_MANY)


def database_kind() -> str:
    return "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgresql"


def pytest_runtest_setup(item):
    for part in sorted(choosing.parts_of(item)):
        if reason := needs.why_missing(part):
            (pytest.fail if needs.REQUIRE_ALL else pytest.skip)(f"{part}: {reason}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file: the live server's threads then have connections of their own, as in production."""
    if database_kind() == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        file = Path(os.environ["NEWSROOM_RUN_FOLDER"]) / f"{worker}.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)
        prepared.copy_migrated_database(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test without a transaction of its own its rows are deleted, which the log refuses on SQLite."""
    with django_db_blocker.unblock():
        if database_kind() == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(no_delete.SQLITE_BACK)
        speed.remember_baseline()
    yield
    with django_db_blocker.unblock():
        if database_kind() == "postgresql":
            speed.end_other_sessions()


@pytest.fixture(scope="session")
def live_server():
    """The site on loopback, static files included, as a visitor gets it: live_server.url."""
    from tests.support.browser import site_as_deployed

    server = site_as_deployed()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    """The browser of a test marked needs("chromium"); most tests want `page`."""
    from tests.support.browser import running_chromium

    assert needs.chromium(), 'mark this test with @pytest.mark.needs("chromium")'
    # Playwright keeps an event loop in the tests' thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def profile(chromium, live_server):
    from tests.support.browser import Profile

    return Profile(chromium, live_server.url)


@pytest.fixture
def page(profile):
    """A page of somebody whom no cookie knows; page.goto("/") is the site's home, page.visit what it did (see Visit)."""
    yield profile.new_page()
    profile.forget()


@pytest.fixture(scope="session")
def another_profile(chromium, live_server):
    from tests.support.browser import Profile

    return Profile(chromium, live_server.url)


@pytest.fixture
def another_page(another_profile):
    """A page in the browser of a second person."""
    yield another_profile.new_page()
    another_profile.forget()


@pytest.fixture
def page_of_a_new_reader(chromium, live_server):
    """A page in a browser that has fetched nothing yet: for a test of what is transferred."""
    from tests.support.browser import Profile

    profile = Profile(chromium, live_server.url)
    yield profile.new_page()
    profile.context.close()


@pytest.fixture(scope="session")
def html_validator():
    from tests.support.html import HtmlValidator

    assert needs.npm_module("html-validate"), 'mark this test with @pytest.mark.needs("html-validate")'
    validator = HtmlValidator()
    yield validator
    validator.close()


@pytest.fixture
def html_problems(html_validator):
    """html_problems(page's text) -> list of sentences; for a test marked needs("html-validate")."""
    return html_validator.problems


@pytest.fixture
def axe_violations():
    """axe_violations(page) -> list of sentences; for a test marked needs("chromium", "axe")."""
    from tests.support.browser import axe_violations

    return axe_violations
