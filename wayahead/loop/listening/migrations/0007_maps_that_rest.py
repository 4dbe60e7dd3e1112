from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0006_policy_origin_and_wording'),
    ]

    operations = [
        migrations.AddField(
            model_name='opinionmap',
            name='took_seconds',
            field=models.FloatField(default=0),
        ),
        migrations.AddIndex(
            model_name='vote',
            index=models.Index(fields=['conversation_id', '-id'], name='vote_conversation'),
        ),
    ]
