"""Background work of listening: look for what is unlike people answering for themselves; draw the map without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from numpy.typing import NDArray
from procrastinate.contrib.django import app

from wayahead.base.record.actions import note
from wayahead.kernels.opinion import Options, Votes, analyse, robust
from wayahead.kernels.opinion.surprise import Surprises, surprises
from wayahead.loop.listening.last_answers import read
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement, SurpriseCheck

ANSWERS = """
SELECT dense_rank() OVER (ORDER BY root) - 1, number, choice, extract(epoch FROM at)::bigint FROM last ORDER BY 1, 2
"""
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """Everybody's last answers, one row each: who, to which statement, what, and in which second."""

    who: Ints
    numbers: Ints
    said: Ints
    at: Ints

    def without(self, people: Ints) -> Votes:
        """The votes of all the others."""
        stays = ~np.isin(self.who, people)
        return Votes.of(self.who[stays], self.numbers[stays], self.said[stays])


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="look-for-surprises", lock="look-for-surprises")
def look_for_surprises(timestamp: int) -> None:
    """Look again at every conversation that has a newer map than the last look."""
    newer = Q(surprise_check=None) | Q(surprise_check__last_vote_id__lt=F("opinion_map__last_vote_id"))
    for conversation in Conversation.objects.filter(newer, opinion_map__isnull=False):
        look(conversation)


def look(conversation: Conversation) -> SurpriseCheck:
    """Look at the votes behind the map as it stands; keep what is surprising, and the results without it."""
    last = OpinionMap.objects.values_list("last_vote_id", flat=True).get(conversation=conversation)
    answers = answers_of(conversation, last)
    out = list(conversation.statements.exclude(state=Statement.State.ACCEPTED).values_list("number", flat=True))
    found = surprises_in(answers, out)
    without = None
    if len(found.people):
        rest = answers.without(found.people)
        without = {name: value for name, value in drawn(rest, out).to_dict().items() if name != "people"}
    return keep(conversation, last, found, without)


def answers_of(conversation: Conversation, last_vote_id: int) -> Answers:
    """Everybody's last answers as of one vote."""
    rows = np.array(read(ANSWERS, conversation.pk, last_vote_id), dtype=np.int64).reshape(-1, 4)
    return Answers(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3])


def drawn(votes: Votes, out: Iterable[int]) -> Any:
    """The map of these votes, by the engine of the one that people read."""
    return robust.analyse(votes, moderated_out=list(out), options=Options())


def surprises_in(answers: Answers, out: Iterable[int]) -> Surprises:
    """What is surprising among these answers, given the groups into which they fall."""
    if not len(answers.who):
        return Surprises((), ())
    votes = Votes.of(answers.who, answers.numbers, answers.said)
    placed = analyse(votes, moderated_out=list(out), options=Options(deletions=0)).people
    groups = np.array([-1 if one.group is None else one.group for one in placed], dtype=np.int64)
    _numbers, statements = np.unique(answers.numbers, return_inverse=True)
    came_at = np.full(len(placed), np.iinfo(np.int64).max)
    np.minimum.at(came_at, answers.who, answers.at)
    return surprises(answers.who, np.asarray(statements, dtype=np.int64), answers.said, came_at, groups)


@transaction.atomic
def keep(conversation: Conversation, last: int, found: Surprises, without: dict[str, Any] | None) -> SurpriseCheck:
    """Store what was found in place of what was found before; when there is more, the record hears of it."""
    check, _is_new = SurpriseCheck.objects.select_for_update().get_or_create(conversation=conversation)
    before, people = check.people, len(found.people)
    check.found, check.people, check.result_without = rows_of(found), people, without
    check.last_vote_id, check.checked_at = last, timezone.now()
    check.save(update_fields=["found", "people", "result_without", "last_vote_id", "checked_at"])
    if people > before:
        facts = {"people": people}
        note("surprise.found", conversation, by=None, coproduction_id=conversation.coproduction_id, facts=facts)
    return check


def rows_of(found: Surprises) -> list[dict[str, Any]]:
    """What was found, without saying who."""
    same = [
        {
            "kind": SurpriseCheck.Kind.SAME.value,
            "people": len(one.people),
            "answers": one.answers,
            "expected": round(one.expected, 2),
        }
        for one in found.same
    ]
    return same + [
        {
            "kind": SurpriseCheck.Kind.BURST.value,
            "people": len(one.people),
            "begins": datetime.fromtimestamp(one.begins, UTC).isoformat(),
            "ends": datetime.fromtimestamp(one.ends, UTC).isoformat(),
            "expected": round(one.expected, 2),
        }
        for one in found.bursts
    ]
