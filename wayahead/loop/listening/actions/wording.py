"""Other words for a statement: in place while nobody has voted, else as new statements linked to the old."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from wayahead.base.people.models import Person
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import tasks
from wayahead.loop.listening.actions.statements import next_number, refuse_same_words, words_for_the_vote
from wayahead.loop.listening.models import Ground, Statement, Vote

MOST_PARTS = 5


def is_frozen(statement: Statement) -> bool:
    """True once somebody answered it: its words stay then."""
    return Vote.objects.filter(statement=statement).exists()


@transaction.atomic
def correct_statement(statement: Statement, *, by: Person, text: str) -> Statement:
    """Other words in place, as long as nobody has voted. The database refuses it once somebody has."""
    words = words_for_the_vote(text)
    refuse_same_words(statement.conversation, [words], but=statement.pk)
    # A vote waits for this lock, and then meets the new words; one that came before is seen here.
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    if locked.withheld:
        raise NotPossible(_("Its words are not shown. Make a new statement."), field="text")
    if is_frozen(locked):
        raise NotPossible(_("Somebody has voted on it since. Its wording stays; make a new statement."), field="text")
    locked.text = words
    locked.save(update_fields=["text"])
    note("statement.corrected", locked, by=by, coproduction_id=locked.coproduction_id)
    return locked


@transaction.atomic
def reword_statement(statement: Statement, *, by: Person, text: str) -> Statement:
    """A new statement in other words, linked to the old one and with its voices; the old one keeps its votes."""
    words = words_for_the_vote(text)
    if words == statement.text:
        raise NotPossible(_("These are the words that it has."), field="text")
    refuse_same_words(statement.conversation, [words])
    (new,) = succeed(statement, [words], by=by, ground=Ground.REWORDED)
    facts = {"earlier": statement.pk, "ground": int(Ground.REWORDED)}
    note("statement.reworded", new, by=by, coproduction_id=new.coproduction_id, facts=facts)
    return new


@transaction.atomic
def split_statement(statement: Statement, *, by: Person, parts: Sequence[str]) -> list[Statement]:
    """A statement that holds several ideas becomes one for each; every part keeps all of its voices."""
    given = [part for part in parts if part.strip()]
    if not 2 <= len(given) <= MOST_PARTS:
        raise NotPossible(_("Write two to %d sentences, one idea in each.") % MOST_PARTS, field="parts")
    words = [words_for_the_vote(part, "parts") for part in given]
    if len(set(words)) != len(words):
        raise NotPossible(_("Two of these sentences are the same."), field="parts")
    refuse_same_words(statement.conversation, words, but=statement.pk, field="parts")
    made = succeed(statement, words, by=by, ground=Ground.SEVERAL)
    note(
        "statement.split",
        statement,
        by=by,
        coproduction_id=statement.coproduction_id,
        facts={"parts": [part.pk for part in made], "ground": int(Ground.SEVERAL)},
    )
    return made


def succeed(statement: Statement, texts: Sequence[str], *, by: Person, ground: Ground) -> list[Statement]:
    """New statements in place of one that is set aside: each linked to it, with all of its voices."""
    number = next_number(statement.conversation)
    if statement.state != Statement.State.ACCEPTED:
        raise NotPossible(_("This statement is not open for votes."))
    made = Statement.objects.bulk_create(
        Statement(
            conversation=statement.conversation,
            coproduction_id=statement.coproduction_id,
            number=number + place,
            text=text,
            language=statement.language,
            origin=statement.origin,
            earlier=statement,
            drawn_by=by,
        )
        for place, text in enumerate(texts)
    )
    voices = list(statement.voices.all())
    for one in made:
        one.voices.set(voices)
    statement.state, statement.ground, statement.reason = Statement.State.SET_ASIDE, ground, str(ground.label)
    statement.save(update_fields=["state", "ground", "reason"])
    tasks.ask_for_map(statement.conversation_id)
    return made
