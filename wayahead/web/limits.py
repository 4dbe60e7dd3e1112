"""How many new people one network may bring in an hour. Votes are never limited: a library shares one address."""

from datetime import timedelta
from ipaddress import IPv6Network

from allauth.account.adapter import get_adapter
from django.utils import timezone

from wayahead.base.people.arrivals import count_arrival
from wayahead.web.pages import Ask

NEW_PEOPLE_AN_HOUR = 300


class TooMany(Exception):
    """One network brought too many new people; `retry_after` says in how many seconds it may bring more."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many new people came from your network in this hour. Please come back in the next one.")
        self.retry_after = retry_after


def network_of(address: str) -> str:
    """The address itself; of the new kind (IPv6) its first half, for one home has all of the rest."""
    if ":" not in address:
        return address
    return str(IPv6Network((address.split("%")[0], 64), strict=False))


def refuse_a_flood(request: Ask) -> None:
    """Count somebody new from this network; raises `TooMany` past the hour's limit. People we know pass uncounted."""
    if request.person is not None:
        return
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if count_arrival(network_of(get_adapter().get_client_ip(request)), hour) > NEW_PEOPLE_AN_HOUR:
        raise TooMany(int((hour + timedelta(hours=1) - now).total_seconds()) + 1)
