# How many people answered which way, stored with each map.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("listening", "0009_watched"),
    ]

    operations = [
        migrations.AddField(
            model_name="opinionmap",
            name="by_channel",
            field=models.JSONField(default=dict),
        ),
    ]
