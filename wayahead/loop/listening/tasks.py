"""Background work of listening: the opinion map, made again as votes come in."""

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import numpy as np
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from wayahead.kernels.opinion import Options, Votes, robust
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement
from wayahead.loop.listening.tallies import count_anew, last_settled
from wayahead.loop.listening.watching import watch

SECONDS_BETWEEN_MAPS = 2.0
MAPS_SHARE = 4  # a map that took long rests this many times as long, so that others get their turn

# The last answer of each person to each statement. A guest whose words an account claimed is the same person as that
# account: of two pseudonyms of one person the later answer counts. Erased people keep their pseudonym's row.
LAST_ANSWERS = """
WITH voter AS (
    SELECT pseudonym, first_value(pseudonym) OVER (
        PARTITION BY COALESCE(person.claimed_by_id, person.id, -participation.id) ORDER BY participation.id) AS root
    FROM listening_participation AS participation LEFT JOIN people_person AS person ON person.id = person_id
    WHERE conversation_id = %(conversation)s
), last AS (
    SELECT DISTINCT ON (root, statement_id) root, statement_id, choice, vote.at
    FROM listening_vote AS vote JOIN voter ON voter.pseudonym = vote.voter
    WHERE conversation_id = %(conversation)s AND vote.id <= %(last)s
    ORDER BY root, statement_id, vote.id DESC
)
"""
STANDING_VOTES = f"""{LAST_ANSWERS}
SELECT dense_rank() OVER (ORDER BY root), number, choice FROM last
JOIN listening_statement AS statement ON statement.id = last.statement_id
WHERE choice IS NOT NULL ORDER BY 1, 2
"""  # noqa: S608 - put together from our own words


# In the order of the ranks above.
PEOPLE = f"{LAST_ANSWERS} SELECT DISTINCT root FROM last WHERE choice IS NOT NULL ORDER BY 1"  # noqa: S608 - as above
UNMAPPED = """
SELECT conversation.id FROM listening_conversation AS conversation
LEFT JOIN listening_opinionmap AS map ON map.conversation_id = conversation.id
WHERE (SELECT max(vote.id) FROM listening_vote AS vote WHERE vote.conversation_id = conversation.id)
  > COALESCE(map.last_vote_id, 0)
"""


def ask_for_map(conversation_id: int) -> None:
    """The map is made again soon, once however many votes ask for it, and one at a time per conversation."""
    if not queue_map(conversation_id):
        # The map that waits already may begin before this transaction is over, and then it misses what changed here.
        transaction.on_commit(lambda: queue_map(conversation_id))


def queue_map(conversation_id: int) -> bool:
    """Put the map in the queue; False when it waits there already."""
    lock = f"map-{conversation_id}"
    if ProcrastinateJob.objects.filter(queueing_lock=lock, status="todo").exists():
        return False
    job = draw_map.configure(queueing_lock=lock, lock=lock, schedule_in={"seconds": pause_before(conversation_id)})
    try:
        with transaction.atomic():
            job.defer(conversation_id=conversation_id)
    except AlreadyEnqueued:
        return False
    return True


def pause_before(conversation_id: int) -> int:
    """How many seconds to wait for more votes before the next map."""
    took = OpinionMap.objects.filter(conversation=conversation_id).values_list("took_seconds", flat=True).first() or 0
    return round(max(SECONDS_BETWEEN_MAPS, MAPS_SHARE * took))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take-up-maps")
async def take_up_unfinished_maps(timestamp: int) -> None:
    """A map whose worker died is asked for anew, else its lock would keep every later one waiting; and so is one for
    votes that are in no map, because a server died after it had kept them and before it asked.
    """
    for job in await app.job_manager.get_stalled_jobs(task_name=draw_map.name):
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        unfinished = await ProcrastinateJob.objects.aget(pk=job.id)
        await sync_to_async(ask_for_map)(unfinished.args["conversation_id"])
    for conversation_id in await sync_to_async(unmapped)():
        await sync_to_async(queue_map)(conversation_id)


def unmapped() -> list[int]:
    """Conversations with a vote that is in no map."""
    with connection.cursor() as cursor:
        cursor.execute(UNMAPPED)
        return [conversation_id for (conversation_id,) in cursor.fetchall()]


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="watch-asking", lock="watch-asking")
def watch_asking(timestamp: int) -> None:
    """Every ten minutes: what open conversations showed is held against what is promised."""
    for conversation in Conversation.objects.filter(state=Conversation.State.OPEN):
        watch(conversation)


@app.task
def draw_map(conversation_id: int) -> None:
    """Make the map of one conversation from its standing votes."""
    redraw(Conversation.objects.get(pk=conversation_id))


def standing_votes(conversation: Conversation, last_vote_id: int) -> Votes:
    """Everybody's last answers as of one vote; people are numbered, statements carry their own numbers."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING_VOTES, {"conversation": conversation.pk, "last": last_vote_id})
        rows = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 3)
    return Votes.of(rows[:, 0], rows[:, 1], rows[:, 2])


def people_of(conversation: Conversation, last_vote_id: int) -> list[UUID]:
    """The pseudonym of each number."""
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"conversation": conversation.pk, "last": last_vote_id})
        return [root for (root,) in cursor.fetchall()]


def redraw(conversation: Conversation) -> OpinionMap:
    """The map of one conversation from its standing votes, kept for everybody to read.

    The arithmetic happens before the transaction opens. Nobody's key or pseudonym is in the result: people are numbers
    that mean nothing outside this one map. Only in which group they were is written on their own participations.
    """
    begun = monotonic()
    last = last_settled(conversation.pk)
    out = conversation.statements.exclude(state=Statement.State.ACCEPTED).values_list("number", flat=True)
    votes, before = standing_votes(conversation, last), map_before(conversation)
    result = robust.analyse(votes, moderated_out=list(out), options=Options(), previous=before).to_dict()
    people = people_of(conversation, last)
    return keep_map(conversation, last, result, people=people, took_seconds=monotonic() - begun)


def map_before(conversation: Conversation) -> robust.Previous | None:
    """Where statements and groups lay on the map before, so that its axes and the names of its groups stay."""
    drawn = OpinionMap.objects.filter(conversation=conversation).defer("people").first()
    if drawn is None or drawn.result["engine"] != "robust":
        return None
    results = drawn.result["statement_results"]
    return robust.Previous(
        np.array([int(one["id"]) for one in results], dtype=np.int64),
        np.array([one["loading"] for one in results]).reshape(-1, 2),
        np.array(drawn.result["groups"].get("middles", [])).reshape(-1, 2),
    )


@transaction.atomic
def keep_map(
    conversation: Conversation,
    last_vote_id: int,
    result: dict[str, Any],
    *,
    people: Sequence[UUID] = (),
    took_seconds: float = 0,
) -> OpinionMap:
    """Store a map, unless a later one is there already, with everybody's group and every statement's counts.

    `people` are the pseudonyms that its numbers 1, 2, … stand for.
    """
    shown = {name: value for name, value in result.items() if name != "people"}
    found = {
        "last_vote_id": last_vote_id,
        "result": shown,
        "people": result["people"],
        "made_at": timezone.now(),
        "took_seconds": took_seconds,
    }
    drawn, is_new = OpinionMap.objects.select_for_update().get_or_create(conversation=conversation, defaults=found)
    if not is_new and drawn.last_vote_id > last_vote_id:
        return drawn
    if not is_new:
        for name, value in found.items():
            setattr(drawn, name, value)
        drawn.version += 1  # the row is locked
        drawn.save(update_fields=["version", *found])
    groups = {int(person["id"]): person["group"] for person in result["people"]}
    placed = {root: groups.get(number) for number, root in enumerate(people, start=1)}
    count_anew(conversation.pk, last_vote_id, shown["statement_results"], placed)
    remember_hearings(conversation, shown["statement_results"])
    return drawn


def remember_hearings(conversation: Conversation, results: Iterable[dict[str, Any]]) -> None:
    """Write on each statement how many people answered it."""
    heard = {int(result["id"]): int(result["seen"]) for result in results}
    changed = []
    for statement in conversation.statements.filter(number__in=heard).only("conversation", "number", "hearings"):
        if statement.hearings != heard[statement.number]:
            statement.hearings = heard[statement.number]
            changed.append(statement)
    Statement.objects.bulk_update(changed, ["hearings"], batch_size=500)
