"""kill -9 of the web server in the middle of saves: what it said was saved must be there, whole, with its revision and log.

    python -m tests.drills.kill_saves                    20 rounds on SQLite
    python -m tests.drills.kill_saves --postgresql       20 rounds on a PostgreSQL cluster of its own
    python -m tests.drills.kill_saves --rounds 3         the short form, which the suite runs

With DATABASE_URL in the environment it makes a database of its own on that server, and drops it. In each round the server is
started, writers save one version after another, each to a story of their own, and the server is killed at a random moment.
A save counts as acknowledged when the browser's redirect has arrived and its number is on the disk.
"""

import argparse
import contextlib
import http.client
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
WRITERS = 4
TOKEN = "k" * 32


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The newsroom's own web server as a process group of its own, so that all of it can be killed at once."""

    def __init__(self, port: int):
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", "1", "--blocking-threads", str(WRITERS + 1), "--log-level", "error"]
        self.process = subprocess.Popen([*command, "newsroom.wsgi:application"], cwd=ROOT, start_new_session=True)
        self._wait(port)

    def _wait(self, port: int):
        for _ in range(600):
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/livez")
                if connection.getresponse().status == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Writer(threading.Thread):
    """Saves one version after another until the server is gone."""

    def __init__(self, port: int, story: int, session: str, acknowledged: Path, first: int):
        super().__init__()
        self.port, self.story, self.session, self.file, self.number = port, story, session, acknowledged, first

    def run(self):
        from django.db import connection

        try:
            with contextlib.suppress(OSError, http.client.HTTPException):
                while True:
                    self.number += 1
                    self._save()
        finally:
            connection.close()

    def _save(self):
        from articles.models import Article
        from tests.support.story_form import form_data

        text = f"Save {self.number}"
        data = form_data(Article.objects.get(pk=self.story), title=text, body=f"<p>{text}.</p>")
        body = urlencode(data | {"csrfmiddlewaretoken": TOKEN}, doseq=True)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"newsroom={self.session}; csrf={TOKEN}",
        }
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(browser):
            browser.request("POST", f"/admin/articles/article/{self.story}/change/", body, headers)
            answer = browser.getresponse()
            answer.read()
        if answer.status == 302 and "login" not in answer.headers["Location"]:
            self._note()

    def _note(self):
        with self.file.open("a") as lines:
            lines.write(f"{self.story} {self.number}\n")
            lines.flush()
            os.fsync(lines.fileno())


def drill(rounds: int, folder: Path) -> dict:
    """Run it in the configured database. Returns the figures; raises AssertionError for what was lost."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    stories, session = prepare()
    acknowledged = [folder / f"acknowledged-{story}" for story in stories]
    for file in acknowledged:
        file.touch()
    figures = {"rounds": rounds, "acknowledged": 0, "revisions": 0, "saved but not acknowledged": 0}
    for number in range(rounds):
        port = free_port()
        server = Server(port)
        first = (number + 1) * 10_000
        writers = [Writer(port, *each, first) for each in zip(stories, [session] * WRITERS, acknowledged, strict=True)]
        try:
            for writer in writers:
                writer.start()
            wait_for_a_save(acknowledged)
            time.sleep(random.uniform(0.2, 1.0))
        finally:
            server.kill()
        for writer in writers:
            writer.join(60)
        check(stories, acknowledged, figures)
    return figures


def wait_for_a_save(acknowledged: list[Path], seconds: float = 60):
    """Until one more save is acknowledged: on a busy machine the first takes its time."""
    before, end = [file.stat().st_size for file in acknowledged], time.monotonic() + seconds
    while [file.stat().st_size for file in acknowledged] == before and time.monotonic() < end:
        time.sleep(0.05)


def prepare() -> tuple[list[int], str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests.factories import make_article, make_user

    user = make_user("editor")
    stories = [make_article(published=False).pk for _ in range(WRITERS)]
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return stories, session.session_key


# What must be there ----------------------------------------------------------------------------------------------------


def check(stories: list[int], acknowledged: list[Path], figures: dict):
    figures["acknowledged"] = figures["revisions"] = 0
    for story, file in zip(stories, acknowledged, strict=True):
        numbers = [int(line.split()[1]) for line in file.read_text().splitlines()]
        saved = check_story(story, numbers)
        figures["acknowledged"] += len(numbers)
        figures["revisions"] += saved
    figures["saved but not acknowledged"] = figures["revisions"] - figures["acknowledged"]
    check_database()


def check_story(key: int, numbers: list[int]) -> int:
    """Each acknowledged save with its revision and its entry in the log; the story itself whole. Returns all its saves."""
    from reversion.models import Version

    from articles.models import Article, AuditEntry

    story = Article.objects.get(pk=key)
    versions = [version.field_dict for version in Version.objects.get_for_object(story)]
    titles = {version["title"]: version for version in versions}
    logged = list(AuditEntry.objects.filter(article=story, action="edited").values_list("detail__version", flat=True))
    for number in numbers:
        version = titles.get(f"Save {number}")
        assert version, f"Story {key}: save {number} was acknowledged and has no revision."
        assert version["body"] == f"<p>Save {number}.</p>", f"Story {key}: the revision of save {number} is not whole."
        assert version["version"] in logged, f"Story {key}: save {number} is not in the log."
    assert sorted(logged) == sorted(version["version"] for version in versions), f"Story {key}: log and history differ."
    if versions:
        newest = max(versions, key=lambda version: version["version"])
        parts = (story.title, story.version, story.body, story.body_html)
        whole = (newest["title"], newest["version"], f"<p>{story.title}.</p>", f"<p>{story.title}.</p>")
        assert parts == whole, f"Story {key} is half saved: {parts}"
    return len(versions)


def check_database():
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA integrity_check").fetchall()
        assert found == [("ok",)], found


# Where it runs ---------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def database_of_its_own(url: str):
    """On the server of that address; yields the address of the new database."""
    import psycopg

    name = f"drill_{secrets.token_hex(6)}"
    parts = urlsplit(url)
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def settings_for(folder: Path, with_cluster: bool):
    from tests.support import needs
    from tests.support.cluster import temporary_cluster

    with contextlib.ExitStack() as stack:
        url = os.environ.get("DATABASE_URL", "")
        if with_cluster:
            url = stack.enter_context(temporary_cluster(needs.postgresql()))
        if url.startswith("postgres"):
            os.environ["DATABASE_URL"] = stack.enter_context(database_of_its_own(url))
        else:
            os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DATA_DIR": str(folder), "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        yield


def main():
    parser = argparse.ArgumentParser(description="kill -9 in the middle of saves")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--copy-of", help="a migrated SQLite database to begin with, which spares the migrations")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-drill-") as folder,
        settings_for(Path(folder), options.postgresql),
    ):
        if options.copy_of:
            shutil.copy(options.copy_of, Path(folder) / "newsroom.sqlite3")
        import django

        django.setup()
        from django.db import connection

        figures = drill(options.rounds, Path(folder))
        told = ", ".join(f"{name}: {value}" for name, value in figures.items())
        sys.stdout.write(f"{connection.vendor}: {told}\n")
        connection.close()


if __name__ == "__main__":
    main()
