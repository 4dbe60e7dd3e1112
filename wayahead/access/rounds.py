"""Who may open a round, choose in it, type ballots from paper, and have it counted."""

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
    has_account,
    members_of,
    organisations_of,
    selves,
    tables,
)
from wayahead.base.coproduction.models import Party
from wayahead.base.people.models import Organisation
from wayahead.loop.funding.interests import rounds_touching
from wayahead.loop.funding.models import Programme, Round, RoundEntry, RoundInvitation, RoundResult
from wayahead.loop.listening.models import Participation, Voice

ONLY_THE_FUNDER = _("Only the funder whose money this is can do that.")
ONLY_MAKERS = _(
    "Only the funder whose money this is makes these grants, and nobody of it who belongs to one that is funded, or "
    "stood aside from it."
)


def may_choose(person: Reader) -> Q:
    """Everybody, those who took part or sit at the table, or those who took up an invitation: as the round says."""
    took_part = Participation.objects.filter(person__in=selves(person)).values("conversation__coproduction")
    spoke = Voice.objects.filter(speaker__in=selves(person)).values("coproduction")
    is_of_it = Q(coproduction__in=took_part) | Q(coproduction__in=spoke) | Q(coproduction__in=tables(person))
    invited = RoundInvitation.objects.filter(taken_by__in=selves(person)).values("round")
    return Q(how=Round.How.BALLOTS) & (
        Q(who=Round.Who.EVERYBODY)
        | (Q(who=Round.Who.PARTICIPANTS) & is_of_it)
        | (Q(who=Round.Who.INVITED) & Q(pk__in=invited))
    )


def sits_on_panel(person: Reader) -> Q:
    """Rounds on whose panel this person has a seat."""
    seats = RoundInvitation.objects.filter(taken_by__in=selves(person)).values("round")
    return Q(how=Round.How.PANEL, pk__in=seats)


def makes_grants(person: Reader) -> Q:
    """Members of the funder whose money it is, but for those of whose own the round funds something."""
    if person is None:
        return NOBODY
    return members_of("programme__funder")(person) & ~Q(pk__in=rounds_touching(person))


def types_paper(person: Reader) -> Q:
    """Facilitators, and members of a support organisation at the table: nobody who asks for the money or gives it."""
    if not has_account(person):
        return Q(pk__in=[])
    supporting = Party.objects.filter(
        organisation__in=organisations_of(person, organisation__kind=Organisation.Kind.SUPPORT), left_at=None
    )
    return Q(coproduction__in=facilitated(person)) | Q(coproduction__in=supporting.values("coproduction"))


SEES: dict[type[Model], Claim] = {
    Round: sees_within(),
    RoundEntry: sees_within("round__coproduction"),
    RoundResult: sees_within("round__coproduction"),
}
RULES: dict[str, Rule] = {
    "round.see": Rule(Round, everybody, ""),
    "round.open": Rule(Programme, members_of("funder"), ONLY_THE_FUNDER),
    "round.choose": Rule(
        Round,
        may_choose,
        _("This round is for those who took part or were invited. If you have an invitation, open its link first."),
    ),
    "round.score": Rule(
        Round, sits_on_panel, _("Only the members of its panel score this round. If you are one, open your link first.")
    ),
    "round.type_paper": Rule(
        Round, types_paper, _("Only a facilitator, or somebody of a support organisation at the table, types ballots.")
    ),
    "round.run": Rule(Round, members_of("programme__funder"), ONLY_THE_FUNDER),
    "round.award": Rule(Round, makes_grants, ONLY_MAKERS),
}
GENERAL: dict[str, General] = {}
