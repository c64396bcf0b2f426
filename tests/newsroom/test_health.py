"""Whether the process lives, and whether it can serve."""

import pytest
from django.db import connection
from django.test import override_settings


def test_livez_answers_without_a_database(client):
    assert client.get("/livez").status_code == 200


@pytest.mark.django_db
def test_readyz_answers_when_all_is_in_place(client):
    assert client.get("/readyz").text == "ready\n"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.django_db
def test_health_is_answered_before_the_host_check_and_the_redirect(path, client):
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.django_db
def test_readyz_says_that_migrations_are_missing(client):
    from django.db.migrations.recorder import MigrationRecorder

    newest = MigrationRecorder(connection).migration_qs.filter(app="articles").latest("name").name
    MigrationRecorder(connection).record_unapplied("articles", newest)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "migrations are missing\n")


def test_readyz_says_that_the_database_does_not_answer(client, monkeypatch):
    def broken(connection):
        raise OSError("no such host db.internal")

    monkeypatch.setattr("newsroom.web.health.MigrationExecutor", broken)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "the database does not answer\n")
