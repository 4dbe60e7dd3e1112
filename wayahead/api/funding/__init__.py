"""Money through the API: programmes, bids and decisions, the grid, rounds of deciding together, grants to read."""

from ninja import Router

from wayahead.api.funding import bids, grants, grid, rounds, together, trusting

router = Router(tags=["funding"])
for part in (bids, together, grid, rounds, trusting, grants):
    router.add_router("", part.router)
