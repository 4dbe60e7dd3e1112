"""The plain endpoint, at the same address."""

from random import random
from typing import Annotated

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.urls import path
from ninja import Header, NinjaAPI, Router, Status

from wayahead import access
from wayahead.api.asking import Ask, TakingPart
from wayahead.api.listening.shapes import RowNumber, VoteIn, VoteOut
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.models import Exposure, OpinionMap, Participation, Statement, Tally, Vote

router = Router()


@router.post("/conversations/{id}/votes", response={201: VoteOut})
def vote(
    request: Ask, id: RowNumber, given: VoteIn, idempotency_key: Annotated[str | None, Header()] = None
) -> "Status[dict[str, object]]":
    """One vote, kept for good before the answer comes, and the statement to answer next."""
    conversation = access.fetch(request.person, "vote.cast", pk=id)
    by = access.somebody(request.person)
    statement = conversation.statements.filter(pk=given.statement, state=Statement.State.ACCEPTED).first()
    if statement is None:
        raise NotPossible("This statement is not open for votes here.", field="statement")
    actions.refuse_if_closed(conversation)
    part = actions.take_part(conversation, by=by)
    with transaction.atomic():
        locked = Participation.objects.select_for_update(of=("self",)).select_related("placement")
        part = locked.get(pk=part.pk)
        kept, is_new = store(part, statement, given, idempotency_key)
        then = choose(part) if is_new else None
    return Status(201, {"receipt": kept.pk, "next": then})


def store(part: Participation, statement: Statement, given: VoteIn, key: str | None) -> tuple[Vote, bool]:
    """The vote, and whether it is new; counted in its tally."""
    earlier = Vote.objects.filter(voter=part.pseudonym, idempotency_key=key).first() if key else None
    if earlier is not None:
        if (earlier.statement_id, earlier.choice, earlier.matters) != (statement.pk, given.vote, given.matters):
            raise NotPossible("This key was used for another vote. Make a new one.", field="Idempotency-Key")
        return earlier, False
    mine = {"conversation_id": part.conversation_id, "voter": part.pseudonym, "statement": statement}
    before = Vote.objects.filter(**mine).order_by("-pk").first()
    exposure = Exposure.objects.filter(voter=part.pseudonym, statement=statement).order_by("-pk").first()
    kept = Vote.objects.create(
        **mine,
        coproduction_id=statement.coproduction_id,
        choice=given.vote,
        matters=given.matters,
        channel="api",
        exposure_id=exposure.pk if exposure else None,
        idempotency_key=key,
    )
    count(part, statement, given.vote, before.choice if before else None)
    tasks.ask_for_map(part.conversation_id)
    return kept, True


def count(part: Participation, statement: Statement, now: int | None, before: int | None) -> None:
    """One vote takes the place of the one before."""
    names = {1: "agree", -1: "disagree", 0: "passed"}
    known = group_of(part)
    group = Tally.NO_GROUP if known is None else known
    changes = {names[choice]: 0 for choice in (now, before) if choice is not None}
    if now is not None:
        changes[names[now]] += 1
    if before is not None:
        changes[names[before]] -= 1
    rows = Tally.objects.filter(statement=statement, group=group)
    if not rows.update(**{name: F(name) + change for name, change in changes.items()}):
        try:
            with transaction.atomic():
                drawn = OpinionMap.objects.filter(conversation=part.conversation_id)
                version = drawn.values_list("version", flat=True).first() or 0
                Tally.objects.create(statement=statement, version=version, group=group, **changes)
        except IntegrityError:
            rows.update(**{name: F(name) + change for name, change in changes.items()})


def group_of(part: Participation) -> int | None:
    """Where the last map placed somebody."""
    return part.placement.group if hasattr(part, "placement") else None


def choose(part: Participation) -> Statement | None:
    """One of the least heard that this person has not answered, logged as shown."""
    votable = Statement.objects.filter(conversation=part.conversation_id, state=Statement.State.ACCEPTED)
    votable = votable.exclude(pk__in=actions.standing_votes(part).values("statement_id"))
    heard = Sum(F("tallies__agree") + F("tallies__disagree") + F("tallies__passed"))
    left = list(votable.annotate(heard=Coalesce(heard, 0)).values_list("pk", "heard"))
    if not left:
        return None
    chosen, _heard = min(left, key=lambda one: (one[1] + 1) * (random() + 0.5))
    then = Statement.objects.get(pk=chosen)
    Exposure.objects.create(
        coproduction_id=then.coproduction_id,
        conversation_id=part.conversation_id,
        statement=then,
        voter=part.pseudonym,
        policy="plain",
        probability=1 / len(left),
        group=group_of(part),
    )
    return then


api = NinjaAPI(title="Plain", auth=TakingPart(), urls_namespace="plain")
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls)]
