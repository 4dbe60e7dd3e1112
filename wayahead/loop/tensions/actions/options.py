"""Options: offered by anybody at the table, weighed by both sides once each has understood the other."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions.actions.speaking import table_of
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Option, Side, Tension, Weighing


@transaction.atomic
def offer(tension: Tension, *, by: Person, title: str, words: str = "") -> Option:
    """One way to live with it."""
    kept = {
        "title": said(title, field="title", most=140, ask=_("Say the option in one sentence.")),
        "words": said(words, field="words", most=1000),
    }
    found = Tension.objects.select_for_update().get(pk=tension.pk)
    if found.state == Tension.State.SETTLED:
        raise NotPossible(_("It is settled for now. It comes back on its day, or when a facilitator reopens it."))
    if found.options.filter(title__iexact=kept["title"]).exists():
        raise NotPossible(_("This option is on the table already."), field="title")
    option = Option.objects.create(tension=found, offered_by=by, **kept)
    note("tension.option_offered", tension, by=by, coproduction_id=tension.coproduction_id,
         facts={"option": option.pk})  # fmt: skip
    return option


@transaction.atomic
def weigh(option: Option, side: Side, *, by: Person, state: str, why: str) -> Weighing:
    """A side says whether it can live with an option, and why. First each has to have understood the other."""
    if state not in Weighing.State.values:
        raise NotPossible(_("Say whether you can live with it."), field="state")
    kept = said(why, field="why", most=500, ask=_("Say why. Everybody can read it."))
    if side.tension_id != option.tension_id:
        raise NotPossible(_("Choose a side of this table."), field="side")
    tension = table_of(side)
    if not tension.is_understood():
        raise NotPossible(_("First each side says what the other needs, in words that the other accepts."))
    weighing, _made = Weighing.objects.update_or_create(
        option=option,
        side=side,
        defaults={"state": state, "why": kept, "weighed_by": by, "weighed_at": timezone.now()},
    )
    note("tension.option_weighed", tension, by=by, coproduction_id=tension.coproduction_id,
         facts={"option": option.pk, "side": side.position})  # fmt: skip
    return weighing
