"""The stage through the API: funding."""

from ninja import Router

router = Router(tags=["funding"])
