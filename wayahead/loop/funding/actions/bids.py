"""One bid, sent once to one programme or to several: all of them or none. Whole pence throughout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.formats.threesixty import dei
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding.models import Bid, ExtraAnswer, Programme, WholeBid
from wayahead.loop.funding.standing import hold_solutions, why_no_bid
from wayahead.loop.solutions.checks import broken_fixed_limits
from wayahead.loop.solutions.models import Version


@dataclass(frozen=True)
class Asked:
    """What is asked of one programme: how much, and the answers to its extra questions, by their keys."""

    programme: Programme
    asked_pence: int
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Added:
    """The little that a bid adds to an agreed version, for all its funders alike.

    Without `wanted_pence` it wants what the version costs, or what is asked where that is less.
    """

    wanted_pence: int | None = None
    words: str = ""
    led_by: Sequence[str] = ()
    meant_for: Sequence[str] = ()


def limits_of(programme: Programme) -> list[Constraint]:
    """The standing limits that a programme brings to every bid, ready to be checked."""
    standing = programme.limits.filter(state=Constraint.State.STANDING)
    return list(standing.select_related("owner").prefetch_related("versions", "areas", "questions"))


def refuse_bad_bid(programme: Programme, version: Version, asked_pence: int) -> None:
    """Say why this version cannot ask this programme for that much."""
    today = timezone.localdate()
    if not programme.opens_on <= today <= programme.closes_on:
        raise NotPossible(_("This programme is not open for bids today."), field="programme")
    if version.state != Version.State.AGREED:
        raise NotPossible(_("Only an agreed version of a solution can become a bid."), field="version")
    if version.solution.is_community_led:
        raise NotPossible(_("People do this themselves: it asks nobody for money."), field="version")
    if asked_pence <= 0:
        raise NotPossible(_("Ask for an amount above nought."), field="asked_pence")
    if asked_pence > programme.pot_pence:
        raise NotPossible(_("That is more than the whole pot."), field="asked_pence")
    if not version.solution.needs.filter(programmes=programme).exists():
        raise NotPossible(_("This solution answers none of the needs this programme rests on."), field="programme")
    if reason := why_no_bid(version):
        raise NotPossible(reason, field="version")
    broken = broken_fixed_limits(version, limits_of(programme))
    if broken:
        raise NotPossible(_("It breaks a fixed limit: %s") % "; ".join(broken), field="version")


def refuse_missing_answers(asked: Asked) -> None:
    """Say which extra question has no answer, and which answer belongs to no question of this programme."""
    known = {question.pk: question for question in asked.programme.asks}
    if set(asked.answers) - set(known):
        raise NotPossible(_("One of these answers belongs to no question of this programme."), field="answers")
    for key, question in known.items():
        if not asked.answers.get(key, "").strip():
            words = _("%(programme)s asks: “%(question)s” Answer it in a sentence or two.")
            raise NotPossible(words % {"programme": asked.programme, "question": question}, field=f"answer_{key}")


def refuse_too_much(wanted_pence: int, asks: Sequence[int]) -> None:
    """Say that one programme alone is asked for more than the whole."""
    if max(asks) > wanted_pence:
        raise NotPossible(_("You ask one programme for more than you need in all."), field="asked_pence")


def refuse_too_little(wanted_pence: int, asks: Sequence[int]) -> None:
    """Say why these amounts can never make the whole."""
    if wanted_pence <= 0:
        raise NotPossible(_("Write an amount above nought."), field="wanted_pence")
    if sum(asks) < wanted_pence:
        raise NotPossible(
            _("Together you ask for less than you need: it could never become whole. Ask for more, or need less."),
            field="wanted_pence",
        )


def refuse_other_words(whole: WholeBid, added: Added) -> None:
    """Say that a bid which was sent already keeps its words: its first funders have read them."""
    kept = {
        "wanted_pence": (added.wanted_pence, whole.wanted_pence),
        "words": (added.words.strip(), whole.words),
        "led_by": (list(added.led_by), whole.led_by),
        "meant_for": (list(added.meant_for), whole.meant_for),
    }
    for name, (given, before) in kept.items():
        if given and given != before:
            raise NotPossible(_("This bid is with other funders already, so that what it says stays."), field=name)


def refuse_unknown_codes(added: Added) -> None:
    """Say which codes the DEI Data Standard does not have."""
    for name, codes in (("led_by", added.led_by), ("meant_for", added.meant_for)):
        if strange := dei.unknown(codes):
            raise NotPossible(_("The DEI Data Standard has no code %s.") % ", ".join(strange), field=name)


def whole_for(version: Version, asks: Sequence[Asked], added: Added, by: Person, applicant: Organisation) -> WholeBid:
    """The bid that is open already, which more programmes are asked to join, or a new one."""
    amounts = [one.asked_pence for one in asks]
    found = WholeBid.objects.select_for_update().filter(version=version, applicant=applicant, state=WholeBid.State.OPEN)
    if whole := found.first():
        refuse_other_words(whole, added)
        refuse_too_much(whole.wanted_pence, amounts)
        return whole
    wanted = added.wanted_pence
    if wanted is None:
        wanted = min(version.total_pence or sum(amounts), sum(amounts))
    refuse_too_little(wanted, amounts)
    refuse_too_much(wanted, amounts)
    return WholeBid.objects.create(
        version=version,
        applicant=applicant,
        wanted_pence=wanted,
        words=added.words.strip(),
        led_by=list(dict.fromkeys(added.led_by)),
        meant_for=list(dict.fromkeys(added.meant_for)),
        sent_by=by,
    )


def write(
    version: Version, asks: Sequence[Asked], added: Added, *, by: Person, applicant: Organisation
) -> tuple[WholeBid, list[Bid]]:
    """Check and write a bid to these programmes, all of them or none."""
    if not asks:
        raise NotPossible(_("Choose at least one programme to ask."), field="programmes")
    if len({one.programme.pk for one in asks}) < len(asks):
        raise NotPossible(_("Ask each programme once."), field="programmes")
    hold_solutions([version])
    for one in asks:
        refuse_bad_bid(one.programme, version, one.asked_pence)
        refuse_missing_answers(one)
    refuse_unknown_codes(added)
    try:
        with transaction.atomic():
            whole = whole_for(version, asks, added, by, applicant)
            return whole, [write_one(whole, one, by) for one in asks]
    except IntegrityError as error:
        raise NotPossible(_("This version was sent to this programme already."), field="programme") from error


def write_one(whole: WholeBid, one: Asked, by: Person) -> Bid:
    """What a whole bid asks of one programme, with the answers to its extra questions."""
    sent = Bid.objects.create(
        whole=whole,
        programme=one.programme,
        version=whole.version,
        applicant=whole.applicant,
        asked_pence=one.asked_pence,
        sent_by=by,
        due_on=timezone.localdate() + timedelta(days=one.programme.decides_within_days),
    )
    ExtraAnswer.objects.bulk_create(
        ExtraAnswer(bid=sent, question_id=key, text=text.strip()) for key, text in one.answers.items()
    )
    return sent


@transaction.atomic
def send(
    version: Version, asks: Sequence[Asked], *, by: Person, applicant: Organisation, added: Added | None = None
) -> WholeBid:
    """An organisation sends one bid of an agreed version to several programmes at once. A broken fixed limit stops it.

    While an earlier bid of the same version is open, these programmes are asked to join it.
    """
    whole, sent = write(version, asks, added or Added(), by=by, applicant=applicant)
    note(
        "whole_bid.sent",
        whole,
        by=by,
        coproduction_id=version.solution.coproduction_id,
        for_organisation=applicant,
        facts={
            "pence": whole.wanted_pence,
            "bids": [one.pk for one in sent],
            "programmes": [one.programme_id for one in sent],
        },
    )
    return whole


@transaction.atomic
def bid(
    programme: Programme, version: Version, *, by: Person, applicant: Organisation, asked_pence: int, words: str = ""
) -> Bid:
    """An organisation asks one programme for money for an agreed version. A broken fixed limit stops it, by name."""
    asked = Asked(programme, asked_pence)
    _whole, (sent,) = write(version, [asked], Added(words=words), by=by, applicant=applicant)
    note(
        "bid.sent",
        sent,
        by=by,
        coproduction_id=version.solution.coproduction_id,
        for_organisation=applicant,
        facts={"pence": asked_pence, "programme": programme.pk},
    )
    return sent
