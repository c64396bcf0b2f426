from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    """Readers see what was written, where nothing is protected; else nothing of it until it is derived. Standing pages are
    rendered, so they always wait for that: ``begin`` in articles/rendering/anew.py, right after migrating.
    """
    if apps.get_model("people", "Subject").objects.exclude(exposure="named").exists():
        return
    for name in ("Section", "Topic"):
        apps.get_model("articles", name).objects.update(public_intro=F("intro"))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_kept_address'),
        ('people', '0011_public_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='body_html',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='page',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='page',
            name='public_title',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='section',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='section',
            name='public_intro',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='topic',
            name='is_masked',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='public_intro',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='page',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='page_masked'),
        ),
        migrations.AddIndex(
            model_name='section',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='section_masked'),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_masked', True)), fields=['is_masked'], name='topic_masked'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
