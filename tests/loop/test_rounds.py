"""Deciding together: who may choose, that each person and each paper counts once, the count, and its grants."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import HERE, Cast
from wayahead import access
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.cli import main
from wayahead.journey.erasure import erase_person
from wayahead.loop.funding import actions
from wayahead.loop.funding.counting import bands
from wayahead.loop.funding.models import Bid, Grant, Programme, Round, RoundBallot
from wayahead.loop.funding.tasks import count_what_is_over
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.models import Version

TODAY = timezone.localdate
NEXT_YEAR = TODAY() + timedelta(days=365)


def chosen(ballot: RoundBallot) -> list[int]:
    """The numbers on a ballot as it is kept."""
    return list(RoundBallot.objects.get(pk=ballot.pk).entries.values_list("number", flat=True))


def let_guests_choose(round: Round, *ballots: list[int]) -> None:
    """A guest for each ballot."""
    for numbers in ballots:
        actions.choose(round, by=people.welcome_guest(), numbers=numbers, where=HERE)


def count(cast: Cast, round: Round) -> Any:
    """The result."""
    return actions.count_round(round, by=cast.grants_officer)


def test_an_open_round_holds_its_money_and_has_drawn_its_ties(cast: Cast) -> None:
    assert actions.remaining_pence(cast.small_pots) == 1_000_000
    made = cast.round
    assert actions.remaining_pence(cast.small_pots) == 500_000
    assert sorted(made.card["tie_order"]) == ["1", "2", "3"]
    assert (made.card["rule"], made.card["completion"], made.card["least_supporters"]) == ("equal-shares", "add1", 1)
    assert [entry.cost_pence for entry in made.entries.all()] == [200_000, 299_950, 400_000]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"who": "nobody"}, "who"),
        ({"rule": "dice"}, "rule"),
        ({"pot_pence": 0}, "pot_pence"),
        ({"pot_pence": 1_000_001}, "pot_pence"),
        ({"closes_on": TODAY() - timedelta(days=1)}, "closes_on"),
    ],
)
def test_a_bad_round_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        cast.round_for(**({"who": "everybody"} | changes))
    assert refused.value.field == field
    assert not Round.objects.exists()


def test_one_solution_alone_is_nothing_to_decide(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="nothing to decide"):
        cast.round_for("everybody", versions=cast.plans[:1])


def test_what_costs_more_than_the_whole_pot_could_never_win(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="“A boat” costs more") as refused:
        cast.round_for("everybody", pot_pence=399_999)
    assert refused.value.field == "versions"
    assert cast.round_for("everybody", pot_pence=400_000)


def test_only_what_the_programme_could_pay_for_stands_in_a_round(cast: Cast) -> None:
    bench = cast.plans[0]
    for version, words in (
        (cast.draft, "not agreed"),
        (cast.plan("A talk", 0), "what it costs"),
        (cast.plan("A palace", 9_000_000), "breaks a fixed limit"),
    ):
        _ = cast.limit
        with pytest.raises(NotPossible, match=words):
            cast.round_for("everybody", versions=[bench, version])
    other = cast.need.coproduction.needs.exclude(pk=cast.need.pk)
    assert not other.exists()
    cast.small_pots.needs.clear()
    assert "rests on" in actions.why_not(cast.small_pots, bench)


def test_a_solution_stands_in_one_open_round_at_a_time(cast: Cast) -> None:
    assert cast.round
    with pytest.raises(NotPossible, match="another round"):
        cast.round_for("everybody")


def test_what_has_its_money_or_waits_for_a_decision_stands_in_no_round(cast: Cast) -> None:
    benches, lamps, _boat = cast.plans
    sent = actions.bid(cast.small_pots, benches, by=cast.organiser, applicant=cast.tenants, asked_pence=200_000)
    assert "waits" in actions.why_not(cast.small_pots, benches)
    due = NEXT_YEAR
    actions.award(sent, by=cast.grants_officer, amount_pence=200_000, reasons="Gladly.", report_due_on=due)
    assert "grant already" in actions.why_not(cast.small_pots, benches)
    assert actions.why_not(cast.small_pots, lamps) == ""


def test_one_person_has_one_ballot_which_they_can_change(cast: Cast) -> None:
    first = actions.choose(cast.round, by=cast.resident, numbers=[1, 2], where=HERE)
    again = actions.choose(cast.round, by=cast.resident, numbers=[3, 3], where=HERE)
    assert first.pk == again.pk
    assert chosen(again) == [3]
    assert Event.objects.filter(kind="round.chosen", by_id=None).count() == 2


def test_merged_selves_count_once(cast: Cast) -> None:
    """A guest chose, then the person with the account chose, then said that both are one."""
    guest = people.welcome_guest()
    actions.choose(cast.round, by=guest, numbers=[1], where=HERE)
    actions.choose(cast.round, by=cast.organiser, numbers=[2], where=HERE)
    let_guests_choose(cast.round, [1], [1], [1], [1], [1])
    people.claim(guest, by=cast.organiser)
    result = count(cast, cast.round)
    assert result.people == 6
    assert [one["supporters"] for one in result.document["entries"]] == [5, None, 0]


def test_choosing_again_after_a_merge_leaves_one_ballot(cast: Cast) -> None:
    guest = people.welcome_guest()
    actions.choose(cast.round, by=guest, numbers=[1], where=HERE)
    actions.choose(cast.round, by=cast.organiser, numbers=[2], where=HERE)
    people.claim(guest, by=cast.organiser)
    for self_ in (Person.objects.get(pk=guest.pk), Person.objects.get(pk=cast.organiser.pk)):
        actions.choose(cast.round, by=self_, numbers=[3], where=HERE)
        assert [chosen(ballot) for ballot in cast.round.ballots.all()] == [[3]]


@pytest.mark.django_db(transaction=True)
def test_whoever_chooses_in_two_windows_at_the_same_moment_has_one_ballot(cast: Cast) -> None:
    round, person = cast.round, cast.resident
    together = threading.Barrier(2)

    def choose(number: int) -> None:
        try:
            together.wait(timeout=30)
            actions.choose(round, by=person, numbers=[number], where=HERE)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(chosen(round.ballots.get())) == 1
    assert Event.objects.filter(kind="round.chosen").count() == 2


def test_nobody_chooses_what_does_not_stand_in_the_round(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.choose(cast.round, by=cast.resident, numbers=[1, 4], where=HERE)
    assert refused.value.field == "entries"
    assert not cast.round.ballots.exists()


def test_an_empty_ballot_is_a_ballot(cast: Cast) -> None:
    assert chosen(actions.choose(cast.round, by=cast.resident, numbers=[], where=HERE)) == []


def test_who_may_choose(cast: Cast) -> None:
    took_part = cast.round_for("participants")
    assert cast.voice.speaker == cast.resident
    may = [
        person
        for person in (cast.resident, cast.neighbour, cast.facilitator)
        if access.allows(person, "round.choose", took_part)
    ]
    assert may == [cast.resident, cast.facilitator]
    assert not access.allows(None, "round.choose", took_part)


def test_an_invitation_is_for_one_person(cast: Cast) -> None:
    round = cast.invitation.round
    assert not access.allows(cast.resident, "round.choose", round)
    actions.accept(cast.invitation, by=cast.resident)
    assert access.allows(cast.resident, "round.choose", round)
    assert actions.accept(cast.invitation, by=cast.resident)
    with pytest.raises(NotPossible, match="taken up"):
        actions.accept(cast.invitation, by=cast.neighbour)
    with pytest.raises(NotPossible) as refused:
        actions.invite(round, by=cast.grants_officer, how_many=501)
    assert refused.value.field == "how_many"


def test_whoever_leaves_for_good_frees_no_invitation_and_still_counts(cast: Cast) -> None:
    actions.accept(cast.invitation, by=cast.resident)
    ballot = actions.choose(cast.invitation.round, by=cast.resident, numbers=[1], where=HERE)
    erase_person(cast.resident, by=cast.resident)
    ballot.refresh_from_db()
    assert ballot.person is None
    with pytest.raises(NotPossible, match="taken up"):
        actions.accept(cast.invitation, by=cast.neighbour)


def test_a_paper_counts_once_and_only_one_that_was_printed(cast: Cast) -> None:
    paper: dict[str, Any] = {"by": cast.facilitator, "paper_number": 3, "numbers": [1], "where": HERE}
    with pytest.raises(NotPossible, match="No ballots on paper"):
        actions.type_paper(cast.round, **paper)
    actions.print_papers(cast.round, by=cast.grants_officer, how_many=3)
    ballot = actions.type_paper(cast.round, **paper)
    assert (ballot.is_on_paper, ballot.person) == (True, None)
    for changes in ({}, {"paper_number": 4}, {"paper_number": 0}):
        with pytest.raises(NotPossible) as refused:
            actions.type_paper(cast.round, **(paper | changes))
        assert refused.value.field == "paper_number"
    actions.type_paper(cast.round, **(paper | {"numbers": [2], "corrects": True}))
    assert [chosen(one) for one in cast.round.ballots.all()] == [[2]]


def test_the_database_keeps_a_paper_from_counting_twice(cast: Cast) -> None:
    RoundBallot.objects.create(round=cast.round, paper_number=1)
    with pytest.raises(IntegrityError, match="one_paper_counts_once"), transaction.atomic():
        RoundBallot.objects.create(round=cast.round, paper_number=1)


def test_papers_count_like_every_other_ballot(cast: Cast) -> None:
    actions.print_papers(cast.round, by=cast.grants_officer, how_many=5)
    for number in range(1, 6):
        actions.type_paper(cast.round, by=cast.facilitator, paper_number=number, numbers=[2], where=HERE)
    result = count(cast, cast.round)
    assert (result.people, result.on_paper, result.document["winners"]) == (5, 5, ["2"])


def test_nothing_is_counted_while_people_can_choose_and_nobody_chooses_after_the_count(cast: Cast) -> None:
    later = cast.round_for("everybody", closes_on=TODAY() + timedelta(days=1))
    with pytest.raises(NotPossible, match="can still choose"):
        count(cast, later)
    Round.objects.filter(pk=later.pk).update(closes_on=TODAY())
    count(cast, later)
    for again in (
        lambda: count(cast, later),
        lambda: actions.choose(later, by=cast.resident, numbers=[1], where=HERE),
        lambda: actions.print_papers(later, by=cast.grants_officer, how_many=1),
        lambda: actions.give_more_time(later, by=cast.grants_officer, closes_on=NEXT_YEAR, because="Snow."),
    ):
        with pytest.raises(NotPossible, match="over"):
            again()


def test_a_round_gets_more_time_with_a_reason_and_never_less(cast: Cast) -> None:
    more: dict[str, Any] = {
        "by": cast.grants_officer,
        "closes_on": TODAY() + timedelta(days=7),
        "because": "It snowed.",
    }
    for changes, field in (({"because": " "}, "because"), ({"closes_on": TODAY()}, "closes_on")):
        with pytest.raises(NotPossible) as refused:
            actions.give_more_time(cast.round, **(more | changes))
        assert refused.value.field == field
    assert actions.give_more_time(cast.round, **more).later_because == "It snowed."


def test_the_count_says_who_won_and_why_the_others_did_not(cast: Cast) -> None:
    result = cast.counted_round.result
    benches, lamps, boat = result.document["entries"]
    assert result.document["winners"] == ["1", "2"]
    assert (result.people, result.spent_pence, result.document["budget_pence"]) == (14, 499_950, 500_000)
    assert (benches["supporters"], benches["round"], round(benches["paid_each_pence"])) == (12, 1, 16_667)
    assert (lamps["supporters"], round(lamps["paid_each_pence"])) == (5, 59_990)
    assert boat["reason"] == "shares_short"


def test_the_result_says_what_more_money_would_have_changed(cast: Cast) -> None:
    """The boat needs £333.33 from each of fourteen shares: two people never have it, so more money changes nothing."""
    tried = cast.counted_round.result.document["what_if"]
    assert [(one["percent_more"], one["budget_pence"]) for one in tried] == [(5, 525_000), (10, 550_000)]
    assert [(one["comes_in"], one["goes_out"], one["spent_more_pence"]) for one in tried] == [([], [], 0)] * 2


def test_what_comes_in_with_more_money_is_named(cast: Cast) -> None:
    """Benches and lamps together cost £4,999.50: too much for £4,750, not for a tenth more."""
    made = cast.round_for("everybody", pot_pence=475_000)
    let_guests_choose(made, *[[1]] * 5, *[[2]] * 5)
    document = count(cast, made).document
    assert document["winners"] == ["1"]
    assert [one["comes_in"] for one in document["what_if"]] == [[], ["2"]]
    page = f"/c/{cast.coproduction.slug}/rounds/{made.pk}/results/"
    shown = cast.browser(None).get(page).content.decode()
    assert "With 10% more, £5,225: “Lamps” would be funded as well." in shown


def test_no_small_number_is_said_and_none_can_be_worked_out(cast: Cast) -> None:
    boat = cast.counted_round.result.document["entries"][2]
    assert [boat[name] for name in ("supporters", "had_pence", "would_win_at_pence", "more_supporters")] == [None] * 4


@given(st.lists(st.integers(0, 40), min_size=10, max_size=10))
def test_no_band_of_used_shares_holds_one_to_four_people(tenths: list[int]) -> None:
    found = bands(tenths) or []
    assert sum(band["people"] for band in found) == sum(tenths)
    assert [found[0]["from"], found[-1]["to"]] == [0, 100]
    assert all(one["to"] == following["from"] for one, following in pairwise(found))
    if sum(tenths) >= 5:
        assert not any(0 < band["people"] < 5 for band in found)


def test_fewer_than_five_people_are_not_counted_and_the_money_goes_back(cast: Cast) -> None:
    let_guests_choose(cast.round, [1], [1], [1], [2])
    result = count(cast, cast.round)
    assert (result.has_enough, result.document, result.ballots_file) == (False, {}, "")
    assert actions.remaining_pence(cast.small_pots) == 1_000_000
    with pytest.raises(NotPossible, match="funds nothing"):
        actions.award_round(cast.round, by=cast.grants_officer, report_due_on=NEXT_YEAR)


@pytest.mark.parametrize("rule", ["equal-shares", "phragmen"])
def test_anybody_counts_the_file_again_and_comes_to_the_same(
    cast: Cast, rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = cast.round_for("everybody", rule=rule)
    let_guests_choose(made, [1, 2], [1, 2], [2], [3, 1], [3, 1], [3], [2, 3], [])
    result = count(cast, made)
    file = tmp_path / "ballots.pb"
    file.write_text(result.ballots_file, encoding="utf-8")
    assert main(["allocate", str(file), "--rule", rule, "--seed", str(made.card["seed"]), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["winners"] == result.document["winners"] != []
    assert again["rule_card"]["inputs"] == result.inputs
    assert again["rule_card"]["tie_order"] == made.card["tie_order"]


def test_the_file_says_nothing_of_who_chose_nor_in_which_order(cast: Cast) -> None:
    let_guests_choose(cast.round, [3], [1], [2], [1, 2], [3])
    votes = count(cast, cast.round).ballots_file.partition("VOTES")[2].split()
    assert votes == ["voter_id;vote", "1;1", "2;1,2", "3;2", "4;3", "5;3"]


def test_winners_get_their_grants_by_the_round_once(cast: Cast) -> None:
    grants = actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert [grant.amount_pence for grant in grants] == [200_000, 299_950]
    assert grants[0].bid.reasons == "By the round “What first?”: 12 of the 14 people who took part support it."
    assert (grants[0].bid.applicant, grants[0].bid.state) == (cast.tenants, Bid.State.GRANTED)
    assert actions.remaining_pence(cast.small_pots) == 1_000_000 - 499_950
    with pytest.raises(NotPossible, match="already"):
        actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert Grant.objects.count() == 2


def test_what_is_held_for_a_round_goes_to_nobody_else(cast: Cast) -> None:
    assert cast.round
    other = cast.plan("Everything", 600_000)
    sent = actions.bid(cast.small_pots, other, by=cast.organiser, applicant=cast.tenants, asked_pence=600_000)
    give: dict[str, Any] = {"by": cast.grants_officer, "reasons": "Gladly.", "report_due_on": NEXT_YEAR}
    with pytest.raises(NotPossible, match="not that much left"):
        actions.award(sent, amount_pence=500_001, **give)
    assert actions.award(sent, amount_pence=500_000, **give)
    assert actions.remaining_pence(cast.small_pots) == 0


def ask(cast: Cast, version: Version, programme: Programme) -> Bid:
    """The tenants ask a programme for this version."""
    return actions.bid(programme, version, by=cast.organiser, applicant=cast.tenants, asked_pence=100_000)


def elsewhere(cast: Cast) -> Programme:
    """Another programme of the trust."""
    offer = actions.Offer("Elsewhere", 200_000, TODAY(), TODAY(), [cast.need])
    return actions.open_programme(cast.trust, offer, by=cast.grants_officer)


def test_what_stands_in_a_round_is_sent_to_no_programme(cast: Cast) -> None:
    benches = cast.round.entries.get(number=1).version
    draft = solutions.Draft(summary="More.", what_changed="More.", costs=[solutions.Cost("other", "More", 100_000)])
    later = solutions.draft_version(benches.solution, draft, by=cast.facilitator)
    solutions.share(later, by=cast.facilitator)
    solutions.agree(later, by=cast.facilitator, words="At the table.")
    for version in (benches, later):
        for programme in (cast.small_pots, elsewhere(cast)):
            with pytest.raises(NotPossible, match="It stands in the round “What first") as refused:
                ask(cast, version, programme)
            assert refused.value.field == "version"
    assert not Bid.objects.exists()


def test_only_what_lost_can_be_sent_once_a_round_is_counted(cast: Cast) -> None:
    won, lost = (cast.counted_round.entries.get(number=number).version for number in (1, 3))
    assert ask(cast, lost, cast.small_pots)
    with pytest.raises(NotPossible, match="stands in the round"):
        ask(cast, won, cast.small_pots)
    actions.award_round(cast.counted_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    with pytest.raises(NotPossible, match="paid for as a whole already"):
        ask(cast, won, elsewhere(cast))


def test_what_waits_for_any_decision_stands_in_no_round(cast: Cast) -> None:
    benches, *_others = cast.plans
    sent = ask(cast, benches, elsewhere(cast))
    with pytest.raises(NotPossible, match="waits for the decision of “Elsewhere”") as refused:
        assert cast.round
    assert refused.value.field == "versions"
    actions.withdraw(sent, by=cast.organiser)
    assert actions.why_not(cast.small_pots, benches) == ""


@pytest.mark.django_db(transaction=True)
def test_of_a_round_and_a_bid_at_the_same_moment_one_comes_about(cast: Cast) -> None:
    plans, programme = cast.plans, elsewhere(cast)
    assert cast.small_pots
    together, refused = threading.Barrier(2), []

    def do(what: Callable[[], object]) -> None:
        try:
            together.wait(timeout=30)
            what()
        except NotPossible as error:
            refused.append(str(error))
        finally:
            connection.close()

    both = [lambda: cast.round_for("everybody"), lambda: ask(cast, plans[0], programme)]
    threads = [threading.Thread(target=do, args=[what]) for what in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), Round.objects.count() + Bid.objects.count()) == (1, 1)


def test_a_round_whose_day_has_passed_is_counted_by_itself(cast: Cast) -> None:
    let_guests_choose(cast.round, *[[1]] * 6)
    count_what_is_over(0)
    assert not Round.objects.get(pk=cast.round.pk).is_counted
    Round.objects.filter(pk=cast.round.pk).update(closes_on=TODAY() - timedelta(days=1))
    count_what_is_over(0)
    counted = Round.objects.get(pk=cast.round.pk)
    assert (counted.result.document["winners"], counted.result.counted_by) == (["1"], None)


def test_a_later_version_does_not_change_what_stands_in_a_round(cast: Cast) -> None:
    version = cast.round.entries.get(number=1).version
    solutions.draft_version(
        version.solution, solutions.Draft(summary="More.", what_changed="More."), by=cast.facilitator
    )
    assert cast.round.entries.get(number=1).cost_pence == 200_000
