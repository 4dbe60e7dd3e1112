"""Statements through the API: read them, draw them, set them aside."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import (
    JoinIn,
    PartsIn,
    RowNumber,
    SeedsIn,
    StatementIn,
    StatementOut,
    StatementReasonIn,
    Text,
    TwinsOut,
    WordingIn,
)
from wayahead.base.refusal import NotPossible
from wayahead.kernels.opinion.alike import alike_within
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Seed
from wayahead.loop.listening.models import Conversation, Statement, Voice

router = Router()
MOST_COMPARED, MOST_PAIRS = 3000, 200


@router.get("/conversations/{id}/statements", response=list[StatementOut])
@paginate
def statements(
    request: Ask, id: RowNumber, state: Statement.State | None = None, q: Text = ""
) -> "QuerySet[Statement]":
    """Every statement of a conversation with the words `q`; those set aside carry their public reason."""
    found = access.fetch(request.person, "conversation.see", pk=id)
    rows = access.visible(request.person, Statement).filter(conversation=found, text__icontains=q)
    return rows.filter(state=state) if state else rows


@router.post("/conversations/{id}/statements", response={201: StatementOut})
def draw_statement(request: Ask, id: RowNumber, given: StatementIn) -> "Status[Statement]":
    """Draw one votable sentence from voices; it keeps them."""
    conversation = access.fetch(request.person, "statement.draw", pk=id)
    voices = voices_of(conversation, given.voices)
    by = access.somebody(request.person)
    drawn = actions.draw_statement(
        conversation,
        by=by,
        text=given.text,
        voices=voices,
        language=given.language or "",
        kept_back=given.kept_back,
    )
    return Status(201, drawn)


@router.get("/statements/{id}", response=StatementOut)
def statement(request: Ask, id: RowNumber) -> Statement:
    """One statement."""
    return access.fetch(request.person, "statement.see", pk=id)  # type: ignore[no-any-return]


def voices_of(conversation: Conversation, receipts: list[str]) -> list[Voice]:
    """The voices of these receipts; refused when one of them is not of this conversation."""
    voices = list(conversation.voices.filter(receipt__in=receipts))
    if len(voices) != len(set(receipts)):
        raise NotPossible("Choose voices of this conversation.", field="voices")
    return voices


@router.post("/conversations/{id}/seeds", response={201: list[StatementOut]})
def seed_statements(request: Ask, id: RowNumber, given: SeedsIn) -> "Status[list[Statement]]":
    """Put statements to the vote before anybody spoke; all of them or none, and each says where it comes from."""
    conversation = access.fetch(request.person, "statement.seed", pk=id)
    seeds = [Seed(one.text, one.language) for one in given.statements]
    return Status(201, actions.seed_statements(conversation, by=access.somebody(request.person), seeds=seeds))


@router.get("/conversations/{id}/said-twice", response=list[TwinsOut])
def said_twice(request: Ask, id: RowNumber) -> list[dict[str, object]]:
    """Pairs of open statements whose words are nearly the same, the most alike first."""
    conversation = access.fetch(request.person, "voice.read", pk=id)
    rows = list(conversation.statements.filter(state=Statement.State.ACCEPTED).order_by("-number")[:MOST_COMPARED])
    pairs = alike_within([one.text for one in reversed(rows)])[:MOST_PAIRS]
    rows.reverse()
    return [{"first": rows[pair.first], "second": rows[pair.second], "score": pair.score} for pair in pairs]


@router.post("/statements/{id}/voices", response=StatementOut)
def join_statement(request: Ask, id: RowNumber, given: JoinIn) -> Statement:
    """Voices that say what a statement says already stand with it."""
    found: Statement = access.fetch(request.person, "statement.join", pk=id)
    voices = voices_of(found.conversation, given.voices)
    by = access.somebody(request.person)
    return actions.join_statement(found, by=by, voices=voices, kept_back=given.kept_back)


@router.post("/statements/{id}/set-aside", response=StatementOut)
def set_statement_aside(request: Ask, id: RowNumber, given: StatementReasonIn) -> Statement:
    """A statement is no longer put to the vote, for a public reason."""
    found: Statement = access.fetch(request.person, "statement.set_aside", pk=id)
    twin = found.conversation.statements.filter(pk=given.same_as).first() if given.same_as else None
    if given.same_as and twin is None:
        raise NotPossible("Choose a statement of this conversation.", field="same_as")
    by = access.somebody(request.person)
    return actions.set_statement_aside(found, by=by, reason=given.reason, ground=given.ground, same_as=twin)


@router.post("/statements/{id}/take-up-again", response=StatementOut)
def take_up_again(request: Ask, id: RowNumber) -> Statement:
    """A statement that was set aside is put to the vote again."""
    found = access.fetch(request.person, "statement.take_up_again", pk=id)
    return actions.take_up_again(found, by=access.somebody(request.person))


@router.post("/statements/{id}/reword", response={201: StatementOut})
def reword(request: Ask, id: RowNumber, given: WordingIn) -> "Status[Statement]":
    """Other words: in place while nobody has voted, else as a new statement beside the old one."""
    found = access.fetch(request.person, "statement.reword", pk=id)
    action = actions.reword_statement if actions.is_frozen(found) else actions.correct_statement
    return Status(201, action(found, by=access.somebody(request.person), text=given.text))


@router.post("/statements/{id}/split", response={201: list[StatementOut]})
def split(request: Ask, id: RowNumber, given: PartsIn) -> "Status[list[Statement]]":
    """One statement becomes several, one for each idea; every part keeps all of its voices."""
    found = access.fetch(request.person, "statement.split", pk=id)
    return Status(201, actions.split_statement(found, by=access.somebody(request.person), parts=given.parts))
