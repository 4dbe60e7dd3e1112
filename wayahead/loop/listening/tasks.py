"""Background work of listening: the opinion map, made again as votes come in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from wayahead.loop.listening.last_answers import read
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement
from wayahead.loop.listening.tallies import catch_up, count_anew, last_settled
from wayahead.loop.listening.watching import watch

SECONDS_BETWEEN_MAPS = 2.0
MAPS_SHARE = 4  # a map that took long rests this many times as long, so that others get their turn

# In the order of these ranks.
STANDING_VOTES = "SELECT dense_rank() OVER (ORDER BY root), number, choice FROM last ORDER BY 1, 2"
PEOPLE = "SELECT DISTINCT root FROM last ORDER BY 1"
# By the way in which people answered: per statement, and (without a number) how many people there were.
BY_CHANNEL = """
SELECT channel, number, count(DISTINCT root) FROM last GROUP BY GROUPING SETS ((channel, number), (channel))
"""
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
    rows = np.array(read(STANDING_VOTES, conversation.pk, last_vote_id), dtype=np.int64).reshape(-1, 3)
    return Votes.of(rows[:, 0], rows[:, 1], rows[:, 2])


def people_of(conversation: Conversation, last_vote_id: int) -> list[UUID]:
    """The pseudonym of each number."""
    return [root for (root,) in read(PEOPLE, conversation.pk, last_vote_id)]


def answers_by_channel(conversation: Conversation, last_vote_id: int) -> dict[str, dict[str, Any]]:
    """For each way in which people answered: how many `people`, and how many of them answered each statement."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"people": 0, "answers": {}})
    for channel, number, people in read(BY_CHANNEL, conversation.pk, last_vote_id):
        if number is None:
            found[channel]["people"] = people
        else:
            found[channel]["answers"][str(number)] = people
    return dict(found)


def redraw(conversation: Conversation) -> OpinionMap:
    """The map of one conversation from its standing votes, kept for everybody to read.

    The arithmetic happens before the transaction opens, and knows people by numbers.
    """
    begun = monotonic()
    last = last_settled(conversation.pk)
    out = conversation.statements.exclude(state=Statement.State.ACCEPTED).values_list("number", flat=True)
    votes, before = standing_votes(conversation, last), map_before(conversation)
    result = robust.analyse(votes, moderated_out=list(out), options=Options(), previous=before).to_dict()
    if before is not None and "middles" not in result["groups"]:
        # No groups for now: should they come back, they are called what they were.
        result["groups"]["middles_before"] = before.middles.tolist()
    people, channels = people_of(conversation, last), answers_by_channel(conversation, last)
    took = monotonic() - begun
    return keep_map(conversation, last, result, people=people, by_channel=channels, took_seconds=took)


def map_before(conversation: Conversation) -> robust.Previous | None:
    """Where statements and groups lay on the map before, so that its axes and the names of its groups stay."""
    drawn = OpinionMap.objects.filter(conversation=conversation).defer("people").first()
    if drawn is None or drawn.result["engine"] != "robust":
        return None
    results, groups = drawn.result["statement_results"], drawn.result["groups"]
    return robust.Previous(
        np.array([int(one["id"]) for one in results], dtype=np.int64),
        np.array([one["loading"] for one in results]).reshape(-1, 2),
        np.array(groups.get("middles") or groups.get("middles_before") or []).reshape(-1, 2),
    )


@transaction.atomic
def keep_map(
    conversation: Conversation,
    last_vote_id: int,
    result: dict[str, Any],
    *,
    people: Sequence[UUID] = (),
    by_channel: Mapping[str, Any] | None = None,
    took_seconds: float = 0,
) -> OpinionMap:
    """Store a map, unless a later one is there already, with everybody's group and every statement's counts.

    `people` are the pseudonyms that its numbers 1, 2, … stand for: by their own somebody finds where they stand.
    Nobody's key is stored with a place, and erasure cuts a pseudonym from its person.
    """
    shown = {name: value for name, value in result.items() if name != "people"}
    names = {number: str(root) for number, root in enumerate(people, start=1)}
    found = {
        "last_vote_id": last_vote_id,
        "result": shown,
        "people": [{**one, "id": names.get(int(one["id"]))} for one in result["people"]],
        "by_channel": by_channel or {},
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
    count_anew(conversation.pk, last_vote_id, shown["statement_results"], placed, version=drawn.version)
    remember_hearings(conversation, shown["statement_results"])
    catch_up(conversation.pk, last_vote_id, version=drawn.version)  # last: from its end on votes wait for this commit
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
