"""What people say about a tension, read by a facilitator first; what is not shown has a public reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Remark, Tension


@transaction.atomic
def remark(tension: Tension, *, by: Person, text: str, kind: str = Remark.Kind.SAID, language: str = "en-gb") -> Remark:
    """Somebody says something about it; a facilitator reads it before everybody does."""
    words = said(text, field="text", most=1000, ask=_("Write what you want to say first."))
    if kind not in Remark.Kind.values:
        raise NotPossible(_("Choose what it is."), field="kind")
    made = Remark.objects.create(
        tension=tension, author=by, kind=kind, text=words, language=said(language, field="language", most=12)
    )
    note("remark.made", tension, by=by, coproduction_id=tension.coproduction_id, facts={"remark": made.pk})
    return made


def read(remark: Remark, to: str, by: Person, reason: str = "") -> None:
    """A remark that waits is read once, by whoever is quicker."""
    waiting = Remark.objects.filter(pk=remark.pk, state=Remark.State.WAITING)
    if not waiting.update(state=to, reason=reason, read_by=by, read_at=timezone.now()):
        raise NotPossible(_("This was read already, or taken back."))
    remark.refresh_from_db()


@transaction.atomic
def show_remark(remark: Remark, *, by: Person) -> Remark:
    """Everybody can read it."""
    read(remark, Remark.State.SHOWN, by)
    tension = remark.tension
    note("remark.shown", tension, by=by, coproduction_id=tension.coproduction_id, facts={"remark": remark.pk})
    return remark


@transaction.atomic
def set_remark_aside(remark: Remark, *, by: Person, reason: str) -> Remark:
    """It is not shown; the reason is."""
    why = said(reason, field="reason", most=500, ask=_("Say why. Everybody can read the reason."))
    read(remark, Remark.State.SET_ASIDE, by, why)
    tension = remark.tension
    note("remark.set_aside", tension, by=by, coproduction_id=tension.coproduction_id, facts={"remark": remark.pk})
    return remark


@transaction.atomic
def take_remark_back(remark: Remark, *, by: Person) -> Remark:
    """Whoever said it takes it back; the words go."""
    there = Remark.objects.filter(pk=remark.pk).exclude(state=Remark.State.WITHDRAWN)
    if not there.update(state=Remark.State.WITHDRAWN, text="", reason=""):
        raise NotPossible(_("You took this back already."))
    remark.refresh_from_db()
    tension = remark.tension
    note("remark.taken_back", tension, by=by, coproduction_id=tension.coproduction_id, facts={"remark": remark.pk})
    return remark
