"""Report once what came of a grant, or of what people did themselves; every funder reads the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.funding.models import Grant, WholeBid
from wayahead.loop.outcomes.actions.counting import refuse_bad_figure, refuse_too_few
from wayahead.loop.outcomes.asking import Asked, asked_of
from wayahead.loop.outcomes.models import Indicator, Measure, MeasurePart, Report
from wayahead.loop.solutions.models import Version
from wayahead.loop.tensions.actions.wording import said

MOST_PARTS = 40


@dataclass(frozen=True)
class Counted:
    """Something else that was counted before and after, outside the framework."""

    indicator: str
    unit: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class PartCount:
    """So many of so many people of one area, age or the like."""

    name: str
    hits: int
    of: int


@dataclass(frozen=True)
class Count:
    """What was counted for an indicator of the framework, or why it was not. A share is `figure` of `of` people."""

    indicator: int
    figure: Decimal | None = None
    of: int | None = None
    spread: Decimal | None = None
    why_not: str = ""
    parts: Sequence[PartCount] = ()


@dataclass(frozen=True)
class Account:
    """What a grantee says: what happened, what did not work, what it cost, what was counted."""

    words: str
    spent_pence: int
    did_not_work: str = ""
    people_reached: int | None = None
    measures: Sequence[Counted] = ()
    counts: Sequence[Count] = ()


def field_of(indicator: int, part: str) -> str:
    """The name of a field of the report: a page, a file and the API name it alike."""
    return f"indicator-{indicator}-{part}"


def refuse_bad_account(account: Account, asked: Asked) -> None:
    """Say what is wrong with an account, at its field."""
    if not account.words.strip():
        raise NotPossible(_("Say what happened."), field="words")
    if account.spent_pence < 0:
        raise NotPossible(_("Money spent cannot be below nought."), field="spent_pence")
    by_key = {count.indicator: count for count in account.counts}
    known = {indicator.pk: indicator for indicator in (*asked.indicators, *asked.more)}
    if len(by_key) != len(account.counts) or by_key.keys() - known.keys():
        raise NotPossible(_("Report each indicator of these needs once, and no other."), field="counts")
    for indicator in asked.indicators:
        if indicator.pk not in by_key:
            words = _("Write the figure, or say why there is none.")
            raise NotPossible(words, field=field_of(indicator.pk, "figure"))
    for key, count in by_key.items():
        refuse_bad_count(known[key], count)


def refuse_bad_count(indicator: Indicator, count: Count) -> None:
    """A figure that can be, or a reason; not both, and not neither."""
    figure, of, spread, why_not, parts = (
        field_of(indicator.pk, name) for name in ("figure", "of", "spread", "why_not", "parts")
    )
    said(count.why_not, field=why_not, most=300)
    if count.figure is None:
        if not count.why_not.strip():
            raise NotPossible(_("Write the figure, or say why there is none."), field=figure)
        if count.of is not None or count.spread is not None or count.parts:
            raise NotPossible(_("Write the figure itself, too."), field=figure)
        return
    if count.why_not.strip():
        raise NotPossible(_("There is a figure, so leave this empty."), field=why_not)
    refuse_bad_figure(indicator.kind, count.figure, count.of, count.spread, indicator.question, (figure, of, spread))
    refuse_bad_parts(indicator, count, parts)


def refuse_bad_parts(indicator: Indicator, count: Count, field: str) -> None:
    """Parts are named once each, can be, and make no more than the whole."""
    if not count.parts:
        return
    if not indicator.by_what:
        raise NotPossible(_("This one is not told apart."), field=field)
    names = [said(part.name, field=field, most=60, ask=_("Name each part.")).casefold() for part in count.parts]
    if len(set(names)) < len(names) or len(names) > MOST_PARTS:
        raise NotPossible(_("Name each part once, and no more than forty."), field=field)
    for part in count.parts:
        refuse_too_few(part.of, field)
        if not 0 <= part.hits <= part.of:
            words = _("%(name)s: %(hits)d of %(of)d cannot be.")
            raise NotPossible(words % {"name": part.name, "hits": part.hits, "of": part.of}, field=field)
    hits, of = sum(part.hits for part in count.parts), sum(part.of for part in count.parts)
    if of > (count.of or 0) or hits > (count.figure or 0) or of - hits > (count.of or 0) - (count.figure or 0):
        raise NotPossible(_("The parts make more than the whole."), field=field)


def keep(account: Account, *, by: Person, version: Version, grant: Grant | None, asked: Asked) -> Report:
    """The report with its measures."""
    plain = {name: value for name, value in vars(account).items() if name not in ("measures", "counts")}
    made = Report.objects.create(version=version, grant=grant, reported_by=by, **plain)
    known = {indicator.pk: indicator for indicator in (*asked.indicators, *asked.more)}
    for count in account.counts:
        indicator = known[count.indicator]
        measure = Measure.objects.create(
            report=made,
            counts=indicator,
            indicator=indicator.words,
            unit=indicator.unit,
            before=indicator.baseline,
            after=count.figure,
            of=count.of,
            spread=count.spread,
            why_not=count.why_not.strip(),
        )
        MeasurePart.objects.bulk_create(
            MeasurePart(measure=measure, name=part.name.strip(), hits=part.hits, of=part.of) for part in count.parts
        )
    Measure.objects.bulk_create(Measure(report=made, **vars(measure)) for measure in account.measures)
    return made


def facts_of(account: Account) -> dict[str, int]:
    """What the record keeps of a report."""
    return {"pence": account.spent_pence, "measures": len(account.measures) + len(account.counts)}


@transaction.atomic
def report(grant: Grant, account: Account, *, by: Person) -> Report:
    """The grantee reports once, for all funders of the bid; every one reads the same."""
    whole = WholeBid.objects.select_for_update().get(pk=grant.bid.whole_id)
    asked = asked_of(grant.bid.version, grant)
    refuse_bad_account(account, asked)
    if Report.objects.filter(grant__bid__whole=whole).exists():
        raise NotPossible(_("This grant is reported already. You report once, for all its funders."))
    made = keep(account, by=by, version=grant.bid.version, grant=grant, asked=asked)
    note(
        "report.made",
        made,
        by=by,
        coproduction_id=made.version.solution.coproduction_id,
        for_organisation=grant.bid.applicant,
        facts=facts_of(account),
    )
    return made


@transaction.atomic
def report_what_we_did(version: Version, account: Account, *, by: Person) -> Report:
    """Those who did something themselves, without a funder, say once what came of it."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    asked = asked_of(locked, None)
    refuse_bad_account(account, asked)
    if not version.solution.is_community_led:
        raise NotPossible(_("What was paid for is reported by whoever got the grant."))
    if locked.state != Version.State.AGREED:
        raise NotPossible(_("Agree on it first, then do it, then tell what came of it."))
    if locked.reports.exists():
        raise NotPossible(_("What came of it is told already. You tell it once."))
    made = keep(account, by=by, version=version, grant=None, asked=asked)
    note("report.made", made, by=by, coproduction_id=version.solution.coproduction_id, facts=facts_of(account))
    return made
