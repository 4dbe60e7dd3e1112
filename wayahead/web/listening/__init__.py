"""Pages of listening: conversations, voices, the desk, votes, results."""

from wayahead.web.listening import (
    conversations,
    desk,
    downloads,
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
    *downloads.urlpatterns,
    *surprises.urlpatterns,
]
