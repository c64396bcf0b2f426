"""The database itself refuses to change the log, whoever asks: an entry is worth what its hardest way around is worth.

SQLite's trigger leaves DELETE out: emptying all tables, which Django's tests do by DELETE there and by TRUNCATE on PostgreSQL,
would be refused too, and who can write to the file of a SQLite database can do anything.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION articles_audit_is_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'entries of the log are neither changed nor removed';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER articles_audit_append_only BEFORE UPDATE OR DELETE ON articles_auditentry
    FOR EACH ROW EXECUTE FUNCTION articles_audit_is_append_only();
"""
POSTGRESQL_BACK = """
DROP TRIGGER articles_audit_append_only ON articles_auditentry;
DROP FUNCTION articles_audit_is_append_only();
"""
SQLITE = """
CREATE TRIGGER articles_audit_append_only BEFORE UPDATE ON articles_auditentry
BEGIN
    SELECT RAISE(ABORT, 'entries of the log are not changed');
END;
"""
SQLITE_BACK = "DROP TRIGGER articles_audit_append_only"


def protect(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def unprotect(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk")]

    operations = [migrations.RunPython(protect, unprotect)]
