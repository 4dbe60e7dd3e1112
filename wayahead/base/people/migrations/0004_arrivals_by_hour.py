from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_arrivals")]
    operations = [
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["hour"], name="arrival_hour"),
        ),
    ]
