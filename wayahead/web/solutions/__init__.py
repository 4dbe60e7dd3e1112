"""Pages of solutions: crafted together in versions, suggested to, agreed on, and done; opportunities and offers."""

from wayahead.web.solutions import agreeing, calling, drafting, helping, hiding, reading, suggesting

urlpatterns = [
    *reading.urlpatterns,
    *drafting.urlpatterns,
    *suggesting.urlpatterns,
    *agreeing.urlpatterns,
    *calling.urlpatterns,
    *helping.urlpatterns,
    *hiding.urlpatterns,
]
