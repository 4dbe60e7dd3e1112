"""Who may see and change people and organisations."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.rule import (
    Claim,
    General,
    Reader,
    Rule,
    account_holders,
    everybody,
    has_account,
    members_of,
    selves,
)
from wayahead.base.people.models import Consent, Organisation, ParticipationLink, Person


def oneself(person: Reader) -> Q:
    """Only that person."""
    return Q(pk__in=selves(person))


SEES: dict[type[Model], Claim] = {
    Person: oneself,
    Organisation: everybody,
    ParticipationLink: lambda person: Q(person__in=selves(person)),
    Consent: lambda person: Q(person__in=selves(person)),
}
RULES: dict[str, Rule] = {
    "person.see": Rule(Person, oneself, _("This is somebody else.")),
    "person.change": Rule(Person, oneself, _("This is somebody else.")),
    "person.erase": Rule(Person, oneself, _("Only you can erase what is yours.")),
    "person.claim": Rule(Person, account_holders, _("Sign in first; then your words can come with you.")),
    "organisation.see": Rule(Organisation, everybody, ""),
    "organisation.change": Rule(
        Organisation, members_of("pk", role="lead"), _("Only a lead of this organisation can do that.")
    ),
    "organisation.act_for": Rule(
        Organisation, members_of("pk"), _("Only people who belong to this organisation can act for it.")
    ),
    "organisation.join": Rule(Organisation, account_holders, _("Sign in first, then open the invitation again.")),
}
GENERAL: dict[str, General] = {
    "organisation.start": General(has_account, _("Sign in first. It takes your e-mail address and a code.")),
    "area.add": General(
        lambda person: person is not None and person.is_steward,
        _("Only a steward of this installation can add areas."),
    ),
}
