from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_presence_typed_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='presence',
            name='has_typed',
            field=models.BooleanField(default=False),
        ),
    ]
