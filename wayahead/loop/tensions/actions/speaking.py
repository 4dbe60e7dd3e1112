"""Speaking for a side, and understanding the other one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.tensions.actions.wording import said
from wayahead.loop.tensions.models import Side, Speaker, Tension, Understanding


def table_of(side: Side) -> Tension:
    """The tension of a side, locked; refused once it is settled."""
    tension = Tension.objects.select_for_update().get(pk=side.tension_id)
    if tension.state == Tension.State.SETTLED:
        raise NotPossible(_("It is settled for now. It comes back on its day, or when a facilitator reopens it."))
    return tension


@transaction.atomic
def ask_to_speak(side: Side, *, by: Person, why: str) -> Speaker:
    """Somebody asks to speak for a side; a facilitator lets them in."""
    words = said(why, field="why", most=300, ask=_("Say in a few words how it touches you. Only facilitators read it."))
    Tension.objects.select_for_update().get(pk=side.tension_id)
    if side.speakers.filter(person__in=by.selves, state__in=[Speaker.State.ASKED, Speaker.State.LET_IN]).exists():
        raise NotPossible(_("You have asked already."))
    if on_the_other_side(side, by, [Speaker.State.ASKED, Speaker.State.LET_IN]):
        raise NotPossible(_("You speak for the other side, or ask to. Stand down there first."))
    speaker = Speaker.objects.create(side=side, person=by, why=words)
    note("speaker.asked", side.tension, by=by, coproduction_id=side.tension.coproduction_id,
         facts={"speaker": speaker.pk})  # fmt: skip
    return speaker


def on_the_other_side(side: Side, person: Person, states: list[str]) -> bool:
    """True where somebody, in whichever of their selves, is in one of these states on the other side of the table."""
    others = Speaker.objects.filter(side__tension=side.tension_id, person__in=person.selves, state__in=states)
    return others.exclude(side=side).exists()


def move(speaker: Speaker, to: str, *, from_states: list[str], reason: str = "") -> None:
    """Change a speaker's state once; refused when somebody else was quicker."""
    if not Speaker.objects.filter(pk=speaker.pk, state__in=from_states).update(state=to, reason=reason):
        raise NotPossible(_("This was answered already."))
    speaker.refresh_from_db()


@transaction.atomic
def let_in(speaker: Speaker, *, by: Person) -> Speaker:
    """They speak for their side from now on. Nobody speaks for both."""
    Tension.objects.select_for_update().get(pk=speaker.side.tension_id)
    if speaker.person and on_the_other_side(speaker.side, speaker.person, [Speaker.State.LET_IN]):
        raise NotPossible(_("They speak for the other side already. Nobody speaks for both."))
    move(speaker, Speaker.State.LET_IN, from_states=[Speaker.State.ASKED])
    note("speaker.let_in", speaker.side.tension, by=by, coproduction_id=speaker.side.tension.coproduction_id,
         facts={"speaker": speaker.pk})  # fmt: skip
    return speaker


@transaction.atomic
def turn_down(speaker: Speaker, *, by: Person, reason: str) -> Speaker:
    """Not this time, and why."""
    why = said(reason, field="reason", most=300, ask=_("Say why. They read it."))
    move(speaker, Speaker.State.TURNED_DOWN, from_states=[Speaker.State.ASKED], reason=why)
    note("speaker.turned_down", speaker.side.tension, by=by, coproduction_id=speaker.side.tension.coproduction_id,
         facts={"speaker": speaker.pk})  # fmt: skip
    return speaker


@transaction.atomic
def stand_down(speaker: Speaker, *, by: Person) -> Speaker:
    """They no longer speak for it, or no longer ask to."""
    move(speaker, Speaker.State.LEFT, from_states=[Speaker.State.ASKED, Speaker.State.LET_IN])
    note("speaker.stood_down", speaker.side.tension, by=by, coproduction_id=speaker.side.tension.coproduction_id,
         facts={"speaker": speaker.pk})  # fmt: skip
    return speaker


@transaction.atomic
def say_what_they_need(side: Side, *, by: Person, words: str) -> Understanding:
    """The other side says, in its own words, what this side needs."""
    kept = said(words, field="words", most=500, ask=_("Say in your own words what they need."))
    tension = table_of(side)
    if side.understandings.filter(answer="").exists():
        raise NotPossible(_("They have not answered your last words yet."))
    if side.understandings.filter(answer=Understanding.Answer.YES).exists():
        raise NotPossible(_("They have accepted your words already."))
    understanding = Understanding.objects.create(side=side, words=kept, said_by=by)
    note("tension.need_mirrored", tension, by=by, coproduction_id=tension.coproduction_id,
         facts={"side": side.position, "understanding": understanding.pk})  # fmt: skip
    return understanding


@transaction.atomic
def answer_understanding(understanding: Understanding, *, by: Person, answer: str, words: str = "") -> Understanding:
    """The side says whether that is what it needs; a facilitator may write down what it said, and where."""
    if answer not in Understanding.Answer.values:
        raise NotPossible(_("Say yes, or not quite."), field="answer")
    is_noted = not understanding.side.has_speaker(by)
    ask = _("Say who answered, and where.") if is_noted else ""
    if answer == Understanding.Answer.NOT_QUITE and not is_noted:
        ask = _("Say what is missing.")
    kept = said(words, field="words", most=500, ask=ask)
    answered = Understanding.objects.filter(pk=understanding.pk, answer="").update(
        answer=answer, answer_words=kept, is_noted=is_noted, answered_by=by, answered_at=timezone.now()
    )
    if not answered:
        raise NotPossible(_("This was answered already."))
    understanding.refresh_from_db()
    tension = understanding.side.tension
    note(
        "tension.mirror_answered",
        tension,
        by=by,
        coproduction_id=tension.coproduction_id,
        facts={"understanding": understanding.pk, "yes": answer == Understanding.Answer.YES},
    )
    return understanding
