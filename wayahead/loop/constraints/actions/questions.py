"""Anybody asks why of a limit, or proposes what would loosen it; alike questions join; the owner answers."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import Party
from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints.actions.publishing import answer_all, locked, next_version, take_away
from wayahead.loop.constraints.actions.terms import sound_test
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.constraints.moving import refuse_another_kind, refuse_unless_looser, test_of

# Between two reminders of one party: its clock is public, so nobody has to be nagged.
BETWEEN_REMINDERS = timedelta(days=7)


def answers_within(constraint: Constraint) -> timedelta:
    """What the owner promised at the table; an owner that left still owes what it promised last."""
    party = Party.objects.filter(coproduction=constraint.coproduction_id, organisation=constraint.owner_id)
    return party.latest("joined_at").answer_due()


@transaction.atomic
def ask_why(
    constraint: Constraint, *, by: Person, text: str, language: str = "en-gb",
    kind: str = Question.Kind.WHY, proposed: Mapping[str, Any] | None = None, same_as: Question | None = None,
) -> Question:  # fmt: skip
    """Anybody asks why a limit stands, or proposes what would loosen it. Its owner's clock starts now.

    Who asks the same as an open question joins it, with words of their own or none, and gets its answer by its clock.
    """
    if kind not in Question.Kind.values:
        raise NotPossible(_("Do you ask why, or do you propose what would loosen it?"), field="kind")
    if not text.strip() and same_as is None:
        raise NotPossible(_("Write your question first."), field="text")
    # Held until this is kept: nobody asks of a limit in the moment in which it goes and all who wait are answered.
    if Constraint.objects.select_for_update(no_key=True).get(pk=constraint.pk).state == Constraint.State.WITHDRAWN:
        raise NotPossible(_("This limit was withdrawn. There is nothing left to ask."))
    if proposed:
        refuse_other_test(constraint, proposed)
    if same_as:
        same_as = open_root(same_as, constraint)
    question = Question.objects.create(
        constraint=constraint,
        asker=by,
        kind=kind,
        text=text.strip(),
        proposed=dict(proposed or {}),
        same_as=same_as,
        language=language,
        due_on=same_as.due_on if same_as else timezone.localdate() + answers_within(constraint),
    )
    facts = {"limit": constraint.pk, "same_as": same_as.pk if same_as else None}
    note("question.asked", question, by=by, coproduction_id=constraint.coproduction_id, facts=facts)
    return question


def refuse_other_test(constraint: Constraint, proposed: Mapping[str, Any]) -> None:
    """A proposal loosens the test that stands; it does not tighten it, or put another kind in its place."""
    given, stands = sound_test(proposed), test_of(constraint.current)
    if given.name != stands.name:
        raise NotPossible(_("Propose another figure for this limit, not another kind of limit."), field="test")
    refuse_unless_looser(stands, given)


def open_root(question: Question, constraint: Constraint) -> Question:
    """The question that others joined or may join, locked; refused where it is about another limit, or answered."""
    root = Question.objects.select_for_update(of=("self",)).get(pk=question.same_as_id or question.pk)
    if root.constraint_id != constraint.pk:
        raise NotPossible(_("That question is about another limit."), field="same_as")
    if not root.is_open:
        raise NotPossible(
            _("That question was answered already. Read the answer, and ask what is still open."), field="same_as"
        )
    return root


@transaction.atomic
def join(question: Question, *, to: Question, by: Person) -> Question:
    """Two open questions of a limit turn out to be one: the earlier promise holds, and each asker gets the answer."""
    root = open_root(to, question.constraint)
    found = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if root.pk == found.pk or found.same_as_id == root.pk:
        raise NotPossible(_("These two are one question already."), field="same_as")
    if not found.is_open:
        raise NotPossible(_("This question was answered already."))
    due_on = min(root.due_on, found.due_on)
    Question.objects.filter(Q(pk=found.pk) | Q(same_as=found)).update(same_as=root)
    Question.objects.filter(Q(pk=root.pk) | Q(same_as=root)).update(due_on=due_on)
    question.refresh_from_db()
    facts = {"limit": root.constraint_id, "same_as": root.pk}
    note("question.joined", question, by=by, coproduction_id=root.constraint.coproduction_id, facts=facts)
    return question


@transaction.atomic
def answer(
    question: Question, *, by: Person, answer: str, words: str,
    statement: str = "", test: Mapping[str, Any] | None = None,
    firmness: str = "", would_move_if: str | None = None, who_can_move: str | None = None,
    honest_answer: str = "", honest_words: str = "",
) -> Question:  # fmt: skip
    """The owner answers all who asked: the limit stands and this is why, or it moves (a new version), or it goes.

    If it goes, all that was asked of it is answered with that. It only moves to leave more room than before. Then the
    honest question is asked anew: `honest_answer` and `honest_words`, and where it is not as firm any more, `firmness`,
    `would_move_if` and `who_can_move`.
    """
    if answer not in Question.Answer.values:
        raise NotPossible(_("Choose what happens to the limit."), field="answer")
    if not words.strip():
        raise NotPossible(_("Write the reasons. Everybody can read them."), field="words")
    constraint = Constraint.objects.select_for_update().get(pk=question.constraint_id)
    root = question.same_as_id or question.pk
    waiting = Question.objects.waiting().filter(Q(pk=root) | Q(same_as=root))
    if not waiting.exists():
        raise NotPossible(_("This question was answered already."))
    moved_to = None
    if answer != Question.Answer.CONFIRMED:
        constraint = locked(constraint)
    if answer == Question.Answer.LOOSENED:
        anew = {
            "statement": statement.strip() or None,
            "test": test or None,
            "firmness": firmness or None,
            "would_move_if": would_move_if,
            "who_can_move": who_can_move,
            "honest_answer": honest_answer,
            "honest_words": honest_words,
        }
        moved_to = loosened(constraint, anew, reason=words, by=by)
    if answer == Question.Answer.WITHDRAWN:
        take_away(constraint, words)
        waiting = Question.objects.waiting().filter(constraint=constraint)
    askers = waiting.count()
    answered = answer_all(waiting, answer, words, by=by, moved_to=moved_to)
    question.refresh_from_db()
    note(
        "question.answered",
        Question.objects.get(pk=root),
        by=by,
        coproduction_id=constraint.coproduction_id,
        for_organisation=constraint.owner,
        facts={
            "limit": constraint.pk,
            "moved_to": moved_to.number if moved_to else None,
            "askers": askers,
            "questions": answered,
        },
    )
    return question


def loosened(constraint: Constraint, words: Mapping[str, Any], *, reason: str, by: Person) -> ConstraintVersion:
    """The new version of a limit that moves because people asked, and leaves more room than before."""
    stands, test = test_of(constraint.current), words["test"]
    if test:
        refuse_another_kind(stands, test)
    refuse_unless_looser(stands, sound_test(test) if test else stands)
    return next_version(constraint, words, by=by, reason=reason, who_asked="")


@transaction.atomic
def remind(party: Party, *, by: Person | None = None) -> list[Question]:
    """Put a party in mind of all answers it is late with, at most once in so many days; gives those it owes."""
    today = timezone.localdate()
    owed = (
        Question.objects.unjoined()
        .late()
        .filter(constraint__owner=party.organisation_id, constraint__coproduction=party.coproduction_id)
    )
    late = list(owed.order_by("due_on", "pk"))
    was_reminded = any(one.reminded_on and today - one.reminded_on < BETWEEN_REMINDERS for one in late)
    if not late or was_reminded:
        return []
    keys = [one.pk for one in late]
    Question.objects.filter(pk__in=keys).update(reminded_on=today)
    note("party.reminded", party, by=by, coproduction_id=party.coproduction_id, for_organisation=party.organisation,
         facts={"questions": keys})  # fmt: skip
    return late
