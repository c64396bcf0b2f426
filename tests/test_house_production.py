"""Production refuses to start in a sentence, and a complete production has a clean deployment check."""

import subprocess
import sys
from pathlib import Path

import pytest

import checks
from tests.support.suite import clean_environment

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = checks.PRODUCTION


def check(*options, **changes) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "check", *options]
    environment = clean_environment(**COMPLETE | changes)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("missing", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"BEHIND_PROXY": ""}, "BEHIND_PROXY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"LANGUAGES": "en,klingon"}, "klingon"),
        ({"LANGUAGES": ","}, "LANGUAGES"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"TIME_ZONE": "Mars/Base"}, "TIME_ZONE"),
        ({"HSTS_SECONDS": "abc"}, "HSTS_SECONDS"),
        ({"ALLOWED_HOSTS": ".news.example", "SITE_URL": ""}, "SITE_URL"),
        ({"ONION_HOST": "http://short.onion"}, "ONION_HOST"),
    ],
    ids=str,
)
def test_production_refuses_in_one_sentence_that_names_what_is_missing(missing, word):
    done = check(**missing)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert word in done.stderr
    assert done.stderr.strip().endswith(".")


def test_a_complete_production_has_no_warning():
    done = check("--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_plain_http_must_be_asked_for_and_warns():
    done = check("--deploy", "--fail-level", "WARNING", BEHIND_PROXY="", INSECURE_HTTP="1")
    assert done.returncode == 0, done.stderr
    assert "INSECURE_HTTP" in done.stderr


def test_local_use_needs_no_setting_and_keeps_its_secret_to_its_owner(tmp_path):
    done = check(**dict.fromkeys(COMPLETE, ""), DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
