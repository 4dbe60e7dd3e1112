"""Everything kept about one person, for that person."""

from typing import Any

from django.db.models import Model, QuerySet

from wayahead.base.coproduction.models import Concern, Seat
from wayahead.base.people.models import Consent, Membership, Person
from wayahead.loop.constraints.models import Question
from wayahead.loop.funding.models import Points, RoundBallot, RoundInvitation, ScoreSheet
from wayahead.loop.listening.models import Exposure, Participation, Voice, Vote
from wayahead.loop.needs.models import CheckBack
from wayahead.loop.outcomes.models import Answer, Idea, Verdict
from wayahead.loop.solutions.models import Ballot, Fulfilment, Match, Objection, Offer, Suggestion
from wayahead.loop.tensions.models import Remark, Speaker

# Names of other people's keys that stand in rows of one's own; they are theirs, not ours to hand out.
OTHERS = {"typed_by", "read_by", "answered_by", "handled_by", "given_by", "asked_by", "password"}


def rows(found: "QuerySet[Any]") -> list[dict[str, Any]]:
    """Rows as plain values."""
    return [plain(row) for row in found.order_by("pk")]


def plain(row: Model) -> dict[str, Any]:
    """One row as plain values, without other people's keys."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if name.removesuffix("_id") not in OTHERS}


def of(person: Person) -> dict[str, Any]:
    """Every row that is this person's, under whichever of their selves."""
    keys = person.selves
    pseudonyms = Participation.objects.filter(person__in=keys).values("pseudonym")
    return {
        "people": rows(Person.objects.filter(pk__in=keys)),
        "consents": rows(Consent.objects.filter(person__in=keys)),
        "memberships": rows(Membership.objects.filter(person__in=keys)),
        "seats": rows(Seat.objects.filter(person__in=keys)),
        "voices": rows(Voice.objects.filter(speaker__in=keys)),
        "participations": rows(Participation.objects.filter(person__in=keys)),
        "exposures": rows(Exposure.objects.filter(voter__in=pseudonyms)),
        "votes": rows(Vote.objects.filter(voter__in=pseudonyms)),
        "check_backs": rows(CheckBack.objects.filter(person__in=keys)),
        "questions": rows(Question.objects.filter(asker__in=keys)),
        "suggestions": rows(Suggestion.objects.filter(suggester__in=keys)),
        "said_of_suggestions": rows(Fulfilment.objects.filter(suggestion__suggester__in=keys)),
        "reasons_against": rows(Objection.objects.filter(objector__in=keys)),
        "ballots": rows(Ballot.objects.filter(person__in=keys)),
        "round_ballots": [
            plain(ballot) | {"entries": [entry.pk for entry in ballot.entries.all()]}
            for ballot in RoundBallot.objects.filter(person__in=keys).order_by("pk").prefetch_related("entries")
        ],
        "score_sheets": rows(ScoreSheet.objects.filter(seat__taken_by__in=keys)),
        "points": rows(Points.objects.filter(sheet__seat__taken_by__in=keys)),
        "round_invitations": rows(RoundInvitation.objects.filter(taken_by__in=keys)),
        "offers": rows(Offer.objects.filter(helper__in=keys)),
        "asked_for_help": rows(Match.objects.filter(offer__helper__in=keys)),
        "ideas": rows(Idea.objects.filter(author__in=keys)),
        "verdicts": rows(Verdict.objects.filter(person__in=keys)),
        "speaks_for": rows(Speaker.objects.filter(person__in=keys)),
        "remarks": rows(Remark.objects.filter(author__in=keys)),
        "answers": rows(Answer.objects.filter(voice__speaker__in=keys)),
        "concerns": rows(Concern.objects.filter(raised_by__in=keys)),
    }
