"""Pages of money: programmes, one bid to many funders, decisions with their reasons, grants to take away."""

from wayahead.web.funding import bids, grid, money, programmes, sending, together, trusting

urlpatterns = [
    *grid.urlpatterns,
    *money.urlpatterns,
    *programmes.urlpatterns,
    *sending.urlpatterns,
    *bids.urlpatterns,
    *together.urlpatterns,
    *trusting.urlpatterns,
]
