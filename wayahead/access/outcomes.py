"""Who may report, say whether it is true, and answer those who spoke."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import sees_within
from wayahead.access.rule import Claim, General, Reader, Rule, everybody, facilitated, members_of, selves
from wayahead.access.solutions import takes_part
from wayahead.journey.chain import downstream_of
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes.models import Answer, Report, Verdict
from wayahead.loop.solutions.models import Solution, Version


def spoke_upstream(person: Reader) -> Q:
    """Reports on what answers a need that one of this person's voices stands in, also after it was merged or split."""
    voices = Voice.objects.filter(speaker__in=selves(person)).exclude(state=Voice.State.WITHDRAWN)
    needs = downstream_of([("listening.voice", key) for key in voices.values_list("pk", flat=True)], "needs.need")
    return Q(version__solution__in=Solution.objects.filter(needs__in=needs).values("pk"))


def answers(path: str) -> Claim:
    """Facilitators of the co-production, and members of the organisation that asked for the money."""

    def there(person: Reader) -> Q:
        return Q(version__solution__coproduction__in=facilitated(person)) | members_of(path)(person)

    return there


SEES: dict[type[Model], Claim] = {
    Report: sees_within("version__solution__coproduction"),
    Verdict: lambda person: Q(person__in=selves(person)),
    Answer: lambda person: Q(voice__speaker__in=selves(person)) | Q(voice__coproduction__in=facilitated(person)),
}
RULES: dict[str, Rule] = {
    "report.see": Rule(Report, everybody, ""),
    "report.make": Rule(
        Grant, members_of("bid__applicant"), _("Only the organisation that got the grant can report on it.")
    ),
    "report.make_ourselves": Rule(
        Version, takes_part("solution__coproduction"), _("Only the people who do it can tell what came of it.")
    ),
    "report.tell": Rule(
        Report, answers("grant__bid__applicant"), _("A facilitator, or the organisation that got the grant, answers.")
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
