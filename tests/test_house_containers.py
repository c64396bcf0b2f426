"""The image and the compose file: no engine runs in the tests, so both are parsed, and their commands run elsewhere.

The server's command and the health check are those of test_house_run.py; the others run here.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import local
from tests.migrated import give_migrated_database
from tests.support.cluster import INITDB_OPTIONS
from tests.support.suite import clean_environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def image() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest of the line)."""
    text = re.sub(r"\\\n", "", (ROOT / "Dockerfile").read_text())
    return [tuple(line.split(None, 1)) for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def services() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def words(image, instruction: str) -> list[str]:
    return [rest for name, rest in image if name == instruction]


def test_the_image_starts_the_server_that_make_run_starts(image):
    assert json.loads(words(image, "CMD")[0]) == ["python", *local.SERVER]


def test_the_image_runs_as_production_and_not_as_root(image):
    order = [name for name, _ in image]
    assert words(image, "USER") == ["newsroom"]
    assert order.index("USER") < order.index("CMD")
    assert any("PRODUCTION=1" in rest for rest in words(image, "ENV"))


def test_the_image_installs_by_hash_on_a_python_that_the_wheels_are_proven_for(image):
    assert re.fullmatch(r"python:3\.1[123]-slim", words(image, "FROM")[0])
    assert any("--require-hashes" in rest and "requirements.txt" in rest for rest in words(image, "RUN"))


def test_what_goes_into_the_image_exists_and_is_only_the_site(image):
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {name for name in allowed if not (ROOT / name).exists()} == set()
    assert "*" in (ROOT / ".dockerignore").read_text().splitlines()
    assert not allowed & {"var", "tests", ".git", ".venv"}


def test_the_image_checks_its_health_as_compose_does(image, services):
    command = json.loads(words(image, "HEALTHCHECK")[0].split("CMD", 1)[1])
    assert services["web"]["healthcheck"]["test"] == ["CMD", *command]
    assert command == ["python", "deploy/ready.py"]


def test_secrets_come_from_outside_and_are_asked_for_by_name(services):
    web, database = services["web"]["environment"], services["database"]["environment"]
    for value in (web["SECRET_KEY"], web["ALLOWED_HOSTS"], web["DATABASE_URL"], database["POSTGRES_PASSWORD"]):
        assert re.search(r"\$\{[A-Z_]+:\?[^}]+\}", value)


def test_the_database_is_healthy_before_the_site_starts_and_has_time_to_stop(services):
    assert services["web"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert {service["stop_grace_period"] for service in services.values()} == {"60s"}
    assert services["database"]["volumes"] == ["database:/var/lib/postgresql/data"]


def test_what_is_due_is_done_by_the_same_image_with_the_same_settings(services):
    web, due = services["web"], services["due"]
    assert {name: due[name] for name in ("build", "environment", "volumes")} == {
        name: web[name] for name in ("build", "environment", "volumes")
    }
    assert "python manage.py run_due" in due["command"][-1]
    assert due["ports"] == []


def test_only_this_machine_reaches_the_site_directly(services):
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def test_the_database_is_made_with_the_options_that_the_suite_runs_on(services):
    assert services["database"]["environment"]["POSTGRES_INITDB_ARGS"].split() == INITDB_OPTIONS


def test_the_compose_settings_are_settings_that_exist(services):
    settings = (ROOT / "newsroom" / "settings.py").read_text()
    assert [name for name in services["web"]["environment"] if f'"{name}"' not in settings] == []


@pytest.mark.one_database
def test_the_commands_of_the_image_and_its_documentation_run(image, tmp_path, db):
    """collectstatic as the image is built; migrate as its first lines and the compose documentation say it.

    That every migration runs is seen when the suite makes its own database, and in test_house_run.py.
    """
    give_migrated_database(tmp_path / "newsroom.sqlite3")
    (build,) = [rest for rest in words(image, "RUN") if "collectstatic" in rest]
    key, *collect = build.split()
    assert key.startswith("SECRET_KEY=")
    migrate = ["python", "manage.py", "migrate", "--noinput"]
    for document in ("Dockerfile", "docs/deployment.md"):
        assert f"docker compose run --rm web {' '.join(migrate)}" in (ROOT / document).read_text()
    environment = clean_environment(DATA_DIR=str(tmp_path), SECRET_KEY="used-while-building-only")
    for command in (["python", "deploy/messages.py", "compile"], collect, migrate):
        done = subprocess.run([sys.executable, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()
    assert not (tmp_path / "secret-key").exists()
