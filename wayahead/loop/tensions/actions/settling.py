"""Settling a tension until its day, and coming back to it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Option, Resolution, Side, Tension, Weighing

# Nothing is settled for longer than people can remember why.
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Settlement:
    """How a tension is settled, in which words, until when; who still sees it differently, and why.

    A decision is that of an organisation at the table (`decided_by`), or of somebody else in plain words.
    """

    how: str
    words: str
    review_on: date
    option: Option | None = None
    is_trial: bool = False
    decided_by: Organisation | None = None
    decided_by_words: str = ""
    dissent: str = ""


def refuse_bad_settlement(tension: Tension, given: Settlement) -> None:
    """Say what is wrong with a settlement, at its field."""
    if given.how not in Resolution.How.values:
        raise NotPossible(_("Choose how it was settled."), field="how")
    if given.how in Resolution.TOGETHER and not tension.is_understood():
        raise NotPossible(
            _("First each side says what the other needs, in words that the other accepts. Or park it until a day."),
            field="how",
        )
    today = timezone.localdate()
    if not today < given.review_on <= today + LONGEST:
        raise NotPossible(_("Choose a day within three years on which it is looked at again."), field="review_on")
    refuse_bad_decider(tension, given)
    if given.option and given.option.tension_id != tension.pk:
        raise NotPossible(_("Choose an option of this table."), field="option")
    if given.is_trial and given.option is None:
        raise NotPossible(_("Choose the option that is tried."), field="option")
    if given.option and given.how in Resolution.TOGETHER:
        refuse_unweighed(given.option, is_agreed=given.how != Resolution.How.ACCEPTED)


def refuse_bad_decider(tension: Tension, given: Settlement) -> None:
    """A decision names one who made it: an organisation at the table, or anybody else in words."""
    if given.how != Resolution.How.DECIDED:
        for field in ("decided_by", "decided_by_words"):
            if getattr(given, field):
                raise NotPossible(_("Leave this empty, unless somebody decided."), field=field)
        return
    if given.decided_by and given.decided_by_words:
        raise NotPossible(_("Choose who decided, or say it in words: not both."), field="decided_by_words")
    parties = Organisation.objects.filter(parties__coproduction=tension.coproduction_id, parties__left_at=None)
    if given.decided_by:
        if not parties.filter(pk=given.decided_by.pk).exists():
            raise NotPossible(_("Choose an organisation that sits at the table."), field="decided_by")
        return
    if not given.decided_by_words:
        raise NotPossible(
            _("Say who decided: choose an organisation at the table, or say it in words."), field="decided_by"
        )
    if not any(sign.isalpha() for sign in given.decided_by_words):
        raise NotPossible(_("Say in words who decided."), field="decided_by_words")
    if parties.filter(name__iexact=given.decided_by_words).exists():
        raise NotPossible(_("They sit at the table. Choose them from the list."), field="decided_by_words")


def refuse_unweighed(option: Option, *, is_agreed: bool) -> None:
    """Both sides settle nothing that one has not weighed, and agree on nothing that one cannot live with."""
    weighed = list(option.weighings.values_list("state", flat=True))
    if len(weighed) < len(Side.Position.values):
        ask = _("First both sides weigh this option. If they did so face to face, choose none and say where.")
        raise NotPossible(ask, field="option")
    if is_agreed and Weighing.State.CANNOT in weighed:
        said = _(
            "One side says that it cannot live with this option. Then it is not agreed: say who decided, or park it."
        )
        raise NotPossible(said, field="how")


@transaction.atomic
def settle(tension: Tension, given: Settlement, *, by: Person) -> Resolution:
    """Write down how it was settled. On its day it comes back to the table by itself."""
    words = said(given.words, field="words", most=1000, ask=_("Say how it was settled, and why."))
    dissent = said(given.dissent, field="dissent", most=1000)
    given = replace(given, decided_by_words=said(given.decided_by_words, field="decided_by_words", most=140))
    found = Tension.objects.select_for_update().get(pk=tension.pk)
    if found.state == Tension.State.SETTLED:
        raise NotPossible(_("It is settled already. Reopen it first."))
    refuse_bad_settlement(found, given)
    if found.resolutions.filter(how_it_went="").exists():
        raise NotPossible(_("First say how it went since it was settled last."), field="words")
    values = vars(given) | {"words": words, "dissent": dissent}
    resolution = Resolution.objects.create(tension=found, settled_by=by, **values)
    tension.state = Tension.State.SETTLED
    tension.save(update_fields=["state"])
    note("tension.settled", tension, by=by, coproduction_id=tension.coproduction_id, for_organisation=given.decided_by,
         facts={"resolution": resolution.pk, "is_trial": given.is_trial})  # fmt: skip
    return resolution


def back_to_the_table(tension: Tension, because: str) -> Resolution:
    """The resolution that stood until now, its tension being talked about again; refused where none stands."""
    Tension.objects.select_for_update().get(pk=tension.pk)
    standing = Resolution.objects.standing().filter(tension=tension).first()
    if standing is None:
        raise NotPossible(_("It is on the table already."))
    standing.came_back_at, standing.came_back_because = timezone.now(), because
    standing.save(update_fields=["came_back_at", "came_back_because"])
    tension.state = Tension.State.TALKING
    tension.save(update_fields=["state"])
    return standing


@transaction.atomic
def come_back(tension: Tension) -> Resolution:
    """The day has come on which it is looked at again."""
    resolution = back_to_the_table(tension, "")
    note("tension.came_back", tension, by=None, coproduction_id=tension.coproduction_id,
         facts={"resolution": resolution.pk})  # fmt: skip
    return resolution


@transaction.atomic
def reopen(tension: Tension, *, by: Person, because: str) -> Resolution:
    """A facilitator brings it back before its day, and says why."""
    why = said(because, field="because", most=500, ask=_("Say why it cannot wait. Everybody can read it."))
    resolution = back_to_the_table(tension, why)
    note("tension.reopened", tension, by=by, coproduction_id=tension.coproduction_id,
         facts={"resolution": resolution.pk})  # fmt: skip
    return resolution


@transaction.atomic
def say_how_it_went(resolution: Resolution, *, by: Person, words: str) -> Resolution:
    """What came of it while it stood; then it can be settled anew."""
    kept = said(words, field="words", most=1000, ask=_("Say how it went, for both sides."))
    found = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if found.came_back_at is None:
        raise NotPossible(_("It still stands. Say so once it has come back to the table."))
    resolution.how_it_went = kept
    resolution.save(update_fields=["how_it_went"])
    tension = resolution.tension
    note("tension.looked_back_on", tension, by=by, coproduction_id=tension.coproduction_id,
         facts={"resolution": resolution.pk})  # fmt: skip
    return resolution
