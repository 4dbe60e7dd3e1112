"""The voters' side: how much of their share people used, and who has something funded, by group and area."""

import pytest
from hypothesis import given, settings

from tests.kernels.allocation.elections import Plain, election, plain_elections
from wayahead.kernels.allocation import Election, RuleCard, allocate, voices

EVENINGS: Plain = ({"hut": 4, "pond": 6}, [["hut"], ["hut", "pond"], ["pond"], []], 8)


def test_everybody_is_counted_by_what_they_used_and_got() -> None:
    one = election(EVENINGS)
    found = voices(one, allocate(one, RuleCard(completion="none")), {"area": ["north", "north", "south", "south"]})
    assert (found.overall.people, found.overall.served, found.overall.served_part) == (4, 2, 0.5)
    assert found.overall.used == pytest.approx(0.5)
    assert found.overall.used_tenths == (2, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert {name: (one.people, one.served) for name, one in found.by_label["area"].items()} == {
        "north": (2, 2),
        "south": (2, 0),
    }


def test_a_rule_without_shares_says_only_who_has_something() -> None:
    one = election(EVENINGS)
    found = voices(one, allocate(one, RuleCard(rule="greedy", completion="none", ties="name"))).overall
    assert (found.served, found.used, found.used_tenths) == (2, None, None)


def test_labels_have_to_be_for_everybody() -> None:
    one = election(EVENINGS)
    with pytest.raises(ValueError, match="area: there are 1 labels for 4 voters"):
        voices(one, allocate(one), {"area": ["north"]})


@settings(max_examples=40, deadline=None)
@given(plain_elections())
def test_what_people_used_is_what_was_spent(plain: Plain) -> None:
    one: Election = election(plain)
    outcome = allocate(one, RuleCard(completion="add1"))
    found = voices(one, outcome, {"number": [str(number % 3) for number in range(one.voters)]})
    assert found.overall.used is not None
    assert found.overall.used * (outcome.share or 0) * one.voters == pytest.approx(outcome.spent)
    parts = found.by_label["number"].values()
    assert sum(part.served for part in parts) == found.overall.served
    assert sum(part.people for part in parts) == one.voters
