"""Why not us, where several pots pay: the pots are short, or the supporters' shares are."""

from dataclasses import replace

from wayahead.kernels.allocation.election import Election
from wayahead.kernels.allocation.explaining import Lost, explain
from wayahead.kernels.allocation.pots.pot import budget_of
from wayahead.kernels.allocation.pots.sharing import Shared


def explain_shared(election: Election, shared: Shared) -> tuple[Lost, ...]:
    """Every solution that is not funded, the most supported first.

    Where the pots are short, the cost at which it would have won is one that they could pay on top of all that is
    funded: at a dearer one others would have had to make room. More supporters alone bring no money into a pot.
    """
    found = []
    for lost in explain(replace(election, budget=budget_of(shared.pots)), shared.outcome):
        if shortage := shared.shortages.get(lost.id):
            there = lost.cost - shortage.missing
            cost = min(lost.would_win_at_cost or 0, there) or None
            lost = replace(lost, would_win_at_cost=cost, or_with_more_supporters=None)
            if lost.reason in ("shares_short", "does_not_fit", "too_dear"):
                lost = replace(lost, reason="pots_short", money=there)
        found.append(lost)
    return tuple(found)
