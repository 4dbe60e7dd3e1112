"""Pages of limits: read them, publish and move one's own, ask why, answer, try what would happen if they moved."""

from wayahead.web.constraints import how, limits, publishing, questions, what_if

urlpatterns = [
    *how.urlpatterns,
    *limits.urlpatterns,
    *publishing.urlpatterns,
    *questions.urlpatterns,
    *what_if.urlpatterns,
]
