"""Ways to look at limits: those that stand, were questioned or not, moved, and those that were called fixed."""

from typing import Literal

from django.db.models import Q

from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question

Sort = Literal["standing", "questioned", "unasked", "late", "moved", "asked", "fixed", "withdrawn"]


def sorts() -> dict[str, Q]:
    """Which limits are of each sort, as of today, by the name of the sort."""
    stands, gone = Q(state=Constraint.State.STANDING), Q(state=Constraint.State.WITHDRAWN)
    # Called fixed in a version that is not the last one, or as it went.
    was_fixed = Q(pk__in=ConstraintVersion.objects.called_fixed_and_moved().values("constraint"))
    return {
        "standing": stands,
        "questioned": Q(pk__in=Question.objects.values("constraint")),
        "unasked": stands & Q(questions=None),
        "late": Q(pk__in=Question.objects.late().values("constraint")),
        "moved": Q(pk__in=ConstraintVersion.objects.moved().values("constraint")),
        "asked": Q(pk__in=Question.objects.moved().values("constraint")),
        "fixed": was_fixed | (gone & Q(firmness=Constraint.Firmness.FIXED)),
        "withdrawn": gone,
    }
