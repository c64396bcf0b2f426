"""The short form of the drill; `python -m tests.drills.lost_words` runs fifty rounds."""

import subprocess
import sys

import pytest

from tests.migrated import give_migrated_database
from tests.support.suite import ROOT, clean_environment

pytestmark = [pytest.mark.needs("chromium", "sqlite"), pytest.mark.long]


def test_no_word_older_than_two_seconds_is_lost_to_trouble_in_the_middle_of_typing(db, tmp_path):
    command = [sys.executable, "-m", "tests.drills.lost_words", "--rounds", "3"]
    if give_migrated_database(tmp_path / "migrated.sqlite3"):
        command += ["--copy-of", str(tmp_path / "migrated.sqlite3")]
    environment = clean_environment() | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost: 0" in done.stdout
