"""The chain: from anything to everything upstream and downstream of it."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from wayahead.journey.edges import KINDS, Name, edges, model_of
from wayahead.loop.listening.models import Voice

# Hands over the rows of a model that the reader may see.
Sees = Callable[[type[Model]], "QuerySet[Any]"]


@dataclass(frozen=True)
class Node:
    """One thing on the chain. A voice that the reader may not read is there without its row: counted, not shown."""

    name: Name
    row: Model | None

    @property
    def kind(self) -> str:
        """Its kind, as the record writes it."""
        return self.name[0]

    @property
    def is_withdrawn(self) -> bool:
        """True for a voice that its speaker took back."""
        return isinstance(self.row, Voice) and self.row.state == Voice.State.WITHDRAWN


@dataclass
class Chain:
    """Everything in one direction from one thing: the nodes, and (from, to) steps away from the start."""

    start: Name
    nodes: dict[Name, Node] = field(default_factory=dict)
    steps: dict[Name, list[Name]] = field(default_factory=lambda: defaultdict(list))

    def of_kind(self, kind: str) -> list[Node]:
        """Its nodes of one kind, in the order in which they were reached."""
        return [node for node in self.nodes.values() if node.kind == kind]

    @property
    def pairs(self) -> list[tuple[Name, Name]]:
        """Every step, away from the start."""
        return [(near, far) for near, fars in self.steps.items() for far in fars]


# Whoever comes to a programme or a round goes no further: it rests on other needs and pays for other bids too. Nor past
# what should change: the line leads from the need to the report by itself.
ENDS = ("funding.programme", "funding.round", "outcomes.outcome")


def reach(starts: Sequence[Name], *, upstream: bool, only: Container[str] = KINDS) -> dict[Name, list[Name]]:
    """The steps from `starts` in one direction, a query per kind of step and level, however many rows."""
    steps: dict[Name, list[Name]] = defaultdict(list)
    seen, frontier = set(starts), list(starts)
    while frontier:
        by_kind: dict[str, list[int]] = defaultdict(list)
        for kind, key in frontier:
            by_kind[kind].append(key)
        frontier = []
        for edge in edges():
            near, far = (edge.down, edge.up) if upstream else (edge.up, edge.down)
            if near not in by_kind or far not in only:
                continue
            for here, there in edge.pairs(by_kind[near], upstream=upstream):
                steps[near, here].append((far, there))
                if (far, there) not in seen:
                    seen.add((far, there))
                    frontier += [] if far in ENDS else [(far, there)]
    return steps


def downstream_of(starts: Sequence[Name], kind: str) -> set[int]:
    """The keys of everything of one kind downstream of any of these."""
    wanted = KINDS[: KINDS.index(kind) + 1]
    steps = reach(starts, upstream=False, only=wanted)
    return {key for fars in steps.values() for far, key in fars if far == kind}


def rows_of(names: Iterable[Name], sees: Sees) -> dict[Name, Model]:
    """The rows behind names that the reader may see, a query per kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, key in names:
        by_kind[kind].append(key)
    return {
        (kind, row.pk): row
        for kind, keys in by_kind.items()
        for row in sees(model_of(kind))
        .filter(pk__in=keys)
        .select_related(*BESIDE.get(kind, ()))
        .prefetch_related(*WITH_MANY.get(kind, ()))
    }


# What a node's title and address need besides its own row.
BESIDE: dict[str, tuple[str, ...]] = {
    "coproduction.meetingpoint": ("meeting__coproduction",),
    "listening.voice": ("coproduction", "conversation"),
    "listening.statement": ("coproduction", "conversation"),
    "needs.need": ("coproduction",),
    "needs.reliance": ("organisation", "need__coproduction"),
    "constraints.question": ("constraint__coproduction",),
    "constraints.constraint": ("coproduction", "owner"),
    "tensions.tension": ("coproduction",),
    "solutions.solution": ("coproduction",),
    "solutions.version": ("solution__coproduction",),
    "solutions.call": ("coproduction",),
    "solutions.suggestion": ("version__solution__coproduction", "speaking_for"),
    "solutions.offer": ("coproduction", "speaking_for"),
    "funding.programme": ("funder",),
    "funding.round": ("coproduction", "programme__funder"),
    "funding.bid": ("version__solution__coproduction", "programme__funder", "applicant"),
    "funding.grant": ("bid__version__solution__coproduction", "bid__programme__funder", "bid__applicant"),
    "outcomes.outcome": ("need__coproduction",),
    "outcomes.report": ("version__solution__coproduction",),
}


WITH_MANY: dict[str, tuple[str, ...]] = {"constraints.constraint": ("versions",)}


def trace(start: Name, *, sees: Sees) -> tuple[Chain, Chain]:
    """Everything upstream (where it came from) and downstream (what became of it) that the reader may see.

    A voice whose words the reader may not read stays on the chain without them, so that the line is never cut; what
    stands only behind something hidden is hidden too. LookupError where the reader may not see the start itself.
    """
    ways = [reach([start], upstream=upstream) for upstream in (True, False)]
    names = {start: None, **{far: None for steps in ways for fars in steps.values() for far in fars}}
    rows = rows_of(names, sees)
    if start not in rows:
        raise LookupError(start)
    silent = [name for name in names if name[0] == "listening.voice" and name not in rows]
    withdrawn = rows_of(silent, lambda model: Voice.objects.filter(state=Voice.State.WITHDRAWN))
    nodes = {name: Node(name, rows.get(name) or withdrawn.get(name)) for name in [*rows, *silent]}
    up, down = (walk(start, steps, nodes) for steps in ways)
    return up, down


def walk(start: Name, steps: Mapping[Name, Sequence[Name]], nodes: Mapping[Name, Node]) -> Chain:
    """What can be reached from the start over nodes that are shown."""
    chain, frontier, known = Chain(start), [start], {start}
    for near in frontier:
        chain.nodes[near] = nodes[near]
        fars = [far for far in dict.fromkeys(steps.get(near, ())) if far in nodes]
        if fars:
            chain.steps[near] = fars
        frontier += [far for far in fars if far not in known]
        known.update(fars)
    return chain
