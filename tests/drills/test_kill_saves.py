"""The short form of the drill; `python -m tests.drills.kill_saves` runs twenty rounds."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.support.suite import ROOT, clean_environment

pytestmark = [pytest.mark.both_databases, pytest.mark.long]


def test_what_was_acknowledged_survives_a_killed_server():
    url = os.environ.get("DATABASE_URL", "") if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ""
    command = [sys.executable, "-m", "tests.drills.kill_saves", "--rounds", "2"]
    environment = clean_environment(**({"DATABASE_URL": url} if url else {}))
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "rounds: 2, acknowledged: 0," not in done.stdout  # else it has proven nothing
