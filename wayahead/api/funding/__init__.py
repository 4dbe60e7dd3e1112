"""Money through the API: programmes, bids and decisions, the grid, rounds of deciding together, grants to read."""

from ninja import Router

from wayahead.api.funding import bids, grants, grid, rounds

router = Router(tags=["funding"])
for part in (bids, grid, rounds, grants):
    router.add_router("", part.router)
