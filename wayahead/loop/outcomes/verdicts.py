"""What the people whose words led to a report say of it, without saying who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from wayahead.loop.outcomes.models import Report, Verdict

# Of fewer people only the total is told, so that nobody can be guessed.
FEWEST = 5


@dataclass(frozen=True)
class Tally:
    """How many gave one answer."""

    answer: str
    label: str
    count: int


@dataclass(frozen=True)
class Told:
    """How many said whether a report is true; from `FEWEST` on also how they answered, and their words."""

    total: int
    tallies: Sequence[Tally]
    comments: Sequence[str]

    @property
    def is_shown(self) -> bool:
        """True when enough people answered to show more than how many."""
        return self.total >= FEWEST


def verdict_of(report: Report) -> Told:
    """The community's verdict on a report. Comments stand in no order that tells when they came."""
    verdicts = list(report.verdicts.all())
    if len(verdicts) < FEWEST:
        return Told(len(verdicts), (), ())
    tallies = [
        Tally(answer, str(label), sum(verdict.answer == answer for verdict in verdicts))
        for answer, label in Verdict.Answer.choices
    ]
    return Told(len(verdicts), tallies, sorted({verdict.comment for verdict in verdicts if verdict.comment}))
