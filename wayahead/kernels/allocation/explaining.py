"""Why not us: the largest cost at which a loser would have won, and how many more supporters, in closed form.

Both with everybody's final share held fixed, as the outcome's own rule ran; each is confirmed by running it again.
The measures follow Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich, Skowron and Szufa, “Evaluation of
project performance in participatory budgeting” (IJCAI 2024), arXiv:2312.14723.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.outcome import Outcome, in_currency
from wayahead.kernels.allocation.reasons import equal_shares, greedy, phragmen
from wayahead.kernels.allocation.reasons.nearest import Nearest

Reason = Literal["nobody", "too_few", "too_dear", "shares_short", "does_not_fit", "too_late", "pots_short"]


@dataclass(frozen=True)
class Lost:
    """One solution that is not funded.

    `reason`: `nobody` supports it; `too_few` do for the card; `too_dear` for the whole budget; its supporters'
    `shares_short` of its cost; it `does_not_fit` into what was left at its turn; it
    came `too_late`; or the `pots_short` of it cannot pay it on top of what is funded. `money` is what
    was there instead of its cost: what its supporters had left of their shares, or what was left of the budget.
    `would_win_at_cost` and `or_with_more_supporters` are None where no such change alone would do; no price helps what
    nobody supports.
    """

    id: str
    cost: int
    supporters: int
    reason: Reason
    money: float
    would_win_at_cost: int | None
    or_with_more_supporters: int | None

    def to_dict(self, why: str, scale: int) -> dict[str, Any]:
        """Plain data, with the reason as a sentence that the caller has words for."""
        return {
            "id": self.id,
            "why": why,
            "would_win_at_cost": in_currency(self.would_win_at_cost, scale),
            "or_with_more_supporters": self.or_with_more_supporters,
        }


def explain(election: Election, outcome: Outcome) -> tuple[Lost, ...]:
    """Every solution that is not funded, the most supported first."""
    winners = set(outcome.winners)
    losers = [place for place, name in enumerate(election.ids) if name not in winners]
    losers.sort(
        key=lambda place: (-int(election.support.total[place]), outcome.card.tie_order.index(election.ids[place]))
    )
    nearest: list[Mapping[int, Nearest]] = []
    if outcome.card.rule == "equal-shares":
        nearest.append(equal_shares.nearest(election, outcome, losers))
    elif outcome.card.rule == "phragmen":
        nearest.append(phragmen.nearest(election, outcome, losers))
    if any(one.by == "greedy" for one in outcome.won) or outcome.card.rule == "greedy" or outcome.card.then == "greedy":
        nearest.append(greedy.nearest(election, outcome, losers))
    return tuple(lost(election, outcome, place, [of[place] for of in nearest]) for place in losers)


def lost(election: Election, outcome: Outcome, place: int, nearest: list[Nearest]) -> Lost:
    """One loser: what kept it out under the first rule, and the nearest of what would have helped under either."""
    people, cost = int(election.support.people[place]), election.costs[place]
    costs = [one.cost for one in nearest if one.cost is not None]
    more = [one.more_supporters for one in nearest if one.more_supporters is not None]
    missing = max(0, outcome.card.least_supporters - people)
    return Lost(
        id=election.ids[place],
        cost=cost,
        supporters=people,
        reason=reason(election, outcome, place),
        money=nearest[0].money,
        would_win_at_cost=max(costs) if costs and people and not missing else None,
        or_with_more_supporters=max(min(more), missing) if more else None,
    )


def reason(election: Election, outcome: Outcome, place: int) -> Reason:
    """What kept it out, the plainest first."""
    people = int(election.support.people[place])
    if not people:
        return "nobody"
    if people < outcome.card.least_supporters:
        return "too_few"
    if election.costs[place] > election.budget:
        return "too_dear"
    return {"equal-shares": "shares_short", "greedy": "does_not_fit", "phragmen": "too_late"}[outcome.card.rule]  # type: ignore[return-value]
