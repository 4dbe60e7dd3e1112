"""Pages of listening: conversations, voices, the desk, votes, results."""

from wayahead.web.listening import conversations, desk, heard, results, voices, votes

urlpatterns = [
    *conversations.urlpatterns,
    *voices.urlpatterns,
    *desk.urlpatterns,
    *votes.urlpatterns,
    *results.urlpatterns,
    *heard.urlpatterns,
]
