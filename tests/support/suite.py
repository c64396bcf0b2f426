"""`make test`: the suite on SQLite, then on PostgreSQL what depends on the database, then each part left out and why."""

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
SITE_SETTINGS += (
    " FEED_TAG KEEP_ROBOTS_OUT LANGUAGES MEDIA_ROOT PORT PRODUCTION SECRET_KEY SITE_NAME SITE_URL TIME_ZONE WEBSUB_HUB"
)
# What the harness and make themselves leave in the environment, and a wish that would have all sources compiled again by
# each process.
OUR_OWN = (
    "DJANGO_ALLOW_ASYNC_UNSAFE DJANGO_SETTINGS_MODULE MAKEFLAGS MAKELEVEL MFLAGS PYTHONPATH PYTHONDONTWRITEBYTECODE"
)
OUR_OWN += " NEWSROOM_COUNT NEWSROOM_FEW NEWSROOM_RUN_FOLDER NEWSROOM_SECOND_RUN"
#: As many tests as one process runs sooner than several are started.
FEW = 100
TOO_MANY = 77  # the exit of a run that found more
NOTHING_RAN = 5


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment of a program that the suite starts: that of the machine, with these settings of the site alone."""
    left_out = {*SITE_SETTINGS.split(), *OUR_OWN.split()}
    return {name: value for name, value in os.environ.items() if name not in left_out} | settings


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the cluster is stopped and removed
    results = {}
    with tempfile.TemporaryDirectory(prefix="newsroom-tests-") as folder:
        count = Path(folder) / "tests of the second run"
        results["SQLite"] = run_pytest("SQLite", arguments, DATA_DIR=folder, NEWSROOM_COUNT=str(count))
        if programs := needs.postgresql():
            results["PostgreSQL"] = NOTHING_RAN
            if not count.exists() or count.read_text() != "0":
                with temporary_cluster(programs) as url:
                    again = {"DATABASE_URL": url, "NEWSROOM_SECOND_RUN": "1"}
                    results["PostgreSQL"] = run_pytest("PostgreSQL", arguments, DATA_DIR=folder, **again)
    return summary(results)


def run_pytest(database: str, arguments: list[str], **settings: str) -> int:
    """0 passed, 5 found no test: with ARGS one of the two databases may have none."""
    print(f"\nThe suite on {database}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    chosen = any(argument.startswith("-n") for argument in arguments)
    if arguments and not chosen:
        code = _run(command, NEWSROOM_FEW=str(FEW), **settings)
        if code != TOO_MANY:
            return code
    return _run([*command, "--dist", "worksteal", *([] if chosen else ["-n", str(processes())])], **settings)


def processes() -> int:
    """Half as many again as there are cores: a process whose test waits for a browser or a pause leaves its core to another."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + cores // 2


def _run(command: list[str], **settings: str) -> int:
    return subprocess.run(command, cwd=ROOT, env=clean_environment(**settings), check=False).returncode


def summary(results: dict[str, int]) -> int:
    left_out = {part: reason for part in needs.PARTS if (reason := needs.why_missing(part))}
    print()
    for database, code in results.items():
        print(f"{database}: {'passed' if code == 0 else 'no test ran' if code == NOTHING_RAN else 'failed'}")
    for part, reason in left_out.items():
        print(f"Left out: {part}, because {reason}.")
    if left_out and needs.REQUIRE_ALL:
        print("REQUIRE_ALL=1 was set, so a part left out is a failure.")
        return 1
    return 0 if 0 in results.values() and set(results.values()) <= {0, NOTHING_RAN} else 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit("Stopped.")
