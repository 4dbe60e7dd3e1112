"""One commit for all votes that arrive while the one before is being written: a thread of its own for each process.

Nobody is answered before the commit that holds their vote. When there are too many, or the database is too slow, the
answer is a plain "not now"; a vote that was given up is not stored later.
"""

import logging
import queue
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from threading import Lock, Thread

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from wayahead.loop.listening import tasks
from wayahead.loop.listening.voting.ballot import Ballot, Busy, Kept
from wayahead.loop.listening.voting.keeping import Outcome, keep

MOST_WAITING = 1000
MOST_AT_ONCE = 250
PATIENCE_SECONDS = 5.0
IDLE_SECONDS = 0.1  # after which the writer gives its connection back

log = logging.getLogger(__name__)


class Writer:
    """Takes ballots from any thread and keeps them together."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[tuple[Ballot, Future[Kept]]] = queue.Queue(MOST_WAITING)
        self.starting = Lock()
        self.thread: Thread | None = None

    def keep(self, ballot: Ballot) -> Kept:
        """The vote, once it is durable; raises what `keeping` found against it, or `Busy`."""
        self.start()
        kept: Future[Kept] = Future()
        try:
            self.waiting.put_nowait((ballot, kept))
        except queue.Full as error:
            raise Busy from error
        try:
            return kept.result(PATIENCE_SECONDS)
        except TimeoutError as error:
            kept.cancel()
            raise Busy from error

    def start(self) -> None:
        """See to it that the thread runs."""
        if self.thread is None or not self.thread.is_alive():
            with self.starting:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = Thread(target=self.run, name="votes", daemon=True)
                    self.thread.start()

    def run(self) -> None:
        """Keep what waits, for ever."""
        while True:
            batch = self.take()
            try:
                keep_batch(batch)
            except Exception:
                log.exception("votes could not be kept")
                for _ballot, kept in batch:
                    answer(kept, Busy())
                connection.close()

    def take(self) -> "list[tuple[Ballot, Future[Kept]]]":
        """Everything that waits now, at least one; without those who gave up waiting."""
        try:
            batch = [self.waiting.get(timeout=IDLE_SECONDS)]
        except queue.Empty:
            connection.close()
            batch = [self.waiting.get()]
        while len(batch) < MOST_AT_ONCE and not self.waiting.empty():
            batch.append(self.waiting.get())
        return [one for one in batch if one[1].set_running_or_notify_cancel()]


def keep_batch(batch: "Sequence[tuple[Ballot, Future[Kept]]]") -> None:
    """Keep these votes in one commit, then tell everybody; where one of them breaks it, find it by halves."""
    if not batch:
        return
    try:
        with transaction.atomic():
            outcomes = keep([ballot for ballot, _kept in batch])
        for conversation_id in sorted({ballot.conversation_id for ballot, _kept in batch}):
            tasks.queue_map(conversation_id)
    except (OperationalError, InterfaceError) as error:
        # The connection is gone: nobody knows what was committed, so nobody is told that it was.
        log.warning("votes could not be kept: %s", error)
        outcomes = [Busy() for _one in batch]
        connection.close()
    except (DatabaseError, ValueError) as error:
        if len(batch) > 1:
            keep_batch(batch[: len(batch) // 2])
            keep_batch(batch[len(batch) // 2 :])
            return
        outcomes = [error]
    for (_ballot, kept), outcome in zip(batch, outcomes, strict=True):
        answer(kept, outcome)


def answer(kept: "Future[Kept]", outcome: Outcome) -> None:
    """Wake the thread that waits, unless it has gone or was woken already."""
    try:
        if isinstance(outcome, Kept):
            kept.set_result(outcome)
        else:
            kept.set_exception(outcome)
    except InvalidStateError:
        pass


WRITER = Writer()


def keep_together(ballot: Ballot) -> Kept:
    """One vote, kept for good before this returns; inside somebody's transaction it is kept with that."""
    if not connection.in_atomic_block:
        return WRITER.keep(ballot)
    (outcome,) = keep([ballot])
    if not isinstance(outcome, Kept):
        raise outcome
    if outcome.is_new:
        tasks.ask_for_map(ballot.conversation_id)
    return outcome


def keep_sheet(ballots: Sequence[Ballot]) -> list[Kept]:
    """Several votes on one conversation in one commit; raises what speaks against the first that cannot be kept."""
    kept: list[Kept] = []
    with transaction.atomic():
        for outcome in keep(ballots):
            if not isinstance(outcome, Kept):
                raise outcome
            kept.append(outcome)
        tasks.ask_for_map(ballots[0].conversation_id)
    return kept
