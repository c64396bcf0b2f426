"""`make test`: the whole suite on SQLite, then on PostgreSQL, then one line for each part left out and why."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import needs
from tests.support.cluster import temporary_cluster

ROOT = Path(__file__).resolve().parent.parent.parent
# A developer's own settings must not decide what the suite finds.
SITE_SETTINGS = (
    "ALLOWED_HOSTS BEHIND_PROXY CACHE_URL DATABASE_URL DATA_DIR DEBUG DEMO_PASSWORD HSTS_SECONDS INSECURE_HTTP"
)
SITE_SETTINGS += " LANGUAGES MEDIA_ROOT PORT PRODUCTION SECRET_KEY SITE_NAME SITE_URL TIME_ZONE"
# What the harness and make themselves leave in the environment.
OUR_OWN = "DJANGO_ALLOW_ASYNC_UNSAFE DJANGO_SETTINGS_MODULE MAKEFLAGS MAKELEVEL MFLAGS PYTHONPATH"


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment of a program that the suite starts: that of the machine, with these settings of the site alone."""
    left_out = {*SITE_SETTINGS.split(), *OUR_OWN.split()}
    return {name: value for name, value in os.environ.items() if name not in left_out} | settings


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the cluster is stopped and removed
    results = {}
    with tempfile.TemporaryDirectory(prefix="newsroom-tests-") as folder:
        results["SQLite"] = run_pytest("SQLite", arguments, DATA_DIR=folder)
        if programs := needs.postgresql():
            with temporary_cluster(programs) as url:
                results["PostgreSQL"] = run_pytest("PostgreSQL", arguments, DATA_DIR=folder, DATABASE_URL=url)
    return summary(results)


def run_pytest(database: str, arguments: list[str], **settings: str) -> int:
    """0 passed, 5 found no test: with ARGS one of the two databases may have none."""
    print(f"\nThe suite on {database}", flush=True)
    workers = [] if any(argument.startswith("-n") for argument in arguments) else ["-n", "auto"]
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean_environment(**settings), check=False).returncode


def summary(results: dict[str, int]) -> int:
    left_out = {part: reason for part in needs.PARTS if (reason := needs.why_missing(part))}
    print()
    for database, code in results.items():
        print(f"{database}: {'passed' if code == 0 else 'no test ran' if code == 5 else 'failed'}")
    for part, reason in left_out.items():
        print(f"Left out: {part}, because {reason}.")
    if left_out and needs.REQUIRE_ALL:
        print("REQUIRE_ALL=1 was set, so a part left out is a failure.")
        return 1
    return 0 if 0 in results.values() and set(results.values()) <= {0, 5} else 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit("Stopped.")
