"""Pages of money: programmes, one bid to many, decisions with reasons, rounds, grants to take away."""

from wayahead.web.funding import bids, grid, interests, money, programmes, rounds, sending, together, trusting

urlpatterns = [
    *grid.urlpatterns,
    *money.urlpatterns,
    *programmes.urlpatterns,
    *sending.urlpatterns,
    *bids.urlpatterns,
    *together.urlpatterns,
    *interests.urlpatterns,
    *rounds.urlpatterns,
    *trusting.urlpatterns,
]
