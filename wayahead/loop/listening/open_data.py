"""A conversation as anybody may have it: statements and standing votes under ids made up for this one copy."""

import random

import numpy as np

from wayahead.formats import polis
from wayahead.loop.listening.last_answers import read
from wayahead.loop.listening.models import Conversation, Statement

# Only the day of a vote leaves: its minute could be held against the record, which knows who came when.
ANSWERS = """
SELECT root, number, choice, extract(epoch FROM date_trunc('day', at, 'UTC'))::bigint * 1000 FROM last
"""
MODERATION = {
    Statement.State.ACCEPTED.value: polis.ACCEPTED,
    Statement.State.SET_ASIDE.value: polis.REJECTED,
    Statement.State.WAITING.value: polis.UNSEEN,
}


def open_data(conversation: Conversation) -> polis.Conversation:
    """The whole conversation with people under random numbers, other ones each time; no author, no time of day."""
    rows = list(conversation.statements.order_by("number"))
    statements = tuple(polis.Statement(row.number, row.text, MODERATION[row.state]) for row in rows)
    summary = polis.Summary(topic=conversation.question, about=conversation.about)
    return polis.Conversation(summary, statements, standing_answers(conversation))


def standing_answers(conversation: Conversation) -> polis.Ballots:
    """The last answer of everybody to everything, by day, then by person in random order."""
    found = read(ANSWERS, conversation.pk)
    roots = list({root for root, _number, _choice, _day in found})
    random.SystemRandom().shuffle(roots)
    place = {root: number for number, root in enumerate(roots)}
    table = np.array(
        sorted((day, place[root], number, choice) for root, number, choice, day in found), dtype=np.int64
    ).reshape(-1, 4)
    numbers, what = np.unique(table[:, 2], return_inverse=True)
    return polis.Ballots(
        people=np.arange(len(roots)),
        statements=numbers,
        who=table[:, 1],
        what=np.asarray(what, dtype=np.int64),
        said=table[:, 3].astype(np.int8),
        at=table[:, 0],
    )
