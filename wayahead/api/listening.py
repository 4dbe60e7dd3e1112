"""The stage through the API: listening."""

from ninja import Router

router = Router(tags=["listening"])
