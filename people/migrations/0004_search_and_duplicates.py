import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from people.models.tokens import parts_of, tokens_of


def add_tokens(apps, schema_editor):
    """Names recorded before are found by search at once."""
    Name, NameToken = apps.get_model("people", "Name"), apps.get_model("people", "NameToken")
    names = Name.objects.order_by("pk")
    for start in range(0, (names.values_list("pk", flat=True).last() or 0) + 1, 1000):
        batch = names.filter(pk__range=(start, start + 999)).only("pk", "text", "folded")
        NameToken.objects.bulk_create(
            NameToken(name_id=name.pk, **parts_of(token)) for name in batch for token in tokens_of(name)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_merge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NameToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=40)),
                ('head', models.CharField(max_length=3)),
                ('middle', models.CharField(max_length=3)),
                ('tail', models.CharField(max_length=3)),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='people.name')),
            ],
            options={
                'indexes': [models.Index(fields=['head', 'token'], name='name_token_head'), models.Index(fields=['middle', 'token'], name='name_token_middle'), models.Index(fields=['tail', 'token'], name='name_token_tail')],
                'constraints': [models.UniqueConstraint(fields=('token', 'name'), name='name_token_once')],
            },
        ),
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.subject')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.subject')),
            ],
            options={
                'verbose_name': 'decision that two are not the same',
                'verbose_name_plural': 'decisions that two are not the same',
                'ordering': ['-decided_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='not_the_same_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='not_the_same_in_order')],
            },
        ),
        migrations.RunPython(add_tokens, migrations.RunPython.noop, elidable=True),
    ]
