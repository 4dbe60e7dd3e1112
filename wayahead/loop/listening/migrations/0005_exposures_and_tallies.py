import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER exposures_append_only BEFORE UPDATE OR DELETE ON listening_exposure
  FOR EACH ROW EXECUTE FUNCTION record_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0004_brought_in_by_nobody'),
        ('record', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='participation',
            name='group',
            field=models.SmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='Exposure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coproduction_id', models.BigIntegerField()),
                ('conversation_id', models.BigIntegerField()),
                ('voter', models.UUIDField(null=True)),
                ('policy', models.CharField(max_length=20)),
                ('probability', models.FloatField()),
                ('group', models.SmallIntegerField(null=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='listening.statement')),
            ],
            options={
                'indexes': [models.Index(fields=['voter', '-id'], name='exposure_of_a_voter'), models.Index(fields=['conversation_id', '-id'], name='exposure_conversation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('probability__gt', 0), ('probability__lte', 1)), name='exposure_had_a_chance')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.SmallIntegerField(default=-1)),
                ('agree', models.IntegerField(default=0)),
                ('disagree', models.IntegerField(default=0)),
                ('passed', models.IntegerField(default=0)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='listening.statement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('statement', 'group'), name='one_tally_per_statement_and_group')],
            },
        ),
        migrations.RunSQL(REFUSE, "DROP TRIGGER exposures_append_only ON listening_exposure;"),
    ]
