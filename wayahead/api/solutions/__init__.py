"""Solutions through the API: versions and their grid, suggestions, agreement, opportunities, offers and steps."""

from ninja import Router

from wayahead.api.solutions import agreements, calls, helping, suggestions, versions

router = Router(tags=["solutions"])
for part in (versions, suggestions, agreements, calls, helping):
    router.add_router("", part.router)
