"""How a vote on a version came out: in all, and for each group of opinion, without saying anything about the few."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from wayahead.loop.listening.models import Conversation, OpinionMap
from wayahead.loop.listening.own import groups_of
from wayahead.loop.solutions.models import Agreement

FEWEST = OpinionMap.FEWEST_SHOWN
LEFT_NO_ADDRESS = Q(person=None) | Q(person__email=None, person__answer_to="", person__claimed_by=None)


@dataclass(frozen=True)
class Row:
    """One group's answers; without a letter: those who stand in no group."""

    letter: str
    agree: int
    disagree: int

    @property
    def total(self) -> int:
        """How many of it answered."""
        return self.agree + self.disagree


@dataclass(frozen=True)
class Outcome:
    """How many answered; from `FEWEST` on also how, and by group where no group of fewer could be worked out.

    `guests` are those of them who left no address: nobody can tell for certain that each is somebody else.
    """

    total: int
    agree: int
    disagree: int
    groups: Sequence[Row]
    guests: int = 0
    agree_without_guests: int = 0

    @property
    def is_shown(self) -> bool:
        """True when enough people answered to show more than how many."""
        return self.total >= FEWEST

    @property
    def carries(self) -> bool:
        """True when enough people answered, and more of them agree than disagree."""
        return self.is_shown and self.agree > self.disagree

    @property
    def rests_on_guests(self) -> bool:
        """True when it carries, and would not with the answers of those alone who left an address."""
        known = self.total - self.guests
        return self.carries and (known < FEWEST or 2 * self.agree_without_guests <= known)


def outcome_of(agreement: Agreement) -> Outcome:
    """The vote as everybody may read it."""
    ballots = list(agreement.ballots.values_list("person_id", "person__claimed_by_id", "agrees"))
    known = agreement.ballots.exclude(LEFT_NO_ADDRESS)
    guests = len(ballots) - known.count()
    if len(ballots) < FEWEST:
        return Outcome(len(ballots), 0, 0, (), guests)
    agree = sum(agrees for _person, _account, agrees in ballots)
    conversation = Conversation.objects.filter(
        coproduction=agreement.version.solution.coproduction_id, opinion_map__isnull=False
    ).first()
    groups = groups_of(conversation) if conversation else {}
    counts = Counter((groups.get(account or person), agrees) for person, account, agrees in ballots)
    return Outcome(
        len(ballots), agree, len(ballots) - agree, rows_of(counts), guests, known.filter(agrees=True).count()
    )


def rows_of(counts: "Counter[tuple[int | None, bool]]") -> Sequence[Row]:
    """A row per group; none at all where a row of fewer than `FEWEST` could be worked out from the others."""
    names = sorted({group for group, _agrees in counts if group is not None})
    rows = [Row(OpinionMap.LETTERS[group], counts[group, True], counts[group, False]) for group in names]
    others = Row("", counts[None, True], counts[None, False])
    few = [row for row in rows if row.total < FEWEST]
    others = Row("", others.agree + sum(r.agree for r in few), others.disagree + sum(r.disagree for r in few))
    shown = [row for row in rows if row.total >= FEWEST]
    if len(shown) < 2 or 0 < others.total < FEWEST:
        return ()
    return [*shown, others] if others.total else shown
