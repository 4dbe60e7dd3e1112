"""A conversation that was held elsewhere comes in whole, or not at all."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats import polis
from wayahead.loop.listening import tasks
from wayahead.loop.listening.models import Conversation, Participation, Statement, Voice

AT_ONCE = 10_000
COPY = """
COPY listening_vote (coproduction_id, conversation_id, statement_id, voter, choice, matters, channel, at) FROM STDIN
"""


@dataclass(frozen=True)
class Import:
    """What became of an export; not `is_new` when the same files were brought in before, and then nothing changed."""

    conversation: Conversation
    is_new: bool


@transaction.atomic
def import_conversation(
    coproduction: CoProduction,
    export: polis.Conversation,
    *,
    by: Person | None,
    language: str = "en-gb",
    tell: Callable[[str], None] = lambda words: None,
) -> Import:
    """Statements with their moderation, everybody's votes and the opinion map, from one export; once only.

    `by` is None for the installation's own command line. `tell` hears in plain words how far it is.
    """
    if not export.statements:
        raise NotPossible(_("There are no statements in these files."))
    # Of two imports of the same files at once, the second waits here and then finds the first.
    CoProduction.objects.select_for_update().get(pk=coproduction.pk)
    source = f"polis:{export.fingerprint}"
    before = coproduction.conversations.filter(source=source).first()
    if before:
        return Import(before, is_new=False)
    conversation = Conversation.objects.create(
        coproduction=coproduction,
        question=question_of(export.summary),
        about=about_of(export.summary),
        language=language,
        opened_by=by,
        source=source,
    )
    tell(f"storing {len(export.statements):,} statements")
    statements = store_statements(conversation, export.statements)
    tell(f"storing {len(export.ballots.said):,} votes of {len(export.ballots.people):,} people")
    store_votes(conversation, export.ballots, statements)
    tell("drawing the opinion map")
    tasks.redraw(conversation)
    figures = {
        "statements": len(statements),
        "people": len(export.ballots.people),
        "votes": len(export.ballots.said),
    }
    note("conversation.imported", conversation, by=by, coproduction_id=coproduction.pk, facts=figures)
    return Import(conversation, is_new=True)


def question_of(summary: polis.Summary) -> str:
    """The question, cut to what we keep; never empty."""
    words = " ".join((summary.topic or summary.about or _("A conversation brought here from elsewhere")).split())
    most = Conversation._meta.get_field("question").max_length or len(words)
    return words if len(words) <= most else words[: most - 1] + "…"


def about_of(summary: polis.Summary) -> str:
    """What it was about, with what did not fit into the question and where it was held."""
    topic = summary.topic if " ".join(summary.topic.split()) != question_of(summary) else ""
    return "\n\n".join(part for part in (topic, summary.about, summary.url) if part)


def store_statements(conversation: Conversation, statements: Iterable[polis.Statement]) -> dict[int, int]:
    """Every statement under its own number; gives the key of each number."""
    now = timezone.now()
    rows = Statement.objects.bulk_create(
        [
            Statement(
                conversation=conversation,
                coproduction_id=conversation.coproduction_id,
                number=one.id,
                text=one.text,
                language=conversation.language,
                origin=Statement.Origin.IMPORT,
                state=Statement.State.SET_ASIDE if why_aside(one) else Statement.State.ACCEPTED,
                reason=why_aside(one),
                drawn_at=now if one.at is None else datetime.fromtimestamp(one.at / 1000, UTC),
            )
            for one in statements
        ],
        batch_size=1000,
    )
    return {row.number: row.pk for row in rows}


def why_aside(statement: polis.Statement) -> str:
    """The public reason why a statement is not put to the vote; empty for one that is."""
    if statement.moderated == polis.REJECTED:
        return _("Rejected by the moderators where this conversation was held.")
    return "" if statement.text else _("It came without words.")


def store_votes(conversation: Conversation, ballots: polis.Ballots, statements: dict[int, int]) -> None:
    """Everybody's votes, under new pseudonyms that lead to nobody, in time order so that the last one counts."""
    pseudonyms = [uuid.uuid4() for _person in ballots.people]
    Participation.objects.bulk_create(
        [
            Participation(conversation=conversation, pseudonym=pseudonym, channel=Voice.Channel.IMPORT)
            for pseudonym in pseudonyms
        ],
        batch_size=1000,
    )
    voters = [str(pseudonym) for pseudonym in pseudonyms]
    keys = [statements[int(number)] for number in ballots.statements]
    before = f"{conversation.coproduction_id}\t{conversation.pk}\t"
    lines = (
        f"{before}{keys[what]}\t{voters[who]}\t{said}\tf\t{Voice.Channel.IMPORT.value}\t{at}\n"
        for what, who, said, at in zip(
            ballots.what.tolist(), ballots.who.tolist(), ballots.said.tolist(), moments(ballots), strict=True
        )
    )
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        while block := "".join(islice(lines, AT_ONCE)):
            copy.write(block)


def moments(ballots: polis.Ballots) -> Iterator[str]:
    """When each vote was cast, as the database reads it; now, where the files tell no time."""
    if ballots.at is None:
        now = timezone.now().isoformat()
        yield from (now for _vote in ballots.said)
    else:
        yield from (datetime.fromtimestamp(at / 1000, UTC).isoformat() for at in ballots.at.tolist())
