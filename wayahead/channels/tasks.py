"""Background work of the channels: read on in the record, tell people, send what waits."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wayahead.base.record.actions import read_on
from wayahead.channels.email.reminding import remind_facilitators
from wayahead.channels.email.sending import forget_old, send_waiting
from wayahead.channels.email.telling import tell


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliver", lock="deliver")
def deliver(timestamp: int) -> None:
    """Every minute: what happened since is told, and the outbox is emptied.

    Events are read and messages written in one transaction: a crash between two events leaves neither.
    """
    while read_on("email", tell):
        pass
    send_waiting()
    forget_old()


@app.periodic(cron="0 7 * * *")
@app.task(queueing_lock="remind", lock="remind")
def remind(timestamp: int) -> None:
    """Every morning: facilitators hear of answers that come due or are late."""
    remind_facilitators(timezone.localdate())
