"""Who may see and change a co-production and what stands round its table."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.rule import (
    Claim,
    General,
    Reader,
    Rule,
    everybody,
    facilitated,
    facilitators,
    has_account,
    members_of,
    organisations_of,
    selves,
    tables,
)
from wayahead.base.coproduction.models import Concern, CoProduction, CostLine, Meeting, Party, Seat
from wayahead.base.places.models import Area, Community

ONLY_FACILITATORS = _("Only a facilitator of this co-production can do that.")


def sees(person: Reader) -> Q:
    """Public ones for all; a private circle only for those who sit in it."""
    return Q(is_private=False) | Q(pk__in=tables(person))


def sees_within(path: str = "coproduction") -> Claim:
    """What belongs to a co-production is seen by those who see the co-production."""

    def within(person: Reader) -> Q:
        return Q(**{f"{path}__is_private": False}) | Q(**{f"{path}__in": tables(person)})

    return within


def looks_after(person: Reader) -> Q:
    """A concern's own readers: facilitators and the safeguarding lead; stewards where there is no co-production."""
    of_none = Q(coproduction=None) if person is not None and person.is_steward else Q(pk__in=[])
    return of_none | Q(coproduction__in=facilitated(person)) | Q(coproduction__safeguarding_lead__in=selves(person))


def acts_for_somebody(person: Reader) -> Q:
    """People who may act for any organisation."""
    return everybody(person) if organisations_of(person).exists() else Q(pk__in=[])


SEES: dict[type[Model], Claim] = {
    Area: everybody,
    Community: everybody,
    CoProduction: sees,
    Seat: sees_within(),
    Party: sees_within(),
    Meeting: sees_within(),
    CostLine: sees_within(),
    Concern: looks_after,
}
RULES: dict[str, Rule] = {
    "area.see": Rule(Area, everybody, ""),
    "community.see": Rule(Community, everybody, ""),
    "coproduction.see": Rule(CoProduction, everybody, ""),
    "coproduction.change": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "seat.offer": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "seat.leave": Rule(Seat, lambda person: Q(person__in=selves(person)), _("Only who has this seat can leave it.")),
    "party.join": Rule(
        CoProduction,
        acts_for_somebody,
        _("Sit down for an organisation: join or start one first."),
    ),
    "party.leave": Rule(
        Party,
        lambda person: Q(coproduction__in=facilitated(person)) | members_of("organisation")(person),
        _("Only this organisation, or a facilitator, can do that."),
    ),
    "party.change": Rule(
        Party, members_of("organisation"), _("Only this organisation can say what it can and cannot decide.")
    ),
    "meeting.see": Rule(Meeting, everybody, ""),
    "meeting.note": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "cost.plan": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "cost.spend": Rule(CostLine, facilitators(), ONLY_FACILITATORS),
    "concern.see": Rule(Concern, everybody, ""),
    "concern.handle": Rule(Concern, everybody, ""),
}
GENERAL: dict[str, General] = {
    "community.add": General(has_account, _("Sign in first. It takes your e-mail address and a code.")),
    "coproduction.start": General(has_account, _("Sign in first. It takes your e-mail address and a code.")),
    "seat.take": General(has_account, _("Sign in first, then open the invitation again.")),
    "concern.list": General(has_account, _("Sign in first.")),
}
