"""Background work of solutions: what was agreed comes back on the day on which people said that they look again."""

from procrastinate.contrib.django import app

from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="agreements-come-back", lock="agreements-come-back")
def bring_agreements_back(timestamp: int) -> None:
    """Every agreement whose day has come is brought back, once."""
    bring_back_due()


def bring_back_due() -> int:
    """Bring back what people said they would look at until today or earlier; returns how many."""
    due = Agreement.objects.due_for_review().filter(came_back_at=None).select_related("version__solution")
    for agreement in due:
        actions.come_back(agreement)
    return len(due)
