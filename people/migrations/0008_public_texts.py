import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

from people.names import plain_fold


PORTION = 1000


def fill(apps, schema_editor):
    """Readers see what was written, where nothing is protected; else nothing of a text until it is derived, for it may
    hold a name that they must not see. A person's own names are as they are shown already.
    """
    models = {name: apps.get_model("people", name) for name in ("Subject", "Name", "SubjectText", "Membership")}
    models["Name"].objects.filter(subject__kind="person").update(public_text=F("text"))
    if not models["Subject"].objects.exclude(exposure="named").exists():
        models["Name"].objects.update(public_text=F("text"))
        models["SubjectText"].objects.update(public_summary=F("summary"), public_biography=F("biography"))
        models["Membership"].objects.update(public_role=F("role"))
    _fold(schema_editor, models["SubjectText"], "summary", "biography")
    _fold(schema_editor, models["Membership"], "role")


def _fold(schema_editor, model, *lines):
    """By which texts are looked up that may hold a name."""
    quote, table = schema_editor.quote_name, model._meta.db_table
    rows, last = model.objects.order_by("pk").values_list("pk", *lines), 0
    while portion := list(rows.filter(pk__gt=last)[:PORTION]):
        last = portion[-1][0]
        limit = model._meta.get_field("folded").max_length
        folded = [(plain_fold(" ".join(texts))[:limit], pk) for pk, *texts in portion]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(table)} SET folded = %s WHERE id = %s", folded)  # noqa: S608


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_plain_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(unique=True)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='membership',
            name='folded',
            field=models.CharField(default='', editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='membership',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='membership',
            name='public_role',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='name',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='name',
            name='public_text',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='subjecttext',
            name='folded',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='subjecttext',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='subjecttext',
            name='public_biography',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='subjecttext',
            name='public_summary',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='membership_masked'),
        ),
        migrations.AddIndex(
            model_name='name',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='name_masked'),
        ),
        migrations.AddIndex(
            model_name='subjecttext',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='subject_text_masked'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
