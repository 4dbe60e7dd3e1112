from django.db import migrations

REFUSE = """
CREATE TRIGGER votes_append_only BEFORE UPDATE OR DELETE ON listening_vote
  FOR EACH ROW EXECUTE FUNCTION record_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("listening", "0001_initial"), ("record", "0002_append_only")]
    operations = [migrations.RunSQL(REFUSE, "DROP TRIGGER votes_append_only ON listening_vote;")]
