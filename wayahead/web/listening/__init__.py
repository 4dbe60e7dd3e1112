"""Pages of listening: conversations, voices, the desk, votes, results."""

from wayahead.web.listening import (
    conversations,
    desk,
    downloads,
    heard,
    policy,
    results,
    seeds,
    surprises,
    voices,
    votes,
    wording,
)

urlpatterns = [
    *conversations.urlpatterns,
    *voices.urlpatterns,
    *desk.urlpatterns,
    *wording.urlpatterns,
    *seeds.urlpatterns,
    *policy.urlpatterns,
    *votes.urlpatterns,
    *results.urlpatterns,
    *heard.urlpatterns,
    *downloads.urlpatterns,
    *surprises.urlpatterns,
]
