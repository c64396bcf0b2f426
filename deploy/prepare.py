"""Bring the data of a local site up to date, in one process, so that a second start is quick. Started by local.py."""

import os
import sys
from pathlib import Path

import django
import messages

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")


def migrate() -> None:
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def load_demo() -> None:
    """The demo newsroom, into an empty database only; on later starts, where to find its logins."""
    from django.apps import apps
    from django.core.management import call_command

    if not apps.get_model("articles", "Article").objects.exists():
        print("Loading the demo newsroom ...", flush=True)
        call_command("load_demo")
    else:
        print(
            "The demo logins are reporter, editor and admin; their password is in demo-password in the data folder (var/)."
        )


STEPS = {
    "migrate": migrate,
    "messages": messages.compile_catalogues,
    "static": collect_static,
    "demo": load_demo,
}

if __name__ == "__main__":
    django.setup()
    for step in sys.argv[1:]:
        STEPS[step]()
