from django.db import migrations

# The record knows no other table in Python, so that everything may stand on it; the database still keeps the key true.
KEY = """
ALTER TABLE record_event ADD CONSTRAINT event_by_a_person
  FOREIGN KEY (by_id) REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("record", "0002_append_only")]
    operations = [migrations.RunSQL(KEY, "ALTER TABLE record_event DROP CONSTRAINT event_by_a_person;")]
