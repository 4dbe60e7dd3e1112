"""Background work that looks at several stages at once."""

from procrastinate.contrib.django import app

from wayahead.base.coproduction.models import CoProduction
from wayahead.journey.tensions import look_for_tensions


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="look-for-tensions")
def look_everywhere(timestamp: int) -> None:
    """Look for tensions in every co-production that is under way."""
    for coproduction in CoProduction.objects.filter(closed_at=None):
        look_for_tensions(coproduction)
