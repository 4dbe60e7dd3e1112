"""What stands downstream of what: one row per step of the line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet

from wayahead.loop.constraints.models import Question
from wayahead.loop.funding.models import Bid, Grant, Programme, RoundEntry
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs.models import Need, Reliance, Succession
from wayahead.loop.outcomes.models import Measure, Outcome, Report
from wayahead.loop.solutions.models import Call, Match, Solution, Suggestion, Version
from wayahead.loop.tensions.models import Side

# A thing's name on the chain: its kind, as the record writes it, and its key.
Name = tuple[str, int]


@dataclass(frozen=True)
class Edge:
    """`down` came from `up`: a row of `rows` that fits `where` is one step."""

    up: str
    down: str
    rows: "QuerySet[Any]"
    up_field: str
    down_field: str
    where: Q = field(default_factory=Q)

    def pairs(self, keys: Iterable[int], *, upstream: bool) -> Iterator[tuple[int, int]]:
        """(from, to) keys one step from `keys` in that direction, in one query."""
        near, far = (self.down_field, self.up_field) if upstream else (self.up_field, self.down_field)
        # One filter: a second one would look at other rows of a many-to-many relation than the first.
        rows = self.rows.filter(self.where, **{f"{near}__in": list(keys)}).order_by(near, far)
        yield from rows.values_list(near, far).distinct()


# A limit bounds the versions of its co-production's solutions: all of them, or those to its own needs.
BOUNDS = Q(solution__coproduction__limits__isnull=False) & (
    Q(solution__coproduction__limits__needs=None) | Q(solution__coproduction__limits__needs=F("solution__needs"))
)


@cache
def edges() -> tuple[Edge, ...]:
    """The whole line, a step a row."""
    return (
        Edge(
            "coproduction.meetingpoint",
            "listening.voice",
            Voice.objects.exclude(meeting_point=None),
            "meeting_point_id",
            "pk",
        ),
        Edge(
            "listening.voice", "listening.statement", Statement.voices.through.objects.all(), "voice_id", "statement_id"
        ),
        Edge("listening.statement", "needs.need", Need.statements.through.objects.all(), "statement_id", "need_id"),
        Edge("needs.need", "needs.need", Succession.objects.all(), "earlier_id", "later_id"),
        Edge("needs.need", "needs.reliance", Reliance.objects.all(), "need_id", "pk"),
        Edge(
            "needs.need",
            "funding.programme",
            Programme.needs.through.objects.all(),
            "need_id",
            "programme_id",
        ),
        Edge(
            "constraints.constraint",
            "funding.programme",
            Programme.limits.through.objects.all(),
            "constraint_id",
            "programme_id",
        ),
        Edge("needs.need", "solutions.solution", Solution.needs.through.objects.all(), "need_id", "solution_id"),
        Edge("needs.need", "solutions.call", Call.objects.exclude(named_as=None), "named_as_id", "pk"),
        Edge(
            "solutions.call", "solutions.solution", Solution.objects.exclude(responds_to=None), "responds_to_id", "pk"
        ),
        Edge(
            "needs.need",
            "solutions.solution",
            Solution.strengths.through.objects.all(),
            "need_id",
            "solution_id",
        ),
        Edge("constraints.question", "constraints.constraint", Question.objects.all(), "pk", "constraint_id"),
        Edge(
            "constraints.constraint",
            "solutions.version",
            Version.objects.all(),
            "solution__coproduction__limits",
            "pk",
            where=BOUNDS,
        ),
        Edge(
            "listening.statement",
            "tensions.tension",
            Side.statements.through.objects.all(),
            "statement_id",
            "side__tension_id",
        ),
        Edge("needs.need", "tensions.tension", Side.needs.through.objects.all(), "need_id", "side__tension_id"),
        Edge(
            "constraints.constraint",
            "tensions.tension",
            Side.limits.through.objects.all(),
            "constraint_id",
            "side__tension_id",
        ),
        # Whoever answers a need answers the other side of its tension too.
        Edge("tensions.tension", "solutions.solution", Solution.objects.all(), "needs__sides__tension", "pk"),
        Edge("solutions.solution", "solutions.version", Version.objects.all(), "solution_id", "pk"),
        Edge(
            "solutions.suggestion",
            "solutions.version",
            Suggestion.objects.exclude(taken_in=None),
            "pk",
            "taken_in_id",
        ),
        Edge(
            "solutions.offer",
            "solutions.solution",
            Match.objects.filter(state=Match.State.YES),
            "offer_id",
            "solution_id",
        ),
        Edge("solutions.version", "funding.round", RoundEntry.objects.all(), "version_id", "round_id"),
        Edge("funding.programme", "funding.round", RoundEntry.objects.all(), "round__programme_id", "round_id"),
        Edge("funding.round", "funding.bid", RoundEntry.objects.exclude(bid=None), "round_id", "bid_id"),
        Edge("solutions.version", "funding.bid", Bid.objects.all(), "version_id", "pk"),
        Edge("funding.programme", "funding.bid", Bid.objects.all(), "programme_id", "pk"),
        Edge("funding.bid", "funding.grant", Grant.objects.all(), "bid_id", "pk"),
        Edge("funding.grant", "outcomes.report", Report.objects.exclude(grant=None), "grant_id", "pk"),
        Edge("needs.need", "outcomes.outcome", Outcome.objects.filter(dropped_at=None), "need_id", "pk"),
        Edge(
            "outcomes.outcome",
            "outcomes.report",
            Measure.objects.exclude(counts=None),
            "counts__outcome_id",
            "report_id",
        ),
        Edge("solutions.version", "outcomes.report", Report.objects.filter(grant=None), "version_id", "pk"),
    )


KINDS = (
    "coproduction.meetingpoint",
    "listening.voice",
    "listening.statement",
    "needs.need",
    "needs.reliance",
    "constraints.question",
    "constraints.constraint",
    "solutions.call",
    "solutions.offer",
    "tensions.tension",
    "solutions.solution",
    "solutions.suggestion",
    "solutions.version",
    "funding.programme",
    "funding.round",
    "funding.bid",
    "funding.grant",
    "outcomes.outcome",
    "outcomes.report",
)


# What stands beside the line.
SIDE = (
    "needs.reliance",
    "constraints.question",
    "constraints.constraint",
    "solutions.call",
    "solutions.offer",
    "solutions.suggestion",
    "tensions.tension",
    "funding.programme",
    "funding.round",
    "outcomes.outcome",
)


def model_of(kind: str) -> type[Model]:
    """The model behind a kind of thing on the chain; LookupError for a kind that stands nowhere on it."""
    if kind not in KINDS:
        raise LookupError(kind)
    return apps.get_model(kind)
