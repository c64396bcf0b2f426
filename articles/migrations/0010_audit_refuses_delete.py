"""On SQLite too the database refuses to remove an entry of the log. PostgreSQL does since 0006.

``manage.py flush``, which empties all tables, is refused there from now on. Django's tests do the same after each test that
has no transaction of its own, so that tests/conftest.py takes the trigger away from their database.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER articles_audit_no_delete BEFORE DELETE ON articles_auditentry
BEGIN
    SELECT RAISE(ABORT, 'entries of the log are not removed');
END;
"""
SQLITE_BACK = "DROP TRIGGER articles_audit_no_delete"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_presence_hands_over")]

    operations = [migrations.RunPython(protect, unprotect)]
