"""E-mail out: a row in the outbox, sent after commit; never lost when the mail server is away."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from wayahead.base.people.models import Person
from wayahead.channels.models import Message

CHANNEL = "email"


def queue_mail(
    *, to: str, subject: str, body: str, person: Person | None = None, event_id: int | None = None
) -> Message:
    """Put one message into the outbox and send it once the work under way is committed.

    The same event is told to the same person once, however often it is read.
    """
    words = {"to": to, "subject": subject, "body": body}
    if event_id is None:
        message = Message.objects.create(person=person, channel=CHANNEL, **words)
    else:
        message, _made = Message.objects.get_or_create(
            event_id=event_id, person=person, channel=CHANNEL, defaults=words
        )
    transaction.on_commit(lambda: send(message))
    return message


def send(message: Message) -> None:
    """Send one message and remember when; a mail server that is away leaves it in the outbox for the next round."""
    if message.sent_at is not None:
        return
    try:
        send_mail(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to])
    except OSError:
        return
    message.sent_at = timezone.now()
    message.save(update_fields=["sent_at"])


def send_waiting() -> int:
    """Send what waits in the outbox; returns how many went out."""
    waiting = list(Message.objects.filter(channel=CHANNEL, sent_at=None).order_by("pk")[:200])
    for message in waiting:
        send(message)
    return len(waiting)
