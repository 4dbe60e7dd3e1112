"""Who may say what should change, report, say whether it is true, and answer those who spoke."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import sees_within
from wayahead.access.rule import (
    NOBODY,
    Claim,
    General,
    Reader,
    Rule,
    everybody,
    facilitated,
    members_of,
    organisations_of,
    selves,
)
from wayahead.access.solutions import takes_part
from wayahead.journey.chain import downstream_of
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Answer, Idea, Indicator, Measure, Outcome, Reading, Report, Verdict
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


def replies(person: Reader) -> Q:
    """Members of the organisation that got the grant; of what people did themselves, those who take part."""
    of_theirs = Q(grant=None) & takes_part("version__solution__coproduction")(person)
    return members_of("grant__bid__applicant")(person) | of_theirs


def gives_money(person: Reader) -> Q:
    """Members of a funder or a public body: they choose what they read."""
    is_theirs = organisations_of(person, organisation__kind__in=["funder", "public_body"]).exists()
    return everybody(person) if is_theirs else NOBODY


def reads_idea(person: Reader) -> Q:
    """What has its answer is read by everybody; what waits, by whoever said it and those at the table."""
    answered = ~Q(state=Idea.State.WAITING) & sees_within("need__coproduction")(person)
    return answered | Q(author__in=selves(person)) | takes_part("need__coproduction")(person)


AT_THE_TABLE = _("Facilitators, members and organisations at the table write this. Suggest it instead.")
SEES: dict[type[Model], Claim] = {
    Outcome: sees_within("need__coproduction"),
    Indicator: sees_within("outcome__need__coproduction"),
    Reading: sees_within("indicator__outcome__need__coproduction"),
    Idea: reads_idea,
    Measure: sees_within("report__version__solution__coproduction"),
    Report: sees_within("version__solution__coproduction"),
    Verdict: lambda person: Q(person__in=selves(person)),
    Answer: lambda person: Q(voice__speaker__in=selves(person)) | Q(voice__coproduction__in=facilitated(person)),
}
RULES: dict[str, Rule] = {
    "framework.write": Rule(Need, takes_part(), AT_THE_TABLE),
    "outcome.change": Rule(Outcome, takes_part("need__coproduction"), AT_THE_TABLE),
    "indicator.change": Rule(Indicator, takes_part("outcome__need__coproduction"), AT_THE_TABLE),
    "indicator.choose": Rule(Need, gives_money, _("Funders and public bodies choose what they read of each report.")),
    "idea.suggest": Rule(Need, everybody, ""),
    "idea.see": Rule(Idea, everybody, ""),
    "idea.answer": Rule(Idea, takes_part("need__coproduction"), _("Those at the table answer ideas.")),
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
    "report.reply": Rule(Report, replies, _("Whoever reported answers those who see it differently.")),
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
