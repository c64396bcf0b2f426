"""What the suite does once instead of at every test. Nothing here changes what a test sees."""

import contextlib
import gc

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase, utils
from django.test.signals import template_rendered
from whitenoise import WhiteNoise

#: Templates of single form fields: the test client would copy the context of each, several hundred a page.
FIELD_TEMPLATES = ("django/forms/", "admin/widgets/")
#: The log refuses DELETE; TRUNCATE is beneath its trigger on PostgreSQL, and SQLite's is taken away by conftest.py.
NEVER_DELETED = "articles_auditentry"


def spare_what_repeats() -> None:
    """Called once by each process that runs tests."""
    _scan_static_files_once()
    utils.instrumented_test_render = _render_and_tell
    TransactionTestCase._fixture_teardown = lambda test: back_to_baseline()


def let_garbage_lie() -> None:
    """Nothing that was imported is ever garbage; a collection that walks over it costs a tenth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _scan_static_files_once() -> None:
    """Each test has a client of its own, and each client's WhiteNoise would look at every static file there is."""
    look, seen = WhiteNoise.update_files_dictionary, {}

    def update_files_dictionary(self, root, prefix):
        key = (type(self), root, prefix, self.max_age, self.charset, self.allow_all_origins)
        if key not in seen:
            files, self.files = self.files, {}
            look(self, root, prefix)
            seen[key], self.files = self.files, files
        self.files |= seen[key]

    WhiteNoise.update_files_dictionary = update_files_dictionary


def _render_and_tell(template, context):
    """As django.test.utils.instrumented_test_render, but for the templates of single fields."""
    if not (template.name or "").startswith(FIELD_TEMPLATES):
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


# What a test without a transaction of its own leaves behind -------------------------------------------------------------

#: The rows that every test finds: what migrations have put there, and what a module shares.
baseline: dict[str, list[tuple]] = {}
#: Of a table that Django does not manage, what all of a row is: FTS5 does not count its number among its columns.
COLUMNS = {"articles_storywords": "rowid, words"}


def remember_baseline() -> None:
    baseline.clear()
    baseline.update({table: _rows(table) for table in _filled_tables() if table != "django_migrations"})


def back_to_baseline() -> None:
    """In the place of `flush`, which empties all tables, filled or not, and then makes permissions and roles anew."""
    filled = {*_filled_tables(), *baseline} - {"django_migrations"}
    changed = [table for table in filled if table not in baseline or _rows(table) != baseline[table]]
    with transaction.atomic(), connection.cursor() as cursor:
        # In any order, as foreign keys are looked at when the transaction ends; but TRUNCATE must come first.
        for table in sorted(changed, key=lambda table: table != NEVER_DELETED):
            way = "TRUNCATE TABLE" if table == NEVER_DELETED and connection.vendor == "postgresql" else "DELETE FROM"
            cursor.execute(f"{way} {connection.ops.quote_name(table)}")
        for table in baseline.keys() & {*changed}:
            _fill(cursor, table, baseline[table])
    ContentType.objects.clear_cache()


def end_other_sessions() -> None:
    """Before PostgreSQL drops the database: a window that was closed may have left a thread of the live server with one."""
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM ({others}) AS other")  # noqa: S608


@contextlib.contextmanager
def shared_rows(make):
    """What ``make`` makes stands for each test of a module, also for those without a transaction, as if migrated."""
    before = dict(baseline)
    try:
        make()
        remember_baseline()
        yield
    finally:
        baseline.clear()
        baseline.update(before)
        back_to_baseline()


def _filled_tables() -> list[str]:
    tables = [*connection.introspection.django_table_names(only_existing=True, include_views=False), *COLUMNS]
    one = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {1})"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table, connection.ops.quote_name(table)) for table in tables))
        return [table for (table,) in cursor.fetchall()]


def _rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        columns = COLUMNS.get(table, "*")
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
        return cursor.fetchall()


def _fill(cursor, table: str, rows: list[tuple]) -> None:
    places = ", ".join(["%s"] * len(rows[0]))
    columns = f"({COLUMNS[table]})" if table in COLUMNS else ""
    cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} {columns} VALUES ({places})", rows)  # noqa: S608
