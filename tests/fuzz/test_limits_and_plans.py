"""Bad limits, proposals and plans, generated: each is refused at its field, and nothing of it is kept.

The short form runs with all tests; `script/fuzz` makes ten thousand.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.loop.test_constraints import TERMS, seated
from wayahead.base.record.reading import events
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Cost, Draft, Part, Task
from wayahead.loop.solutions.models import Version

CASES = int(os.environ.get("FUZZ_CASES", "150"))

# What is wrong, and the fields at which it may be said; and the same as something to try.
Bad = tuple[dict[str, Any], set[str]]
Attempt = tuple[Callable[[], object], set[str]]


def bad_test(chance: Random) -> Bad:
    """A test of a limit that cannot be: a figure below nought, a unit that it lacks, an end before its start."""
    money = chance.choice([-1, -chance.randint(1, 10**9), 1.5, "40", True, 10**18])
    unit = chance.choice(["at_most_days", "at_most_people", "x"])
    nobody = chance.choice(["x", "-1", "99999999999", "0"])
    made: list[Bad] = [
        ({"test": "total_cost", "at_most_pence": money}, {"at_most_pence"}),
        ({"test": "total_cost", unit: 3}, {unit}),
        ({"test": "dates", "starts_not_before": "2027-02-02", "ends_not_after": "2027-02-01"}, {"ends_not_after"}),
        ({"test": "benefits", "may_be_for": [nobody]}, {"may_be_for"}),
        ({"test": "excluded_cost", "cost_kind": chance.choice(["gold", "STAFF", " "])}, {"cost_kind"}),
        ({"test": chance.choice(["", "moon", None, 7])}, {"test"}),
    ]
    return chance.choice(made)


def bad_limit(cast: Cast, chance: Random) -> Attempt:
    """Publish something that is no limit."""
    day, (test, fields) = timezone.localdate(), bad_test(chance)
    wrong: list[Bad] = [
        ({"test": test}, fields),
        ({"valid_from": day, "valid_to": day - timedelta(days=chance.randint(1, 900))}, {"valid_to"}),
        ({"statement": " " * chance.randint(0, 9)}, {"statement"}),
        ({"reason": ""}, {"reason"}),
        ({"honest_answer": chance.choice(["", "no", "fixed "])}, {"honest_answer"}),
        ({"honest_answer": "inconvenient"}, {"firmness"}),
        ({"firmness": "could_move"}, {"would_move_if"}),
        ({"source": chance.choice(["ftp://x.org", "javascript:alert(1)", "www"])}, {"source"}),
    ]
    changes, said_at = chance.choice(wrong)
    terms = replace(TERMS, **changes)
    return lambda: limits.publish(cast.coproduction, terms, by=cast.officer, owner=cast.council), said_at


def bad_proposal(cast: Cast, chance: Random) -> Attempt:
    """Propose a figure for the council's limit that cannot be one, or another kind of limit, or nothing."""
    test, fields = bad_test(chance)
    other = chance.choice(["judged", "not_there"])
    wrong: list[Bad] = [
        ({"proposed": test}, fields | {"test"}),
        ({"proposed": {"test": other}}, {"test"}),
        ({"text": " " * chance.randint(0, 9)}, {"text"}),
        ({"kind": chance.choice(["", "how"])}, {"kind"}),
    ]
    changes, said_at = chance.choice(wrong)
    words = {"text": "Count it in.", "kind": "loosen", **changes}
    return lambda: limits.ask_why(cast.limit, by=cast.resident, **words), said_at


def bad_plan(cast: Cast, chance: Random) -> Attempt:
    """Draft a version that cannot be."""
    day = date(2027, 1, 1) + timedelta(days=chance.randint(0, 900))
    wrong: list[Bad] = [
        ({"summary": " " * chance.randint(0, 9)}, {"summary"}),
        ({"starts_on": day, "ends_on": day - timedelta(days=chance.randint(1, 900))}, {"ends_on"}),
        ({"costs": [Cost("staff", "Two people", -chance.randint(1, 10**9))]}, {"costs"}),
        ({"costs": [Cost(chance.choice(["gold", "", "STAFF"]), "Two people", 1)]}, {"costs"}),
        ({"people_count": -chance.randint(0, 10**6)}, {"people_count"}),
        ({"sections": [Part("A heading", "")]}, {"sections"}),
        ({"steps": [Task("Once", key="same"), Task("Twice", key="same")]}, {"steps"}),
    ]
    changes, said_at = chance.choice(wrong)
    draft = replace(Draft(summary="Warm rooms."), **changes)
    return lambda: solutions.draft_version(cast.solution, draft, by=cast.facilitator), said_at


def bad_succession(cast: Cast, chance: Random) -> Attempt:
    """Withdraw a limit for itself, or for the one in whose place it stands: a circle."""
    other = chance.choice([cast.limit, Constraint.objects.get(replaced_by=cast.limit)])
    return lambda: limits.withdraw(cast.limit, by=cast.officer, reason="So.", replaced_by=other), {"replaced_by"}


WAYS: tuple[Callable[[Cast, Random], Attempt], ...] = (bad_limit, bad_proposal, bad_plan, bad_succession)


def kept() -> list[int]:
    """How much there is of what these could leave behind."""
    tables = (Constraint, ConstraintVersion, Question, Version)
    standing = Constraint.objects.filter(state=Constraint.State.STANDING)
    return [*(table.objects.count() for table in tables), standing.count(), events().count()]


def test_what_cannot_be_is_refused_at_its_field_and_nothing_of_it_is_kept(cast: Cast) -> None:
    seated(cast)
    _ = (cast.solution, cast.resident)
    earlier = limits.publish(cast.coproduction, TERMS, by=cast.officer, owner=cast.council)
    limits.withdraw(earlier, by=cast.officer, reason="A new year.", replaced_by=cast.limit)
    chance, before, said_at = Random(4), kept(), set[str]()
    for _round in range(CASES):
        attempt, fields = chance.choice(WAYS)(cast, chance)
        with pytest.raises(NotPossible) as refused:
            attempt()
        assert refused.value.field in fields, (fields, refused.value)
        assert str(refused.value)
        said_at.add(refused.value.field)
    assert kept() == before
    assert len(said_at) >= min(CASES // 10, 15), said_at
