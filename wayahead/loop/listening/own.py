"""Where one person stands among the others: told to that person only, or counted. Nothing here names anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from wayahead.loop.listening.models import Conversation, OpinionMap, Participation, Vote
from wayahead.loop.listening.voting.answers import standing_votes

FEWEST_SHOWN = OpinionMap.FEWEST_SHOWN
# One person out of the column, so that nobody else's place leaves the database.
PLACE = """
SELECT place ->> 'x', place ->> 'y', place ->> 'group' FROM listening_opinionmap AS map,
  jsonb_path_query(people, '$[*] ? (@.id == $mine[*])', jsonb_build_object('mine', to_jsonb(%s::text[]))) AS place
WHERE map.id = %s LIMIT 1
"""


@dataclass(frozen=True)
class Place:
    """Where somebody stands on a map; no group when they are near the edge of several, or it has fewer than five."""

    x: float
    y: float
    group: int | None


@dataclass(frozen=True)
class WithOthers:
    """With how many others somebody answered a statement alike."""

    others: int
    vote: Vote


def place_of(pseudonyms: Iterable[UUID], drawn: OpinionMap) -> Place | None:
    """Where somebody stands who votes under these pseudonyms; None when the map does not have them yet."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [[str(one) for one in pseudonyms], drawn.pk])
        found = cursor.fetchone()
    if found is None:
        return None
    x, y, group = float(found[0]), float(found[1]), None if found[2] is None else int(found[2])
    sizes = drawn.result["groups"]["sizes"]
    is_told = group is not None and len(sizes) > 1 and sizes[group] >= FEWEST_SHOWN
    return Place(x, y, group if is_told else None)


def with_others(taking_part: Participation, published: dict[str, Any]) -> WithOthers | None:
    """You are with 62 others who said: what somebody shares with most people.

    None while it would be fewer than five others.
    """
    counts = {one["id"]: one for one in published["statement_results"]}
    best: WithOthers | None = None
    for vote in standing_votes(taking_part).exclude(choice=0).select_related("statement"):
        known = counts.get(str(vote.statement.number))
        others = known["agree" if vote.choice == Vote.Choice.AGREE else "disagree"] - 1 if known else 0
        if others >= FEWEST_SHOWN and (best is None or others > best.others):
            best = WithOthers(others, vote)
    return best


def groups_of(conversation: Conversation) -> dict[int, int]:
    """Person → group of the last map, under the account that claimed a guest; none without two groups. For counts."""
    drawn = OpinionMap.objects.filter(conversation=conversation).defer("people").first()
    if drawn is None or not drawn.is_shown or drawn.result["groups"]["count"] < 2:
        return {}
    placed = conversation.participations.exclude(person=None).order_by("-pk")  # of several selves the first one stays
    rows = placed.values_list("person__claimed_by", "person", "placement__group")
    return {account or person: group for account, person, group in rows if group is not None}
