"""How the code is laid out: modules a folder, circles, imports hidden in functions, lengths, and how far one request walks.

    python benchmarks/house.py          this checkout
    python benchmarks/house.py OTHER    another checkout, with its own code and its own tests' factories

A request is followed with ``sys.setprofile`` on a database of its own in a temporary folder: which files of ours run code
of theirs while a story is saved in the writing form, and while a reader opens it. Nothing here is timed.
"""

import importlib.util
import os
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
APPS = ("newsroom", "articles", "people")
MOST_FOLDERS = 12


def structure():
    """``tests/support/house.py`` of this checkout, whichever checkout is read."""
    spec = importlib.util.spec_from_file_location("house_structure", HERE / "tests" / "support" / "house.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def tell_layout(root: Path) -> None:
    reader = structure()
    house = reader.read_house(root)
    folders = Counter(str(module.path.parent.relative_to(root)) for module in house.values())
    print("Modules in the fullest folders:")
    for folder, count in folders.most_common(MOST_FOLDERS):
        print(f"  {count:4} {folder}/")
    found = reader.circles({module.name: module.imports for module in house.values()})
    hidden = [module.name for module in house.values() for _ in module.hidden]
    lines = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in house.values()}
    lengths = sorted(length for module in house.values() for length in module.functions)
    longest = max(lines, key=lines.get)
    print(f"Modules: {len(house)}; lines: {sum(lines.values())}")
    print(f"Circles of imports: {len(found)}, of {', '.join(str(len(group)) for group in found) or 'no'} modules")
    print(f"Imports inside functions: {len(hidden)}")
    print(f"Longest file: {lines[longest]} lines ({longest})")
    print(f"Functions: median {lengths[len(lengths) // 2]} lines, 90th percentile {lengths[len(lengths) * 9 // 10]}")


def tell_requests(root: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="newsroom-house-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(root))
        os.chdir(root)
        import django

        django.setup()
        _tell_bases()
        _tell_save_and_read(root)


def _tell_bases() -> None:
    from django.contrib import admin

    from articles.models import Article

    classes = type(admin.site.get_model_admin(Article)).__mro__
    ours = [row.__name__ for row in classes if row.__module__.split(".")[0] in APPS]
    print(f"Classes of ours in the story admin's order of bases: {len(ours)} ({', '.join(ours)})")


def _tell_save_and_read(root: Path) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["testserver"], False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    from tests import factories
    from tests.support import story_form

    user = factories.make_user("editor")
    article = factories.make_article(about=[factories.make_person()], created_by=user)
    staff, reader = Client(), Client()
    staff.force_login(user)
    address, data = story_form.change(article), story_form.form_data(article, title="A new headline")
    # Once before it is counted: what is imported or kept at first use is not part of a request.
    staff.get(address)
    reader.get(article.get_absolute_url())
    with followed(root) as saved:
        answer = staff.post(address, data)
    assert answer.status_code == 302, answer.status_code
    article.refresh_from_db()
    with followed(root) as read:
        answer = reader.get(article.get_absolute_url())
    assert answer.status_code == 200, answer.status_code
    tell_files("one save of a story", saved)
    tell_files("one request of a reader", read)


def tell_files(what: str, files: set[str]) -> None:
    admin = sum("/admin/" in name for name in files)
    print(f"Files passed by {what}: {len(files)}, {admin} of them in an admin folder")
    if "-v" in sys.argv:
        print("".join(f"  {name}\n" for name in sorted(files)), end="")


@contextmanager
def followed(root: Path):
    """Collects the files of the apps in which a function begins to run."""
    files, places = set(), tuple(str(root / app) + os.sep for app in APPS)

    def note(frame, event, argument):
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(places):
            files.add(name.removeprefix(f"{root}{os.sep}"))

    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(None)


def main() -> int:
    roots = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    root = Path(roots[0]).resolve() if roots else HERE
    tell_layout(root)
    tell_requests(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
