"""Pages of deciding together: a round, its ballots on a page and on paper, its result, and what the funder does."""

from wayahead.web.funding.rounds import choosing, panels, reading, running

urlpatterns = [*reading.urlpatterns, *choosing.urlpatterns, *panels.urlpatterns, *running.urlpatterns]
