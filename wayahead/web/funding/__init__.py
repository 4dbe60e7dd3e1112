"""Pages of money: programmes, bids, decisions with their reasons, rounds of deciding together, grants to take away."""

from wayahead.web.funding import bids, grid, money, programmes, rounds

urlpatterns = [
    *grid.urlpatterns,
    *money.urlpatterns,
    *programmes.urlpatterns,
    *bids.urlpatterns,
    *rounds.urlpatterns,
]
