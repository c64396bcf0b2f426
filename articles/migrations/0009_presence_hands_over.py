from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_presence_typed_at")]

    operations = [
        migrations.AddField("presence", "has_typed", models.BooleanField(default=False)),
        migrations.AddField("presence", "has_handed_over", models.BooleanField(default=False)),
    ]
