"""What the people whose words led to a report say of it, without saying who they are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

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
    """The community's verdict on one report."""
    return verdicts_of([report])[report.pk]


def verdicts_of(reports: Sequence[Report]) -> dict[int, Told]:
    """The community's verdict on each of these reports, in three queries however many there are."""
    given: dict[int, dict[int, Verdict]] = {report.pk: {} for report in reports}
    for verdict in Verdict.objects.filter(report__in=given).select_related("person").order_by("pk"):
        given[verdict.report_id][verdict.person.claimed_by_id or verdict.person_id] = verdict
    everybody = {person for verdicts in given.values() for person in verdicts}
    groups = groups_of(reports, everybody) if everybody else {}
    return {report.pk: told(given[report.pk], groups.get(report.pk, {})) for report in reports}


def told(by_person: Mapping[int, Verdict], groups: Mapping[int, int]) -> Told:
    """What may be told of these verdicts. Comments stand in no order that tells when they came.

    “Partly” and “no” are one column beside “yes”, so that small groups can be shown at all; they are told apart only
    in all, where both are enough people.
    """
    if len(by_person) < FEWEST:
        return Told(len(by_person), (), (), (), None)
    table: Counter[tuple[int, bool]] = Counter(
        (groups.get(person, -1), verdict.answer == Verdict.Answer.YES) for person, verdict in by_person.items()
    )
    rows = sorted({group for group, _yes in table}, key=lambda group: (group < 0, group))
    read = shown(tuple((table[group, True], table[group, False]) for group in rows))
    yes, others = read.column_totals
    found = [
        GroupTally(OpinionMap.LETTERS[group] if group >= 0 else "", total, cells[0])
        for group, total, cells in zip(rows, read.row_totals, read.cells, strict=True)
    ]
    return Told(
        read.total,
        tallies((verdict.answer for verdict in by_person.values()), yes, others),
        found if rows != [-1] else (),
        sorted({verdict.comment for verdict in by_person.values() if verdict.comment}),
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


def groups_of(reports: Sequence[Report], people: Collection[int]) -> dict[int, dict[int, int]]:
    """For each report the group of opinion of these people, in the conversation that most of them took part in."""
    solutions = [report.version.solution_id for report in reports]
    upstream = Conversation.objects.filter(statements__needs__solutions__in=solutions)
    led = set(upstream.values_list("statements__needs__solutions", "pk").distinct())
    parts = Participation.objects.filter(
        Q(person__in=people) | Q(person__claimed_by__in=people),
        conversation__in={conversation for _solution, conversation in led},
        placement__isnull=False,
    )
    placed: dict[int, dict[int, int]] = {}
    for part in parts.select_related("person", "placement").order_by("pk"):
        if part.person is not None:
            person = part.person.claimed_by_id or part.person.pk
            placed.setdefault(part.conversation_id, {})[person] = part.placement.group
    return {
        report.pk: max(
            (placed.get(conversation, {}) for solution, conversation in led if solution == report.version.solution_id),
            key=len,
            default={},
        )
        for report in reports
    }
