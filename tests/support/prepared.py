"""What a run wants before its first test, kept in var/tests until a source of it changes.

Collected static files and, for SQLite, a migrated database: without them one chosen test would wait for seconds.
PostgreSQL's database is migrated anew by each run.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils.functional import empty

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "tests"
#: Whatever else is in the folder is of another branch, or of yesterday.
KEPT_DAYS = 2


def use_static_files() -> None:
    """Have pages take static files from the folder of those that are collected."""
    settings.STATIC_ROOT = static_files()
    _forget_storage()  # a module of tests may have asked for an address while it was imported


def static_files() -> Path:
    """The folder of collected static files."""
    found = (storage.path(name) for finder in finders.get_finders() for name, storage in finder.list([]))
    state = [f"{path} {(file := Path(path).stat()).st_mtime_ns} {file.st_size}" for path in found]
    return _kept(f"static-{_fingerprint(*sorted(state), repr(settings.STORAGES))}", _collect)


def _collect(folder: Path) -> None:
    settings.STATIC_ROOT = folder
    folder.mkdir()
    _forget_storage()
    call_command("collectstatic", interactive=False, verbosity=0)
    _forget_storage()


def _forget_storage() -> None:
    """The storage of static files remembers where they were."""
    storages._storages.pop("staticfiles", None)
    staticfiles_storage._wrapped = empty


def copy_migrated_database(connection) -> None:
    """In the place of migrations, for a connection to SQLite: Django's ``create_test_db`` then copies a file."""
    migrate = connection.creation.create_test_db

    def create_test_db(**options) -> str:
        name = connection.settings_dict["TEST"]["NAME"]

        def make(file: Path) -> None:
            migrate(**options)
            connection.close()  # the last one, so that all of it is in the one file
            shutil.move(name, file)

        sources = (path.read_bytes() for app in ("newsroom", "articles", "people") for path in _sources(ROOT / app))
        template = _kept(f"migrated-{_fingerprint(*sources)}.sqlite3", make)
        shutil.copyfile(template, name)
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        return name

    connection.creation.create_test_db = create_test_db


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _fingerprint(*parts: str | bytes) -> str:
    """Of these parts, and of the versions of all that works on them."""
    found = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for part in ((ROOT / "requirements-dev.txt").read_bytes(), *parts):
        found.update(part if isinstance(part, bytes) else part.encode())
        found.update(b"\0")
    return found.hexdigest()[:20]


def _kept(name: str, make) -> Path:
    """The file or folder of this name; the first that asks for it has it made, and others wait."""
    target = FOLDER / name
    if not target.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with open(FOLDER / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.exists():
                _forget_old()
                with tempfile.TemporaryDirectory(dir=FOLDER, prefix="new-") as workshop:
                    make(Path(workshop) / name)
                    (Path(workshop) / name).rename(target)
    os.utime(target)
    return target


def _forget_old() -> None:
    for path in FOLDER.iterdir():
        with contextlib.suppress(OSError):
            if path.name != "lock" and path.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
