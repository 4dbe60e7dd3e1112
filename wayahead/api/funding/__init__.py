"""Money through the API: programmes, bids and decisions, the grid of needs and funders, grants for others to read."""

from ninja import Router

from wayahead.api.funding import bids, grants, grid, together, trusting

router = Router(tags=["funding"])
for part in (bids, together, grid, trusting, grants):
    router.add_router("", part.router)
