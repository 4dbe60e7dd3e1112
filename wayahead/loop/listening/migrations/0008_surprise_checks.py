import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("listening", "0007_maps_that_rest")]

    operations = [
        migrations.CreateModel(
            name="SurpriseCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_vote_id", models.BigIntegerField(default=0)),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("found", models.JSONField(default=list)),
                ("people", models.PositiveIntegerField(default=0)),
                ("result_without", models.JSONField(null=True)),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surprise_check",
                        to="listening.conversation",
                    ),
                ),
            ],
        ),
    ]
