"""What if a limit moved, or went? Which versions come in, and which fall out: solved again each time.

The choice is whole-numbered, so no price per penny of a limit exists; every answer is worked out for one limit as it
would read, against every version.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import State
from wayahead.kernels.feasibility.limit import Limit


@dataclass(frozen=True)
class Column:
    """One version: what it claims, and what it makes of each limit that bounds it (limit's number → state)."""

    claims: Claims
    states: Mapping[int, State]

    @property
    def not_met(self) -> frozenset[int]:
        """The limits that it does not meet, or of which nobody knows."""
        return frozenset(limit for limit, state in self.states.items() if state != State.MET)


@dataclass(frozen=True)
class Outcome:
    """One limit as it might read (`to`; None where it goes), and the versions that come in or fall out by it."""

    limit: int
    to: Limit | None
    comes_in: tuple[int, ...]
    falls_out: tuple[int, ...]
    unknown: tuple[int, ...]  # nothing else stands in their way, but whether they meet it is not known


def tried(columns: Sequence[Column], limit: int, to: Limit | None) -> Outcome:
    """What a limit that read like `to`, or went, would change. Who breaks another limit stays out, uncounted."""
    comes_in, falls_out, unknown = [], [], []
    for number, column in enumerate(columns):
        if limit not in column.states or column.not_met - {limit}:
            continue
        state = to.check(column.claims).state if to else State.MET
        was_in = column.states[limit] == State.MET
        if state == State.UNKNOWN:
            unknown.append(number)
        if was_in and state != State.MET:
            falls_out.append(number)
        if not was_in and state == State.MET:
            comes_in.append(number)
    return Outcome(limit, to, tuple(comes_in), tuple(falls_out), tuple(unknown))


def steps(columns: Sequence[Column], number: int, limit: Limit) -> Iterator[Limit]:
    """How a limit could move: just so far for each version that it alone keeps out, without doubles."""
    seen: set[Limit] = set()
    for column in columns:
        if column.not_met == {number}:
            opened = limit.opened_for(column.claims)
            if opened is not None and opened != limit and opened not in seen:
                seen.add(opened)
                yield opened


def swept(columns: Sequence[Column], limits: Mapping[int, Limit]) -> list[Outcome]:
    """Every one of these limits: moved just so far for each version that it alone keeps out, and dropped.

    Only what lets somebody in is listed; of two moves that let the same versions in, the first.
    """
    found = []
    for number, limit in limits.items():
        outcomes: dict[tuple[int, ...], Outcome] = {}
        for to in [*steps(columns, number, limit), None]:
            outcome = tried(columns, number, to)
            if outcome.comes_in:
                outcomes.setdefault(outcome.comes_in, outcome)
        found += sorted(outcomes.values(), key=lambda outcome: (len(outcome.comes_in), outcome.to is None))
    return found
