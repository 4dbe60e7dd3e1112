"""Outcomes through the API: what should change, report once, say whether it is true, answer those who spoke."""

from ninja import Router

from wayahead.api.outcomes import frameworks, reports

router = Router(tags=["outcomes"])
for part in (reports, frameworks):
    router.add_router("", part.router)
