"""Pages of the stage: needs."""

from wayahead.web.needs import checking, lineage, reading, relying, writing

urlpatterns = [
    *reading.urlpatterns,
    *writing.urlpatterns,
    *checking.urlpatterns,
    *lineage.urlpatterns,
    *relying.urlpatterns,
]
