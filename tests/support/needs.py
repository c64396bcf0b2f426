"""What a test may need that not every machine has, where it was found, and in which sentence it is missed."""

import os
import shutil
from pathlib import Path

NPM_MODULES = Path(__file__).resolve().parent.parent / "npm" / "node_modules"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def chromium() -> str | None:
    """Its headless shell first, where it is installed: without windows, a page costs half of the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    names = (os.environ.get("CHROMIUM", ""), *names)
    return next(filter(None, map(shutil.which, names)), None)


def postgresql() -> Path | None:
    """The folder of initdb and postgres; Debian keeps it off PATH, the newest version wins."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    candidates = [*reversed(folders), *([Path(on_path).resolve().parent] if on_path else [])]
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )


def npm_module(name: str) -> Path | None:
    folder = NPM_MODULES / name
    return folder if folder.exists() and shutil.which("node") else None


def why_missing(part: str) -> str | None:
    """None where the part is found, else what was looked for and how to get it."""
    found, reason = {
        "chromium": (chromium(), "no Chromium was found (Debian: apt install chromium)"),
        "postgresql": (postgresql(), "no PostgreSQL programs were found (Debian: apt install postgresql)"),
        "axe": (npm_module("axe-core"), "node, npm or axe-core was not found (Debian: apt install nodejs npm)"),
        "html-validate": (
            npm_module("html-validate"),
            "node, npm or html-validate was not found (Debian: apt install nodejs npm)",
        ),
        "sqlite": (True, ""),
    }[part]
    return None if found else reason


PARTS = ("chromium", "postgresql", "axe", "html-validate", "sqlite")
