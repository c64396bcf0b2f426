"""Bring the data of a local site up to date, in one process, so that a second start is quick. Started by local.py."""

import os
import secrets
import sys
from pathlib import Path

import django

import messages

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
DEMO_ACCOUNTS = ("reporter", "tagger", "editor", "chief", "admin")


def migrate() -> None:
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    refold_outdated_names()


def refold_outdated_names() -> None:
    """Beside the site, which need not wait for it; where a timer runs run_due, that one does it."""
    from people.base import jobs
    from people.exchange import refolding

    if refolding.outdated().exists():
        jobs.spawn("refold_names", "--verbosity=0")


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def load_demo() -> None:
    """The demo newsroom, into an empty database only; on later starts, its logins again."""
    from django.apps import apps
    from django.core.management import call_command

    if apps.get_model("articles", "Article").objects.exists():
        remind_of_the_logins()
        return
    os.environ["DEMO_PASSWORD"] = os.environ.get("DEMO_PASSWORD") or kept_password() or secrets.token_urlsafe(9)
    print("Loading the demo newsroom ...", flush=True)
    call_command("load_demo")
    keep_password(os.environ["DEMO_PASSWORD"])


def remind_of_the_logins() -> None:
    """Says nothing where no demo was loaded from here. A new DEMO_PASSWORD replaces the old one, but not a person's own."""
    from django.contrib.auth import get_user_model

    kept, wanted = kept_password(), os.environ.get("DEMO_PASSWORD")
    if kept and wanted and kept != wanted:
        for account in get_user_model().objects.filter(username__in=DEMO_ACCOUNTS):
            if account.check_password(kept):
                account.set_password(wanted)
                account.save(update_fields=["password"])
        keep_password(wanted)
    if password := kept_password():
        print(f"The demo logins are {', '.join(DEMO_ACCOUNTS)}; the password is {password}", flush=True)


def password_file() -> Path:
    from django.conf import settings

    return settings.DATA_DIR / "demo-password"


def kept_password() -> str:
    return password_file().read_text().strip() if password_file().exists() else ""


def keep_password(password: str) -> None:
    """For local use only, readable by the owner alone, so that the next start can tell it again."""
    with open(os.open(password_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password + "\n")


STEPS = {
    "migrate": migrate,
    "messages": messages.compile_catalogues,
    "static": collect_static,
    "demo": load_demo,
}

if __name__ == "__main__":
    django.setup()
    from django.core.management import CommandError

    try:
        for step in sys.argv[1:]:
            STEPS[step]()
    except CommandError as problem:
        sys.exit(str(problem))
