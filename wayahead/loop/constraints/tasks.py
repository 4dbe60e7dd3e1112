"""Background work of limits: whoever is late with an answer is put in mind of it."""

from procrastinate.contrib.django import app

from wayahead.base.coproduction.models import Party
from wayahead.loop.constraints.actions import remind
from wayahead.loop.constraints.models import Question


@app.periodic(cron="0 9 * * *")
@app.task(queueing_lock="remind-of-answers", lock="remind-of-answers")
def remind_of_late_answers(timestamp: int) -> None:
    """Every morning: each party that is late with an answer, and was not reminded lately, gets one reminder."""
    late = Question.objects.late().values_list("constraint__coproduction", "constraint__owner").distinct()
    for coproduction, owner in late:
        remind(Party.objects.filter(coproduction=coproduction, organisation=owner).latest("joined_at"))
