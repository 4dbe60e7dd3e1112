"""Pages of money: programmes, bids, decisions with their reasons, grants to take away."""

from wayahead.web.funding import bids, grid, money, programmes

urlpatterns = [*grid.urlpatterns, *money.urlpatterns, *programmes.urlpatterns, *bids.urlpatterns]
