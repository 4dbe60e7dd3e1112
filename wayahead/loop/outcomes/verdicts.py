"""What the people whose words led to a report say of it, without saying who they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wayahead.kernels.evidence import FEWEST_SHOWN as FEWEST
from wayahead.kernels.evidence import Interval, Share, interval, shown
from wayahead.loop.listening.models import Conversation, OpinionMap, Participation
from wayahead.loop.outcomes.models import Report, Verdict

# A report is disputed when so many see it differently that nobody stands out, and they are one in so many.
ONE_IN = 4


@dataclass(frozen=True)
class Tally:
    """How many gave one answer; None where that could point to somebody."""

    answer: str
    label: str
    count: int | None


@dataclass(frozen=True)
class GroupTally:
    """What one group of opinion says: how many answered, and how many of them with yes. None is hidden."""

    letter: str
    total: int | None
    yes: int | None

    @property
    def sure(self) -> Interval | None:
        """Where the share of yes lies."""
        return interval(Share(self.yes, self.total)) if self.total and self.yes is not None else None

    @property
    def share(self) -> float | None:
        """The share of yes."""
        return self.yes / self.total if self.total and self.yes is not None else None


@dataclass(frozen=True)
class Told:
    """How many said whether a report is true; where nobody stands out, how they answered, per group, in which words."""

    total: int
    tallies: Sequence[Tally]
    groups: Sequence[GroupTally]
    comments: Sequence[str]
    yes: int | None

    @property
    def is_shown(self) -> bool:
        """True when enough people answered either way to show more than how many."""
        return self.yes is not None

    @property
    def yes_share(self) -> float | None:
        """The share of yes."""
        return self.yes / self.total if self.yes is not None else None

    @property
    def sure(self) -> Interval | None:
        """Where the share of yes lies."""
        return interval(Share(self.yes, self.total)) if self.yes is not None else None


def is_disputed(report: Report) -> bool:
    """Whether so many see it differently that an answer is owed."""
    total, yes = report.verdicts.count(), report.verdicts.filter(answer=Verdict.Answer.YES).count()
    return total - yes >= FEWEST and (total - yes) * ONE_IN >= total


def verdict_of(report: Report) -> Told:
    """The community's verdict on a report. Comments stand in no order that tells when they came.

    “Partly” and “no” are one column beside “yes”, so that small groups can be shown at all; they are told apart only
    in all, where both are enough people.
    """
    verdicts = list(report.verdicts.select_related("person"))
    by_person = {verdict.person.claimed_by_id or verdict.person_id: verdict.answer for verdict in verdicts}
    if len(by_person) < FEWEST:
        return Told(len(by_person), (), (), (), None)
    groups = groups_of(report, by_person)
    table: Counter[tuple[int, bool]] = Counter(
        (groups.get(person, -1), answer == Verdict.Answer.YES) for person, answer in by_person.items()
    )
    rows = sorted({group for group, _yes in table}, key=lambda group: (group < 0, group))
    read = shown(tuple((table[group, True], table[group, False]) for group in rows))
    yes, others = read.column_totals
    comments = sorted({verdict.comment for verdict in verdicts if verdict.comment})
    return Told(
        read.total,
        tallies(by_person.values(), yes, others),
        [
            GroupTally(OpinionMap.LETTERS[group] if group >= 0 else "", total, cells[0])
            for group, total, cells in zip(rows, read.row_totals, read.cells, strict=True)
        ]
        if rows != [-1]
        else (),
        comments,
        yes,
    )


def tallies(answers: Iterable[str], yes: int | None, others: int | None) -> list[Tally]:
    """How many gave each answer; the two that are not yes only where both are enough people."""
    counts = Counter(answers)
    apart = [counts[answer] for answer in Verdict.Answer.values if answer != Verdict.Answer.YES]
    are_apart = others is not None and min(apart) >= FEWEST
    return [
        Tally(answer, str(label), yes if answer == Verdict.Answer.YES else counts[answer] if are_apart else None)
        for answer, label in Verdict.Answer.choices
    ]


def groups_of(report: Report, people: Mapping[int, str]) -> dict[int, int]:
    """The group of opinion of each of these people, in the conversation that most of them took part in."""
    upstream = Conversation.objects.filter(statements__needs__solutions=report.version.solution_id)
    parts = Participation.objects.filter(conversation__in=upstream.values("pk"), group__isnull=False).filter(
        person__in=[*people]
    ) | Participation.objects.filter(
        conversation__in=upstream.values("pk"), group__isnull=False, person__claimed_by__in=[*people]
    )
    by_conversation: dict[int, dict[int, int]] = {}
    for part in parts.select_related("person").order_by("pk"):
        if part.person is not None and part.group is not None:
            person = part.person.claimed_by_id or part.person_id
            by_conversation.setdefault(part.conversation_id, {})[person or 0] = part.group
    return max(by_conversation.values(), key=len, default={})
