from django.db import migrations, models

# Whatever writes: the words of a statement stay once somebody has answered it. They may only move out of sight, whole,
# and back.
FREEZE = """
CREATE OR REPLACE FUNCTION listening_wording_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (CASE NEW.withheld WHEN '' THEN NEW.text ELSE NEW.withheld END)
    IS DISTINCT FROM (CASE OLD.withheld WHEN '' THEN OLD.text ELSE OLD.withheld END)
    AND EXISTS (SELECT FROM listening_vote WHERE statement_id = OLD.id) THEN
    RAISE EXCEPTION 'the wording of a statement is frozen once somebody has voted on it';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER wording_is_frozen ON listening_statement;
CREATE TRIGGER wording_is_frozen BEFORE UPDATE OF text, withheld ON listening_statement
  FOR EACH ROW EXECUTE FUNCTION listening_wording_is_frozen();
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION listening_wording_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text AND EXISTS (SELECT FROM listening_vote WHERE statement_id = OLD.id) THEN
    RAISE EXCEPTION 'the wording of a statement is frozen once somebody has voted on it';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER wording_is_frozen ON listening_statement;
CREATE TRIGGER wording_is_frozen BEFORE UPDATE OF text ON listening_statement
  FOR EACH ROW EXECUTE FUNCTION listening_wording_is_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [("listening", "0010_heard_by_channel")]

    operations = [
        migrations.AddField("voice", "kept_back", models.BooleanField(default=False)),
        migrations.AddField("statement", "withheld", models.TextField(blank=True, default="", max_length=2000)),
        migrations.AlterField("statement", "withheld", models.TextField(blank=True, max_length=2000)),
        migrations.AddConstraint(
            "statement",
            models.CheckConstraint(
                condition=models.Q(("withheld", ""), ("state", "set_aside"), _connector="OR"),
                name="only_set_aside_is_withheld",
            ),
        ),
        migrations.RunSQL(FREEZE, AS_BEFORE),
    ]
