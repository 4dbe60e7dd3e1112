"""Pages of a co-production: the whole of it, its table, its meetings, what involving people costs."""

from wayahead.web.coproductions import costs, home, meetings, start, table

urlpatterns = [
    *start.urlpatterns,
    *home.urlpatterns,
    *table.urlpatterns,
    *meetings.urlpatterns,
    *costs.urlpatterns,
]
