import django.db.models.deletion
from django.db import migrations, models

# Whatever writes: the words of a statement stay once somebody has answered it.
FREEZE = """
CREATE FUNCTION listening_wording_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text AND EXISTS (SELECT FROM listening_vote WHERE statement_id = OLD.id) THEN
    RAISE EXCEPTION 'the wording of a statement is frozen once somebody has voted on it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wording_is_frozen BEFORE UPDATE OF text ON listening_statement
  FOR EACH ROW EXECUTE FUNCTION listening_wording_is_frozen();
"""
THAW = """
DROP TRIGGER wording_is_frozen ON listening_statement;
DROP FUNCTION listening_wording_is_frozen();
"""
# What was drawn before its origin was kept: an import has a source, and everything else came from voices.
ORIGIN = """
UPDATE listening_statement SET origin = 'import' FROM listening_conversation AS conversation
WHERE conversation.id = conversation_id AND conversation.source <> '';
"""
GROUNDS = [
    (0, "Another reason, in words"),
    (1, "It names or points at somebody"),
    (2, "It tells something private"),
    (3, "It attacks people or calls for harm"),
    (4, "It is about something else"),
    (5, "It says the same as another statement"),
    (6, "It holds more than one idea"),
    (7, "People could not tell what they would agree to"),
    (8, "It advertises something"),
    (9, "It was put in other words"),
]


class Migration(migrations.Migration):

    dependencies = [("listening", "0005_exposures_and_tallies")]

    operations = [
        migrations.AddField("voice", "ground", models.PositiveSmallIntegerField(choices=GROUNDS, default=0)),
        migrations.AddField("statement", "ground", models.PositiveSmallIntegerField(choices=GROUNDS, default=0)),
        migrations.AddField(
            "statement",
            "origin",
            models.CharField(
                choices=[
                    ("voices", "From what participants said"),
                    ("seed", "From the facilitator, to start with"),
                    ("import", "Brought in from elsewhere"),
                ],
                default="voices",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "statement",
            "earlier",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later",
                to="listening.statement",
            ),
        ),
        migrations.AddField(
            "statement",
            "same_as",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="others_alike",
                to="listening.statement",
            ),
        ),
        migrations.RunSQL(ORIGIN, migrations.RunSQL.noop),
        migrations.RunSQL(FREEZE, THAW),
    ]
