import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


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


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_namesakes'),
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
            name='trace',
            field=models.TextField(default='', editable=False),
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
            name='trace',
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
