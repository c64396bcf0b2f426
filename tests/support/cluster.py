"""A PostgreSQL cluster of the suite's own: in a temporary folder, on a socket in that folder, gone at the end."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

INITDB_OPTIONS = ["--encoding=UTF8", "--locale=C.UTF-8"]
SETTINGS = {
    "listen_addresses": "",
    # A crash of the test machine may lose the tests' data, and nobody minds.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Tests have a few rows: to compile a query takes longer than to answer it.
    "jit": "off",
    # It would count the rows of tables that are empty between two tests, and plan all later queries for tables of one row.
    "autovacuum": "off",
}


def account() -> dict:
    """Under whom the programs run: as we are, but never as root, which initdb refuses."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            person = pwd.getpwnam(name)
            return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody.")


@contextlib.contextmanager
def temporary_cluster(programs: Path) -> Iterator[str]:
    """Yields the DATABASE_URL of an empty database."""
    who = account()
    # /tmp, not TMPDIR: the unprivileged account must reach it, and a socket's path may have some 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp"))
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        initdb = [programs / "initdb", "--username=newsroom", "--auth=trust", "--no-sync", *INITDB_OPTIONS]
        run([*initdb, "--pgdata", folder / "data"], who, folder)
        with running_server(programs, folder, who):
            yield f"postgres://newsroom@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running_server(programs: Path, folder: Path, who: dict) -> Iterator[None]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        # Its own session: Ctrl+C reaches the tests first, and then this function stops the server.
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **who)
    try:
        for _ in range(300):
            ready = [programs / "pg_isready", "--quiet", "--host", folder]
            if server.poll() is not None or subprocess.run(ready, check=False).returncode == 0:
                break
            time.sleep(0.1)
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast" shutdown: open connections are closed
        server.wait()


def run(command: list, who: dict, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
