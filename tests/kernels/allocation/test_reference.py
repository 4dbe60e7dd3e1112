"""Equal to the reference, pabutools, in its exact fractions with ties by name, on small elections and real ones."""

import pytest
from hypothesis import given, settings

from tests.kernels.allocation.elections import PRAGA, WIELICZKA, Plain, Reference, election, plain_elections, real
from wayahead.kernels.allocation import RuleCard, allocate


def winners(plain: Plain, **card: object) -> list[str]:
    """The winners, with ties by name as the reference settles them."""
    return list(allocate(election(plain), RuleCard(ties="name", **card)).winners)  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(plain_elections())
def test_every_rule_elects_what_the_reference_elects(plain: Plain) -> None:
    reference = Reference(plain)
    for exact in (False, True):
        assert winners(plain, completion="none", exact=exact) == reference.equal_shares()
        assert winners(plain, completion="none", utility="cardinality", exact=exact) == reference.equal_shares(
            utility="cardinality"
        )
    assert winners(plain, rule="greedy", completion="none") == reference.greedy()
    assert winners(plain, completion="none", then="greedy") == reference.filled_up()
    assert sorted(winners(plain, rule="phragmen", completion="none")) == sorted(reference.phragmen())


@settings(max_examples=40, deadline=None)
@given(plain_elections())
def test_raised_shares_stop_where_the_reference_stops(plain: Plain) -> None:
    for exact in (False, True):
        assert winners(plain, completion="add1-exhaustive", exact=exact) == Reference(plain).equal_shares(increment=1)


@settings(max_examples=40, deadline=None)
@given(plain_elections(has_points=True))
def test_points_elect_what_the_reference_elects(plain: Plain) -> None:
    if not any(plain[1]):
        return
    reference = Reference(plain)
    for exact in (False, True):
        assert winners(plain, completion="none", exact=exact) == reference.equal_shares()
        assert winners(plain, completion="none", utility="cardinality", exact=exact) == reference.equal_shares(
            utility="cardinality"
        )
    assert winners(plain, completion="add1-exhaustive") == reference.equal_shares(increment=1)
    assert winners(plain, rule="greedy", completion="none") == reference.greedy()


def test_wieliczka_comes_out_as_it_was_decided() -> None:
    file = real(WIELICZKA)
    official = {one.id for one in file.solutions if one.about["selected"] == "1"}
    found = allocate(file.election, RuleCard(completion="add1"))
    assert len(found.winners) == 30
    assert set(found.winners) == official
    assert (found.spent, found.ties) == (995_079, ())


def test_stopping_when_nothing_fits_elects_others_in_wieliczka() -> None:
    file = real(WIELICZKA)
    official = {one.id for one in file.solutions if one.about["selected"] == "1"}
    found = allocate(file.election, RuleCard(completion="add1-exhaustive"))
    assert (len(found.winners), found.spent) == (31, 984_579)
    assert official - set(found.winners) == {"46"}
    assert set(found.winners) - official == {"66", "67"}


def test_the_most_supported_win_in_praga_as_it_was_decided() -> None:
    file = real(PRAGA)
    official = {one.id for one in file.solutions if one.about["selected"] == "1"}
    assert set(allocate(file.election, RuleCard(rule="greedy", completion="none")).winners) == official


def test_doubles_elect_what_fractions_elect_in_a_real_district() -> None:
    election = real(PRAGA).election
    fast, exact = (allocate(election, RuleCard(completion="none", exact=exact)) for exact in (False, True))
    assert fast.winners == exact.winners
    assert (fast.is_exact, exact.is_exact) == (False, True)
    assert fast.smallest_gap == pytest.approx(exact.smallest_gap, rel=1e-6)
