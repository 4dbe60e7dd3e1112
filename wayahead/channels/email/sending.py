"""E-mail out: a row in the outbox, sent after commit; never lost when the mail server is away."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wayahead.base.people.models import Installation, Person
from wayahead.channels.models import Message

CHANNEL = "email"
AT_ONCE = 500
KEPT_FOR = timedelta(days=30)  # then a message is forgotten, sent or not: it holds an address


def queue_mail(
    *, to: str, subject: str, body: str, person: Person | None = None, event_id: int | None = None
) -> Message:
    """Put one message into the outbox. The same event is told to the same person once, however often it is read.

    What somebody waits for at a page (no event) is sent once the work under way is committed; the rest with the next
    `send_waiting`.
    """
    words = {"to": to, "subject": " ".join(subject.split())[:200], "body": body}
    if event_id is None:
        message = Message.objects.create(person=person, channel=CHANNEL, **words)
        transaction.on_commit(lambda: send(message.pk))
        return message
    return Message.objects.get_or_create(event_id=event_id, person=person, channel=CHANNEL, defaults=words)[0]


@transaction.atomic
def send(key: int, connection: BaseEmailBackend | None = None) -> bool:
    """Send one waiting message and remember when; False when another has it in hand or the server refused it.

    The row is locked meanwhile, so that two processes do not send it twice. From a practice space nothing is ever sent.
    """
    if Installation.is_practice_space():
        return False
    waiting = Message.objects.filter(pk=key, sent_at=None).exclude(person__erased_at__isnull=False)
    message = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if message is None:
        return False
    message.tried_at = timezone.now()
    try:
        mail = EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to])
        (connection or get_connection()).send_messages([mail])
        message.sent_at = timezone.now()
    except OSError:
        pass  # the mail server is away or refused it: it waits for the next round, behind those not tried yet
    message.save(update_fields=["tried_at", "sent_at"])
    return message.sent_at is not None


def send_waiting() -> int:
    """Send what waits in the outbox, those that were never tried first; returns how many went out."""
    waiting = Message.objects.filter(channel=CHANNEL, sent_at=None).order_by(F("tried_at").asc(nulls_first=True), "pk")
    if Installation.is_practice_space():
        return 0
    connection = get_connection()
    sent = sum(send(key, connection) for key in list(waiting.values_list("pk", flat=True)[:AT_ONCE]))
    connection.close()
    return sent


def forget_old() -> int:
    """Empty the outbox of what is older than we keep it; returns how many messages went."""
    return Message.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()[0]
