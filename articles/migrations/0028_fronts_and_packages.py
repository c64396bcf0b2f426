"""Fronts of sections, topics and places; packages; the breaking bar; which of our stories link to which."""

import re
import uuid

import django.db.models.deletion
from django.db import migrations, models

import articles.models.editions
import people.base.fields

LINK = re.compile(r'href="[^"]*/a/[-\w]+/(\d{1,18})/?[?#"]')


def read_links(apps, schema_editor):
    """Of what is published already. A link to another site's address of this form counts until the story is saved next."""
    article, link = apps.get_model("articles", "Article"), apps.get_model("articles", "StoryLink")
    known = set(article.objects.values_list("pk", flat=True))
    texts = article.objects.filter(status="published", body_html__contains="/a/").values_list("pk", "body_html")
    for source, text in texts.iterator(chunk_size=200):
        targets = ({int(key) for key in LINK.findall(text)} & known) - {source}
        link.objects.bulk_create(link(source_id=source, target_id=target) for target in sorted(targets))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_search"),
        ("people", "0012_yo_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakingLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_masked", models.BooleanField(default=False, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=articles.models.editions.edition_choices,
                        default=articles.models.editions.default_edition,
                        max_length=10,
                        unique=True,
                        verbose_name="edition",
                    ),
                ),
                ("text", people.base.fields.LineField(max_length=160, verbose_name="text of the bar")),
                ("until", models.DateTimeField(help_text="At this time the bar goes by itself.", verbose_name="until")),
                ("public_text", models.TextField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "breaking bar",
                "verbose_name_plural": "breaking bars",
                "ordering": ["language"],
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_masked", models.BooleanField(default=False, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=articles.models.editions.edition_choices,
                        default=articles.models.editions.default_edition,
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("translation_key", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("heading", people.base.fields.LineField(max_length=150, verbose_name="heading")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the address. Left empty, it is made from the name; old ones redirect.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("intro", people.base.fields.PlainTextField(blank=True, max_length=1000, verbose_name="introduction")),
                (
                    "is_shown",
                    models.BooleanField(
                        default=True,
                        help_text="Without the tick nobody but the desk knows of the package.",
                        verbose_name="readers find it",
                    ),
                ),
                ("saved_at", models.DateTimeField(auto_now=True)),
                ("public_heading", models.TextField(editable=False, null=True)),
                ("public_intro", models.TextField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "package",
                "verbose_name_plural": "packages",
                "ordering": ["-saved_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PackageStory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
            ],
            options={
                "verbose_name": "story of a package",
                "verbose_name_plural": "stories of a package",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="StoryLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.AlterModelOptions(
            name="frontpage",
            options={
                "ordering": ["language", "id"],
                "verbose_name": "front page",
                "verbose_name_plural": "front pages",
            },
        ),
        migrations.AddField(
            model_name="frontpage",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fronts",
                to="people.place",
            ),
        ),
        migrations.AddField(
            model_name="frontpage",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fronts",
                to="articles.section",
            ),
        ),
        migrations.AddField(
            model_name="frontpage",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fronts",
                to="articles.topic",
            ),
        ),
        migrations.AddField(
            model_name="pin",
            name="since",
            field=models.DateTimeField(
                blank=True,
                help_text="Before this time it is not pinned yet. Empty: at once.",
                null=True,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="frontpage",
            name="language",
            field=models.CharField(
                choices=articles.models.editions.edition_choices,
                default=articles.models.editions.default_edition,
                max_length=10,
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="pin",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pins",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place__isnull", True), ("section__isnull", True), ("topic__isnull", True)),
                fields=("language",),
                name="front_page_once_for_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(fields=("section",), name="front_page_once_for_section"),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(fields=("topic",), name="front_page_once_for_topic"),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(fields=("place", "language"), name="front_page_once_for_place"),
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("section__isnull", True), ("topic__isnull", True)),
                    models.Q(("place__isnull", True), ("section__isnull", True)),
                    models.Q(("place__isnull", True), ("topic__isnull", True)),
                    _connector="OR",
                ),
                name="front_page_has_one_owner",
            ),
        ),
        migrations.AddField(
            model_name="breakingline",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packages",
                to="articles.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="pin",
            name="package",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pins",
                to="articles.package",
                verbose_name="package",
            ),
        ),
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.UniqueConstraint(fields=("front_page", "package"), name="pin_package_once"),
        ),
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article__isnull", True), ("package__isnull", False)),
                    models.Q(("article__isnull", False), ("package__isnull", True)),
                    _connector="OR",
                ),
                name="pin_holds_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="pin_ends_after_it_begins",
                violation_error_message="It would end before it begins.",
            ),
        ),
        migrations.AddField(
            model_name="packagestory",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="packaged", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="packagestory",
            name="package",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="articles.package"
            ),
        ),
        migrations.AddField(
            model_name="storylink",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links_out", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="storylink",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links_in", to="articles.article"
            ),
        ),
        migrations.AddIndex(
            model_name="breakingline",
            index=models.Index(
                condition=models.Q(("is_masked", True)), fields=["is_masked"], name="breaking_line_masked"
            ),
        ),
        migrations.AddConstraint(
            model_name="breakingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="breaking_line_has_text"
            ),
        ),
        migrations.AddIndex(
            model_name="package",
            index=models.Index(condition=models.Q(("is_masked", True)), fields=["is_masked"], name="package_masked"),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.UniqueConstraint(fields=("translation_key", "language"), name="package_once_per_edition"),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(condition=models.Q(("slug", ""), _negated=True), name="package_has_slug"),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading", ""), _negated=True), name="package_has_heading"
            ),
        ),
        migrations.AddConstraint(
            model_name="packagestory",
            constraint=models.UniqueConstraint(fields=("package", "article"), name="package_story_once"),
        ),
        migrations.AddConstraint(
            model_name="packagestory",
            constraint=models.UniqueConstraint(fields=("package", "position"), name="package_position_once"),
        ),
        migrations.AddConstraint(
            model_name="storylink",
            constraint=models.UniqueConstraint(fields=("source", "target"), name="story_link_once"),
        ),
        migrations.RunPython(read_links, migrations.RunPython.noop),
    ]
