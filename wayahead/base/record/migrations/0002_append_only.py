from django.db import migrations

# Triggers bind the tables' owner too; rights (cli/rights.py) close TRUNCATE to the application.
REFUSE = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE ON record_event
  FOR EACH ROW EXECUTE FUNCTION record_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        migrations.RunSQL(
            REFUSE, "DROP TRIGGER record_append_only ON record_event; DROP FUNCTION record_refuse();"
        )
    ]
