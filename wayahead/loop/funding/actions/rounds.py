"""Rounds: a funder opens one over agreed solutions, people choose, it is counted, and the winners get their grants."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.base.coproduction.models import CoProduction, CostLine
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.counting import card_of, count, one_each, scores, told_of_panel
from wayahead.loop.funding.heard import labels_of, told_of_belonging
from wayahead.loop.funding.interests import refuse_interest_in_round
from wayahead.loop.funding.models import (
    FEW,
    Bid,
    Criterion,
    Grant,
    Programme,
    Round,
    RoundBallot,
    RoundEntry,
    RoundInvitation,
    RoundResult,
    ScoreSheet,
    WholeBid,
)
from wayahead.loop.funding.standing import hold_solutions, why_no_round
from wayahead.loop.funding.sums import remaining_pence
from wayahead.loop.solutions.checks import broken_fixed_limits
from wayahead.loop.solutions.models import Version

SEEDS = 10**9
MOST_CRITERIA = 8
LONGEST_CRITERION = 200
MOST_SEATS = 40
MOST_RECOGNITION_PENCE = 100_000
MOST_ENTRIES = 200


@dataclass(frozen=True)
class Question:
    """What a round asks: which solutions, how much money there is, who may take part, until when, by which rule."""

    title: str
    versions: Sequence[Version]
    pot_pence: int
    closes_on: date
    who: str = Round.Who.EVERYBODY
    rule: str = Round.Rule.EQUAL_SHARES
    about: str = ""
    panel: "Panel | None" = None


@dataclass(frozen=True)
class Panel:
    """A panel instead of ballots: what it looks at, how many seats it has, and what each member is paid."""

    criteria: Sequence[str]
    seats: int
    recognition_pence: int


def why_not(programme: Programme, version: Version) -> str:
    """Why a version cannot stand in a round of this programme, in words; nothing when it can."""
    if version.state != Version.State.AGREED:
        return _("people have not agreed on it")
    if version.solution.is_community_led:
        return _("people do it themselves, and ask nobody for money")
    if not version.solution.needs.filter(programmes=programme).exists():
        return _("it answers none of the needs this programme rests on")
    if version.delivered_by_id is None:
        return _("it does not say who would deliver it")
    if not version.total_pence:
        return _("it does not say what it costs")
    if reason := why_no_round(version):
        return reason
    broken = broken_fixed_limits(version)
    return _("it breaks a fixed limit: %s") % "; ".join(broken) if broken else ""


def refuse_bad_question(programme: Programme, coproduction: CoProduction, asked: Question) -> None:
    """Say what is wrong with a round before it opens, at its field."""
    today = timezone.localdate()
    if not asked.title.strip():
        raise NotPossible(_("Say what people decide about."), field="title")
    if asked.who not in Round.Who.values:
        raise NotPossible(_("Choose who may take part."), field="who")
    if asked.rule not in Round.Rule.values:
        raise NotPossible(_("Choose a rule."), field="rule")
    if asked.panel:
        refuse_bad_panel(asked.panel)
    if asked.pot_pence <= 0:
        raise NotPossible(_("Write an amount above nought."), field="pot_pence")
    if asked.pot_pence > remaining_pence(programme):
        raise NotPossible(_("There is not that much left in the programme’s pot."), field="pot_pence")
    if not programme.opens_on <= today <= programme.closes_on:
        raise NotPossible(_("This programme is not open today."), field="title")
    if asked.closes_on < today:
        raise NotPossible(_("This day has passed already."), field="closes_on")
    if not 2 <= len(asked.versions) <= MOST_ENTRIES:
        words = _("Choose from 2 to %d solutions: with one alone there is nothing to decide.") % MOST_ENTRIES
        raise NotPossible(words, field="versions")
    if len({version.solution_id for version in asked.versions}) < len(asked.versions):
        raise NotPossible(_("Choose one version of each solution."), field="versions")
    for version in asked.versions:
        if version.solution.coproduction_id != coproduction.pk:
            raise NotPossible(_("Choose solutions of this co-production."), field="versions")
        if reason := why_not(programme, version):
            told = {"title": version.solution.title, "reason": reason}
            raise NotPossible(_("“%(title)s” cannot stand in this round: %(reason)s.") % told, field="versions")
        if version.total_pence > asked.pot_pence:
            told = {"title": version.solution.title}
            raise NotPossible(_("“%(title)s” costs more than the whole pot of this round.") % told, field="versions")


def refuse_bad_panel(panel: Panel) -> None:
    """Say what is wrong with a panel, at its field."""
    if not 1 <= len(panel.criteria) <= MOST_CRITERIA or not all(words.strip() for words in panel.criteria):
        raise NotPossible(_("Write from 1 to %d things that the panel looks at.") % MOST_CRITERIA, field="criteria")
    if any(len(words.strip()) > LONGEST_CRITERION for words in panel.criteria):
        raise NotPossible(_("Say each in at most %d characters.") % LONGEST_CRITERION, field="criteria")
    if not FEW <= panel.seats <= MOST_SEATS:
        words = {"few": FEW, "most": MOST_SEATS}
        raise NotPossible(_("A panel has from %(few)d to %(most)d seats.") % words, field="seats")
    if not 0 < panel.recognition_pence <= MOST_RECOGNITION_PENCE:
        raise NotPossible(_("Say what each member is paid: their time is worth it."), field="recognition_pence")


def seat_the_panel(opened: Round, panel: Panel) -> None:
    """The criteria, an invitation for each seat, and what it costs among the costs of involvement."""
    Criterion.objects.bulk_create(
        Criterion(round=opened, number=number, words=words.strip())
        for number, words in enumerate(panel.criteria, start=1)
    )
    RoundInvitation.objects.bulk_create(RoundInvitation(round=opened) for _seat in range(panel.seats))
    opened.recognition_line = CostLine.objects.create(
        coproduction=opened.coproduction,
        kind=CostLine.Kind.RECOGNITION,
        words=_("Panel: %s") % opened.title,
        planned_pence=panel.seats * panel.recognition_pence,
        paid_by=opened.programme.funder,
    )
    opened.save(update_fields=["recognition_line"])


@transaction.atomic
def open_round(programme: Programme, coproduction: CoProduction, asked: Question, *, by: Person) -> Round:
    """A funder lets people decide over a part of a pot, which is held for them; the order of ties is drawn now."""
    hold_solutions(asked.versions)
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_bad_question(locked, coproduction, asked)
    costs = {str(number): version.total_pence for number, version in enumerate(asked.versions, start=1)}
    card = card_of(asked.rule, secrets.randbelow(SEEDS), asked.pot_pence, costs)
    opened = Round.objects.create(
        programme=programme,
        coproduction=coproduction,
        title=asked.title.strip(),
        about=asked.about.strip(),
        pot_pence=asked.pot_pence,
        held_pence=asked.pot_pence,
        who=Round.Who.INVITED if asked.panel else asked.who,
        how=Round.How.PANEL if asked.panel else Round.How.BALLOTS,
        recognition_pence=asked.panel.recognition_pence if asked.panel else 0,
        rule=asked.rule,
        card=card.to_dict(),
        closes_on=asked.closes_on,
        opened_by=by,
    )
    RoundEntry.objects.bulk_create(
        RoundEntry(round=opened, number=number, version=version, cost_pence=costs[str(number)])
        for number, version in enumerate(asked.versions, start=1)
    )
    if asked.panel:
        seat_the_panel(opened, asked.panel)
    note(
        "round.opened",
        opened,
        by=by,
        coproduction_id=coproduction.pk,
        for_organisation=programme.funder,
        facts={"pence": asked.pot_pence, "versions": [version.pk for version in asked.versions]},
    )
    return opened


def locked_open(round: Round) -> Round:
    """The round, locked; refused once it is counted."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("coproduction__area", "programme__funder")
    found = locked.get(pk=round.pk)
    if found.is_counted:
        raise NotPossible(_("This round is over, and counted."))
    return found


@transaction.atomic
def give_more_time(round: Round, *, by: Person, closes_on: date, because: str) -> Round:
    """A later day for a round that is not counted yet, with the reason. No day is ever brought forward."""
    found = locked_open(round)
    if not because.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="because")
    if closes_on <= max(found.closes_on, timezone.localdate()):
        raise NotPossible(_("Choose a later day than the one people were told."), field="closes_on")
    found.closes_on, found.later_because = closes_on, because.strip()
    found.save(update_fields=["closes_on", "later_because"])
    note(
        "round.given_more_time",
        found,
        by=by,
        coproduction_id=found.coproduction_id,
        for_organisation=found.programme.funder,
    )
    return found


@transaction.atomic
def count_round(round: Round, *, by: Person | None) -> RoundResult:
    """Close a round whose last day has come, and count it. Whatever is not needed goes back to the programme's pot.

    With fewer than five people nothing is counted and nothing funded, so that nobody's choice can be guessed.
    """
    found = locked_open(round)
    if found.closes_on > timezone.localdate():
        day = found.closes_on.strftime("%-d %B")
        raise NotPossible(_("People can still choose, until %s. It can be counted on that day.") % day)
    entries = list(found.entries.select_related("version__solution"))
    ballots = [] if found.is_panel else one_each(ballots_in(found))
    chosen = scores(sheets_of(found, entries)) if found.is_panel else [ticked(ballot) for ballot in ballots]
    on_paper = sum(ballot.is_on_paper for ballot in ballots)
    result = RoundResult(round=found, people=len(chosen), on_paper=on_paper, spent_pence=0, document={}, counted_by=by)
    if result.has_enough:
        counted = count(found, entries, chosen, labels_of(found, ballots))
        if found.is_panel:
            counted.document["panel"] = told_of_panel(sheets_of(found, entries), entries, list(found.criteria.all()))
        else:
            counted.document["belonging"] = told_of_belonging(found, ballots)
        result.document, result.ballots_file = counted.document, counted.ballots_file
        result.inputs, result.spent_pence = counted.inputs, counted.spent_pence
    result.save()
    Round.objects.filter(pk=found.pk).update(held_pence=result.spent_pence)
    round.refresh_from_db()
    note(
        "round.counted",
        found,
        by=by,
        coproduction_id=found.coproduction_id,
        for_organisation=found.programme.funder,
        facts={"pence": result.spent_pence, "funded": len(result.document.get("winners", []))},
    )
    return result


def ballots_in(round: Round) -> QuerySet[RoundBallot]:
    """Every ballot of a round, with what a count reads."""
    return round.ballots.select_related("person", "area").prefetch_related("entries")


def ticked(ballot: RoundBallot) -> dict[int, int]:
    """What a ballot names, each tick a point."""
    return {entry.number: 1 for entry in ballot.entries.all()}


def sheets_of(round: Round, entries: Sequence[RoundEntry]) -> list[ScoreSheet]:
    """The sheets of those panel members who are through with every entry."""
    through = round.invitations.annotate(done=Count("sheets")).filter(done=len(entries))
    sheets = ScoreSheet.objects.filter(seat__in=through.values("pk")).order_by("seat", "entry__number")
    return list(sheets.select_related("entry").prefetch_related("points"))


@transaction.atomic
def award_round(round: Round, *, by: Person, report_due_on: date) -> list[Grant]:
    """Every winner gets its grant, out of what is held for the round; the reasons are the round's. Done once.

    Whoever belongs to a winner, or stood aside from a bid for it, leaves that to others of the funder.
    """
    # Whole bids before pots, as wherever money moves: nobody waits for each other in a ring.
    open_bids = WholeBid.objects.filter(version__entries__round=round, state=WholeBid.State.OPEN).order_by("pk")
    list(open_bids.select_for_update(of=("self",), no_key=True))
    programme = Programme.objects.select_for_update(no_key=True).get(pk=round.programme_id)
    found = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if not found.is_counted or not found.result.spent_pence:
        raise NotPossible(_("This round funds nothing, or is not counted yet."))
    if found.awarded_at:
        raise NotPossible(_("These grants were made already."))
    refuse_interest_in_round(found, by)
    if report_due_on <= timezone.localdate():
        raise NotPossible(_("Choose a day to come for the reports."), field="report_due_on")
    funded = {one["number"]: one for one in found.result.document["entries"] if one["is_funded"]}
    winners = found.entries.filter(number__in=funded).select_related("version__delivered_by")
    grants = []
    for entry in winners:
        reasons = reasons_for(found, funded[entry.number])
        entry.bid = bid_of(entry, programme, by, reasons)
        entry.save(update_fields=["bid"])
        grants.append(
            Grant.objects.create(
                bid=entry.bid, amount_pence=entry.cost_pence, awarded_by=by, report_due_on=report_due_on
            )
        )
    found.held_pence, found.awarded_at = 0, timezone.now()
    found.save(update_fields=["held_pence", "awarded_at"])
    round.refresh_from_db()
    if remaining_pence(programme) < 0:
        raise NotPossible(_("There is not that much left in the pot."))
    note(
        "round.awarded",
        found,
        by=by,
        coproduction_id=found.coproduction_id,
        for_organisation=programme.funder,
        facts={"pence": sum(grant.amount_pence for grant in grants), "grants": [grant.pk for grant in grants]},
    )
    return grants


def bid_of(entry: RoundEntry, programme: Programme, by: Person, reasons: str) -> Bid:
    """The bid by which a winner's grant is made, of a whole bid that others refused before, or of a new one.

    Nobody else is asked at the same time: while it stood in the round nothing of it could be sent.
    """
    version, now = entry.version, timezone.now()
    whole = version.whole_bids.filter(state=WholeBid.State.OPEN).first()
    whole = whole or WholeBid(version=version, wanted_pence=entry.cost_pence, sent_by=by)
    whole.applicant_id = version.delivered_by_id or whole.applicant_id
    whole.state, whole.settled_at = WholeBid.State.WHOLE, now
    whole.save()
    return Bid.objects.create(
        whole=whole,
        programme=programme,
        version=version,
        applicant_id=whole.applicant_id,
        asked_pence=entry.cost_pence,
        state=Bid.State.GRANTED,
        sent_by=by,
        due_on=timezone.localdate(),
        reasons=reasons,
        decided_by=by,
        decided_at=now,
    )


def reasons_for(round: Round, funded: dict[str, int | None]) -> str:
    """Why a winner got its grant: by the round, with its supporters where they are not too few to say."""
    supporters = funded["supporters"]
    if supporters is None:
        return _("By the round “%(title)s”, in which fewer than %(few)d people supported it.") % {
            "title": round.title,
            "few": FEW,
        }
    return ngettext(
        "By the round “%(title)s”: %(supporters)d of the %(people)d people who took part supports it.",
        "By the round “%(title)s”: %(supporters)d of the %(people)d people who took part support it.",
        supporters,
    ) % {"title": round.title, "supporters": supporters, "people": round.result.people}
