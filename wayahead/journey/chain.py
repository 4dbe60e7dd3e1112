"""The chain: from anything to everything upstream and downstream of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from wayahead.journey.edges import Edge, Name, edges, model_of
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


def reach(start: Name, *, upstream: bool) -> dict[Name, list[Name]]:
    """The steps from `start` in one direction, level by level: a query per kind of step and level."""
    steps: dict[Name, list[Name]] = defaultdict(list)
    seen, frontier = {start}, [start]
    while frontier:
        by_kind: dict[str, list[int]] = defaultdict(list)
        for kind, key in frontier:
            by_kind[kind].append(key)
        frontier = []
        for edge in edges():
            near, far = (edge.down, edge.up) if upstream else (edge.up, edge.down)
            for here, there in edge.pairs(by_kind[near], upstream=upstream) if near in by_kind else ():
                steps[near, here].append((far, there))
                if (far, there) not in seen:
                    seen.add((far, there))
                    frontier += [] if is_end(edge, start, upstream) else [(far, there)]
    return steps


def is_end(edge: Edge, start: Name, upstream: bool) -> bool:
    """A side edge ends the walk: a programme rests on other needs too, and a limit bounds other solutions."""
    return edge.is_side and (upstream or edge.up != start[0])


def rows_of(names: Iterable[Name], sees: Sees) -> dict[Name, Model]:
    """The rows behind names that the reader may see, a query per kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, key in names:
        by_kind[kind].append(key)
    return {
        (kind, row.pk): row
        for kind, keys in by_kind.items()
        for row in sees(model_of(kind)).filter(pk__in=keys).select_related(*BESIDE.get(kind, ()))
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
    "solutions.solution": ("coproduction",),
    "solutions.version": ("solution__coproduction",),
    "funding.programme": ("funder",),
    "funding.bid": ("version__solution__coproduction", "programme__funder", "applicant"),
    "funding.grant": ("bid__version__solution__coproduction", "bid__programme__funder", "bid__applicant"),
    "outcomes.report": ("grant__bid__version__solution__coproduction", "grant__bid__applicant"),
}


def trace(start: Name, *, upstream: bool, sees: Sees) -> Chain:
    """Everything upstream (where it came from) or downstream (what became of it) that the reader may see.

    A voice whose words the reader may not read stays on the chain without them, so that the line is never cut.
    """
    steps = reach(start, upstream=upstream)
    names = [start, *dict.fromkeys(far for fars in steps.values() for far in fars)]
    rows = rows_of(names, sees)
    withdrawn = rows_of(
        [name for name in names if name[0] == "listening.voice" and name not in rows],
        lambda model: Voice.objects.filter(state=Voice.State.WITHDRAWN),
    )
    shown = {name for name in names if name in rows or name[0] == "listening.voice"}
    chain = Chain(start, {name: Node(name, rows.get(name) or withdrawn.get(name)) for name in names if name in shown})
    for near, fars in steps.items():
        if near in shown:
            chain.steps[near] = [far for far in dict.fromkeys(fars) if far in shown]
    return chain
