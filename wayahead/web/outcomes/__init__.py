"""Pages of the stage: outcomes."""

from wayahead.web.outcomes import frameworks, reports, sheets

urlpatterns = [*reports.urlpatterns, *frameworks.urlpatterns, *sheets.urlpatterns]
