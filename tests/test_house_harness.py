"""The suite itself: one marker for what a machine may lack, and a database cluster that never runs as root."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from articles import audit
from articles.models import Article
from people.models import Person
from tests.factories import make_article, make_person
from tests.support import choosing, needs, speed
from tests.support.cluster import account
from tests.support.rows import everything
from tests.support.suite import clean_environment

TESTS = Path(__file__).resolve().parent
SKIPS = re.compile(r"\b(skipif|importorskip|skipUnless|skipIf|SkipTest|pytest\.skip|mark\.skip|xfail)\b")


def test_only_the_needs_marker_leaves_a_test_out():
    this, conftest = Path(__file__), TESTS / "conftest.py"
    modules = [path for path in TESTS.rglob("*.py") if path not in (this, conftest)]
    assert [path.name for path in modules if SKIPS.search(path.read_text(encoding="utf-8"))] == []
    assert len(SKIPS.findall(conftest.read_text())) == 1


def test_every_part_that_a_test_needs_is_a_known_one():
    named = set()
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "needs":
                named |= {ast.literal_eval(argument) for argument in node.args}
    assert named <= set(needs.PARTS)


@dataclass
class Chosen:
    """A test as the rule sees it: its markers, and all the fixtures behind it."""

    markers: list = field(default_factory=list)
    fixturenames: list = field(default_factory=list)

    def iter_markers(self, name):
        return [marker.mark for marker in self.markers if marker.name == name]

    def get_closest_marker(self, name):
        return next(iter(self.iter_markers(name)), None)


OPENS, BROWSER = pytest.mark.django_db, pytest.mark.needs("chromium")
SECOND_RUN_HAS = {
    "what opens a database by its marker": (Chosen([OPENS]), True),
    "what opens one by a fixture": (Chosen(fixturenames=["db", "client"]), True),
    "no test of texts alone": (Chosen(fixturenames=["client"]), False),
    "no test in the browser": (Chosen([OPENS, BROWSER], ["db", "page"]), False),
    "locks in the browser": (Chosen([OPENS, BROWSER, pytest.mark.both_databases], ["db"]), True),
    "a drill that starts its own server": (Chosen([pytest.mark.both_databases]), True),
    "nothing that only wants a place for rows": (Chosen([OPENS, pytest.mark.one_database]), False),
    "what is about PostgreSQL": (Chosen([pytest.mark.needs("postgresql")]), True),
    "nothing that is about SQLite": (Chosen([OPENS, pytest.mark.needs("sqlite")]), False),
}


@pytest.mark.parametrize("what", SECOND_RUN_HAS)
def test_the_run_on_the_second_database_has(what):
    test, has = SECOND_RUN_HAS[what]
    assert choosing.belongs(test, "postgresql", second_run=True) is has
    about_one = any("sqlite" in marker.args or "postgresql" in marker.args for marker in test.iter_markers("needs"))
    assert about_one or all(choosing.belongs(test, kind, second_run=False) for kind in ("sqlite", "postgresql"))


def test_of_cases_of_a_kind_the_second_run_has_the_first(monkeypatch):
    for second_run, cases in ((False, ["a", "b"]), (True, ["a"])):
        monkeypatch.setattr(choosing, "SECOND_RUN", second_run)
        assert choosing.enough("ab") == cases


def test_what_the_second_run_leaves_out_is_deselected_and_not_skipped():
    environment = clean_environment(NEWSROOM_SECOND_RUN="1", DATABASE_URL="postgres://nobody@localhost/nothing")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-rs", "tests/browser/test_together.py"]
    said = subprocess.run(command, cwd=TESTS.parent, env=environment, capture_output=True, text=True).stdout
    assert "test_a_stale_save_is_refused_and_the_second_try_saves_both_texts" in said
    assert "test_under_the_lock_no_key_saves" not in said
    assert re.search(r"3/\d+ tests collected \(\d+ deselected\)", said)


def test_each_missing_part_is_explained(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setattr(needs, "postgresql", lambda: None)
    for part in ("chromium", "postgresql", "axe", "html-validate"):
        assert "apt install" in needs.why_missing(part)


def test_a_left_out_part_is_one_line_and_with_require_all_a_failure():
    script = (
        "import sys; from tests.support import needs, suite\n"
        "needs.why_missing = lambda part: 'it is not here' if part == 'chromium' else None\n"
        "sys.exit(suite.summary({'SQLite': 0}))"
    )
    for require_all, code in (("", 0), ("1", 1)):
        environment = clean_environment(REQUIRE_ALL=require_all)
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=TESTS.parent, env=environment, capture_output=True, text=True
        )
        assert "Left out: chromium, because it is not here." in done.stdout
        assert done.returncode == code


def test_the_database_programs_never_run_as_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert account()["user"] != 0
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert account() == {}


@pytest.mark.django_db(transaction=True)
def test_what_a_module_shares_is_there_again_after_each_test_and_gone_after_the_last():
    before = everything()
    with speed.shared_rows(lambda: make_article("For all tests")):
        Article.objects.update(title="Changed by one")
        make_person()
        speed.back_to_baseline()
        assert [story.title for story in Article.objects.all()] == ["For all tests"]
        assert not Person.objects.exists()
    assert everything() == before


@pytest.mark.needs("postgresql")
@pytest.mark.django_db
def test_the_cluster_belongs_to_an_unprivileged_account_and_listens_on_no_port():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory'), current_setting('listen_addresses')")
        folder, addresses = cursor.fetchone()
    assert Path(folder).stat().st_uid != 0
    assert addresses == ""


@pytest.mark.django_db(transaction=True)
def test_what_a_test_without_a_transaction_leaves_is_gone_and_what_it_took_is_back():
    before = everything()
    story = make_article("Left behind", about=[make_person()])
    audit.record(story.created_by, "story.publish", article=story)
    Group.objects.get(name="editor").delete()
    speed.back_to_baseline()
    assert everything() == before
    assert Group.objects.get(name="editor").permissions.exists()
