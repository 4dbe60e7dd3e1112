"""One bid, many funders: sent once, answered once; parts that make the whole; money that is never spent twice."""

import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.loop.test_funding import another_version
from wayahead.base.coproduction import actions as table
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.journey import bid_core
from wayahead.journey.answers import untold
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Added, Asked, Extra
from wayahead.loop.funding.core import core_of, count_words, rewritten
from wayahead.loop.funding.models import Bid, ExtraAnswer, Grant, PartOffer, Programme, WholeBid
from wayahead.loop.funding.sums import pot_of, remaining_pence, standing_of
from wayahead.loop.listening import actions as listening
from wayahead.loop.outcomes import actions as outcomes

NEXT_YEAR = timezone.localdate() + timedelta(days=365)
WHOLE = 5_200_000  # what the cast's agreed version costs
SAFE = Extra("Who holds the key?", "We insure only what somebody locks.")


def open_one(cast: Cast, title: str = "Second evening", pence: int = 9_000_000, **more: Any) -> Programme:
    """One more programme on the need, of the council."""
    today = timezone.localdate()
    offer = actions.Offer(title=title, pot_pence=pence, opens_on=today, closes_on=today, needs=[cast.need], **more)
    return actions.open_programme(cast.council, offer, by=cast.officer)


def send(cast: Cast, *asks: Asked, **added: Any) -> WholeBid:
    """The tenants send one bid of the agreed version."""
    given = Added(**added)
    return actions.send(cast.agreed_version, list(asks), by=cast.organiser, applicant=cast.tenants, added=given)


def to_two(cast: Cast) -> tuple[WholeBid, Bid, Bid]:
    """One bid to the trust and the council, each asked for the half that it could give."""
    whole = send(cast, Asked(cast.programme, 3_000_000), Asked(open_one(cast), 4_000_000))
    trust, council = whole.bids.order_by("pk")
    return whole, trust, council


def offer(bid: Bid, cast: Cast, pence: int) -> PartOffer:
    """Somebody of its funder offers a part."""
    by = cast.grants_officer if bid.programme.funder_id == cast.trust.pk else cast.officer
    return actions.offer_part(bid, by=by, amount_pence=pence, reasons="It answers the need.", report_due_on=NEXT_YEAR)


def refused_words(work: Callable[[], Any]) -> str:
    """The words with which something is refused."""
    with pytest.raises(NotPossible) as error:
        work()
    return str(error.value)


def refused_at(work: Callable[[], Any]) -> str:
    """The field at which something is refused."""
    with pytest.raises(NotPossible) as error:
        work()
    return str(error.value.field)


def test_one_bid_goes_to_several_programmes_in_one_go(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    assert (whole.wanted_pence, trust.asked_pence, council.asked_pence) == (WHOLE, 3_000_000, 4_000_000)
    noted = Event.objects.get(kind="whole_bid.sent")
    assert noted.facts["bids"] == [trust.pk, council.pk]


def test_it_goes_to_all_or_to_none(cast: Cast) -> None:
    closed = open_one(cast)
    Programme.objects.filter(pk=closed.pk).update(
        opens_on=timezone.localdate() - timedelta(days=2), closes_on=timezone.localdate() - timedelta(days=1)
    )
    closed.refresh_from_db()
    with pytest.raises(NotPossible, match="not open"):
        send(cast, Asked(cast.programme, WHOLE), Asked(closed, WHOLE))
    assert not Bid.objects.exists()
    assert not WholeBid.objects.exists()


def test_a_programme_asks_two_questions_at_most_each_with_its_reason(cast: Cast) -> None:
    assert refused_at(lambda: open_one(cast, questions=[SAFE, SAFE, SAFE])) == "questions"
    assert refused_at(lambda: open_one(cast, questions=[Extra("Why?", " ")])) == "reason_1"
    assert refused_at(lambda: open_one(cast, questions=[SAFE, Extra("", "Because.")])) == "question_2"
    assert open_one(cast, questions=[SAFE, SAFE]).extra_questions.count() == 2


def test_extra_questions_are_answered_and_nothing_else_is(cast: Cast) -> None:
    asking = open_one(cast, questions=[SAFE])
    question = asking.extra_questions.get()
    assert refused_at(lambda: send(cast, Asked(asking, WHOLE))) == f"answer_{question.pk}"
    assert refused_at(lambda: send(cast, Asked(cast.programme, WHOLE, {question.pk: "Dougie."}))) == "answers"
    send(cast, Asked(asking, WHOLE, {question.pk: " Dougie, and the caretaker. "}))
    assert ExtraAnswer.objects.get().text == "Dougie, and the caretaker."


@pytest.mark.parametrize(
    ("wanted", "asked", "field"),
    [(0, 100, "wanted_pence"), (WHOLE, WHOLE - 1, "wanted_pence"), (100, 101, "asked_pence"), (100, 0, "asked_pence")],
)
def test_sums_that_can_never_make_the_whole_are_refused(cast: Cast, wanted: int, asked: int, field: str) -> None:
    assert refused_at(lambda: send(cast, Asked(cast.programme, asked), wanted_pence=wanted)) == field


def test_nobody_is_asked_twice_and_a_code_that_is_none_is_refused(cast: Cast) -> None:
    one = Asked(cast.programme, WHOLE)
    assert refused_at(lambda: send(cast, one, one)) == "programmes"
    assert refused_at(lambda: send(cast)) == "programmes"
    assert refused_at(lambda: send(cast, one, led_by=["DEI999999"])) == "led_by"
    assert send(cast, one, led_by=["DEI090000"], meant_for=["DEI020000", "DEI020000"]).meant_for == ["DEI020000"]


def test_more_programmes_join_a_bid_that_is_open_and_its_words_stay(cast: Cast) -> None:
    whole = send(cast, Asked(cast.programme, WHOLE), words="We start in May.")
    second = open_one(cast)
    assert refused_at(lambda: send(cast, Asked(second, WHOLE), words="In June.")) == "words"
    assert send(cast, Asked(second, WHOLE)) == whole
    assert whole.bids.count() == 2


def test_the_core_is_referred_to_and_what_is_rewritten_is_measured(cast: Cast) -> None:
    asking = open_one(cast, questions=[SAFE])
    question = asking.extra_questions.get()
    whole = send(cast, Asked(cast.programme, WHOLE), Asked(asking, WHOLE, {question.pk: "Dougie has it, always."}))
    core = core_of(cast.agreed_version)
    assert [quote.text for quote in core.needs[0].quotes] == [cast.voice.text]
    least = sum(map(count_words, (cast.need.story, cast.need.title, cast.voice.text, cast.agreed_version.summary)))
    assert core.words_count >= least
    none, some = rewritten(whole, core)
    assert (none.words_count, none.share, none.per_cent) == (0, 0.0, 0)
    assert (some.words_count, some.share) == (4, 4 / core.words_count)


def test_the_core_says_what_should_change_and_how_anybody_sees_it_until_it_is_dropped(cast: Cast) -> None:
    before = bid_core.core_of(cast.agreed_version)
    assert cast.indicator
    core = bid_core.core_of(cast.agreed_version)
    ((aim,),) = (told.aims for told in core.needs)
    assert (aim.title, aim.what_we_do) == (cast.outcome.title, cast.outcome.what_we_do)
    (sign,) = aim.signs
    assert sign.words == cast.indicator.words
    assert sign.from_to == (
        "It was 24 of 120 people on 3 September 2026. It should be 50 of every hundred people by 3 September 2027."
    )
    assert core.words_count == before.words_count + sum(map(count_words, aim.texts))
    outcomes.drop_indicator(cast.indicator, by=cast.facilitator, reason="Nobody can count it.")
    assert bid_core.core_of(cast.agreed_version).needs[0].aims[0].signs == []


def test_words_that_were_taken_back_travel_with_no_bid(cast: Cast) -> None:
    version = cast.agreed_version
    assert core_of(version).needs[0].quotes
    listening.withdraw(cast.voice, by=cast.resident)
    assert core_of(version).needs[0].quotes == []


def test_a_programmes_own_limit_is_checked_for_its_bids(cast: Cast) -> None:
    terms = limits.Terms(
        kind="financial",
        statement="We pay £10,000 at most.",
        test={"test": "total_cost", "at_most_pence": 1_000_000},
        reason="It is a small fund.",
        firmness="fixed",
        honest_answer="fixed",
        honest_words="The trustees decided that in March, and it is all there is.",
        who_can_move="The trustees.",
    )
    elsewhere = table.start(title="Small funds", issue="Who pays for little things?", by=cast.officer)
    table.sit_down(
        elsewhere,
        by=cast.officer,
        organisation=cast.council,
        can_decide="Small sums.",
        cannot_decide="Large ones.",
        answers_within_days=14,
    )
    limit = limits.publish(elsewhere, terms, by=cast.officer, owner=cast.council)
    bringing = open_one(cast, limits=[limit])
    with pytest.raises(NotPossible, match="We pay £10,000 at most"):
        send(cast, Asked(bringing, WHOLE))
    assert refused_at(lambda: open_for_trust(cast, limit)) == "limits"


def open_for_trust(cast: Cast, limit: Constraint) -> Programme:
    """The trust opens a programme with a limit that is the council's."""
    today = timezone.localdate()
    terms = actions.Offer("Ours", 100, today, today, [cast.need], limits=[limit])
    return actions.open_programme(cast.trust, terms, by=cast.grants_officer)


def test_parts_that_make_the_whole_become_grants(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    first = offer(trust, cast, 3_000_000)
    assert (first.state, Grant.objects.count()) == ("standing", 0)
    assert standing_of(whole).short_pence == 2_200_000
    assert pot_of(trust.programme).set_aside_pence == 3_000_000
    second = offer(council, cast, 2_200_000)
    assert second.state == PartOffer.State.GRANTED
    assert sorted(Grant.objects.values_list("amount_pence", flat=True)) == [2_200_000, 3_000_000]
    whole.refresh_from_db()
    assert whole.state == WholeBid.State.WHOLE
    assert remaining_pence(trust.programme) == trust.programme.pot_pence - 3_000_000
    assert Event.objects.filter(kind="part_offer.made_it_whole").count() == 1


def test_nobody_offers_more_than_is_short_asked_or_left(cast: Cast) -> None:
    _whole, trust, council = to_two(cast)
    assert refused_at(lambda: offer(trust, cast, 3_000_001)) == "amount_pence"
    offer(trust, cast, 3_000_000)
    assert refused_at(lambda: offer(council, cast, 2_200_001)) == "amount_pence"
    with pytest.raises(NotPossible, match="already"):
        offer(trust, cast, 1)


def test_an_award_of_the_whole_leaves_the_others_nothing_to_decide(cast: Cast) -> None:
    whole = send(cast, Asked(cast.programme, WHOLE), Asked(open_one(cast), WHOLE))
    trust, council = whole.bids.order_by("pk")
    actions.award(trust, by=cast.grants_officer, amount_pence=WHOLE, reasons="All of it.", report_due_on=NEXT_YEAR)
    council.refresh_from_db()
    whole.refresh_from_db()
    assert (council.state, whole.state) == (Bid.State.COVERED, WholeBid.State.WHOLE)
    with pytest.raises(NotPossible, match="already"):
        offer(council, cast, 1)


def test_an_award_that_fills_what_was_short_turns_offers_into_grants(cast: Cast) -> None:
    _whole, trust, council = to_two(cast)
    offer(council, cast, 2_200_000)
    actions.award(trust, by=cast.grants_officer, amount_pence=3_000_000, reasons="The rest.", report_due_on=NEXT_YEAR)
    assert Grant.objects.count() == 2
    council.refresh_from_db()
    assert council.reasons == "It answers the need."


def test_an_offer_is_taken_back_with_its_reason_and_the_money_is_free(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    made = offer(trust, cast, 3_000_000)
    assert refused_at(lambda: actions.take_back_offer(made, by=cast.grants_officer, reasons=" ")) == "reasons"
    actions.take_back_offer(made, by=cast.grants_officer, reasons="The trustees need the money for the flood.")
    trust.refresh_from_db()
    assert (trust.state, remaining_pence(trust.programme)) == (Bid.State.SENT, trust.programme.pot_pence)
    with pytest.raises(NotPossible, match="does not stand"):
        actions.take_back_offer(made, by=cast.grants_officer, reasons="Again.")


def test_a_bid_goes_ahead_with_less_and_says_what_is_cut(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    with pytest.raises(NotPossible, match="Nobody has offered"):
        actions.accept_short(whole, by=cast.organiser, what_is_cut="One evening.")
    offer(trust, cast, 2_000_000)
    assert refused_at(lambda: actions.accept_short(whole, by=cast.organiser, what_is_cut="")) == "what_is_cut"
    went = actions.accept_short(whole, by=cast.organiser, what_is_cut="One evening a week, and the soup.")
    assert (went.state, Grant.objects.get().amount_pence) == (WholeBid.State.SHORT, 2_000_000)
    council.refresh_from_db()
    assert council.state == Bid.State.COVERED
    with pytest.raises(NotPossible, match="not open any more"):
        actions.accept_short(whole, by=cast.organiser, what_is_cut="More.")


def test_a_bid_is_taken_back_from_one_programme_or_from_all(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    offer(trust, cast, 3_000_000)
    actions.withdraw(trust, by=cast.organiser)
    assert PartOffer.objects.get().state == PartOffer.State.LAPSED
    assert remaining_pence(trust.programme) == trust.programme.pot_pence
    actions.withdraw_all(whole, by=cast.organiser)
    council.refresh_from_db()
    whole.refresh_from_db()
    assert (council.state, whole.state) == (Bid.State.WITHDRAWN, WholeBid.State.WITHDRAWN)
    with pytest.raises(NotPossible, match="waits for a decision"):
        actions.withdraw_all(whole, by=cast.organiser)
    assert send(cast, Asked(cast.programme, WHOLE)) != whole


def test_a_question_is_answered_once_for_all_funders(cast: Cast) -> None:
    whole, trust, council = to_two(cast)
    asked = actions.ask_about(trust, by=cast.grants_officer, text="Who has the key?")
    assert asked in council.whole.follow_ups.all()
    assert refused_at(lambda: actions.answer_follow_up(asked, by=cast.organiser, words="")) == "words"
    actions.answer_follow_up(asked, by=cast.organiser, words="Dougie.")
    with pytest.raises(NotPossible, match="answer already"):
        actions.answer_follow_up(asked, by=cast.organiser, words="Moira.")
    assert whole.follow_ups.get().answer_words == "Dougie."


def test_nobody_refuses_what_they_offered_a_part_of(cast: Cast) -> None:
    _whole, trust, _council = to_two(cast)
    offer(trust, cast, 1)
    with pytest.raises(NotPossible, match="Take that back first"):
        actions.refuse(trust, by=cast.grants_officer, reasons="No.")


SIZES = (3_200_000, 3_200_000, 2_000_000)  # of three pots
COST = 5_000_000  # of each of two plans, which both ask all three pots for everything
DEEDS = st.lists(
    st.tuples(
        st.sampled_from([*["offer"] * 6, *["award"] * 6, "take_back", "withdraw", "refuse", "short", "all"]),
        st.integers(0, 5),
        st.sampled_from([3_200_000, 2_000_000]) | st.integers(1, 3_200_000),
    ),
    min_size=4,
    max_size=14,
)
NUMBERS = count()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_pots_less_what_is_set_aside_and_granted_is_what_remains(cast: Cast, deeds: list[tuple[str, int, int]]) -> None:
    """Whatever is done in whatever order, no pot is overspent, nothing is given beyond what is wanted, sums agree."""
    pots = [open_one(cast, f"Pot {next(NUMBERS)}", pence) for pence in SIZES]
    asks = [Asked(pot, pot.pot_pence) for pot in pots]
    wholes = [
        actions.send(another_version(cast), asks, by=cast.organiser, applicant=cast.tenants) for _plan in range(2)
    ]
    bids = [bid for whole in wholes for bid in whole.bids.order_by("pk")]
    for deed, which, pence in deeds:
        try:
            do(deed, wholes[which // 3], bids[which], pence, cast)
        except NotPossible:
            continue
    for pot in pots:
        here = Grant.objects.filter(bid__programme=pot).values_list("amount_pence", flat=True)
        aside = PartOffer.objects.filter(bid__programme=pot, state="standing").values_list("amount_pence", flat=True)
        assert remaining_pence(pot) == pot.pot_pence - sum(here) - sum(aside) >= 0
    for whole in wholes:
        standing = standing_of(whole)
        assert standing.committed_pence + standing.offered_pence + standing.short_pence == COST
        whole.refresh_from_db()
        assert (whole.state == WholeBid.State.WHOLE) == (standing.committed_pence == COST)


def do(deed: str, whole: WholeBid, bid: Bid, pence: int, cast: Cast) -> None:
    """One thing that somebody may try."""
    bid.refresh_from_db()
    words: dict[str, Any] = {"reasons": "Because.", "report_due_on": NEXT_YEAR}
    if deed == "offer":
        actions.offer_part(bid, by=cast.officer, amount_pence=pence, **words)
    elif deed == "award":
        actions.award(bid, by=cast.officer, amount_pence=pence, **words)
    elif deed == "take_back":
        for made in bid.part_offers.filter(state="standing"):
            actions.take_back_offer(made, by=cast.officer, reasons="Because.")
    elif deed == "withdraw":
        actions.withdraw(bid, by=cast.organiser)
    elif deed == "refuse":
        actions.refuse(bid, by=cast.officer, reasons="Because.")
    elif deed == "short":
        actions.accept_short(whole, by=cast.organiser, what_is_cut="Some.")
    else:
        actions.withdraw_all(whole, by=cast.organiser)


def at_the_same_moment(*works: Callable[[], Any]) -> list[str]:
    """Do these things in threads of their own, at once; gives the refusals."""
    together, refused = threading.Barrier(len(works)), []

    def do_it(work: Callable[[], Any]) -> None:
        try:
            together.wait(timeout=30)
            work()
        except NotPossible as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=do_it, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_what_is_short_is_filled_once_when_two_funders_offer_at_the_same_moment(cast: Cast) -> None:
    whole = send(cast, Asked(cast.programme, WHOLE), Asked(open_one(cast), WHOLE))
    trust, council = whole.bids.select_related("programme").order_by("pk")
    refused = at_the_same_moment(
        lambda: offer(Bid.objects.get(pk=trust.pk), cast, WHOLE),
        lambda: offer(Bid.objects.get(pk=council.pk), cast, WHOLE),
    )
    assert len(refused) == 1
    assert sum(Grant.objects.values_list("amount_pence", flat=True)) == WHOLE


@pytest.mark.django_db(transaction=True)
def test_an_offer_and_an_award_cannot_both_take_the_last_pound_of_a_pot(cast: Cast) -> None:
    pot = open_one(cast, pence=WHOLE)
    first = send(cast, Asked(pot, WHOLE)).bids.get()
    other = actions.bid(pot, another_version(cast), by=cast.organiser, applicant=cast.tenants, asked_pence=4_000_000)
    words: dict[str, Any] = {"reasons": "Yes.", "report_due_on": NEXT_YEAR}
    by = cast.officer
    refused = at_the_same_moment(
        lambda: actions.offer_part(first, by=by, amount_pence=4_000_000, **words),
        lambda: actions.award(other, by=by, amount_pence=4_000_000, **words),
    )
    assert refused == ["There is not that much left in the pot."]
    assert remaining_pence(pot) == WHOLE - 4_000_000


def test_whoever_two_funders_paid_reports_once_to_both(cast: Cast) -> None:
    _whole, trust, council = to_two(cast)
    offer(trust, cast, 3_000_000)
    offer(council, cast, 2_200_000)
    first, second = Grant.objects.order_by("pk")
    account = outcomes.Account(words="Carers went out.", spent_pence=WHOLE)
    outcomes.report(first, account, by=cast.organiser)
    assert refused_words(lambda: outcomes.report(second, account, by=cast.organiser)).startswith(
        "This grant is reported"
    )
    page = cast.browser(cast.organiser).get(f"/c/{cast.coproduction.slug}/outcomes/").content.decode()
    assert f"/grants/{second.pk}/report/" not in page
    assert "reports by" not in page


def test_a_round_pays_the_bid_that_others_refused_before(cast: Cast) -> None:
    won = cast.plans[0]
    council = open_one(cast)
    sent = actions.send(won, [Asked(council, 200_000)], by=cast.organiser, applicant=cast.tenants)
    actions.refuse(sent.bids.get(), by=cast.officer, reasons="Not this year.")
    grants = actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert {grant.bid.whole.state for grant in grants} == {WholeBid.State.WHOLE}
    assert grants[0].bid.whole == sent
    assert remaining_pence(council) == council.pot_pence


def test_two_grants_of_one_bid_are_one_report_to_come_and_one_answer_to_give(cast: Cast) -> None:
    _whole, trust, council = to_two(cast)
    offer(trust, cast, 3_000_000)
    offer(council, cast, 2_200_000)
    page = cast.browser(cast.organiser).get(f"/c/{cast.coproduction.slug}/outcomes/")
    assert len(page.context["due"]) == 1
    assert len(untold(cast.coproduction)) == 2
    outcomes.answer_voices(
        [cast.voice], by=cast.grants_officer, words="It is paid for.", about=Bid.objects.get(pk=trust.pk)
    )
    assert untold(cast.coproduction) == []
