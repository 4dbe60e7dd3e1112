"""In which group of opinion somebody stands. For counting only: nothing that leaves here may name a person."""

from django.db import connection

from wayahead.loop.listening.models import Conversation, OpinionMap, Participation
from wayahead.loop.listening.tasks import LAST_ANSWERS

# People of a map are numbered in the order of their pseudonyms, as when it was drawn.
NUMBERED = f"""{LAST_ANSWERS}
SELECT DISTINCT dense_rank() OVER (ORDER BY root), root FROM last WHERE choice IS NOT NULL
"""  # noqa: S608 - put together from our own words


def groups_of(conversation: Conversation) -> dict[int, int]:
    """Person → group of the newest map, under the account that claimed a guest; empty without two groups, or where
    somebody joined or left who is not on the map yet.
    """
    drawn = OpinionMap.objects.filter(conversation=conversation).first()
    if drawn is None or not drawn.is_shown or drawn.result["groups"]["count"] < 2:
        return {}
    group_of = {int(one["id"]): one["group"] for one in drawn.people if str(one["id"]).isdigit()}
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED, {"conversation": conversation.pk, "last": drawn.last_vote_id})
        pseudonyms = {pseudonym: number for number, pseudonym in cursor.fetchall()}
    if set(pseudonyms.values()) != set(group_of):
        return {}
    people = Participation.objects.filter(pseudonym__in=pseudonyms).exclude(person=None).select_related("person")
    return {
        one.person.claimed_by_id or one.person.pk: group_of[pseudonyms[one.pseudonym]]
        for one in people
        if one.person and group_of[pseudonyms[one.pseudonym]] is not None
    }
