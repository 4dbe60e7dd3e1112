"""The API: whatever the pages can do, with the same actions. Published at /api/docs."""

from wayahead.api.root import api

__all__ = ["api"]
