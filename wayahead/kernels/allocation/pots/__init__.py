"""Several funders' pots: each with its own money, for whom, how much for one, for some, or kept for some."""

from wayahead.kernels.allocation.pots.explaining import explain_shared
from wayahead.kernels.allocation.pots.ledger import Ledger, Shortage
from wayahead.kernels.allocation.pots.pot import Part, Pot, budget_of
from wayahead.kernels.allocation.pots.sharing import Funded, Shared, with_pots

__all__ = ["Funded", "Ledger", "Part", "Pot", "Shared", "Shortage", "budget_of", "explain_shared", "with_pots"]
