"""Who may craft, see, suggest, judge, object and agree; who may call for responses, offer help and do a step."""

from django.db.models import F, Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import ONLY_FACILITATORS, sees_within
from wayahead.access.rule import (
    Claim,
    General,
    Reader,
    Rule,
    at_the_table,
    everybody,
    facilitators,
    in_coproductions,
    organisations_of,
    selves,
)
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.solutions.models import (
    Agreement,
    Call,
    Judgement,
    Match,
    Objection,
    Offer,
    Solution,
    Step,
    Suggestion,
    Version,
)

AT_THE_TABLE = _("Only people at the table of this co-production can do that. Ask a facilitator for a seat.")
ONLY_ITS_MAKER = _("Only whoever made it can say that.")


def takes_part(path: str = "coproduction") -> Claim:
    """Facilitators, members and those whose organisation sits at the table."""

    def there(person: Reader) -> Q:
        return Q(**{f"{path}__in": in_coproductions(person)}) | Q(**{f"{path}__in": at_the_table(person)})

    return there


def reads_version(path: str = "") -> Claim:
    """Drafts are read by those at the table; what is shared, by everybody who sees the co-production."""

    def there(person: Reader) -> Q:
        coproduction = f"{path}solution__coproduction"
        is_shared = ~Q(**{f"{path}state": Version.State.DRAFT}) & sees_within(coproduction)(person)
        return is_shared | Q(**{f"{path}drafted_by__in": selves(person)}) | takes_part(coproduction)(person)

    return there


def owns_a_limit(person: Reader) -> Q:
    """Members of organisations that own a limit in the version's co-production."""
    limits = CoProduction.objects.filter(limits__owner__in=organisations_of(person)).values("pk")
    return Q(solution__coproduction__in=limits)


def own(name: str) -> Claim:
    """What somebody made or said themselves."""
    return lambda person: Q(**{f"{name}__in": selves(person)})


def looks_after_call(person: Reader) -> Q:
    """Facilitators, whoever opened it, and the organisation for which it was opened."""
    is_theirs = Q(opened_by__in=selves(person)) | Q(opened_for__in=organisations_of(person))
    return facilitators()(person) | is_theirs


def does_it(person: Reader) -> Q:
    """Those at the table, and those who said that they help with this step."""
    helped = Match.objects.filter(offer__helper__in=selves(person), state=Match.State.YES)
    promised = Q(version__solution__matches__in=helped.values("pk"), key=F("version__solution__matches__step_key"))
    mine = Step.objects.filter(promised).values("pk")
    return takes_part("version__solution__coproduction")(person) | Q(pk__in=mine)


SEES: dict[type[Model], Claim] = {
    Solution: sees_within(),
    Version: reads_version(),
    Judgement: sees_within("version__solution__coproduction"),
    Suggestion: reads_version("version__"),
    Agreement: sees_within("version__solution__coproduction"),
    Objection: sees_within("version__solution__coproduction"),
    Call: sees_within(),
    Offer: sees_within(),
    Match: sees_within("solution__coproduction"),
    Step: reads_version("version__"),
}
RULES: dict[str, Rule] = {
    "solution.see": Rule(Solution, everybody, ""),
    "solution.start": Rule(CoProduction, takes_part("pk"), AT_THE_TABLE),
    "version.draft": Rule(Solution, takes_part(), AT_THE_TABLE),
    "version.see": Rule(Version, everybody, ""),
    "version.share": Rule(Version, takes_part("solution__coproduction"), AT_THE_TABLE),
    "version.judge": Rule(Version, owns_a_limit, _("Only the organisation whose limit this is can judge it.")),
    "version.agree": Rule(Version, facilitators("solution__coproduction"), ONLY_FACILITATORS),
    "suggestion.make": Rule(Version, everybody, ""),
    "suggestion.see": Rule(Suggestion, everybody, ""),
    "suggestion.answer": Rule(Suggestion, takes_part("version__solution__coproduction"), AT_THE_TABLE),
    "suggestion.own": Rule(Suggestion, own("suggester"), ONLY_ITS_MAKER),
    "suggestion.hide": Rule(Suggestion, facilitators("version__solution__coproduction"), ONLY_FACILITATORS),
    "agreement.see": Rule(Agreement, everybody, ""),
    "agreement.vote": Rule(Agreement, everybody, ""),
    "agreement.review": Rule(Agreement, facilitators("version__solution__coproduction"), ONLY_FACILITATORS),
    "objection.raise": Rule(Version, everybody, ""),
    "objection.see": Rule(Objection, everybody, ""),
    "objection.answer": Rule(Objection, facilitators("version__solution__coproduction"), ONLY_FACILITATORS),
    "objection.hide": Rule(Objection, facilitators("version__solution__coproduction"), ONLY_FACILITATORS),
    "objection.own": Rule(Objection, own("objector"), ONLY_ITS_MAKER),
    "call.see": Rule(Call, everybody, ""),
    "call.open": Rule(CoProduction, takes_part("pk"), AT_THE_TABLE),
    "call.settle": Rule(Call, looks_after_call, _("Only who opened it, or a facilitator, can do that.")),
    "offer.make": Rule(CoProduction, everybody, ""),
    "offer.see": Rule(Offer, everybody, ""),
    "offer.reach": Rule(Offer, takes_part(), AT_THE_TABLE),
    "offer.hide": Rule(Offer, facilitators(), ONLY_FACILITATORS),
    "offer.end": Rule(Offer, own("helper"), ONLY_ITS_MAKER),
    "match.ask": Rule(Step, takes_part("version__solution__coproduction"), AT_THE_TABLE),
    "match.answer": Rule(Match, own("offer__helper"), _("Only whoever offered it can say that.")),
    "step.see": Rule(Step, everybody, ""),
    "step.do": Rule(Step, does_it, _("Those at the table, and those who help with it, say when it is done.")),
}
GENERAL: dict[str, General] = {}
