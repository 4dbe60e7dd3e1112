"""The chain of anything: as a list, as a drawing, and as a file for other people's tools."""

from wayahead.web.chain.pages import urlpatterns

__all__ = ["urlpatterns"]
