"""Leaving for good: one straight line through every stage, in one transaction."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wayahead.base.coproduction.models import Concern, CoProduction, Presence, Seat
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note, way_in
from wayahead.loop.constraints.models import Question
from wayahead.loop.funding.models import RoundBallot, RoundInvitation
from wayahead.loop.listening.models import Participation, Voice, Vote
from wayahead.loop.listening.tallies import append
from wayahead.loop.listening.tasks import ask_for_map
from wayahead.loop.needs.models import CheckBack
from wayahead.loop.outcomes.models import Idea, Verdict
from wayahead.loop.solutions.models import Ballot, Objection, Offer, Suggestion
from wayahead.loop.tensions.models import Remark, Speaker


@transaction.atomic
def erase_person(person: Person, *, by: Person, retract_votes: bool = False) -> Person:
    """Everything that says who this person is, and everything they wrote as themselves, goes for good.

    What stays: that somebody spoke (the chain is not cut), counts, and votes under a pseudonym that leads to nobody;
    with `retract_votes` they no longer count either. What they wrote for others (statements, needs, reasons) stays.
    """
    keys = person.selves
    if retract_votes:
        take_votes_back(keys)
    forget_names_of_those_present(keys)
    Participation.objects.filter(person__in=keys).update(person=None)
    Voice.objects.filter(speaker__in=keys).update(
        state=Voice.State.WITHDRAWN, text="", first_name="", reason="", quote=Voice.Quote.COUNTED, is_lived=False
    )
    CheckBack.objects.filter(person__in=keys).update(comment="")
    Question.objects.filter(asker__in=keys).update(text="", asker=None)
    forget_what_they_brought_to_solutions(keys)
    RoundBallot.objects.filter(person__in=keys).update(person=None)
    RoundInvitation.objects.filter(taken_by__in=keys).update(taken_by=None)
    Verdict.objects.filter(person__in=keys).update(comment="")
    Idea.objects.filter(author__in=keys).update(text="", author=None)
    Remark.objects.filter(author__in=keys).update(state=Remark.State.WITHDRAWN, text="", reason="", author=None)
    Speaker.objects.filter(person__in=keys).update(state=Speaker.State.LEFT, why="", reason="")
    Concern.objects.filter(raised_by__in=keys).update(words="", outcome="", page="", raised_by=None)
    Seat.objects.filter(person__in=keys, left_at=None).update(left_at=timezone.now())
    people.forget(Person.objects.filter(pk__in=keys))
    note("person.erased", person, by=by, facts={"selves": len(keys)})
    person.refresh_from_db()
    return person


def forget_what_they_brought_to_solutions(keys: list[int]) -> None:
    """The words of suggestions, reasons against and offers go; the versions that they shaped stand, and count them."""
    Suggestion.objects.filter(suggester__in=keys).update(text="", why="", signed="", suggester=None)
    Objection.objects.filter(objector__in=keys).update(reason="", signed="", objector=None)
    Offer.objects.filter(helper__in=keys, ended_at=None).update(ended_at=timezone.now())
    Offer.objects.filter(helper__in=keys).update(words="", signed="", reach_me="", helper=None)
    Ballot.objects.filter(person__in=keys).update(person=None)


def forget_names_of_those_present(keys: list[int]) -> None:
    """Take this person's names out of the meetings of every co-production they spoke, voted or sat in.

    Names of those present are words, not keys: somebody else of the same name loses it too, and still counts.
    """
    given = Voice.objects.filter(speaker__in=keys).values_list("first_name", flat=True)
    full = Person.objects.filter(pk__in=keys).values_list("name", flat=True)
    known = {name.strip().casefold() for name in [*given, *full]} - {""}
    was_there = CoProduction.objects.filter(
        Q(voices__speaker__in=keys)
        | Q(conversations__participations__person__in=keys)
        | Q(seats__person__in=keys)
        | Q(parties__organisation__memberships__person__in=keys)
    )
    for presence in Presence.objects.filter(meeting__coproduction__in=was_there.values("pk")).exclude(names=""):
        names = [name.strip() for name in presence.names.split(",")]
        others = [name for name in names if name.casefold() not in known]
        if others != names:
            presence.names = ", ".join(others)
            presence.save(update_fields=["names"])


def take_votes_back(keys: list[int]) -> None:
    """Append a retraction for every vote that stands; the votes themselves are append-only."""
    pseudonyms = list(Participation.objects.filter(person__in=keys).values_list("pseudonym", flat=True))
    last = Vote.objects.filter(voter__in=pseudonyms).order_by("voter", "statement_id", "-pk")
    standing = last.distinct("voter", "statement_id")
    retractions = [
        Vote(
            coproduction_id=vote.coproduction_id,
            conversation_id=vote.conversation_id,
            statement_id=vote.statement_id,
            voter=vote.voter,
            choice=None,
            channel=way_in(),
        )
        for vote in standing
        if vote.choice is not None
    ]
    append(retractions)
    for conversation_id in sorted({vote.conversation_id for vote in retractions}):
        ask_for_map(conversation_id)
