"""A name with ё is found by who types е: its words are stored both ways."""

from django.db import migrations
from django.db.models import Q

from people.models.tokens import parts_of, tokens_of


def store(apps, schema_editor):
    Name, NameToken = apps.get_model("people", "Name"), apps.get_model("people", "NameToken")
    with_yo = Name.objects.filter(Q(text__contains="ё") | Q(text__contains="Ё")).order_by("pk")
    for name in with_yo.iterator(chunk_size=500):
        known = set(NameToken.objects.filter(name=name).values_list("token", flat=True))
        missing = sorted(tokens_of(name) - known)
        NameToken.objects.bulk_create(NameToken(name=name, **parts_of(token)) for token in missing)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_public_texts'),
    ]

    operations = [
        # Backwards: more words than the rules before would store, and each of them true.
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
