"""An organisation at the table publishes its limits, moves them, and takes them away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction, Party
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints.actions.terms import (
    Terms,
    refuse_bad_firmness,
    refuse_bad_terms,
    refuse_bad_words,
    refuse_contradiction,
    sound_test,
)
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question

# What a new version says anew; what it leaves out stays as it was.
FIRMNESS = ("firmness", "would_move_if", "honest_answer", "honest_words")
# What the limit itself says as well, so that many can be listed without their versions.
STANDS = ("firmness", "would_move_if", "who_can_move")
WRITTEN = ("statement", "test", "who_can_move", *FIRMNESS)


@transaction.atomic
def publish(coproduction: CoProduction, terms: Terms, *, by: Person, owner: Organisation) -> Constraint:
    """An organisation at the table says in public what bounds a solution, and how firm that is."""
    refuse_bad_terms(coproduction, terms)
    if not Party.objects.filter(coproduction=coproduction, organisation=owner, left_at=None).exists():
        raise NotPossible(_("Only an organisation that sits at the table can publish a limit."), field="owner")
    constraint = Constraint.objects.create(
        coproduction=coproduction,
        owner=owner,
        kind=terms.kind,
        firmness=terms.firmness,
        would_move_if=terms.would_move_if.strip(),
        who_can_move=terms.who_can_move.strip(),
        source=terms.source,
        document=terms.document.strip(),
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        published_by=by,
    )
    constraint.needs.set(terms.needs)
    constraint.areas.set(terms.areas)
    ConstraintVersion.objects.create(
        constraint=constraint,
        number=1,
        reason=terms.reason.strip(),
        made_by=by,
        **stripped({name: getattr(terms, name) for name in WRITTEN}),
    )
    note("limit.published", constraint, by=by, coproduction_id=coproduction.pk, for_organisation=owner)
    return constraint


def stripped(words: Mapping[str, Any]) -> dict[str, Any]:
    """Words without blanks round them; a test as plain data."""
    return {name: value.strip() if isinstance(value, str) else dict(value) for name, value in words.items()}


def next_version(
    constraint: Constraint, words: Mapping[str, Any], *, by: Person, reason: str, who_asked: str
) -> ConstraintVersion:
    """The next version of a limit that the caller has locked; refused where nothing in it is different."""
    last = ConstraintVersion.objects.filter(constraint=constraint).order_by("-number")[0]
    before = {name: getattr(last, name) for name in WRITTEN}
    now = before | stripped({name: value for name, value in words.items() if value is not None})
    refuse_bad_words(now["statement"], reason)
    if any(words.get(name) is not None for name in FIRMNESS):
        refuse_bad_firmness(*(now[name] for name in FIRMNESS))
    if now["firmness"] != before["firmness"]:
        refuse_stale_honesty(before, words)
    limit = sound_test(now["test"])
    if now == before:
        raise NotPossible(_("Nothing is different yet. Say how the limit reads now."), field="statement")
    refuse_contradiction(now["statement"], limit)
    for name in STANDS:
        setattr(constraint, name, now[name])
    constraint.save(update_fields=STANDS)
    return ConstraintVersion.objects.create(
        constraint=constraint,
        number=last.number + 1,
        reason=reason.strip(),
        who_asked=who_asked.strip(),
        made_by=by,
        **now,
    )


def refuse_stale_honesty(before: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    """What was said of a limit while it was called fixed says nothing of one that is not: it is asked anew."""
    if words.get("honest_answer") is None:
        said = _("It is not as firm, or as loose, as before. Is it fixed, or is it inconvenient?")
        raise NotPossible(said, field="honest_answer")
    if (words.get("honest_words") or "").strip() == before["honest_words"]:
        said = _("You call it something else than before. Say anew what would happen if it were not kept.")
        raise NotPossible(said, field="honest_words")


def locked(constraint: Constraint) -> Constraint:
    """The limit as it stands, locked so that versions are numbered one after the other."""
    found = Constraint.objects.select_for_update().get(pk=constraint.pk)
    if found.state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("This limit was withdrawn already."))
    return found


@transaction.atomic
def change(
    constraint: Constraint, *, by: Person, statement: str, test: Mapping[str, Any], reason: str,
    firmness: str | None = None, would_move_if: str | None = None,
    who_can_move: str | None = None, honest_answer: str | None = None, honest_words: str | None = None,
    who_asked: str = "",
) -> ConstraintVersion:  # fmt: skip
    """The owner rewords or moves a limit. The old words stay, with the reason for the change and who asked for it."""
    words = {
        "statement": statement,
        "test": test,
        "firmness": firmness,
        "would_move_if": would_move_if,
        "who_can_move": who_can_move,
        "honest_answer": honest_answer,
        "honest_words": honest_words,
    }
    found = locked(constraint)
    version = next_version(found, words, by=by, reason=reason, who_asked=who_asked)
    constraint.refresh_from_db()
    note("limit.changed", constraint, by=by, coproduction_id=found.coproduction_id, for_organisation=found.owner,
         facts={"number": version.number})  # fmt: skip
    return version


@transaction.atomic
def withdraw(constraint: Constraint, *, by: Person, reason: str, replaced_by: Constraint | None = None) -> Constraint:
    """The owner takes a limit away, says why and what stands in its place. Its words and questions stay to be read.

    Whoever waits for an answer has it with that: the limit went, and this is why.
    """
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")
    keys = [constraint.pk, *([replaced_by.pk] if replaced_by else [])]
    # Both at once and in one order: of two limits that replace each other at the same moment, the second is refused.
    list(Constraint.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    found = locked(constraint)
    if replaced_by:
        refuse_bad_successor(found, Constraint.objects.get(pk=replaced_by.pk))
    take_away(found, reason, replaced_by)
    waiting = Question.objects.waiting().filter(constraint=found)
    answered = answer_all(waiting, Question.Answer.WITHDRAWN, reason, by=by)
    constraint.refresh_from_db()
    facts = {"replaced_by": replaced_by.pk if replaced_by else None, "questions": answered}
    note("limit.withdrawn", constraint, by=by, coproduction_id=found.coproduction_id, for_organisation=found.owner,
         facts=facts)  # fmt: skip
    return constraint


def refuse_bad_successor(constraint: Constraint, successor: Constraint) -> None:
    """Only what still stands can stand in for something: then nothing ever replaces itself, on whatever detour."""
    if successor.pk == constraint.pk:
        raise NotPossible(_("A limit cannot stand in its own place. Choose another one."), field="replaced_by")
    if (successor.coproduction_id, successor.owner_id) != (constraint.coproduction_id, constraint.owner_id):
        raise NotPossible(_("Choose one of your own limits here."), field="replaced_by")
    if successor.state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("That limit was withdrawn itself. Choose one that stands."), field="replaced_by")


def take_away(constraint: Constraint, reason: str, replaced_by: Constraint | None = None) -> None:
    """Mark a limit as withdrawn."""
    constraint.state, constraint.withdrawn_because = Constraint.State.WITHDRAWN, reason.strip()
    constraint.replaced_by = replaced_by
    constraint.save(update_fields=["state", "withdrawn_because", "replaced_by"])


def answer_all(
    waiting: QuerySet[Question], answer: str, words: str, *, by: Person, moved_to: ConstraintVersion | None = None
) -> list[int]:
    """Give all of these questions one answer; gives the keys of those that joined no other, whose askers are told."""
    asked = list(waiting.order_by("pk").select_for_update(of=("self",)))
    Question.objects.filter(pk__in=[one.pk for one in asked]).update(
        answer=answer, answer_text=words.strip(), answered_by=by, answered_at=timezone.now(), moved_to=moved_to
    )
    return [one.pk for one in asked if one.same_as_id is None]
