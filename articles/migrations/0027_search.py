"""The index of readers' search. Its words stand in a table that each database has in its own kind."""

import django.db.models.deletion
from django.db import migrations, models

import articles.models.search

MAKE = {
    # `ascii` takes every letter beyond ASCII as part of a word: what it gets is words already.
    "sqlite": [
        """CREATE VIRTUAL TABLE articles_storywords USING fts5(words, tokenize = "ascii")""",
    ],
    "postgresql": [
        "CREATE TABLE articles_storywords (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX article_words ON articles_storywords USING gin (words)",
    ],
}


def make_table(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_storywords")


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_awaited_publication_late")]

    operations = [
        migrations.CreateModel(
            name="IndexedStory",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("position", models.BigIntegerField(unique=True)),
                ("head", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="StoryWords",
            fields=[
                ("position", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
                ("words", articles.models.search.WordsField()),
            ],
            options={"db_table": "articles_storywords", "managed": False},
        ),
        migrations.RunPython(make_table, drop_table),
    ]
