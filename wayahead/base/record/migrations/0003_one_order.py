from django.db import migrations

# Numbers are handed out before they are committed, so a reader that has seen 10 may have missed a 9 under way. Whoever
# writes holds this lock until the end of its transaction; a reader waits for it once and knows that all below is settled.
IN_ORDER = """
CREATE FUNCTION record_in_order() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_advisory_xact_lock_shared(7201112); RETURN NULL; END $$;
CREATE TRIGGER record_in_order BEFORE INSERT ON record_event
  FOR EACH STATEMENT EXECUTE FUNCTION record_in_order();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [
        migrations.RunSQL(IN_ORDER, "DROP TRIGGER record_in_order ON record_event; DROP FUNCTION record_in_order();")
    ]
