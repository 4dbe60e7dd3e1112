# A new map's groups and tallies are written beside those of the map before, so that votes do not wait for it.

import django.db.models.deletion
from django.db import migrations, models

MOVE = """
INSERT INTO listening_placement (participation_id, "group")
SELECT id, "group" FROM listening_participation WHERE "group" IS NOT NULL;
UPDATE listening_tally AS tally SET version = map.version
FROM listening_statement AS statement JOIN listening_opinionmap AS map USING (conversation_id)
WHERE statement.id = tally.statement_id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("listening", "0011_words_that_harm"),
    ]

    operations = [
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="listening.participation"
                    ),
                ),
                ("group", models.SmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="tally",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="tally",
            name="one_tally_per_statement_and_group",
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("statement", "version", "group"), name="one_tally_per_statement_version_and_group"
            ),
        ),
        migrations.RemoveField(
            model_name="participation",
            name="group",
        ),
    ]
