"""`make check`: everything that can be said about the code without running it. All checks run; one failure fails it."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DJADE = str(Path(sys.executable).with_name("djade"))  # it has no python -m
PRODUCTION = {
    "PRODUCTION": "1",
    "BEHIND_PROXY": "1",
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgres://newsroom:password@localhost/newsroom",
    "SECRET_KEY": secrets.token_urlsafe(60),
}


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def checks() -> dict[str, tuple[list[str], dict[str, str]]]:
    """The command of each check, and what it adds to the environment."""
    return {
        "lint": (python("-m", "ruff", "check"), {}),
        "format": (python("-m", "ruff", "format", "--check"), {}),
        "template format": ([DJADE, "--check", "--target-version", "5.2", *templates()], {}),
        "migrations": (python("manage.py", "makemigrations", "--check", "--dry-run"), {}),
        "translations": (python("deploy/messages.py", "check"), {}),
        "wheels": (python("deploy/wheels.py"), {}),
        "deployment": (python("manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    }


def main() -> int:
    failed = []
    for name, (command, settings) in checks().items():
        print(f"\n{name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=False).returncode:
            failed.append(name)
    print(f"\nmake check: {', '.join(failed)} failed." if failed else "\nmake check: all is well.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
