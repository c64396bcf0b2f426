"""How long import_subjects and refold_names take, and how much memory, for people whose names are made by the region's patterns.

    python benchmarks/importing.py                                  5,000 names
    python benchmarks/importing.py --names 100000
    python benchmarks/importing.py --beside ../an-older-checkout    both versions in turn on the same file, and their ratio

Each run has a process and a database of its own, made and dropped again beside the one of DATABASE_URL (SQLite without it).
Claims: 100,000 names in under a minute on two cores, in less than 300 MB.
"""

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 2
#: Every third person is recorded in Cyrillic too.
BOTH_SCRIPTS = 3


def main():
    asked = read_arguments()
    if asked.child:
        run_child(asked.child)
        return
    checkouts = [ROOT, *([asked.beside.resolve()] if asked.beside else [])]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "subjects.json"
        file.write_text(json.dumps(entries(asked.names), ensure_ascii=False), encoding="utf-8")
        best: dict[tuple[Path, str], float] = {}
        for _round in range(ROUNDS if asked.names <= 10_000 else 1):
            for checkout in checkouts:
                for what, seconds in measure(checkout, file).items():
                    best[checkout, what] = min(seconds, best.get((checkout, what), seconds))
    if asked.beside:
        for what in ("import", "again", "refold"):
            ratio = best[checkouts[1], what] / best[checkouts[0], what]
            print(f"{what:8} {ratio:.1f} times as fast as {checkouts[1].name}")


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=5_000)
    parser.add_argument("--beside", type=Path, help="another checkout to compare with")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def entries(count: int) -> list[dict]:
    """People with so many names in all."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.names import made_names

    persons = [{"kind": "person", "name": name} for name in made_names(count)]
    for person in persons[::BOTH_SCRIPTS]:
        person["names"] = [{"text": in_cyrillic(person["name"]), "language": "ru"}]
    return persons[: count * BOTH_SCRIPTS // (BOTH_SCRIPTS + 1)]


def in_cyrillic(name: str) -> str:
    """Letter for letter: not as anybody writes, but as many letters to read."""
    return name.lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстувшхыз")).title()


def measure(checkout: Path, file: Path) -> dict[str, float]:
    words = [sys.executable, str(Path(__file__).resolve()), "--child", str(file)]
    done = subprocess.run(words, cwd=checkout, capture_output=True, text=True, check=True)  # noqa: S603
    answer = json.loads(done.stdout.splitlines()[-1])
    figures = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in answer["seconds"].items())
    print(
        f"{checkout.name:20} {answer['names']:,} names on {answer['database']}: {figures}; {answer['megabytes']:.0f} MB"
    )
    return answer["seconds"]


def run_child(file: Path):
    """Import the file, import it again, refold all: with the code of the present folder."""
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from people.models import Name

    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    commands = {
        "import": ("import_subjects", file),
        "again": ("import_subjects", file),
        "refold": ("refold_names", "--all"),
    }
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        seconds = {}
        for what, command in commands.items():
            start = time.perf_counter()
            call_command(*command, **quiet)
            seconds[what] = time.perf_counter() - start
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        answer = {
            "seconds": seconds,
            "names": Name.objects.count(),
            "megabytes": megabytes,
            "database": connection.vendor,
        }
        print(json.dumps(answer))
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
