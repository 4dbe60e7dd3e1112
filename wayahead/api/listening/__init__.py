"""Listening through the API: conversations, voices, the desk, votes, results."""

from ninja import Router

from wayahead.api.listening import conversations, desk, heard, statements, voices, votes

router = Router(tags=["listening"])
for part in (conversations, voices, desk, statements, votes, heard):
    router.add_router("", part.router)
