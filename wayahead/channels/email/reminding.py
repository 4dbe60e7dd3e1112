"""A morning's letter to facilitators about answers that are owed: one for all of it, and only when there is news."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wayahead.base.coproduction.models import Seat
from wayahead.base.people.models import Person
from wayahead.channels.email.sending import queue_mail
from wayahead.loop.listening.models import Conversation, Voice

AHEAD = timedelta(days=2)


def remind_facilitators(today: date) -> int:
    """Write to those who owe answers; returns to how many.

    There is news when an answer comes within two days of its day, or is late since yesterday. Whoever was told of it
    and lets it lie is not told every morning.
    """
    news = Q(answer_due_on=today + AHEAD) | Q(answer_due_on=today - timedelta(days=1))
    waiting = Voice.objects.filter(state=Voice.State.WAITING)
    conversations = owing(waiting.filter(news).values("conversation"), today)
    by_person: dict[Person, list[Conversation]] = {}
    seats = Seat.objects.filter(role=Seat.Role.FACILITATOR, left_at=None).select_related("person__claimed_by")
    for seat in seats.filter(coproduction__in={one.coproduction_id for one in conversations}):
        theirs = [one for one in conversations if one.coproduction_id == seat.coproduction_id]
        by_person.setdefault(seat.person.claimed_by or seat.person, []).extend(theirs)
    told = [person for person in by_person if person.reply_address and person.erased_at is None]
    for person in told:
        write(person, by_person[person])
    return len(told)


def owing(news: "QuerySet[Voice, Any]", today: date) -> list[Conversation]:
    """The conversations with news, each with how many answers are late and how many are due soon."""
    unread = Q(voices__state=Voice.State.WAITING)
    rows = Conversation.objects.filter(pk__in=news).select_related("coproduction")
    return list(
        rows.annotate(
            late=Count("voices", filter=unread & Q(voices__answer_due_on__lt=today)),
            soon=Count("voices", filter=unread & Q(voices__answer_due_on__range=(today, today + AHEAD))),
        )
    )


def write(person: Person, conversations: Iterable[Conversation]) -> None:
    """One letter about all of them, in the person's language."""
    rows = [(one, settings.BASE_URL + reverse("desk", args=[one.coproduction.slug, one.pk])) for one in conversations]
    with translation.override(person.language):
        words = render_to_string("email/answers_owed.txt", {"person": person, "rows": rows})
    subject, _line, body = words.partition("\n")
    queue_mail(to=person.reply_address, subject=subject, body=body.strip() + "\n", person=person)
