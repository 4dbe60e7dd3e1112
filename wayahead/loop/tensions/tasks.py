"""Background work of tensions: what was settled until today comes back to the table."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wayahead.loop.tensions import actions
from wayahead.loop.tensions.models import Resolution


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="tensions-come-back")
def bring_back(timestamp: int) -> None:
    """Every tension whose day has come is on the table again."""
    bring_back_due()


def bring_back_due() -> int:
    """Bring back what was settled until today or earlier; returns how many."""
    due = Resolution.objects.standing().filter(review_on__lte=timezone.localdate()).select_related("tension")
    for resolution in due:
        actions.come_back(resolution.tension)
    return len(due)
