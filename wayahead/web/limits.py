"""New people of one network, counted as they come through a page."""

from allauth.account.adapter import get_adapter

from wayahead.base.people import arrivals
from wayahead.web.pages import Ask


def refuse_a_flood(request: Ask) -> None:
    """Count somebody new from this network; raises `TooMany` past the hour's limit. People we know pass uncounted."""
    if request.person is None:
        arrivals.refuse_a_flood(get_adapter().get_client_ip(request))
