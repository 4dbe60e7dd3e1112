from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("constraints", "0003_asked_honestly")]

    operations = [
        migrations.AddField(
            model_name="constraintversion",
            name="who_can_move",
            field=models.CharField(blank=True, max_length=200),
        ),
        # Until now it was said once and never changed: it held for every version.
        migrations.RunSQL(
            """
            UPDATE constraints_constraintversion AS version
            SET who_can_move = stands.who_can_move
            FROM constraints_constraint AS stands WHERE stands.id = version.constraint_id
            """,
            migrations.RunSQL.noop,
        ),
    ]
