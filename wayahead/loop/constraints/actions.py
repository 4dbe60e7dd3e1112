"""What people can do with limits: publish, change and withdraw their own; ask why of any; answer against the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction, Party
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.kernels.feasibility import BadTest, Limit, parse
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, CostKind, Question
from wayahead.loop.needs.models import Need

web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Terms:
    """A limit as its owner states it. `test` is data of the feasibility kernel; without one a person judges."""

    kind: str
    statement: str
    reason: str
    firmness: str
    test: Mapping[str, Any] = field(default_factory=lambda: {"test": "judged"})
    would_move_if: str = ""
    who_can_move: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    needs: Sequence[Need] = ()
    areas: Sequence[Area] = ()


def sound_test(data: object) -> Limit:
    """The test that `data` describes, in words that this installation knows; refused at its own field."""
    try:
        limit = parse(data)
    except BadTest as error:
        raise NotPossible(_(error.words), field=error.field) from error
    vocabulary = {
        "cost_kind": set(CostKind.values),
        "organisation_kinds": set(Organisation.Kind.values),
    }
    for blank in limit.blanks:
        value = getattr(limit, blank.name)
        named = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
        if blank.unit == "areas":
            vocabulary["areas"] = set(Area.objects.filter(code__in=named).values_list("code", flat=True))
        if blank.unit in vocabulary and named - vocabulary[blank.unit]:
            raise NotPossible(_("Choose from the list."), field=blank.name)
    return limit


def refuse_bad_words(statement: str, reason: str) -> None:
    """A limit is a sentence with a reason."""
    if not statement.strip():
        raise NotPossible(_("Say the limit in one plain sentence."), field="statement")
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")


def refuse_bad_firmness(firmness: str, would_move_if: str) -> None:
    """What could move says what would move it."""
    if firmness not in Constraint.Firmness.values:
        raise NotPossible(_("Is it fixed, or is it inconvenient? Choose one."), field="firmness")
    if firmness == Constraint.Firmness.COULD_MOVE and not would_move_if.strip():
        raise NotPossible(_("Say what would have to happen for it to move."), field="would_move_if")


def refuse_bad_terms(coproduction: CoProduction, terms: Terms) -> None:
    """Say what is wrong with a limit, at its field."""
    refuse_bad_words(terms.statement, terms.reason)
    refuse_bad_firmness(terms.firmness, terms.would_move_if)
    if terms.kind not in Constraint.Kind.values:
        raise NotPossible(_("Choose what kind of limit it is."), field="kind")
    if terms.valid_from and terms.valid_to and terms.valid_to < terms.valid_from:
        raise NotPossible(_("It cannot end before it starts."), field="valid_to")
    if any(need.coproduction_id != coproduction.pk for need in terms.needs):
        raise NotPossible(_("Choose needs of this co-production."), field="needs")
    if terms.source:
        try:
            web_address(terms.source)
        except ValidationError as error:
            raise NotPossible(_("Write a web address that starts with https://."), field="source") from error
    sound_test(terms.test)


@transaction.atomic
def publish(coproduction: CoProduction, terms: Terms, *, by: Person, owner: Organisation) -> Constraint:
    """An organisation at the table says in public what bounds a solution, and how firm that is."""
    if not Party.objects.filter(coproduction=coproduction, organisation=owner, left_at=None).exists():
        raise NotPossible(_("Only an organisation that sits at the table can publish a limit."), field="owner")
    refuse_bad_terms(coproduction, terms)
    constraint = Constraint.objects.create(
        coproduction=coproduction,
        owner=owner,
        kind=terms.kind,
        firmness=terms.firmness,
        would_move_if=terms.would_move_if.strip(),
        who_can_move=terms.who_can_move.strip(),
        source=terms.source,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        published_by=by,
    )
    constraint.needs.set(terms.needs)
    constraint.areas.set(terms.areas)
    add_version(constraint, terms.statement, terms.test, terms.reason, by)
    note("limit.published", constraint, by=by, coproduction_id=coproduction.pk, for_organisation=owner)
    return constraint


def add_version(
    constraint: Constraint, statement: str, test: Mapping[str, Any], reason: str, by: Person
) -> ConstraintVersion:
    """The next version of a limit that the caller has locked, or just made."""
    last = ConstraintVersion.objects.filter(constraint=constraint).order_by("-number").first()
    return ConstraintVersion.objects.create(
        constraint=constraint,
        number=last.number + 1 if last else 1,
        statement=statement.strip(),
        test=dict(test),
        reason=reason.strip(),
        made_by=by,
    )


def locked(constraint: Constraint) -> Constraint:
    """The limit as it stands, locked so that versions are numbered one after the other."""
    found = Constraint.objects.select_for_update().get(pk=constraint.pk)
    if found.state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("This limit was withdrawn already."))
    return found


@transaction.atomic
def change(
    constraint: Constraint,
    *,
    by: Person,
    statement: str,
    test: Mapping[str, Any],
    reason: str,
    firmness: str | None = None,
    would_move_if: str | None = None,
) -> ConstraintVersion:
    """The owner rewords or moves a limit. The old words stay, with the reason why they changed."""
    found = locked(constraint)
    refuse_bad_words(statement, reason)
    sound_test(test)
    firmness = found.firmness if firmness is None else firmness
    would_move_if = found.would_move_if if would_move_if is None else would_move_if
    refuse_bad_firmness(firmness, would_move_if)
    last = ConstraintVersion.objects.filter(constraint=found).order_by("-number")[0]
    stands = (last.statement, last.test, found.firmness, found.would_move_if)
    if stands == (statement.strip(), dict(test), firmness, would_move_if.strip()):
        raise NotPossible(_("Nothing is different yet."), field="statement")
    found.firmness, found.would_move_if = firmness, would_move_if.strip()
    found.save(update_fields=["firmness", "would_move_if"])
    version = add_version(found, statement, test, reason, by)
    constraint.refresh_from_db()
    note("limit.changed", constraint, by=by, coproduction_id=found.coproduction_id, for_organisation=found.owner,
         facts={"number": version.number})  # fmt: skip
    return version


@transaction.atomic
def withdraw(constraint: Constraint, *, by: Person, reason: str) -> Constraint:
    """The owner takes a limit away, and says why. Its words and its questions stay to be read."""
    found = locked(constraint)
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")
    take_away(found, reason)
    constraint.refresh_from_db()
    note("limit.withdrawn", constraint, by=by, coproduction_id=found.coproduction_id, for_organisation=found.owner)
    return constraint


def take_away(constraint: Constraint, reason: str) -> None:
    """Mark a limit as withdrawn."""
    constraint.state, constraint.withdrawn_because = Constraint.State.WITHDRAWN, reason.strip()
    constraint.save(update_fields=["state", "withdrawn_because"])


def answers_within(constraint: Constraint) -> timedelta:
    """What the owner promised at the table; an owner that left still owes what it promised last."""
    party = Party.objects.filter(coproduction=constraint.coproduction_id, organisation=constraint.owner_id)
    return party.latest("joined_at").answer_due()


@transaction.atomic
def ask_why(constraint: Constraint, *, by: Person, text: str, language: str = "en-gb") -> Question:
    """Anybody asks why a limit stands, or says what might loosen it. Its owner's clock starts now."""
    if not text.strip():
        raise NotPossible(_("Write your question first."), field="text")
    if constraint.state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("This limit was withdrawn. There is nothing left to ask."))
    question = Question.objects.create(
        constraint=constraint,
        asker=by,
        text=text.strip(),
        language=language,
        due_on=timezone.localdate() + answers_within(constraint),
    )
    facts = {"limit": constraint.pk}
    note("question.asked", question, by=by, coproduction_id=constraint.coproduction_id, facts=facts)
    return question


@transaction.atomic
def answer(
    question: Question,
    *,
    by: Person,
    answer: str,
    words: str,
    statement: str = "",
    test: Mapping[str, Any] | None = None,
) -> Question:
    """The owner answers: the limit stands and this is why, or it moves (a new version), or it goes."""
    if answer not in Question.Answer.values:
        raise NotPossible(_("Choose what happens to the limit."), field="answer")
    if not words.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="words")
    constraint = Constraint.objects.select_for_update().get(pk=question.constraint_id)
    moved_to = None
    if answer != Question.Answer.CONFIRMED:
        constraint = locked(constraint)
    if answer == Question.Answer.LOOSENED:
        moved_to = loosened(constraint, statement, test, words, by)
    if answer == Question.Answer.WITHDRAWN:
        take_away(constraint, words)
    answered = Question.objects.filter(pk=question.pk, answer="").update(
        answer=answer, answer_text=words.strip(), answered_by=by, answered_at=timezone.now(), moved_to=moved_to
    )
    if not answered:
        raise NotPossible(_("This question was answered already."))
    question.refresh_from_db()
    note(
        "question.answered",
        question,
        by=by,
        coproduction_id=constraint.coproduction_id,
        for_organisation=constraint.owner,
        facts={"limit": constraint.pk, "moved_to": moved_to.number if moved_to else None},
    )
    return question


def loosened(
    constraint: Constraint, statement: str, test: Mapping[str, Any] | None, reason: str, by: Person
) -> ConstraintVersion:
    """The new version of a limit that moves; what is not said anew stays as it was."""
    last = ConstraintVersion.objects.filter(constraint=constraint).order_by("-number")[0]
    new_statement, new_test = statement.strip() or last.statement, dict(test or last.test)
    sound_test(new_test)
    if (new_statement, new_test) == (last.statement, last.test):
        raise NotPossible(_("Say how the limit reads now."), field="statement")
    return add_version(constraint, new_statement, new_test, reason, by)
