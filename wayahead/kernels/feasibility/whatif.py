"""What if a limit moved, or went? Which versions come in, and which fall out: solved again each time.

The choice is whole-numbered, so no price per penny of a limit exists; every answer is worked out for one limit as it
would read, against every version.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Finding, State
from wayahead.kernels.feasibility.limit import Limit


@dataclass(frozen=True)
class Column:
    """One version: what it claims, what it makes of each limit that bounds it (limit's number → state), and which fact
    is missing where a state is unknown.
    """

    claims: Claims
    states: Mapping[int, State]
    missing: Mapping[int, str] = field(default_factory=dict)

    @property
    def not_met(self) -> frozenset[int]:
        """The limits that it does not meet, or of which nobody knows."""
        return frozenset(limit for limit, state in self.states.items() if state != State.MET)

    @property
    def broken(self) -> frozenset[int]:
        """The limits that it does not meet."""
        return frozenset(limit for limit in self.not_met if self.states[limit] != State.UNKNOWN)


@dataclass(frozen=True)
class Unsure:
    """A version of which nobody can say whether it comes in or falls out; and for which limit which fact is missing."""

    column: int
    missing: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Outcome:
    """One limit as it might read (`to`; None where it goes), and the versions that come in or fall out by it."""

    limit: int
    to: Limit | None
    comes_in: tuple[int, ...] = ()
    falls_out: tuple[int, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    kept_out: tuple[int, ...] = ()  # they would meet this one then, and break another all the same


def tried(columns: Sequence[Column], limit: int, to: Limit | None) -> Outcome:
    """What a limit that read like `to`, or went, would change.

    Who comes in is known to fit then, and is not now: it breaks this limit, or nobody knows. Who falls out is known to
    be out then, and is not now. Where a fact is missing for that, it is named instead.
    """
    comes_in, falls_out, unsure, kept_out = [], [], [], []
    for number, column in enumerate(columns):
        if limit not in column.states:
            continue
        now = column.states[limit]
        found = to.check(column.claims) if to else None
        then = found.state if found else State.MET
        if now == then == State.MET or (is_bad(now) and is_bad(then)):
            continue
        if column.broken - {limit}:
            kept_out += [number] if then == State.MET else []
        elif is_bad(then):
            falls_out.append(number)
        elif facts := missing(column, limit, found):
            unsure.append(Unsure(number, facts))
        else:
            comes_in.append(number)
    return Outcome(limit, to, tuple(comes_in), tuple(falls_out), tuple(unsure), tuple(kept_out))


def is_bad(state: State) -> bool:
    """True where it is known not to be met."""
    return state not in (State.MET, State.UNKNOWN)


def missing(column: Column, limit: int, found: Finding | None) -> tuple[tuple[int, str], ...]:
    """(limit, fact) without which nobody can say whether a version fits; for the limit that moves, as it would read."""
    unknown = [other for other, state in column.states.items() if state == State.UNKNOWN and other != limit]
    facts = [(other, column.missing.get(other, "")) for other in unknown]
    if found and found.missing:
        facts.append((limit, found.missing))
    return tuple(facts)


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
