"""Background work of listening: the opinion map, made again as votes come in."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayahead.loop.listening.models import Conversation, OpinionMap

SECONDS_BETWEEN_MAPS = 2


def ask_for_map(conversation_id: int) -> None:
    """The map is made again soon, once however many votes ask for it, and one at a time per conversation."""
    lock = f"map-{conversation_id}"
    job = draw_map.configure(queueing_lock=lock, lock=lock, schedule_in={"seconds": SECONDS_BETWEEN_MAPS})
    try:
        with transaction.atomic():
            job.defer(conversation_id=conversation_id)
    except AlreadyEnqueued:
        pass


@app.task
def draw_map(conversation_id: int) -> None:
    """Make the map of one conversation from its standing votes."""
    redraw(Conversation.objects.get(pk=conversation_id))


def redraw(conversation: Conversation) -> OpinionMap | None:
    """The map of one conversation, made from its standing votes; the one there is when nothing was voted since."""
    raise NotImplementedError
