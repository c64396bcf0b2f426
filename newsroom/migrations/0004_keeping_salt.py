from django.db import migrations, models

import newsroom.models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0003_sign_in_tries'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='keeping_salt',
            field=models.CharField(default=newsroom.models.new_salt, editable=False, max_length=32),
        ),
    ]
