"""What people can do about a need's framework: say what should change and how to see it; suggest; drop; choose."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import wellbeing
from wayahead.loop.outcomes.actions.counting import refuse_bad_figure
from wayahead.loop.outcomes.models import Idea, Indicator, Outcome, Reading
from wayahead.loop.tensions.actions.wording import said

MOST_OUTCOMES, MOST_INDICATORS = 12, 12  # of a need, and of an outcome: nobody counts more than that


@dataclass(frozen=True)
class OutcomeWords:
    """What we do, what changes, why it matters."""

    title: str
    what_we_do: str
    why_it_matters: str


@dataclass(frozen=True)
class Terms:
    """What an indicator counts. Of a share `baseline` is how many of `baseline_of`, and `target` is of a hundred."""

    words: str
    unit: str
    kind: str = "share"
    better: str = "up"
    by_what: str = ""
    reference: str = ""
    baseline: Decimal | None = None
    baseline_of: int | None = None
    baseline_spread: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    question: str = ""


def plain(words: OutcomeWords) -> dict[str, str]:
    """The words of an outcome, each said."""
    return {
        "title": said(words.title, field="title", most=140, ask=_("Say what changes.")),
        "what_we_do": said(words.what_we_do, field="what_we_do", most=200, ask=_("Say what is done for it.")),
        "why_it_matters": said(words.why_it_matters, field="why_it_matters", most=200, ask=_("Say why that matters.")),
    }


def lock(need: Need) -> Need:
    """The need, for one writer at a time; refused unless it is published."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    if locked.state != Need.State.PUBLISHED:
        raise NotPossible(_("Publish the need first. What should change is written on what people agreed."))
    return locked


@transaction.atomic
def name_outcome(need: Need, words: OutcomeWords, *, by: Person) -> Outcome:
    """One more thing that changes when the need is met."""
    kept = plain(words)
    lock(need)
    if need.outcomes.filter(dropped_at=None).count() >= MOST_OUTCOMES:
        raise NotPossible(_("That is more than anybody can follow. Drop one first."))
    last = need.outcomes.aggregate(last=Max("number"))["last"] or 0
    made = Outcome.objects.create(need=need, number=last + 1, written_by=by, **kept)
    note("outcome.named", need, by=by, coproduction_id=need.coproduction_id, facts={"outcome": made.pk})
    return made


def refuse_dropped(row: Outcome | Indicator) -> None:
    """What was dropped stays as it was."""
    if row.dropped_at is not None or (isinstance(row, Indicator) and row.outcome.dropped_at is not None):
        raise NotPossible(_("This was dropped. Write a new one."))


@transaction.atomic
def change_outcome(outcome: Outcome, words: OutcomeWords, *, by: Person) -> Outcome:
    """Other words for what changes."""
    kept = plain(words)
    locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
    refuse_dropped(locked)
    for name, value in kept.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*kept])
    need = locked.need
    note("outcome.changed", need, by=by, coproduction_id=need.coproduction_id, facts={"outcome": locked.pk})
    return locked


@transaction.atomic
def drop_outcome(outcome: Outcome, *, by: Person, reason: str) -> Outcome:
    """It is no longer asked about; what was reported on it stays."""
    because = said(reason, field="reason", most=300, ask=_("Say why. Everybody can read it."))
    locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
    refuse_dropped(locked)
    locked.dropped_at, locked.dropped_because = timezone.now(), because
    locked.save(update_fields=["dropped_at", "dropped_because"])
    need = locked.need
    note("outcome.dropped", need, by=by, coproduction_id=need.coproduction_id, facts={"outcome": locked.pk})
    return locked


def checked(terms: Terms) -> dict[str, object]:
    """What an indicator says, when it can be; else the refusal at its field."""
    kept: dict[str, object] = dict(vars(terms))
    kept["words"] = said(terms.words, field="words", most=200, ask=_("Say what you count."))
    kept["unit"] = said(terms.unit, field="unit", most=40, ask=_("Say in what: people, hours, nights…"))
    kept["by_what"] = said(terms.by_what, field="by_what", most=60)
    kept["reference"] = said(terms.reference, field="reference", most=300)
    if terms.kind not in Indicator.Kind.values:
        raise NotPossible(_("Say how it is counted."), field="kind")
    if terms.better not in Indicator.Way.values:
        raise NotPossible(_("Say which way is better."), field="better")
    owned = next((name for name in wellbeing.LICENSED if re.search(rf"\b{re.escape(name)}\b", terms.words)), None)
    if owned and not kept["reference"]:
        words = _("%(scale)s belongs to somebody: name it, and say where it is kept and who may use it.")
        raise NotPossible(words % {"scale": owned}, field="reference")
    if terms.by_what and terms.kind != Indicator.Kind.SHARE:
        raise NotPossible(_("Only people can be told apart: so many of so many."), field="by_what")
    refuse_bad_baseline(terms)
    refuse_bad_target(terms)
    return kept


def refuse_bad_baseline(terms: Terms) -> None:
    """A baseline has a day, and people to stand on where it is of people."""
    if terms.baseline is None:
        for name in ("baseline_of", "baseline_spread", "baseline_on"):
            if getattr(terms, name) is not None:
                raise NotPossible(_("Write the figure from before, too."), field="baseline")
        return
    if terms.baseline_on is None:
        raise NotPossible(_("Say on which day that was."), field="baseline_on")
    if terms.baseline_on > timezone.localdate():
        raise NotPossible(_("That day is still to come."), field="baseline_on")
    names = ("baseline", "baseline_of", "baseline_spread")
    refuse_bad_figure(terms.kind, terms.baseline, terms.baseline_of, terms.baseline_spread, terms.question, names)


def refuse_bad_target(terms: Terms) -> None:
    """A target has a day."""
    if (terms.target is None) != (terms.target_on is None):
        field = "target" if terms.target is None else "target_on"
        raise NotPossible(_("A target is a figure and a day."), field=field)
    if terms.target is not None and terms.kind == Indicator.Kind.SHARE and not 0 <= terms.target <= 100:
        raise NotPossible(_("Say how many of every hundred people."), field="target")
    if terms.target is not None and terms.question and not wellbeing.LOWEST <= terms.target <= wellbeing.HIGHEST:
        raise NotPossible(_("Answers go from 0 to 10."), field="target")


@transaction.atomic
def add_indicator(outcome: Outcome, terms: Terms, *, by: Person) -> Indicator:
    """One way to see whether it comes true."""
    kept = checked(terms)
    locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
    refuse_dropped(locked)
    refuse_too_many(locked, 1)
    made = Indicator.objects.create(outcome=locked, written_by=by, **kept)
    need = locked.need
    note("indicator.added", need, by=by, coproduction_id=need.coproduction_id, facts={"indicator": made.pk})
    return made


def refuse_too_many(outcome: Outcome, more: int) -> None:
    """Nobody counts everything."""
    if outcome.indicators.filter(dropped_at=None).count() + more > MOST_INDICATORS:
        raise NotPossible(_("That is more than anybody can count. Drop one first."))


@transaction.atomic
def add_wellbeing(outcome: Outcome, *, by: Person) -> list[Indicator]:
    """The four questions on wellbeing that everybody asks alike, as four indicators: they are never added up."""
    locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
    refuse_dropped(locked)
    if locked.indicators.exclude(question="").filter(dropped_at=None).exists():
        raise NotPossible(_("The four questions are here already."))
    refuse_too_many(locked, len(wellbeing.QUESTIONS))
    made = Indicator.objects.bulk_create(
        Indicator(
            outcome=locked,
            words=one.words,
            unit=wellbeing.UNIT,
            kind=Indicator.Kind.MEAN,
            better=one.better,
            question=one.key,
            written_by=by,
        )
        for one in wellbeing.QUESTIONS
    )
    need = locked.need
    note("wellbeing.added", need, by=by, coproduction_id=need.coproduction_id, facts={"outcome": locked.pk})
    return made


@transaction.atomic
def change_indicator(indicator: Indicator, terms: Terms, *, by: Person) -> Indicator:
    """Other words, baseline or target, until somebody reported on it: what was reported is not moved afterwards."""
    locked = Indicator.objects.select_for_update(of=("self",)).select_related("outcome__need").get(pk=indicator.pk)
    refuse_dropped(locked)
    if locked.measures.exists():
        raise NotPossible(_("Somebody reported on this, so it stays as it is. Drop it and write a new one."))
    if locked.question:
        same = {"words": locked.words, "unit": locked.unit, "kind": locked.kind, "better": locked.better}
        terms = Terms(**(vars(terms) | same | {"question": locked.question, "by_what": ""}))
    kept = checked(terms)
    for name, value in kept.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*kept])
    need = locked.outcome.need
    note("indicator.changed", need, by=by, coproduction_id=need.coproduction_id, facts={"indicator": locked.pk})
    return locked


@transaction.atomic
def drop_indicator(indicator: Indicator, *, by: Person, reason: str) -> Indicator:
    """It is no longer counted; what was reported on it stays."""
    because = said(reason, field="reason", most=300, ask=_("Say why. Everybody can read it."))
    locked = Indicator.objects.select_for_update(of=("self",)).select_related("outcome__need").get(pk=indicator.pk)
    refuse_dropped(locked)
    locked.dropped_at, locked.dropped_because = timezone.now(), because
    locked.save(update_fields=["dropped_at", "dropped_because"])
    need = locked.outcome.need
    note("indicator.dropped", need, by=by, coproduction_id=need.coproduction_id, facts={"indicator": locked.pk})
    return locked


@transaction.atomic
def suggest_idea(need: Need, *, by: Person, text: str) -> Idea:
    """Somebody says what they would have counted or changed; it is read by those at the table first."""
    words = said(text, field="text", most=500, ask=_("Write what you would count, or change."))
    lock(need)
    made = Idea.objects.create(need=need, author=by, text=words)
    note("idea.suggested", need, by=by, coproduction_id=need.coproduction_id, facts={"idea": made.pk})
    return made


@transaction.atomic
def answer_idea(idea: Idea, *, by: Person, is_taken: bool, words: str) -> Idea:
    """It is taken up or not; everybody reads it with the answer."""
    reason = said(words, field="words", most=500, ask=_("Say what becomes of it, and why."))
    state = Idea.State.TAKEN if is_taken else Idea.State.DECLINED
    waiting = Idea.objects.filter(pk=idea.pk, state=Idea.State.WAITING).exclude(text="")
    if not waiting.update(state=state, answer_words=reason, answered_by=by, answered_at=timezone.now()):
        raise NotPossible(_("This has its answer already."))
    idea.refresh_from_db()
    note("idea.answered", idea.need, by=by, coproduction_id=idea.need.coproduction_id, facts={"idea": idea.pk})
    return idea


@transaction.atomic
def choose_what_to_read(
    need: Need, *, by: Person, organisation: Organisation, indicators: Collection[Indicator]
) -> list[Reading]:
    """Which indicators of a need a funder reads of each report; it replaces what it chose before."""
    if organisation.kind not in (Organisation.Kind.FUNDER, Organisation.Kind.PUBLIC_BODY):
        raise NotPossible(_("Funders and public bodies choose what they read of each report."), field="organisation")
    standing = set(Indicator.objects.standing().filter(outcome__need=need).values_list("pk", flat=True))
    chosen = {indicator.pk for indicator in indicators}
    if chosen - standing:
        raise NotPossible(_("Choose among the indicators of this need."), field="indicators")
    Need.objects.select_for_update().get(pk=need.pk)
    there = Reading.objects.filter(organisation=organisation, indicator__outcome__need=need)
    there.exclude(indicator__in=chosen).delete()
    missing = chosen - set(there.values_list("indicator", flat=True))
    Reading.objects.bulk_create(
        Reading(organisation=organisation, indicator_id=key, chosen_by=by) for key in sorted(missing)
    )
    facts = {"indicators": sorted(chosen)}
    note(
        "indicators.chosen",
        need,
        by=by,
        coproduction_id=need.coproduction_id,
        for_organisation=organisation,
        facts=facts,
    )
    return list(there.select_related("indicator"))
