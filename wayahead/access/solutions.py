"""Who may craft, see, judge and agree solutions."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import ONLY_FACILITATORS, sees_within
from wayahead.access.rule import (
    Claim,
    General,
    Reader,
    Rule,
    at_the_table,
    everybody,
    facilitated,
    in_coproductions,
    organisations_of,
    selves,
)
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.solutions.models import Judgement, Solution, Version

AT_THE_TABLE = _("Only people at the table of this co-production can do that. Ask a facilitator for a seat.")


def takes_part(path: str = "coproduction") -> Claim:
    """Facilitators, members and those whose organisation sits at the table."""

    def there(person: Reader) -> Q:
        return Q(**{f"{path}__in": in_coproductions(person)}) | Q(**{f"{path}__in": at_the_table(person)})

    return there


def reads_version(person: Reader) -> Q:
    """Drafts are read by those at the table; what is shared, by everybody who sees the co-production."""
    path = "solution__coproduction"
    is_shared = ~Q(state=Version.State.DRAFT) & sees_within(path)(person)
    return is_shared | Q(drafted_by__in=selves(person)) | takes_part(path)(person)


def owns_a_limit(person: Reader) -> Q:
    """Members of organisations that own a limit in the version's co-production."""
    limits = CoProduction.objects.filter(limits__owner__in=organisations_of(person)).values("pk")
    return Q(solution__coproduction__in=limits)


SEES: dict[type[Model], Claim] = {
    Solution: sees_within(),
    Version: reads_version,
    Judgement: sees_within("version__solution__coproduction"),
}
RULES: dict[str, Rule] = {
    "solution.see": Rule(Solution, everybody, ""),
    "solution.start": Rule(CoProduction, takes_part("pk"), AT_THE_TABLE),
    "version.draft": Rule(Solution, takes_part(), AT_THE_TABLE),
    "version.see": Rule(Version, everybody, ""),
    "version.share": Rule(Version, takes_part("solution__coproduction"), AT_THE_TABLE),
    "version.judge": Rule(Version, owns_a_limit, _("Only the organisation whose limit this is can judge it.")),
    "version.agree": Rule(Version, lambda person: Q(solution__coproduction__in=facilitated(person)), ONLY_FACILITATORS),
}
GENERAL: dict[str, General] = {}
