"""The short form of the drill; `python -m tests.drills.kill_saves` runs twenty rounds."""

import os
import subprocess
import sys

import pytest

from tests.migrated import give_migrated_database
from tests.support.suite import ROOT, clean_environment

pytestmark = [pytest.mark.both_databases, pytest.mark.long]


def test_what_was_acknowledged_survives_a_killed_server(db, tmp_path):
    command, environment = [sys.executable, "-m", "tests.drills.kill_saves", "--rounds", "2"], clean_environment()
    if give_migrated_database(tmp_path / "migrated.sqlite3"):
        command += ["--copy-of", str(tmp_path / "migrated.sqlite3")]
    else:
        environment["DATABASE_URL"] = os.environ["DATABASE_URL"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "rounds: 2, acknowledged: 0," not in done.stdout  # else it has proven nothing
