"""What people do in a round: they choose, on a page or on paper, and take up an invitation."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.places.models import Area
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Round, RoundBallot, RoundEntry, RoundInvitation

MOST_PAPERS = 100_000
MOST_INVITATIONS = 500


@dataclass(frozen=True)
class Where:
    """By their own word: whether they live, work, study or are cared for in the area, and in which part of it."""

    belongs: bool = False
    part: Area | None = None


NOT_SAID = Where()


def refuse_from_elsewhere(round: Round, where: Where) -> None:
    """In a round for everybody in an area whoever chooses says that they belong there. Nobody checks it."""
    if not round.asks_where:
        return
    if not where.belongs:
        words = _("Say that you live, work, study or are cared for in %s: this round is for everybody there.")
        raise NotPossible(words % round.coproduction.area, field="belongs")
    if where.part and where.part not in round.parts():
        raise NotPossible(_("Choose one of the parts of %s, or none.") % round.coproduction.area, field="part")


def keep(ballot: RoundBallot, chosen: Collection[RoundEntry], where: Where) -> RoundBallot:
    """Write a ballot down as it is now."""
    asked = where if ballot.round.asks_where else NOT_SAID
    ballot.belongs, ballot.area, ballot.given_at = asked.belongs, asked.part, timezone.now()
    ballot.save()
    ballot.entries.set(chosen)
    return ballot


def taking_ballots(round: Round) -> Round:
    """The round, locked, while people can choose."""
    found = Round.objects.select_for_update(of=("self",)).select_related("coproduction__area").get(pk=round.pk)
    if not found.takes_ballots:
        raise NotPossible(_("This round is over: nobody can choose any more."))
    return found


def entries_of(round: Round, numbers: Collection[int]) -> list[RoundEntry]:
    """The entries that a ballot names, each once."""
    named = set(numbers)
    found = [entry for entry in round.entries.all() if entry.number in named]
    if len(found) < len(named):
        raise NotPossible(_("Choose from what stands in this round."), field="entries")
    return found


@transaction.atomic
def choose(round: Round, *, by: Person, numbers: Collection[int], where: Where = NOT_SAID) -> RoundBallot:
    """Somebody says what they would be glad of; saying it again replaces it, whichever of their selves said it first.

    The record does not say who.
    """
    found = taking_ballots(round)
    if found.is_panel:
        raise NotPossible(_("Its panel scores this round."))
    refuse_from_elsewhere(found, where)
    chosen = entries_of(found, numbers)
    person = by.claimed_by_id or by.pk
    selves = [person, *Person.objects.filter(claimed_by=person).values_list("pk", flat=True)]
    ballot, *others = found.ballots.filter(person__in=selves).order_by("pk") or [
        RoundBallot(round=found, person_id=person)
    ]
    for other in others:
        other.delete()
    keep(ballot, chosen, where)
    note("round.chosen", found, by=None, coproduction_id=found.coproduction_id)
    return ballot


@transaction.atomic
def print_papers(round: Round, *, by: Person, how_many: int) -> Round:
    """So many more ballots on paper, each with a number of its own, so that each counts once."""
    found = taking_ballots(round)
    if found.is_panel:
        raise NotPossible(_("Its panel scores this round."))
    if not 1 <= how_many <= MOST_PAPERS - found.paper_count:
        words = _("Write a number from 1 to %d.") % (MOST_PAPERS - found.paper_count)
        raise NotPossible(words, field="how_many")
    found.paper_count += how_many
    found.save(update_fields=["paper_count"])
    round.paper_count = found.paper_count
    note("round.papers_printed", found, by=by, coproduction_id=found.coproduction_id, facts={"papers": how_many})
    return found


@transaction.atomic
def type_paper(
    round: Round,
    *,
    by: Person,
    paper_number: int,
    numbers: Collection[int],
    corrects: bool = False,
    where: Where = NOT_SAID,
) -> RoundBallot:
    """A helper types one ballot from paper. A paper that was typed before is only replaced when this corrects it."""
    found = taking_ballots(round)
    if not found.paper_count:
        raise NotPossible(_("No ballots on paper were printed for this round."), field="paper_number")
    if not 1 <= paper_number <= found.paper_count:
        words = _("Write the number that stands on the paper, from 1 to %d.") % found.paper_count
        raise NotPossible(words, field="paper_number")
    chosen = entries_of(found, numbers)
    ballot = found.ballots.filter(paper_number=paper_number).first()
    if ballot and not corrects:
        words = _("Paper %d was typed already. Say so if this puts it right.") % paper_number
        raise NotPossible(words, field="paper_number")
    refuse_from_elsewhere(found, where)
    ballot = ballot or RoundBallot(round=found, paper_number=paper_number)
    ballot.typed_by = by
    keep(ballot, chosen, where)
    note("round.paper_typed", found, by=by, coproduction_id=found.coproduction_id, facts={"paper": paper_number})
    return ballot


@transaction.atomic
def invite(round: Round, *, by: Person, how_many: int) -> list[RoundInvitation]:
    """So many links, each for one person to take part in a round for those who are invited."""
    found = taking_ballots(round)
    if found.who != Round.Who.INVITED or found.is_panel:
        raise NotPossible(_("Nobody has to be invited to this round, or its panel has all its seats."))
    if not 1 <= how_many <= MOST_INVITATIONS:
        raise NotPossible(_("Write a number from 1 to %d.") % MOST_INVITATIONS, field="how_many")
    made = RoundInvitation.objects.bulk_create(RoundInvitation(round=found) for _n in range(how_many))
    note("round.invited", found, by=by, coproduction_id=found.coproduction_id, facts={"invitations": how_many})
    return made


@transaction.atomic
def accept(invitation: RoundInvitation, *, by: Person) -> RoundInvitation:
    """Somebody takes up an invitation; from then on nobody else can. The record does not say who."""
    found = RoundInvitation.objects.select_for_update(of=("self",)).select_related("round").get(pk=invitation.pk)
    own = RoundInvitation.objects.filter(round=found.round_id, taken_by__in=by.selves).first()
    if own:
        return own
    if found.taken_at:
        raise NotPossible(_("Somebody has taken up this invitation already. Ask for another."))
    if not found.round.takes_ballots:
        raise NotPossible(_("This round is over: nobody can choose any more."))
    found.taken_by, found.taken_at = by, timezone.now()
    found.save(update_fields=["taken_by", "taken_at"])
    note("round.invitation_taken", found.round, by=None, coproduction_id=found.round.coproduction_id)
    return found
