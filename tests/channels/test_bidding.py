"""What the two sides of a bid hear of each other, by e-mail: each once, with the words, and nobody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from tests.grid.funding import circle_bid
from tests.loop.test_one_bid import offer, to_two
from wayahead.base.people import actions as people
from wayahead.channels.tasks import deliver
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Bid, WholeBid

# What is not committed is not told, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)
NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def told(cast: Cast) -> dict[str, str]:
    """What the outbox sends now: to whom, which words. Asking twice, nothing is told twice."""
    mail.outbox.clear()
    deliver(0)
    letters = list(mail.outbox)
    deliver(0)
    assert len(mail.outbox) == len(letters) == len({one.to[0] for one in letters})
    names = {person.email: name for name, person in vars(cast).items() if getattr(person, "email", None)}
    return {str(names[one.to[0]]): f"{one.subject}\n{one.body}" for one in letters}


def sent(cast: Cast) -> tuple[WholeBid, Bid, Bid]:
    """A bid to two funders, of which both have heard."""
    whole, trust, council = to_two(cast)
    letters = told(cast)
    assert set(letters) == {"grants_officer", "officer"}
    assert has(letters["grants_officer"], "asks for money", "You promised to decide by", f"whole-bids/{whole.pk}/")
    return whole, trust, council


def has(letter: str, *words: str) -> bool:
    """Whether a letter says all of these, and nothing that a page would have to unfold."""
    assert "&#x27;" not in letter
    return [word for word in words if word not in letter] == []


def test_the_applicant_hears_a_question_and_the_funder_its_answer(cast: Cast) -> None:
    whole, trust, _council = sent(cast)
    people.join_organisation(cast.tenants, by=cast.stranger)  # belongs, but neither leads nor wrote
    asked = actions.ask_about(trust, by=cast.grants_officer, text="Who's got the key?")
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "Ropewalk Trust asks", "Who's got the key?", f"follow-ups/{asked.pk}/answer/")
    actions.answer_follow_up(asked, by=cast.organiser, words="Dougie's got it.")
    letters = told(cast)
    assert set(letters) == {"grants_officer"}
    assert has(letters["grants_officer"], "Who's got the key?", "Dougie's got it.", f"whole-bids/{whole.pk}/")


def test_a_question_that_is_answered_before_it_is_told_bothers_nobody(cast: Cast) -> None:
    _whole, trust, _council = sent(cast)
    asked = actions.ask_about(trust, by=cast.grants_officer, text="Who has the key?")
    actions.answer_follow_up(asked, by=cast.organiser, words="Dougie.")
    assert set(told(cast)) == {"grants_officer"}


def test_the_applicant_hears_an_offer_and_that_it_was_taken_back_and_why(cast: Cast) -> None:
    _whole, trust, _council = sent(cast)
    made = offer(trust, cast, 3_000_000)
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "Ropewalk Trust offers £30,000", "It answers the need.", "£22,000 is still short")
    actions.take_back_offer(made, by=cast.grants_officer, reasons="The board said no.")
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "took its offer back", "The board said no.", "£52,000 is still short")


def test_when_it_is_whole_the_applicant_hears_all_grants_and_the_other_funder_that_its_offer_is_one(cast: Cast) -> None:
    _whole, trust, council = sent(cast)
    offer(trust, cast, 3_000_000)
    told(cast)
    offer(council, cast, 2_200_000)
    letters = told(cast)
    assert set(letters) == {"organiser", "grants_officer"}
    assert has(letters["organiser"], "Your bid is whole", "Ropewalk Trust grants £30,000", "Council grants £22,000")
    assert has(letters["grants_officer"], "A bid is whole", "your offer was accepted, and £30,000 is a grant now")


def test_a_grant_of_a_part_settles_nothing_for_others(cast: Cast) -> None:
    _whole, trust, _council = sent(cast)
    actions.award(trust, by=cast.grants_officer, amount_pence=100, reasons="To begin.", report_due_on=NEXT_YEAR)
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "A grant for your bid", "grants £1", "To begin.", "£51,999 is still short")


def test_a_no_comes_with_its_reasons_and_what_would_have_changed_it(cast: Cast) -> None:
    _whole, trust, _council = sent(cast)
    actions.refuse(trust, by=cast.grants_officer, reasons="Too dear.", would_have_changed="One evening less.")
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "Not this time", "Too dear.", "One evening less.", "£52,000 is still short")


def test_going_ahead_with_less_is_told_to_those_who_offered_and_to_those_who_need_not_decide(cast: Cast) -> None:
    whole, trust, _council = sent(cast)
    offer(trust, cast, 3_000_000)
    told(cast)
    actions.accept_short(whole, by=cast.organiser, what_is_cut="The soup.")
    letters = told(cast)
    assert set(letters) == {"grants_officer", "officer"}
    assert has(letters["grants_officer"], "goes ahead with less", "The soup.", "£30,000 is a grant now")
    assert has(letters["officer"], "you need not decide any more")


def test_a_bid_taken_back_is_told_to_each_funder_once_with_what_is_free_again(cast: Cast) -> None:
    whole, trust, council = sent(cast)
    offer(trust, cast, 3_000_000)
    told(cast)
    actions.withdraw(council, by=cast.organiser)
    letters = told(cast)
    assert set(letters) == {"officer"}
    assert has(letters["officer"], "A bid was taken back", "£40,000")
    actions.withdraw_all(whole, by=cast.organiser)
    letters = told(cast)
    assert set(letters) == {"grants_officer"}
    assert has(letters["grants_officer"], "Your offer of £30,000 is not needed, and free in the pot again.")


def test_one_funder_that_is_asked_hears_of_it(cast: Cast) -> None:
    assert cast.bid
    letters = told(cast)
    assert set(letters) == {"grants_officer"}
    assert has(letters["grants_officer"], "Lockside Tenants' Group asks for money")


def test_the_winners_of_a_round_hear_of_all_their_grants_in_one_letter(cast: Cast) -> None:
    actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    letters = told(cast)
    assert set(letters) == {"organiser"}
    assert has(letters["organiser"], "grants £2,000", "grants £2,999.50", "12 of the 14 people who took part")


def test_who_cannot_see_a_private_circle_hears_nothing_of_its_bid(cast: Cast) -> None:
    bid = circle_bid(cast)
    actions.withdraw(bid, by=cast.organiser)
    assert told(cast) == {}
    assert Bid.objects.get(pk=bid.pk).state == Bid.State.WITHDRAWN
