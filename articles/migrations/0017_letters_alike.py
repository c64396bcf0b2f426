"""What is searched holds letters that readers take for one as one: ё as е, é as e, every dash as one."""

from django.db import migrations

from people.names import search_fold

COLUMNS = {"Article": ("folded", "public_folded"), "Image": ("folded",)}


def fold(apps, schema_editor):
    for name, columns in COLUMNS.items():
        rows = apps.get_model("articles", name).objects.order_by("pk")
        for key, *texts in list_of(rows, columns):
            folded = [search_fold(text) for text in texts]
            if folded != texts:
                rows.filter(pk=key).update(**dict(zip(columns, folded, strict=True)))
    fold_topics(apps.get_model("articles", "Topic"))


def list_of(rows, columns):
    """Portion by portion: rows are written while they are read."""
    last = 0
    while portion := list(rows.filter(pk__gt=last).values_list("pk", *columns)[:200]):
        yield from portion
        last = portion[-1][0]


def fold_topics(Topic):
    """Two that are one now keep both their rows; the younger is found all the same, and asks for another name when saved."""
    known, firsts, twins = set(), [], []
    for topic in Topic.objects.order_by("pk"):
        folded = search_fold(topic.name)[:120]
        is_twin = (topic.language, folded) in known
        known.add((topic.language, folded))
        (twins if is_twin else firsts).append((topic.pk, f"{folded[:100]} {topic.pk}" if is_twin else folded))
    for key, folded in (*twins, *firsts):  # a younger twin may have the key that the older one gets
        Topic.objects.filter(pk=key).update(folded=folded)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_settled_passages'),
        ('people', '0011_public_texts'),
    ]

    operations = [
        # Backwards: the rules before find no less of what is folded more.
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
