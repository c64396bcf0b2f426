"""What the suite does once instead of at every test. Nothing here changes what a test sees."""

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

#: The rows that every test finds: what migrations have put there.
baseline: dict[str, list[tuple]] = {}


def remember_baseline() -> None:
    baseline.clear()
    baseline.update({table: _rows(table) for table in _filled_tables() if table != "django_migrations"})


def back_to_baseline() -> None:
    """In the place of `flush`, which empties all tables, filled or not, and then makes permissions and roles anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Whatever a test has left, in any order: foreign keys are looked at when the transaction ends.
        for table in _filled_tables():
            if table in baseline or table == "django_migrations":
                continue
            way = "TRUNCATE TABLE" if table == NEVER_DELETED and connection.vendor == "postgresql" else "DELETE FROM"
            cursor.execute(f"{way} {connection.ops.quote_name(table)}")
        for table, rows in baseline.items():
            if _rows(table) != rows:
                _replace(table, rows)
    ContentType.objects.clear_cache()


def _filled_tables() -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    one = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {1})"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table, connection.ops.quote_name(table)) for table in tables))
        return [table for (table,) in cursor.fetchall()]


def _rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
        return cursor.fetchall()


def _replace(table: str, rows: list[tuple]) -> None:
    name, places = connection.ops.quote_name(table), ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {name}")  # noqa: S608
        cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
