"""Nobody decides over money for their own: who belongs to the bidder, would do the work, or says what ties them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.loop.test_one_bid import offer, to_two
from wayahead import access
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding import actions
from wayahead.loop.funding.interests import deciders, interest_in_round, interest_of, makers
from wayahead.loop.funding.models import Bid, Grant, Interest
from wayahead.loop.solutions.models import Version

NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def all_refused(bid: Bid, by: Person) -> set[str]:
    """The words with which everything about a bid's money is refused to somebody; nothing is written."""
    deeds = (
        lambda: actions.award(bid, by=by, amount_pence=100, reasons="Gladly.", report_due_on=NEXT_YEAR),
        lambda: actions.offer_part(bid, by=by, amount_pence=100, reasons="Gladly.", report_due_on=NEXT_YEAR),
        lambda: actions.refuse(bid, by=by, reasons="Not this time."),
        lambda: actions.ask_about(bid, by=by, text="Who holds the key?"),
        lambda: actions.declare_interest(bid, by=by, words="My sister."),
    )
    words = set()
    for deed in deeds:
        with pytest.raises(NotPossible) as error:
            deed()
        words.add(str(error.value))
    assert not access.allows(by, "bid.decide", bid)
    bid.refresh_from_db()
    assert bid.state == Bid.State.SENT
    return words


def test_who_belongs_to_the_bidder_too_decides_nothing_and_is_told_who_can(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    people.join_organisation(cast.tenants, by=cast.grants_officer)
    told = "You belong to Lockside Tenants' Group too, which this money would go to, so that you do not decide it."
    assert all_refused(trust, cast.grants_officer) == {
        f"{told} Nobody else of Ropewalk Trust can yet: ask somebody to join it."
    }
    people.join_organisation(cast.trust, by=cast.stranger)
    assert all_refused(trust, cast.grants_officer) == {f"{told} Others of Ropewalk Trust decide it."}
    assert list(deciders(trust)) == [cast.stranger]
    assert actions.refuse(trust, by=cast.stranger, reasons="Not this time.").state == Bid.State.REFUSED


def test_who_left_the_bidder_decides_again(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    people.join_organisation(cast.tenants, by=cast.grants_officer)
    people.leave_organisation(cast.tenants, by=cast.grants_officer)
    assert interest_of(trust, cast.grants_officer) == ""
    assert access.allows(cast.grants_officer, "bid.decide", trust)


def test_who_belongs_to_whoever_would_do_it_decides_nothing_but_a_funder_may_pay_for_its_own_part(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    cast.agreed_version.delivered_by = cast.council
    cast.agreed_version.save(update_fields=["delivered_by"])
    people.join_organisation(cast.trust, by=cast.officer)
    for bid in (trust, council):
        bid.refresh_from_db()
    assert interest_of(trust, cast.officer).startswith("You belong to Averhythe Council too")
    assert not access.allows(cast.officer, "bid.decide", trust)
    assert access.allows(cast.officer, "bid.decide", council)
    assert set(deciders(trust)) == {cast.grants_officer}
    assert set(deciders(council)) == {cast.officer}
    assert whole.bids.count() == 2


def test_who_says_what_ties_them_to_a_bid_stands_aside_from_all_of_it_and_the_record_keeps_it(cast: Cast) -> None:
    _whole, trust, council = to_two(cast)
    people.join_organisation(cast.council, by=cast.grants_officer)
    declared = actions.declare_interest(trust, by=cast.grants_officer, words=" My sister works for them. ")
    assert declared.words == "My sister works for them."
    for bid in (trust, council):
        (words,) = all_refused(bid, cast.grants_officer)
        assert words.startswith("You have an interest in this bid, as you said, and stand aside.")
    assert set(deciders(council)) == {cast.officer}
    noted = Event.objects.get(kind="interest.declared")
    assert (noted.facts, noted.for_organisation_id) == ({"bid": trust.pk}, cast.trust.pk)
    assert "sister" not in str(noted.facts)


def test_an_interest_says_which_and_comes_before_the_decision(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    with pytest.raises(NotPossible) as error:
        actions.declare_interest(trust, by=cast.grants_officer, words="  ")
    assert error.value.field == "words"
    actions.refuse(trust, by=cast.grants_officer, reasons="Not this time.")
    with pytest.raises(NotPossible, match="decided or withdrawn already"):
        actions.declare_interest(trust, by=cast.grants_officer, words="My sister.")
    assert not Interest.objects.exists()


def test_an_offer_stands_when_its_officer_stands_aside_and_only_others_take_it_back(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    made = offer(trust, cast, 100)
    actions.declare_interest(trust, by=cast.grants_officer, words="My sister.")
    assert not access.allows(cast.grants_officer, "part_offer.take_back", made)
    with pytest.raises(NotPossible, match="stand aside"):
        actions.take_back_offer(made, by=cast.grants_officer, reasons="Too late.")
    people.join_organisation(cast.trust, by=cast.stranger)
    assert access.allows(cast.stranger, "part_offer.take_back", made)
    assert not Grant.objects.exists()


def test_who_belongs_to_a_winner_of_a_round_makes_none_of_its_grants_and_is_told_who_can(cast: Cast) -> None:
    round = cast.counted_round
    people.join_organisation(cast.tenants, by=cast.grants_officer)
    told = (
        "You belong to Lockside Tenants' Group too, which money of this round would go to: others make its grants."
        " Nobody else of Ropewalk Trust can yet: ask somebody to join it."
    )
    assert access.allows(cast.grants_officer, "round.run", round)
    assert not access.allows(cast.grants_officer, "round.award", round)
    with pytest.raises(NotPossible) as error:
        actions.award_round(round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert str(error.value) == told
    assert not Grant.objects.exists()
    people.join_organisation(cast.trust, by=cast.stranger)
    with pytest.raises(NotPossible, match=r"Others of Ropewalk Trust can\.$"):
        actions.award_round(round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert list(makers(round)) == [cast.stranger]
    assert access.allows(cast.stranger, "round.award", round)
    assert len(actions.award_round(round, by=cast.stranger, report_due_on=NEXT_YEAR)) == 2


def test_who_belongs_to_what_a_round_does_not_fund_makes_its_grants(cast: Cast) -> None:
    round = cast.counted_round
    Version.objects.filter(entries__round=round, entries__number=3).update(delivered_by=cast.council)
    people.join_organisation(cast.council, by=cast.grants_officer)
    assert interest_in_round(round, cast.grants_officer) == ""
    assert access.allows(cast.grants_officer, "round.award", round)
    Version.objects.filter(entries__round=round, entries__number=2).update(delivered_by=cast.council)
    assert not access.allows(cast.grants_officer, "round.award", round)


def test_a_funder_that_would_do_what_people_chose_makes_the_grants_all_the_same(cast: Cast) -> None:
    Version.objects.filter(entries__round=cast.counted_round).update(delivered_by=cast.trust)
    assert access.allows(cast.grants_officer, "round.award", cast.counted_round)
    assert list(makers(cast.counted_round)) == [cast.grants_officer]
    assert actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)


def test_who_stood_aside_from_a_bid_for_a_winner_makes_none_of_the_grants(cast: Cast) -> None:
    plan = cast.plans[0]
    sent = actions.bid(cast.small_pots, plan, by=cast.organiser, applicant=cast.tenants, asked_pence=100_000)
    actions.declare_interest(sent, by=cast.grants_officer, words="My sister.")
    actions.withdraw(sent, by=cast.organiser)
    round = cast.counted_round
    assert not access.allows(cast.grants_officer, "round.award", round)
    with pytest.raises(NotPossible, match=f"an interest in a bid for “{plan.solution.title}”, as you said"):
        actions.award_round(round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert list(makers(round)) == []


def test_the_page_and_programs_leave_the_grants_of_a_round_to_others(cast: Cast) -> None:
    people.join_organisation(cast.tenants, by=cast.grants_officer)
    round, browser = cast.counted_round, cast.browser(cast.grants_officer)
    page = f"/c/{round.coproduction.slug}/rounds/{round.pk}/"
    shown = browser.get(f"{page}results/").content.decode()
    assert "You leave these grants to others" in shown
    assert "Nobody else of Ropewalk Trust can yet." in shown
    assert f"{page}award/" not in shown
    assert browser.post(f"{page}award/", {"report_due_on": NEXT_YEAR.isoformat()}).status_code == 403
    given = {"report_due_on": NEXT_YEAR.isoformat()}
    answer = cast.browser(None).post(
        f"/api/v1/rounds/{round.pk}/award", given, "application/json", headers=cast.api(cast.grants_officer)
    )
    assert answer.status_code == 403
    assert not Grant.objects.exists()
    people.join_organisation(cast.trust, by=cast.stranger)
    assert f"can make them: {cast.stranger}" in browser.get(f"{page}results/").content.decode()
    assert f"{page}award/" in cast.browser(cast.stranger).get(f"{page}results/").content.decode()
