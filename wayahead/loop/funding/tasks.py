"""Background work about money: rounds whose last day has passed are counted by themselves."""

from procrastinate.contrib.django import app

from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.actions.rounds import count_round
from wayahead.loop.funding.models import Round


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="count-rounds")
def count_what_is_over(timestamp: int) -> None:
    """Count every round whose last day has passed."""
    for round in Round.objects.over():
        try:
            count_round(round, by=None)
        except NotPossible:  # somebody counted it, or gave it more time, a moment ago
            continue
