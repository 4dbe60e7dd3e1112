"""A panel of residents: paid, scoring with reasons, standing aside where they have an interest, counted by points."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import HERE, Cast
from wayahead.base.coproduction.models import CostLine
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.cli import main
from wayahead.loop.funding import actions
from wayahead.loop.funding.models import Points, Round, ScoreSheet

NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def take_every_seat(round: Round) -> list[Person]:
    """Those on the panel; guests take the seats that are free."""
    for seat in round.invitations.filter(taken_at=None):
        actions.accept(seat, by=people.welcome_guest())
    return [seat.taken_by for seat in round.invitations.select_related("taken_by") if seat.taken_by]


def score_all(round: Round, person: Person, totals: Mapping[int, tuple[int, int] | None]) -> None:
    """Points for the two criteria of each entry; None stands aside."""
    for entry in round.entries.all():
        given = totals[entry.number]
        if given is None:
            actions.stand_aside(entry, by=person, why="My sister runs it.")
        else:
            points = dict(enumerate(given, start=1))
            actions.score(entry, by=person, points=points, reasons=f"It is number {entry.number}.")


def counted(cast: Cast) -> Any:
    """Five members: all like benches, three like lamps, one of them stands aside from benches."""
    round = cast.panel_round
    for number, person in enumerate(take_every_seat(round)):
        benches = None if number == 0 else (5, 4)
        score_all(round, person, {1: benches, 2: (3, 3) if number < 3 else (0, 0), 3: (0, 1)})
    return actions.count_round(round, by=cast.grants_officer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"criteria": []}, "criteria"),
        ({"criteria": ["Who gains", " "]}, "criteria"),
        ({"criteria": ["w" * 201]}, "criteria"),
        ({"criteria": ["Who gains"] * 9}, "criteria"),
        ({"seats": 4}, "seats"),
        ({"seats": 41}, "seats"),
        ({"recognition_pence": 0}, "recognition_pence"),
    ],
)
def test_a_bad_panel_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    plain: dict[str, Any] = {"criteria": ["Who gains"], "seats": 5, "recognition_pence": 2_500}
    with pytest.raises(NotPossible) as refused:
        cast.round_for("invited", panel=actions.Panel(**(plain | changes)))
    assert refused.value.field == field
    assert not CostLine.objects.exists()


def test_a_panel_is_planned_among_the_costs_of_involving_people(cast: Cast) -> None:
    line = cast.panel_round.recognition_line
    assert line == CostLine.objects.get()
    assert (line.kind, line.planned_pence, line.spent_pence, line.paid_by) == ("recognition", 12_500, 0, cast.trust)


def test_only_the_panel_scores_and_nobody_ticks(cast: Cast) -> None:
    entry = cast.panel_round.entries.get(number=1)
    with pytest.raises(NotPossible, match="members of its panel"):
        actions.score(entry, by=cast.neighbour, points={1: 1, 2: 1}, reasons="Yes.")
    with pytest.raises(NotPossible, match="panel scores"):
        actions.choose(cast.panel_round, by=cast.resident, numbers=[1], where=HERE)
    with pytest.raises(NotPossible, match="panel scores"):
        actions.print_papers(cast.panel_round, by=cast.grants_officer, how_many=1)


def test_nobody_sits_on_two_seats(cast: Cast) -> None:
    free = cast.panel_round.invitations.get(pk=cast.panel_round.invitations.filter(taken_at=None)[0].pk)
    assert actions.accept(free, by=cast.resident).pk != free.pk
    free.refresh_from_db()
    assert free.taken_by is None


@pytest.mark.parametrize(
    ("points", "reasons", "field"),
    [
        ({1: 5, 2: 5}, " ", "reasons"),
        ({1: 5}, "Good.", "points"),
        ({1: 5, 2: 6}, "Good.", "points"),
        ({1: 5, 2: -1}, "Good.", "points"),
        ({1: 5, 2: 5, 3: 5}, "Good.", "points"),
    ],
)
def test_a_score_has_reasons_and_points_for_every_criterion(
    cast: Cast, points: dict[int, int], reasons: str, field: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.score(cast.panel_round.entries.get(number=1), by=cast.resident, points=points, reasons=reasons)
    assert refused.value.field == field
    assert not ScoreSheet.objects.exists()


def test_a_score_can_be_changed_and_standing_aside_takes_the_points_away(cast: Cast) -> None:
    entry = cast.panel_round.entries.get(number=1)
    actions.score(entry, by=cast.resident, points={1: 5, 2: 5}, reasons="Good.")
    assert actions.score(entry, by=cast.resident, points={1: 1, 2: 2}, reasons="Less so.").total == 3
    actions.stand_aside(entry, by=cast.resident, why="My sister runs it.")
    assert (ScoreSheet.objects.get().stands_aside, Points.objects.count()) == (True, 0)
    assert not Event.objects.filter(kind__startswith="panel.").exclude(by_id=None).exists()


def test_who_stands_aside_neither_helps_nor_harms(cast: Cast) -> None:
    """The others gave benches 9 points each, so the member who stood aside counts with 9 as well."""
    result = counted(cast)
    votes = result.ballots_file.partition("VOTES\n")[2].split()
    assert votes[0] == "voter_id;vote;points"
    assert sorted(vote.split(";", 1)[1] for vote in votes[1:]) == ["1,2,3;9,6,1"] * 3 + ["1,3;9,1"] * 2


def test_the_result_has_means_and_reasons_and_names_nobody(cast: Cast) -> None:
    document = counted(cast).document
    benches, lamps, _boat = document["panel"]["entries"]
    assert document["panel"]["criteria"] == ["Who gains", "Can it be done"]
    assert benches["means"] == [None, None]  # four of them scored it: too few to say
    assert (lamps["means"], lamps["somebody_stood_aside"]) == ([1.8, 1.8], False)
    assert (benches["somebody_stood_aside"], benches["reasons"]) == (True, ["It is number 1."] * 4)
    assert "sister" not in json.dumps(document)


def test_a_member_who_is_not_through_does_not_count(cast: Cast) -> None:
    round = cast.panel_round
    *others, last = take_every_seat(round)
    for person in others:
        score_all(round, person, {1: (5, 5), 2: (1, 1), 3: (0, 0)})
    actions.score(round.entries.get(number=3), by=last, points={1: 5, 2: 5}, reasons="Only this.")
    result = actions.count_round(round, by=cast.grants_officer)
    assert (result.people, result.has_enough, result.document) == (4, False, {})


def test_anybody_counts_the_points_again_and_comes_to_the_same(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = counted(cast)
    file = tmp_path / "ballots.pb"
    file.write_text(result.ballots_file, encoding="utf-8")
    assert main(["allocate", str(file), "--seed", str(cast.panel_round.card["seed"]), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["winners"] == result.document["winners"] != []
    assert again["rule_card"]["inputs"] == result.inputs


def test_members_who_are_through_are_paid_once_and_it_is_spent(cast: Cast) -> None:
    round = cast.panel_round
    with pytest.raises(NotPossible, match="Nobody waits"):
        actions.pay_panel(round, by=cast.grants_officer)
    for person in (cast.resident, cast.organiser):
        score_all(round, person, {1: (5, 5), 2: (1, 1), 3: None})
    assert actions.pay_panel(round, by=cast.grants_officer) == 2
    with pytest.raises(NotPossible, match="Nobody waits"):
        actions.pay_panel(round, by=cast.grants_officer)
    assert CostLine.objects.get().spent_pence == 5_000


def test_what_a_panel_funds_gets_its_grants(cast: Cast) -> None:
    winners = counted(cast).document["winners"]
    grants = actions.award_round(cast.panel_round, by=cast.grants_officer, report_due_on=NEXT_YEAR)
    assert len(grants) == len(winners)
    assert sum(grant.amount_pence for grant in grants) == cast.panel_round.result.spent_pence


def test_the_points_behind_a_mean_are_told_from_most_to_least_where_five_gave_any(cast: Cast) -> None:
    benches, lamps, boat = counted(cast).document["panel"]["entries"]
    assert benches["given"] == [None, None]  # four of them scored it
    assert lamps["given"] == [[3, 3, 3, 0, 0], [3, 3, 3, 0, 0]]
    assert boat["given"] == [[0] * 5, [1] * 5]
    assert [sum(points) / len(points) for points in lamps["given"]] == lamps["means"]
