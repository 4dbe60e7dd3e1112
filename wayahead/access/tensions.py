"""Who may keep the register, speak for a side, weigh, settle and look again."""

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
    facilitators,
    organisations_of,
    selves,
)
from wayahead.base.coproduction.models import CoProduction
from wayahead.loop.tensions.models import (
    Finding,
    Option,
    Remark,
    Resolution,
    Side,
    Speaker,
    Tension,
    Understanding,
    Weighing,
)

TENSION = "tension__coproduction"
OF_SIDE = "side__tension__coproduction"
ONLY_SPEAKERS = _("Only those who speak for this side, or a facilitator, can do that. You can ask to speak for it.")
ONLY_THE_OTHER_SIDE = _("Only those who speak for the other side, or a facilitator, can do that.")


def own(person: Reader) -> Q:
    """Sides for which this person speaks: they were let in, or their organisation is that side."""
    let_in = Speaker.objects.standing().filter(person__in=selves(person))
    return Q(pk__in=let_in.values("side")) | Q(organisation__in=organisations_of(person))


def speaks_for(path: str = "") -> Claim:
    """Those who speak for the side that the row belongs to, and facilitators."""

    def there(person: Reader) -> Q:
        sides = Side.objects.filter(own(person)).values("pk")
        step = f"{path}__" if path else ""
        return Q(**{f"{step}pk__in": sides}) | Q(**{f"{step}tension__coproduction__in": facilitated(person)})

    return there


def speaks_for_the_other(person: Reader) -> Q:
    """Sides across the table from those for which this person speaks, and all of those they facilitate."""
    sides = Side.objects.filter(own(person))
    across = Q(tension__in=sides.values("tension")) & ~Q(pk__in=sides.values("pk"))
    return across | Q(tension__coproduction__in=facilitated(person))


def speaks_here(person: Reader) -> Q:
    """Tensions of which this person speaks for a side, and those at whose table they sit or which they facilitate."""
    sides = Side.objects.filter(own(person)).values("tension")
    return Q(pk__in=sides) | Q(coproduction__in=facilitated(person)) | Q(coproduction__in=at_the_table(person))


def weighs(person: Reader) -> Q:
    """Options at tables where this person speaks for a side, and those that they facilitate."""
    sides = Side.objects.filter(own(person)).values("tension")
    return Q(tension__in=sides) | Q(tension__coproduction__in=facilitated(person))


def sits_there(person: Reader) -> Q:
    """Facilitators, and members of organisations at the table."""
    return Q(pk__in=facilitated(person)) | Q(pk__in=at_the_table(person))


def hears(person: Reader) -> Q:
    """What everybody may read, one's own words, and those that one facilitates."""
    shown = Q(state=Remark.State.SHOWN) & sees_within(TENSION)(person)
    return shown | Q(author__in=selves(person)) | Q(tension__coproduction__in=facilitated(person))


def finds(person: Reader) -> Q:
    """What waits is the facilitators' to judge; what they did with it is everybody's to read."""
    handled = Q(state__in=[Finding.State.TAKEN_UP, Finding.State.SET_ASIDE]) & sees_within()(person)
    return handled | Q(coproduction__in=facilitated(person))


SEES: dict[type[Model], Claim] = {
    Tension: sees_within(),
    Side: sees_within(TENSION),
    Speaker: lambda person: Q(person__in=selves(person)) | Q(side__tension__coproduction__in=facilitated(person)),
    Understanding: sees_within(OF_SIDE),
    Option: sees_within(TENSION),
    Weighing: sees_within(OF_SIDE),
    Resolution: sees_within(TENSION),
    Remark: hears,
    Finding: finds,
}
RULES: dict[str, Rule] = {
    "tension.see": Rule(Tension, everybody, ""),
    "tension.register": Rule(
        CoProduction,
        sits_there,
        _("Facilitators and organisations at the table put a tension on it. Sit down first, or say what you see."),
    ),
    "tension.change": Rule(Tension, facilitators(), ONLY_FACILITATORS),
    "tension.talk": Rule(Tension, facilitators(), ONLY_FACILITATORS),
    "tension.settle": Rule(Tension, facilitators(), ONLY_FACILITATORS),
    "tension.reopen": Rule(Tension, facilitators(), ONLY_FACILITATORS),
    "tension.remark": Rule(Tension, everybody, ""),
    "tension.offer": Rule(
        Tension, speaks_here, _("Those at the table offer options. Ask to speak for a side, or say what you think.")
    ),
    "side.say_need": Rule(Side, speaks_for(), ONLY_SPEAKERS),
    "side.speak": Rule(Side, everybody, ""),
    "side.mirror": Rule(Side, speaks_for_the_other, ONLY_THE_OTHER_SIDE),
    "side.weigh": Rule(Side, speaks_for(), ONLY_SPEAKERS),
    "speaker.answer": Rule(Speaker, facilitators(OF_SIDE), ONLY_FACILITATORS),
    "speaker.leave": Rule(
        Speaker, lambda person: Q(person__in=selves(person)), _("Only they themselves can stand down.")
    ),
    "understanding.answer": Rule(Understanding, speaks_for("side"), ONLY_SPEAKERS),
    "option.weigh": Rule(Option, weighs, ONLY_SPEAKERS),
    "resolution.look_back": Rule(Resolution, facilitators(TENSION), ONLY_FACILITATORS),
    "remark.read": Rule(Remark, facilitators(TENSION), ONLY_FACILITATORS),
    "remark.take_back": Rule(
        Remark, lambda person: Q(author__in=selves(person)), _("Only the person who said it can take it back.")
    ),
    "finding.see": Rule(Finding, everybody, ""),
    "finding.judge": Rule(Finding, facilitators(), ONLY_FACILITATORS),
}
GENERAL: dict[str, General] = {}
