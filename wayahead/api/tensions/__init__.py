"""Tensions through the API: the register, speaking for a side, options, settling, what people say, what was found."""

from ninja import Router

from wayahead.api.tensions import register, remarks, settling, sides

router = Router()
for part in (register, sides, settling, remarks):
    router.add_router("", part.router)
