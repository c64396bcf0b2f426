from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_presence_has_typed'),
    ]

    operations = [
        migrations.AddField(
            model_name='presence',
            name='has_handed_over',
            field=models.BooleanField(default=False),
        ),
    ]
