"""Who may report, say whether it is true, and answer those who spoke."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import sees_within
from wayahead.access.rule import Claim, General, Reader, Rule, everybody, facilitated, members_of, selves
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes.models import Answer, Report, Verdict


def spoke_upstream(person: Reader) -> Q:
    """People one of whose voices stands in a statement of a need that the grant's solution answers."""
    mine = Voice.objects.filter(speaker__in=selves(person), statements__needs__solutions__isnull=False)
    return Q(grant__bid__version__solution__in=mine.values("statements__needs__solutions"))


def answers(path: str) -> Claim:
    """Facilitators of the co-production, and members of the organisation that asked for the money."""

    def there(person: Reader) -> Q:
        return Q(version__solution__coproduction__in=facilitated(person)) | members_of(path)(person)

    return there


SEES: dict[type[Model], Claim] = {
    Report: sees_within("grant__bid__version__solution__coproduction"),
    Verdict: lambda person: Q(person__in=selves(person)),
    Answer: lambda person: Q(voice__speaker__in=selves(person)) | Q(voice__coproduction__in=facilitated(person)),
}
RULES: dict[str, Rule] = {
    "report.see": Rule(Report, everybody, ""),
    "report.make": Rule(
        Grant, members_of("bid__applicant"), _("Only the organisation that got the grant can report on it.")
    ),
    "verdict.give": Rule(
        Report,
        spoke_upstream,
        _("We ask the people whose words led here. You can still see the report and all they said about it."),
    ),
    "answer.give": Rule(
        Bid, answers("applicant"), _("A facilitator, or the organisation that asked for the money, answers.")
    ),
}
GENERAL: dict[str, General] = {}
