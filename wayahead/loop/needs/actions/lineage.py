"""Merging and splitting published needs. The earlier ones stay, and the line through them is kept for ever."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs.actions.writing import Draft, hold, keep
from wayahead.loop.needs.models import Need, Succession


@dataclass(frozen=True)
class Part:
    """One of the needs that another is split into: its words, and which of its statements go along."""

    title: str
    story: str
    statements: Sequence[Statement]


def hold_published(needs: Sequence[Need]) -> None:
    """Only what is published can have successors. They are locked in one order, so that two cannot wait on another."""
    for need in sorted(needs, key=lambda need: need.pk):
        hold(need, Need.State.PUBLISHED, words=_("Only published needs can be merged or split."))


def quotable(statements: "Sequence[Statement] | QuerySet[Statement]", needs: Sequence[Need]) -> list[Voice]:
    """The quotes of earlier needs that belong to these statements and may still be shown."""
    voices = Voice.objects.filter(Voice.quotable(), quoted_in__in=needs, statements__in=statements)
    return list(voices.distinct())


@transaction.atomic
def merge(needs: Sequence[Need], *, by: Person, title: str, story: str, reason: str) -> Need:
    """Several needs become one new draft with all their statements and quotes; it is checked back like any other."""
    hold_published(needs)
    if len({need.pk for need in needs}) < 2 or len({need.coproduction_id for need in needs}) > 1:
        raise NotPossible(_("Choose at least two needs of the same co-production."), field="needs")
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")
    if not title.strip():
        raise NotPossible(_("Say the new need in one sentence."), field="title")
    if not story.strip():
        raise NotPossible(_("Tell what is behind it, in a few sentences."), field="story")
    statements = list(Statement.objects.filter(needs__in=needs).distinct())
    coproduction = needs[0].coproduction
    later = keep(coproduction, Draft(title, story, statements, quotable(statements, needs), needs[0].kind), by=by)
    succeed(needs, [later], Succession.Kind.MERGED, reason)
    facts = {"earlier": [need.pk for need in needs], "later": [later.pk]}
    note("need.merged", later, by=by, coproduction_id=coproduction.pk, facts=facts)
    return later


@transaction.atomic
def split(need: Need, *, by: Person, parts: Sequence[Part], reason: str) -> list[Need]:
    """One need becomes several drafts; each statement goes along with one of them, so that no voice is lost."""
    hold_published([need])
    if len(parts) < 2:
        raise NotPossible(_("Split it into at least two."), field="parts")
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")
    if any(not part.title.strip() or not part.statements for part in parts):
        raise NotPossible(_("Each part needs a sentence and at least one statement."), field="parts")
    before = set(need.statements.values_list("pk", flat=True))
    after = {statement.pk for part in parts for statement in part.statements}
    if after != before:
        raise NotPossible(_("Every statement of this need has to go along with one of the parts."), field="parts")
    drafts = [
        Draft(part.title, part.story or need.story, part.statements, quotable(part.statements, [need]), need.kind)
        for part in parts
    ]
    later = [keep(need.coproduction, draft, by=by) for draft in drafts]
    succeed([need], later, Succession.Kind.SPLIT, reason)
    facts = {"earlier": [need.pk], "later": [one.pk for one in later]}
    note("need.split", need, by=by, coproduction_id=need.coproduction_id, facts=facts)
    return later


def succeed(earlier: Sequence[Need], later: Sequence[Need], kind: str, reason: str) -> None:
    """Write down what became of what."""
    Succession.objects.bulk_create(
        Succession(earlier=one, later=other, kind=kind, reason=reason.strip()) for one in earlier for other in later
    )
    Need.objects.filter(pk__in=[need.pk for need in earlier]).update(state=Need.State.SUCCEEDED)
    for need in earlier:
        need.state = Need.State.SUCCEEDED
