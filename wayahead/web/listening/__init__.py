"""Pages of listening: conversations, voices, the desk, votes, results."""

from wayahead.web.listening import conversations, desk, downloads, results, voices, votes

urlpatterns = [
    *conversations.urlpatterns,
    *voices.urlpatterns,
    *desk.urlpatterns,
    *votes.urlpatterns,
    *results.urlpatterns,
    *downloads.urlpatterns,
]
