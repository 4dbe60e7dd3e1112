"""Who may read limits, publish and move them, ask why, and answer."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import ONLY_FACILITATORS, sees_within
from wayahead.access.rule import Claim, General, Reader, Rule, at_the_table, everybody, facilitators, members_of
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question

ONLY_OWNERS = _("Only the organisation whose limit this is can do that.")


def sits_at_the_table(person: Reader) -> Q:
    """Co-productions at whose table an organisation of this person sits."""
    return Q(pk__in=at_the_table(person))


SEES: dict[type[Model], Claim] = {
    Constraint: sees_within(),
    ConstraintVersion: sees_within("constraint__coproduction"),
    Question: sees_within("constraint__coproduction"),
}
RULES: dict[str, Rule] = {
    "limit.see": Rule(Constraint, everybody, ""),
    "limit.publish": Rule(
        CoProduction, sits_at_the_table, _("Only an organisation that sits at the table can publish a limit.")
    ),
    "limit.change": Rule(Constraint, members_of("owner"), ONLY_OWNERS),
    "limit.withdraw": Rule(Constraint, members_of("owner"), ONLY_OWNERS),
    "limit.judge": Rule(Constraint, members_of("owner"), ONLY_OWNERS),
    "limit.ask": Rule(Constraint, everybody, ""),
    "question.see": Rule(Question, everybody, ""),
    "question.join": Rule(Question, facilitators("constraint__coproduction"), ONLY_FACILITATORS),
    "question.answer": Rule(Question, members_of("constraint__owner"), ONLY_OWNERS),
}
GENERAL: dict[str, General] = {}
