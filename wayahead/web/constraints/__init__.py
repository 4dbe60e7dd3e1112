"""Pages of limits: read them, publish and move one's own, ask why, answer."""

from wayahead.web.constraints import limits, publishing, questions

urlpatterns = [*limits.urlpatterns, *publishing.urlpatterns, *questions.urlpatterns]
