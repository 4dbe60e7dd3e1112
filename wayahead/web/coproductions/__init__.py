"""Pages of a co-production: the whole of it, its table, its meetings, what involving people costs, who hears whom."""

from wayahead.web.coproductions import costs, hearing, home, meetings, start, table

urlpatterns = [
    *start.urlpatterns,
    *home.urlpatterns,
    *table.urlpatterns,
    *meetings.urlpatterns,
    *costs.urlpatterns,
    *hearing.urlpatterns,
]
