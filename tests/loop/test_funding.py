"""Money: a bid of an agreed version, a decision with reasons, and a pot that cannot be overspent."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from wayahead import access
from wayahead.base.people import actions as people
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Bid, Grant, Programme
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.models import Solution, Version

NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def offer(cast: Cast, **changes: Any) -> actions.Offer:
    """What the trust offers, with changes."""
    today = timezone.localdate()
    plain: dict[str, Any] = {"title": "More evenings", "pot_pence": 100_000, "opens_on": today, "closes_on": today}
    return actions.Offer(**(plain | {"needs": [cast.need]} | changes))


def another_version(cast: Cast, *, is_agreed: bool = True) -> Version:
    """A second solution's first version."""
    solution = solutions.start(cast.coproduction, by=cast.facilitator, title="Night buses", needs=[cast.need])
    draft = solutions.Draft(summary="A bus at eleven.", costs=[solutions.Cost("other", "Bus", 5_000_000)])
    version = solutions.draft_version(solution, draft, by=cast.facilitator)
    if is_agreed:
        solutions.share(version, by=cast.facilitator)
        solutions.agree(version, by=cast.facilitator, words="At the table.")
    return version


def award(bid: Bid, cast: Cast, pence: int) -> Grant:
    """The trust grants this much."""
    return actions.award(
        bid, by=cast.grants_officer, amount_pence=pence, reasons="It answers the need.", report_due_on=NEXT_YEAR
    )


def ask(cast: Cast, version: Version, **changes: Any) -> Bid:
    """The tenants ask the trust's programme for money."""
    plain: dict[str, Any] = {"by": cast.organiser, "applicant": cast.tenants, "asked_pence": 4_000_000}
    return actions.bid(cast.programme, version, **(plain | changes))


def test_a_bid_says_when_it_is_decided(cast: Cast) -> None:
    assert cast.bid.state == Bid.State.SENT
    assert cast.bid.due_on == timezone.localdate() + timedelta(days=cast.programme.decides_within_days)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pot_pence": 0}, "pot_pence"),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, "closes_on"),
        ({"needs": []}, "needs"),
    ],
)
def test_a_programme_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as error:
        actions.open_programme(cast.trust, offer(cast, **changes), by=cast.grants_officer)
    assert error.value.field == field


@pytest.mark.parametrize("pence", [0, 6_000_001])
def test_nobody_asks_for_nothing_or_for_more_than_the_pot(cast: Cast, pence: int) -> None:
    with pytest.raises(NotPossible) as error:
        ask(cast, cast.agreed_version, asked_pence=pence)
    assert error.value.field == "asked_pence"


def test_only_an_agreed_version_becomes_a_bid(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Only an agreed version"):
        ask(cast, another_version(cast, is_agreed=False))


def test_a_closed_programme_takes_no_bids(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Programme.objects.filter(pk=cast.programme.pk).update(opens_on=yesterday, closes_on=yesterday)
    cast.programme.refresh_from_db()
    with pytest.raises(NotPossible, match="not open"):
        ask(cast, cast.agreed_version)


def test_a_solution_to_other_needs_is_not_what_the_programme_is_for(cast: Cast) -> None:
    version = another_version(cast)
    Solution.objects.get(pk=version.solution_id).needs.clear()
    with pytest.raises(NotPossible, match="none of the needs"):
        ask(cast, version)


def test_one_bid_of_a_version_stands_in_a_programme(cast: Cast) -> None:
    assert cast.bid
    with pytest.raises(NotPossible, match="already"):
        ask(cast, cast.agreed_version)


def test_a_bid_taken_back_can_be_sent_again(cast: Cast) -> None:
    actions.withdraw(cast.bid, by=cast.organiser)
    assert ask(cast, cast.agreed_version).state == Bid.State.SENT


def test_a_decided_bid_cannot_be_taken_back_or_decided_again(cast: Cast) -> None:
    assert cast.grant
    with pytest.raises(NotPossible, match="already"):
        actions.withdraw(cast.bid, by=cast.organiser)
    with pytest.raises(NotPossible, match="already"):
        actions.refuse(cast.bid, by=cast.grants_officer, reasons="No.")


def test_a_refusal_has_reasons_and_says_what_would_have_changed_it(cast: Cast) -> None:
    with pytest.raises(NotPossible) as error:
        actions.refuse(cast.bid, by=cast.grants_officer, reasons="  ")
    assert error.value.field == "reasons"
    refused = actions.refuse(
        cast.bid, by=cast.grants_officer, reasons="Too few evenings.", would_have_changed="Four evenings a week."
    )
    assert (refused.state, refused.would_have_changed) == ("refused", "Four evenings a week.")


def test_an_award_has_reasons_a_sum_within_the_bid_and_a_day_for_the_report(cast: Cast) -> None:
    good: dict[str, Any] = {"amount_pence": 1, "reasons": "Yes.", "report_due_on": NEXT_YEAR}
    bad = {"amount_pence": cast.bid.asked_pence + 1, "reasons": "", "report_due_on": timezone.localdate()}
    for field, value in bad.items():
        with pytest.raises(NotPossible) as error:
            actions.award(cast.bid, by=cast.grants_officer, **(good | {field: value}))
        assert error.value.field == field
    assert not Grant.objects.exists()


def test_grants_never_exceed_the_pot(cast: Cast) -> None:
    other = ask(cast, another_version(cast), asked_pence=3_000_000)
    award(cast.bid, cast, 4_000_000)
    with pytest.raises(NotPossible, match="not that much left"):
        award(other, cast, 2_000_001)
    assert award(other, cast, 2_000_000).amount_pence == 2_000_000
    assert actions.remaining_pence(cast.programme) == 0


@pytest.mark.django_db(transaction=True)
def test_the_last_pound_goes_once_when_two_decide_at_the_same_moment(cast: Cast) -> None:
    bids = [cast.bid, ask(cast, another_version(cast), asked_pence=5_000_000)]
    trustee = cast.grants_officer
    together, refused = threading.Barrier(2), []

    def decide(bid: Bid) -> None:
        try:
            together.wait(timeout=30)
            actions.award(bid, by=trustee, amount_pence=5_000_000, reasons="Yes.", report_due_on=NEXT_YEAR)
        except NotPossible as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[bid]) for bid in bids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["There is not that much left in the pot."]
    assert Grant.objects.count() == 1
    assert sorted(bid.state for bid in Bid.objects.all()) == ["granted", "sent"]


def test_nobody_decides_a_bid_of_an_organisation_they_belong_to(cast: Cast) -> None:
    assert access.allows(cast.grants_officer, "bid.decide", cast.bid)
    people.join_organisation(cast.tenants, by=cast.grants_officer)
    assert not access.allows(cast.grants_officer, "bid.decide", cast.bid)
