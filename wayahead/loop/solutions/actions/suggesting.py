"""Suggest a change to a version, answer it with a reason, and say whether it was fulfilled."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import Seat
from wayahead.base.people.models import Organisation, Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions.models import Fulfilment, Suggestion, Version


@dataclass(frozen=True)
class Thought:
    """What somebody wants changed, how much it matters to them, and who may be named."""

    text: str
    degree: str
    part: str = Suggestion.Part.WHOLE
    section_key: str = ""
    why: str = ""
    signed: str = ""
    language: str = "en-gb"
    speaking_for: Organisation | None = None


def refuse_bad_thought(version: Version, thought: Thought) -> None:
    """Say what is wrong with a suggestion, at its field."""
    if not thought.text.strip():
        raise NotPossible(_("Write what you suggest."), field="text")
    if thought.degree not in Suggestion.Degree.values:
        raise NotPossible(_("Choose how much it matters."), field="degree")
    if thought.part not in Suggestion.Part.values:
        raise NotPossible(_("Choose what it is about."), field="part")
    is_section = thought.part == Suggestion.Part.SECTION
    if is_section != bool(thought.section_key):
        raise NotPossible(_("Choose the section that it is about."), field="part")
    if is_section and not version.sections.filter(key=thought.section_key).exists():
        raise NotPossible(_("Choose the section that it is about."), field="part")


def role_of(version: Version, thought: Thought, by: Person) -> str:
    """In which role somebody speaks: for their organisation, as a facilitator, or as one of the people taking part."""
    if thought.speaking_for:
        return thought.speaking_for.kind
    seats = Seat.objects.filter(coproduction=version.solution.coproduction_id, role=Seat.Role.FACILITATOR, left_at=None)
    return Suggestion.Role.FACILITATOR if seats.filter(person__in=by.selves).exists() else Suggestion.Role.PEOPLE


@transaction.atomic
def suggest(version: Version, thought: Thought, *, by: Person) -> Suggestion:
    """Anybody who can read a version suggests a change to it. It stays to be read, whatever becomes of it."""
    refuse_bad_thought(version, thought)
    made = Suggestion.objects.create(
        version=version,
        part=thought.part,
        section_key=thought.section_key,
        degree=thought.degree,
        text=thought.text.strip(),
        why=thought.why.strip(),
        signed=thought.signed.strip(),
        language=thought.language,
        suggester=by,
        speaking_for=thought.speaking_for,
        role=role_of(version, thought, by),
    )
    note(
        "suggestion.made",
        made,
        by=by,
        coproduction_id=version.solution.coproduction_id,
        for_organisation=thought.speaking_for,
        facts={"version": version.pk},
    )
    return made


def close(suggestion: Suggestion, **changes: object) -> Suggestion:
    """Change a suggestion that waits for its answer; one that has it is refused."""
    changed = Suggestion.objects.open().filter(pk=suggestion.pk).update(answered_at=timezone.now(), **changes)
    if not changed:
        raise NotPossible(_("This suggestion was answered already."))
    suggestion.refresh_from_db()
    return suggestion


@transaction.atomic
def decline(suggestion: Suggestion, *, by: Person, why: str) -> Suggestion:
    """The people at the table do not take a suggestion in, and say why. It stays to be read."""
    if not why.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="why")
    close(suggestion, state=Suggestion.State.DECLINED, answer_words=why.strip(), answered_by=by)
    note("suggestion.declined", suggestion, by=by, coproduction_id=suggestion.version.solution.coproduction_id)
    return suggestion


@transaction.atomic
def take_back(suggestion: Suggestion, *, by: Person) -> Suggestion:
    """Whoever made a suggestion takes it back, words and all, while it waits. That there was one stays."""
    close(suggestion, state=Suggestion.State.TAKEN_BACK, text="", why="", signed="")
    note("suggestion.taken_back", suggestion, by=by, coproduction_id=suggestion.version.solution.coproduction_id)
    return suggestion


@transaction.atomic
def say_fulfilled(suggestion: Suggestion, version: Version, *, by: Person, answer: str) -> Fulfilment:
    """Whoever made a suggestion says whether a version does what they asked for; saying it again replaces it."""
    if answer not in Fulfilment.Answer.values:
        raise NotPossible(_("Say yes, partly or no."), field="answer")
    if version.solution_id != suggestion.version.solution_id:
        raise NotPossible(_("This was suggested to something else."), field="version")
    if suggestion.state == Suggestion.State.TAKEN_BACK:
        raise NotPossible(_("This suggestion was taken back."))
    said, _made = Fulfilment.objects.update_or_create(
        suggestion=suggestion, version=version, defaults={"answer": answer, "said_at": timezone.now()}
    )
    facts = {"version": version.pk}
    coproduction_id = version.solution.coproduction_id
    note("suggestion.fulfilment_said", suggestion, by=by, coproduction_id=coproduction_id, facts=facts)
    return said
