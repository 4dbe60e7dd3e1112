"""The stage through the API: constraints."""

from ninja import Router

router = Router(tags=["constraints"])
