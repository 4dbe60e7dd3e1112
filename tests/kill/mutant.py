"""The fault that a kill test has to find: this application answers before the commit, and takes its time with that."""

import time
from collections.abc import Sequence
from concurrent.futures import Future

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import transaction  # noqa: E402 - Django has to be set up first

from wayahead.loop.listening.voting import together  # noqa: E402
from wayahead.loop.listening.voting.ballot import Ballot, Kept  # noqa: E402
from wayahead.loop.listening.voting.keeping import keep  # noqa: E402

SECONDS_LATE = 0.03


def keep_batch(batch: Sequence[tuple[Ballot, Future[Kept]]]) -> None:
    """As the real one, but in the wrong order."""
    with transaction.atomic():
        outcomes = keep([ballot for ballot, _kept in batch])
        for (_ballot, kept), outcome in zip(batch, outcomes, strict=True):
            together.answer(kept, outcome)
        time.sleep(SECONDS_LATE)


together.keep_batch = keep_batch
