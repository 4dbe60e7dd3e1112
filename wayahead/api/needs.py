"""The stage through the API: needs."""

from ninja import Router

router = Router(tags=["needs"])
