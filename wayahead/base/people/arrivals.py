"""How many new people one network may bring in an hour, counted without keeping an address.

Votes are never limited: a library shares one address.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Network

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wayahead.base.people.models import Arrival

NEW_PEOPLE_AN_HOUR = 300


class TooMany(Exception):
    """One network brought too many new people; `retry_after` says in how many seconds it may bring more."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            _("Too many new people came from your network in this hour. Please come back in the next one.")
        )
        self.retry_after = retry_after


COUNT = """
INSERT INTO people_arrival (network, hour, count) VALUES (%s, %s, 1)
ON CONFLICT (network, hour) DO UPDATE SET count = people_arrival.count + 1 RETURNING count
"""


def count_arrival(address: str, hour: datetime) -> int:
    """How many came new from this network in this hour, this one included. Only a keyed hash of the hour is kept."""
    network = salted_hmac("wayahead.arrival", f"{address} {hour.isoformat()}", algorithm="sha256").hexdigest()[:32]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [network, hour])
        (count,) = cursor.fetchone()
    if count == 1:
        Arrival.objects.filter(hour__lt=hour - timedelta(hours=24)).delete()
    return int(count)


def network_of(address: str) -> str:
    """The address itself; of the new kind (IPv6) its first half, for one home has all of the rest."""
    try:
        return str(IPv6Network((address.split("%")[0], 64), strict=False))
    except ValueError:  # of the old kind, or whatever a proxy wrote
        return address


def refuse_a_flood(address: str) -> None:
    """Count somebody new from this network; raises `TooMany` past the hour's limit."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if count_arrival(network_of(address), hour) > NEW_PEOPLE_AN_HOUR:
        raise TooMany(int((hour + timedelta(hours=1) - now).total_seconds()) + 1)
