"""`make check`: everything that can be said about the code without running it. All checks run; one failure fails it."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "PRODUCTION": "1",
    "BEHIND_PROXY": "1",
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgres://newsroom:password@localhost/newsroom",
    "SECRET_KEY": secrets.token_urlsafe(60),
}


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


def checks() -> dict[str, tuple[list[str], dict[str, str]]]:
    """The command of each check, and what it adds to the environment."""
    return {
        "lint": (["-m", "ruff", "check"], {}),
        "format": (["-m", "ruff", "format", "--check"], {}),
        "template format": (["-m", "djade", "--check", "--target-version", "5.2", *templates()], {}),
        "migrations": (["manage.py", "makemigrations", "--check", "--dry-run"], {}),
        "translations": (["deploy/messages.py", "check"], {}),
        "wheels": (["deploy/wheels.py"], {}),
        "deployment": (["manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    }


def main() -> int:
    failed = []
    for name, (command, settings) in checks().items():
        print(f"\n{name}", flush=True)
        if subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **settings}, check=False).returncode:
            failed.append(name)
    print(f"\nmake check: {', '.join(failed)} failed." if failed else "\nmake check: all is well.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
