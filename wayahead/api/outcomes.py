"""The stage through the API: outcomes."""

from ninja import Router

router = Router(tags=["outcomes"])
