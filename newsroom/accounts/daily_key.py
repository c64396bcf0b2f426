"""A key that is new each day and lies in no backup: what was hashed with yesterday's can be told from nothing any more."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FOLDER = "sign-in"


def of_today() -> bytes:
    """32 random bytes, the same for all processes of this machine until the day (UTC) ends."""
    folder = settings.DATA_DIR / FOLDER
    path = folder / f"{timezone.now():%Y-%m-%d}.key"
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make(path)
    for old in folder.glob("*.key"):
        if old.name < path.name:
            old.unlink(missing_ok=True)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Of several processes that come first at once, one makes it; none reads half a key."""
    draft = path.with_name(f"{secrets.token_hex(8)}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
