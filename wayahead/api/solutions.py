"""The stage through the API: solutions."""

from ninja import Router

router = Router(tags=["solutions"])
