"""Counting who comes new from where, without keeping an address."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from wayahead.base.people.models import Arrival

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
