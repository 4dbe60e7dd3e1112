"""Writing a need, a strength or an opportunity from statements and quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.needs.models import Need


@dataclass(frozen=True)
class Draft:
    """What a need says, and what it rests on."""

    title: str
    story: str
    statements: Sequence[Statement]
    quotes: Sequence[Voice] = ()
    kind: str = Need.Kind.NEED


def refuse_bad_draft(coproduction: CoProduction, draft: Draft) -> None:
    """Say what is wrong with a draft, at its field."""
    if not draft.title.strip():
        raise NotPossible(_("Say it in one sentence, in people’s own words."), field="title")
    if not draft.story.strip():
        raise NotPossible(_("Tell what is behind it, in a few sentences."), field="story")
    if not draft.statements:
        raise NotPossible(_("Choose at least one statement that this rests on."), field="statements")
    if any(s.coproduction_id != coproduction.pk or s.state != Statement.State.ACCEPTED for s in draft.statements):
        raise NotPossible(_("Choose statements that were put to the vote here."), field="statements")
    said = set(Voice.objects.filter(statements__in=draft.statements).values_list("pk", flat=True))
    if any(quote.pk not in said for quote in draft.quotes):
        raise NotPossible(_("Quote only what these statements were drawn from."), field="quotes")
    quoted = {quote.pk for quote in draft.quotes}
    if Voice.objects.filter(Voice.quotable(), pk__in=quoted).count() < len(quoted):
        raise NotPossible(_("One of these voices may not be quoted."), field="quotes")


def hold(need: Need, *states: str, words: str) -> None:
    """Lock a need until the transaction ends, and refuse in these words when it is in none of these states by now."""
    need.state = Need.objects.select_for_update().values_list("state", flat=True).get(pk=need.pk)
    if need.state not in states:
        raise NotPossible(words)


def next_number(coproduction: CoProduction) -> int:
    """The next free number of a need here; the co-production's row is locked until the transaction ends."""
    CoProduction.objects.select_for_update().get(pk=coproduction.pk)
    return (coproduction.needs.aggregate(last=Max("number"))["last"] or 0) + 1


def keep(coproduction: CoProduction, draft: Draft, *, by: Person, written_for: Organisation | None = None) -> Need:
    """The row of a new draft, with what it rests on."""
    need = Need.objects.create(
        coproduction=coproduction,
        number=next_number(coproduction),
        kind=draft.kind,
        title=draft.title.strip(),
        story=draft.story.strip(),
        written_by=by,
        written_for=written_for,
    )
    need.statements.set(draft.statements)
    need.quotes.set(draft.quotes)
    return need


@transaction.atomic
def write(coproduction: CoProduction, draft: Draft, *, by: Person, written_for: Organisation | None = None) -> Need:
    """A new need, strength or opportunity; nobody else sees it until it is checked back."""
    refuse_bad_draft(coproduction, draft)
    need = keep(coproduction, draft, by=by, written_for=written_for)
    facts = {"statements": [statement.pk for statement in draft.statements]}
    note("need.written", need, by=by, coproduction_id=coproduction.pk, for_organisation=written_for, facts=facts)
    return need


@transaction.atomic
def rewrite(need: Need, draft: Draft, *, by: Person) -> Need:
    """Other words, before it is published. What people answered to the earlier words stays to read."""
    words = _("This is published. Merge or split it instead, so that everybody sees what changed.")
    hold(need, Need.State.DRAFT, Need.State.CHECKING, words=words)
    refuse_bad_draft(need.coproduction, draft)
    need.kind, need.title, need.story = draft.kind, draft.title.strip(), draft.story.strip()
    need.rewritten_at = timezone.now()
    need.save(update_fields=["kind", "title", "story", "rewritten_at"])
    need.statements.set(draft.statements)
    need.quotes.set(draft.quotes)
    facts = {"statements": [statement.pk for statement in draft.statements]}
    note("need.rewritten", need, by=by, coproduction_id=need.coproduction_id, facts=facts)
    return need
