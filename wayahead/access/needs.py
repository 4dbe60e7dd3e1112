"""Who may write needs, check them back, publish them and rely on them."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from wayahead.access.coproduction import ONLY_FACILITATORS, sees_within
from wayahead.access.rule import (
    NOBODY,
    Claim,
    General,
    Reader,
    Rule,
    at_the_table,
    everybody,
    facilitated,
    facilitators,
    members_of,
    organisations_of,
    selves,
)
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.needs.models import CheckBack, Need, Reliance, Succession

PUBLIC = [Need.State.PUBLISHED, Need.State.SUCCEEDED]


def writes_all(person: Reader) -> Q:
    """Every need of the co-productions that this person facilitates."""
    return Q(coproduction__in=facilitated(person))


def writes(person: Reader) -> Q:
    """The needs that this person wrote, and all of those they facilitate."""
    return Q(written_by__in=selves(person)) | writes_all(person)


def sees(person: Reader) -> Q:
    """What was published, for all who see the co-production; drafts for their writers and for those asked.

    What became of a published need is read by everybody from the start, so that no line ends in something hidden.
    """
    is_public = Q(state__in=PUBLIC) | Q(pk__in=Succession.objects.values("later"))
    asked = Q(pk__in=CheckBack.objects.filter(person__in=selves(person)).values("need"), state=Need.State.CHECKING)
    return (sees_within()(person) & (is_public | Q(written_by__in=selves(person)))) | writes_all(person) | asked


def sits_there(person: Reader) -> Q:
    """Facilitators, and members of organisations at the table."""
    return Q(pk__in=facilitated(person)) | Q(pk__in=at_the_table(person))


def acts_for_somebody(person: Reader) -> Q:
    """People who may act for any organisation."""
    return everybody(person) if organisations_of(person).exists() else NOBODY


def was_asked(person: Reader) -> Q:
    """Needs about which this person was asked."""
    return Q(pk__in=CheckBack.objects.filter(person__in=selves(person)).values("need"))


SEES: dict[type[Model], Claim] = {
    Need: sees,
    CheckBack: lambda person: Q(person__in=selves(person)),
    Reliance: sees_within("need__coproduction"),
}
WRITERS = _("Only who wrote it, or a facilitator, can do that.")
RULES: dict[str, Rule] = {
    "need.see": Rule(Need, everybody, ""),
    "need.write": Rule(
        CoProduction,
        sits_there,
        _("Facilitators and organisations at the table write needs. Sit down first."),
    ),
    "need.change": Rule(Need, writes, WRITERS),
    "need.check_back": Rule(Need, writes, WRITERS),
    "need.answer_back": Rule(Need, was_asked, _("We ask the people whose words this came from.")),
    "need.publish": Rule(Need, writes, WRITERS),
    "need.merge": Rule(CoProduction, facilitators("pk"), ONLY_FACILITATORS),
    "need.split": Rule(Need, facilitators(), ONLY_FACILITATORS),
    "need.rely": Rule(Need, acts_for_somebody, _("An organisation relies on a need: join or start one first.")),
    "reliance.stop": Rule(Reliance, members_of("organisation"), _("Only this organisation can take that back.")),
}
GENERAL: dict[str, General] = {}
