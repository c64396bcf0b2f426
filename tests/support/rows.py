"""The whole database at a moment, to compare with another."""

from django.apps import apps
from django.db import connection

from articles.search import building

#: The records of merges, the log, and who is signed in.
NOT_COMPARED = {"people_mergerecord", "django_admin_log", "django_session"}


def everything() -> dict:
    """Every row of every table but those that record what was done, and the job that merges the index of search."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - NOT_COMPARED
    with connection.cursor() as cursor:
        found = {table: _rows(cursor, table) for table in sorted(tables)}
    found["people_job"] = [row for row in found["people_job"] if row[1] != building.FORGET]
    return found


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
    return [tuple(map(str, row)) for row in cursor.fetchall()]


def fresh(row):
    """The row as it is stored now."""
    return type(row)._base_manager.get(pk=row.pk)
