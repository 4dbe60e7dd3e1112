"""How an organisation answers what it was asked: in time, late, or not yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from wayahead.base.people.models import Organisation
from wayahead.loop.constraints.models import Question


@dataclass
class Answering:
    """One organisation's answers; a question counts once, however many people asked it."""

    owner: Organisation
    asked: int = 0
    in_time: int = 0
    answered_late: int = 0
    waiting: int = 0
    overdue: int = 0
    limits_moved: set[int] = field(default_factory=set)
    days: list[int] = field(default_factory=list)

    @property
    def moved(self) -> int:
        """How many of its limits moved or went because people asked, each counted once."""
        return len(self.limits_moved)

    @property
    def median_days(self) -> int | None:
        """After how many days the middle answer came; None without one."""
        return int(median(self.days)) if self.days else None

    def count(self, question: Question) -> None:
        """Add one question."""
        self.asked += 1
        if question.is_open:
            self.waiting += 1
            self.overdue += question.days_late > 0
            return
        self.in_time += question.days_late == 0
        self.answered_late += question.days_late > 0
        if question.answer != Question.Answer.CONFIRMED:
            self.limits_moved.add(question.constraint_id)
        self.days.append(question.elapsed_days)


def answering(questions: Iterable[Question]) -> list[Answering]:
    """For each owner of a limit that was asked about; fetch `constraint__owner` before. Leaves joined questions out."""
    found: dict[int, Answering] = {}
    for question in questions:
        if question.same_as_id is None:
            owner = question.constraint.owner
            found.setdefault(owner.pk, Answering(owner)).count(question)
    return sorted(found.values(), key=lambda one: one.owner.name.casefold())
