"""Background work of outcomes: whoever owes an answer to those who dispute a report is put in mind of it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wayahead.loop.outcomes.actions import remind_of_reply
from wayahead.loop.outcomes.models import Report


@app.periodic(cron="0 9 * * *")
@app.task(queueing_lock="remind-of-replies", lock="remind-of-replies")
def remind_of_late_replies(timestamp: int) -> None:
    """Every morning: each disputed report whose promised answer is late, and was not reminded of lately."""
    for report in Report.objects.owing(timezone.localdate()):
        remind_of_reply(report)
