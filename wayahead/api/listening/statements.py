"""Statements through the API: read them, draw them, set them aside."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.listening.shapes import ReasonIn, RowNumber, StatementIn, StatementOut
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Statement

router = Router()


@router.get("/conversations/{id}/statements", response=list[StatementOut])
@paginate
def statements(request: Ask, id: RowNumber, state: Statement.State | None = None) -> "QuerySet[Statement]":
    """Every statement of a conversation; those set aside carry their public reason."""
    found = access.fetch(request.person, "conversation.see", pk=id)
    rows = access.visible(request.person, Statement).filter(conversation=found)
    return rows.filter(state=state) if state else rows


@router.post("/conversations/{id}/statements", response={201: StatementOut})
def draw_statement(request: Ask, id: RowNumber, given: StatementIn) -> "Status[Statement]":
    """Draw one votable sentence from voices; it keeps them."""
    conversation = access.fetch(request.person, "statement.draw", pk=id)
    voices = list(conversation.voices.filter(receipt__in=given.voices))
    if len(voices) != len(set(given.voices)):
        raise NotPossible("Choose voices of this conversation.", field="voices")
    by = access.somebody(request.person)
    drawn = actions.draw_statement(conversation, by=by, text=given.text, voices=voices, language=given.language)
    return Status(201, drawn)


@router.get("/statements/{id}", response=StatementOut)
def statement(request: Ask, id: RowNumber) -> Statement:
    """One statement."""
    return access.fetch(request.person, "statement.see", pk=id)  # type: ignore[no-any-return]


@router.post("/statements/{id}/set-aside", response=StatementOut)
def set_statement_aside(request: Ask, id: RowNumber, given: ReasonIn) -> Statement:
    """A statement is no longer put to the vote, for a public reason."""
    found = access.fetch(request.person, "statement.set_aside", pk=id)
    return actions.set_statement_aside(found, by=access.somebody(request.person), reason=given.reason)
