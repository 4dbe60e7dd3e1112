"""Statements to start with, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.actions.conversations import refuse_if_closed
from wayahead.loop.listening.actions.statements import next_number, words_for_the_vote
from wayahead.loop.listening.models import Conversation, Statement

MOST_SEEDS = 1000


@dataclass(frozen=True)
class Seed:
    """One sentence to start with."""

    text: str
    language: str = "en-gb"


@transaction.atomic
def seed_statements(conversation: Conversation, *, by: Person, seeds: Sequence[Seed]) -> list[Statement]:
    """A facilitator puts statements to the vote before anybody spoke; each says so wherever it stands. All or none."""
    refuse_if_closed(conversation)
    if not 1 <= len(seeds) <= MOST_SEEDS:
        raise NotPossible(_("Give 1 to %d statements at once.") % MOST_SEEDS, field="statements")
    number = next_number(conversation)
    known = set(conversation.statements.filter(state=Statement.State.ACCEPTED).values_list("text", flat=True))
    rows = []
    for place, seed in enumerate(seeds):
        words = words_for_the_vote(seed.text, "statements")
        if words in known:
            said = _("“%s” is put to the vote already. Leave it out.") % words
            raise NotPossible(said, field="statements")
        known.add(words)
        rows.append(
            Statement(
                conversation=conversation,
                coproduction_id=conversation.coproduction_id,
                number=number + place,
                text=words,
                language=seed.language,
                origin=Statement.Origin.SEED,
                drawn_by=by,
            )
        )
    made = Statement.objects.bulk_create(rows, batch_size=500)
    facts = {"statements": [one.pk for one in made]}
    note("statements.seeded", conversation, by=by, coproduction_id=conversation.coproduction_id, facts=facts)
    return made
