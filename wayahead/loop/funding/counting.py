"""The count of a round: ballots in, what is funded and why out, as plain data. Money in the result is whole pence.

The election is counted in the units of its own file, so that whoever counts the file again meets the same figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wayahead.formats.pabulib import write
from wayahead.kernels.allocation import Election, Lost, Outcome, RuleCard, Won, allocate, explain, voices, what_if
from wayahead.loop.funding.heard import Labels, may_be_told, told_by
from wayahead.loop.funding.models import FEW, Criterion, Round, RoundBallot, RoundEntry, RoundResult, ScoreSheet

PENCE = 100
BANDS = 5
NO_LABELS = Labels({})


@dataclass(frozen=True)
class Counted:
    """A count: the result as plain data, the ballots as a file, and the fingerprint of what was counted."""

    document: dict[str, Any]
    ballots_file: str
    inputs: str
    spent_pence: int


def pence_in_unit(amounts: Iterable[int]) -> int:
    """The largest of 100, 10 and 1 pence in which every amount is whole: what the file writes without decimals."""
    amounts = list(amounts)
    return next(unit for unit in (PENCE, 10, 1) if all(amount % unit == 0 for amount in amounts))


def card_of(rule: str, seed: int, pot_pence: int, costs: Mapping[str, int]) -> RuleCard:
    """The rule card of a round: shares grow by a pound at a time, and the order of ties is drawn from the seed now."""
    unit = pence_in_unit([pot_pence, *costs.values()])
    completion = "add1" if rule == "equal-shares" else "none"
    card = RuleCard(
        rule=rule,  # type: ignore[arg-type]
        completion=completion,  # type: ignore[arg-type]
        increment=PENCE // unit,
        least_supporters=1,
        seed=seed,
    )
    return card.drawn(list(costs))


def one_each(ballots: Iterable[RoundBallot]) -> list[RoundBallot]:
    """The ballots that count: the last one of each person, whoever of their selves gave it, and every paper."""
    last: dict[object, RoundBallot] = {}
    for ballot in sorted(ballots, key=lambda one: (one.given_at, one.pk)):
        person = ballot.person
        last[(person.claimed_by_id or person.pk) if person else f"ballot {ballot.pk}"] = ballot
    return list(last.values())


def count(
    round: Round, entries: Sequence[RoundEntry], ballots: Sequence[Mapping[int, int]], labels: Labels = NO_LABELS
) -> Counted:
    """Count ballots (each the entries it names, by number, with their points) by the round's card.

    Their order leaves no trace. Without a panel each point is a tick. The labels stand beside the ballots.
    """
    costs = {str(entry.number): entry.cost_pence for entry in entries}
    unit = pence_in_unit([round.pot_pence, *costs.values()])
    rows = [sorted(one.items()) for one in ballots]
    order = sorted(range(len(rows)), key=rows.__getitem__)
    election = Election.of(
        {name: pence // unit for name, pence in costs.items()},
        [written(rows[place], round) for place in order],
        budget=round.pot_pence // unit,
        scale=PENCE // unit,
    )
    outcome = allocate(election, RuleCard.from_dict(round.card))
    file = write(
        election,
        meta={
            "description": one_line(round.title),
            "unit": one_line(round.coproduction.title),
            "country": "United Kingdom",
            "instance": str(round.pk),
            "rule": round.card["rule"],
            "currency": "GBP",
        },
        about={str(entry.number): {"name": one_line(entry.version.solution.title)} for entry in entries},
        winners=outcome.winners,
    )
    document = told(entries, election, outcome, unit)
    heard = voices(election, outcome, labels.in_order(order)).by_label
    document["what_if"] = [
        {
            "percent_more": one.change.percent,
            "budget_pence": one.change.budget * unit,
            "comes_in": list(one.comes_in),
            "goes_out": list(one.goes_out),
            "spent_more_pence": one.spent_more * unit,
        }
        for one in what_if(election, outcome.card, outcome)
    ]
    document["heard_by"] = {name: told_by(name, found, labels.drawn) for name, found in heard.items()}
    return Counted(document, file, election.fingerprint, outcome.spent * unit)


def written(ballot: Sequence[tuple[int, int]], round: Round) -> dict[str, int] | list[str]:
    """A ballot as the count reads it: ids, with points where a panel gave them."""
    if round.is_panel:
        return {str(number): points for number, points in ballot}
    return [str(number) for number, _points in ballot]


def scores(sheets: Iterable[ScoreSheet]) -> list[dict[int, int]]:
    """A ballot for each panel member: the points of each entry, by its number.

    Where somebody stood aside, their ballot has the mean of what the others gave, so that it neither helps nor harms.
    """
    by_seat: dict[int, dict[int, ScoreSheet]] = {}
    for sheet in sheets:
        by_seat.setdefault(sheet.seat_id, {})[sheet.entry.number] = sheet
    whole = list(by_seat.values())
    return [
        {
            number: mean_of_others(number, whole) if sheet.stands_aside else sheet.total
            for number, sheet in found.items()
        }
        for found in whole
    ]


def told_of_panel(
    sheets: Iterable[ScoreSheet], entries: Sequence[RoundEntry], criteria: Sequence[Criterion]
) -> dict[str, Any]:
    """What the panel looked at; of each entry its points and their means, every reason, whether somebody stood aside.

    Reasons stand in the order of the alphabet, so that nobody is known by their place.
    """
    by_entry: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        by_entry.setdefault(sheet.entry.number, []).append(sheet)
    found = {number: [one for one in rows if not one.stands_aside] for number, rows in by_entry.items()}
    given = {
        entry.number: [points_given(found.get(entry.number, []), criterion) for criterion in criteria]
        for entry in entries
    }
    return {
        "criteria": [criterion.words for criterion in criteria],
        "entries": [
            {
                "number": entry.number,
                "means": [mean_of(points) for points in given[entry.number]],
                "given": given[entry.number],
                "reasons": sorted(one.reasons for one in found.get(entry.number, [])),
                "somebody_stood_aside": any(one.stands_aside for one in by_entry.get(entry.number, [])),
            }
            for entry in entries
        ],
    }


def points_given(sheets: Sequence[ScoreSheet], criterion: Criterion) -> list[int] | None:
    """Every point that was given for one criterion, from most to least; None where fewer than five gave any."""
    given = [one.points for sheet in sheets for one in sheet.points.all() if one.criterion_id == criterion.pk]
    return sorted(given, reverse=True) if len(given) >= FEW else None


def mean_of(given: Sequence[int] | None) -> float | None:
    """The mean of these points, to a tenth; None where there are none to tell of."""
    return None if given is None else round_to_tenth(sum(given), len(given))


def round_to_tenth(total: int, number: int) -> float:
    """A mean to one decimal; a half goes up."""
    return ((20 * total + number) // (2 * number)) / 10


def mean_of_others(number: int, whole: Iterable[Mapping[int, ScoreSheet]]) -> int:
    """What those who did not stand aside gave an entry, to the nearest point; a half goes up."""
    given = [found[number].total for found in whole if not found[number].stands_aside]
    return (2 * sum(given) + len(given)) // (2 * len(given)) if given else 0


def one_line(words: str) -> str:
    """Words without ends of lines, which would end a line of the file."""
    return " ".join(words.split())


def told(entries: Sequence[RoundEntry], election: Election, outcome: Outcome, unit: int) -> dict[str, Any]:
    """The result as plain data: entries with their reasons, what another rule would do, how shares were used."""
    won = {one.id: one for one in outcome.won}
    lost = {one.id: one for one in explain(election, outcome)}
    supporters = {name: int(election.support.people[place]) for place, name in enumerate(election.ids)}
    heard = voices(election, outcome).overall
    return {
        "rule_card": outcome.card.to_dict() | {"units_in_one": election.scale},
        "inputs": outcome.inputs,
        "budget_pence": outcome.budget * unit,
        "spent_pence": outcome.spent * unit,
        "share_pence": in_pence(outcome.share, unit),
        "times_raised": outcome.steps,
        "winners": list(outcome.winners),
        "entries": [
            entry_told(entry, supporters[str(entry.number)], won, lost, unit) | {"is_funded_by_greedy": greedy}
            for entry in entries
            for greedy in [str(entry.number) in outcome.beside["greedy"]]
        ],
        "ties": [tie.to_dict() for tie in outcome.ties],
        "smallest_gap": outcome.smallest_gap,
        "is_exact": outcome.is_exact,
        "people": heard.people,
        "people_with_something_funded": heard.served,
        "share_used": heard.used,
        "shares_used": bands(heard.used_tenths),
    }


def entry_told(
    entry: RoundEntry, supporters: int, won: Mapping[str, Won], lost: Mapping[str, Lost], unit: int
) -> dict[str, Any]:
    """One entry: funded, by whom and for how much each; or not, why, and what would have helped.

    A number of supporters under five is not said, and nothing from which it could be worked out.
    """
    name, is_few = str(entry.number), 0 < supporters < FEW
    plain: dict[str, Any] = {
        "number": entry.number,
        "title": entry.version.solution.title,
        "version": entry.version_id,
        "cost_pence": entry.cost_pence,
        "supporters": None if is_few else supporters,
        "is_funded": name in won,
    }
    if name in won:
        paid = None if is_few or won[name].by != "equal-shares" else in_pence(won[name].paid_each, unit)
        return plain | {"round": won[name].round, "paid_each_pence": paid}
    why = lost[name]
    cost, more = why.would_win_at_cost, why.or_with_more_supporters
    return plain | {
        "reason": why.reason,
        "had_pence": None if is_few else int(why.money * unit),
        "would_win_at_pence": None if is_few or cost is None else cost * unit,
        "more_supporters": None if is_few else more,
    }


def in_pence(units: float | None, unit: int) -> float | None:
    """An amount that may have parts of a penny."""
    return None if units is None else round(units * unit, 4)


def bands(tenths: Sequence[int] | None) -> list[dict[str, int]] | None:
    """How many people used from how many to how many hundredths of their share; no band holds one to four people.

    Bands too small to show are joined with the smaller of their neighbours, so that nothing can be worked out either.
    """
    if tenths is None:
        return None
    wide = len(tenths) // BANDS
    found = [[n * 10 * wide, (n + 1) * 10 * wide, sum(tenths[n * wide : (n + 1) * wide])] for n in range(BANDS)]
    while (small := next((n for n, band in enumerate(found) if 0 < band[2] < FEW), None)) is not None and len(
        found
    ) > 1:
        beside = [n for n in (small - 1, small + 1) if 0 <= n < len(found)]
        other = min(beside, key=lambda n: (found[n][2] == 0, found[n][2]))
        first, second = sorted((small, other))
        joined = [found[first][0], found[second][1], found[first][2] + found[second][2]]
        found[first : second + 1] = [joined]
    return [{"from": low, "to": high, "people": people} for low, high, people in found]


def served(document: Mapping[str, Any]) -> int | None:
    """How many people see something funded that they support; None where that would tell of fewer than five."""
    if not document:
        return None
    number, people = int(document["people_with_something_funded"]), int(document["people"])
    return number if may_be_told(number, people) else None


def published(result: RoundResult) -> dict[str, Any]:
    """A result for others to read: its document, without counts of fewer than five people."""
    document = dict(result.document)
    if document:
        document["people_with_something_funded"] = served(document)
    return {
        "round": result.round_id,
        "title": result.round.title,
        "people": result.people if result.has_enough else None,
        "counted_at": result.counted_at.isoformat(),
        **document,
    }
