"""What listening looks like to a program: what is sent, and what comes back."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StrictBool

from wayahead import access
from wayahead.formats.signs import has_commands
from wayahead.loop.listening.actions import MOST_PARTS, MOST_SEEDS, Words
from wayahead.loop.listening.models import Ground, Statement, Voice


def showable(text: str) -> str:
    """The same text; one with a null or another control character, which nobody can be shown, is refused."""
    if has_commands(text):
        raise ValueError("Leave out the control characters.")
    return text


def counted(given: Any) -> Any:
    """The same; words and yes or no, which would pass for a number, are refused."""
    if isinstance(given, bool | str):
        raise ValueError("Send a number.")
    return given


Text = Annotated[str, AfterValidator(showable)]
Language = Annotated[str, Field(min_length=2, max_length=12, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
RowNumber = Annotated[int, Field(ge=1, lt=2**63)]


class ChannelOut(Schema):
    """How many voices came one way, and where each of them ended."""

    channel: str
    said: int
    drawn: int
    set_aside: int
    withdrawn: int
    waiting: int


class ConversationOut(Schema):
    """One round of listening."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    question: str
    about: str
    language: str
    is_open: bool
    promised_days: int
    opened_at: datetime
    closes_on: date | None


class ConversationDetail(ConversationOut):
    """One round of listening, and whether every voice has an end."""

    channels: list[ChannelOut] = Field(alias="by_channel")


class ConversationIn(Schema):
    """One question, and within how many days people hear back."""

    question: Text = Field(min_length=1, max_length=200)
    about: Text = Field("", max_length=2000)
    promised_days: int = Field(14, ge=1, le=90)
    closes_on: date | None = None


class WordsIn(Schema):
    """One thing that somebody says, and what may be done with it."""

    text: Text = Field(min_length=1, max_length=Voice.MOST_CHARACTERS)
    language: Language = "en-gb"
    quote: Voice.Quote = Voice.Quote.COUNTED
    first_name: Text = Field("", max_length=60)
    is_lived: bool = False
    answer_to: Text = Field("", max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")

    def words(self) -> Words:
        """As the actions take it."""
        return Words(
            text=self.text,
            language=self.language,
            quote=self.quote.value,
            first_name=self.first_name,
            is_lived=self.is_lived,
            answer_to=self.answer_to,
        )


class TypedWordsIn(WordsIn):
    """The same, typed for somebody who said yes."""

    consented: bool


class QuoteIn(Schema):
    """Whether one's words may be quoted."""

    quote: Voice.Quote
    first_name: Text = Field("", max_length=60)


class VoiceOut(Schema):
    """One voice, as the caller may read it."""

    receipt: str
    conversation: int = Field(alias="conversation_id")
    text: str
    language: str
    who: str
    channel: str
    is_lived: bool
    state: Voice.State
    ground: int
    reason: str
    said_at: datetime
    answer_due_on: date
    kept_back: bool
    statements: list[int]

    @staticmethod
    def resolve_statements(voice: Voice) -> list[int]:
        """The statements that were drawn from it."""
        return [statement.pk for statement in voice.statements.all()]


class LinkOut(Schema):
    """What a helper hands over: the receipt, and the token that is the speaker's own."""

    receipt: str
    token: str


class SpokenOut(VoiceOut):
    """A voice that was just said, and the token with which its speaker comes back."""

    token: str


class ReasonIn(Schema):
    """A reason that everybody can read: the number of the policy's (`/policy`), and the facilitator's own words.

    Without a number, or with 0, the words are needed.
    """

    ground: int = Field(0, ge=0, le=max(Ground.values))
    reason: Text = Field("", max_length=500)


class ManyAsideIn(ReasonIn):
    """The same for several voices at once, by their receipts."""

    voices: list[Text] = Field(min_length=1, max_length=500)


class StatementReasonIn(ReasonIn):
    """The same for a statement; `same_as` is the id of the one that says the same, with reason 5."""

    same_as: RowNumber | None = None


class GroundOut(Schema):
    """One reason of the public policy."""

    number: int
    reason: str
    means: str


class DecisionOut(Schema):
    """One decision of a facilitator; `before` its id the log goes on."""

    id: int = Field(alias="number")
    at: datetime
    kind: str
    statement: int | None = Field(alias="statement.pk", default=None)
    voices: int
    ground: int | None
    reason: str


class JoinIn(Schema):
    """The receipts of voices that a statement says already; `kept_back` where their own words are not to be shown."""

    voices: list[Text] = Field(min_length=1, max_length=500)
    kept_back: StrictBool = False


class KeepBackIn(Schema):
    """Whether a voice's own words are kept from being shown."""

    kept_back: StrictBool


class WordingIn(Schema):
    """Other words for a statement."""

    text: Text = Field(min_length=1, max_length=Statement.MOST_CHARACTERS)


class PartsIn(Schema):
    """One sentence for each idea."""

    parts: list[Text] = Field(min_length=2, max_length=MOST_PARTS)


class SeedIn(Schema):
    """One statement to start with."""

    text: Text = Field(min_length=1, max_length=Statement.MOST_CHARACTERS)
    language: Language = "en-gb"


class SeedsIn(Schema):
    """Statements to start with; all of them are put to the vote, or none."""

    statements: list[SeedIn] = Field(min_length=1, max_length=MOST_SEEDS)


class StatementIn(Schema):
    """One sentence that people can agree or disagree with, and the receipts of the voices it is drawn from.

    `kept_back` where the voices' own words are not to be shown.
    """

    text: Text = Field(min_length=1, max_length=Statement.MOST_CHARACTERS)
    voices: list[Text] = Field(min_length=1, max_length=500)
    language: Language | None = Field(None, description="That of the voices where it is left out.")
    kept_back: StrictBool = False


class StatementOut(Schema):
    """One votable sentence. `withheld` are its words where only facilitators may read them, and only for those."""

    id: int
    number: int
    text: str
    language: str
    state: Statement.State
    origin: Statement.Origin
    ground: int
    reason: str
    hearings: int
    earlier: int | None = Field(alias="earlier_id")
    same_as: int | None = Field(alias="same_as_id")
    withheld: str

    @staticmethod
    def resolve_withheld(statement: Statement, context: dict[str, Any]) -> str:
        """The words that nobody else reads."""
        mays = statement.withheld and access.allows(context["request"].person, "statement.set_aside", statement)
        return statement.withheld if mays else ""


class TwinsOut(Schema):
    """Two open statements whose words are nearly the same, and how much so, of 100."""

    first: StatementOut
    second: StatementOut
    score: int


class PointOut(Schema):
    """Something said at a meeting that is no voice yet."""

    id: int
    text: str
    meeting: int = Field(alias="meeting_id")


class DeskOut(Schema):
    """Where a facilitator reads: the voices that wait, longest first, and what was said at meetings."""

    waiting: list[VoiceOut]
    points: list[PointOut]


class TokenOut(Schema):
    """The participation token with which somebody votes and comes back."""

    token: str


class VoteIn(Schema):
    """One vote: 1 agrees, -1 disagrees, 0 passes, null takes an earlier one back."""

    statement: Annotated[RowNumber, BeforeValidator(counted)]
    vote: Annotated[Literal[1, 0, -1] | None, BeforeValidator(counted)]
    matters: StrictBool = False


class VoteOut(Schema):
    """The receipt of a vote that is kept for good, and the statement to answer next."""

    receipt: int
    next: StatementOut | None


class NextOut(Schema):
    """The statement to answer next, if there is one."""

    next: StatementOut | None


class OwnVoteOut(Schema):
    """What the caller says now to one statement."""

    receipt: int = Field(alias="pk")
    statement: StatementOut
    vote: int = Field(alias="choice")
    matters: bool
    at: datetime


class WithOthersOut(Schema):
    """With how many others the caller answered a statement alike."""

    others: int
    statement: StatementOut = Field(alias="vote.statement")
    vote: int = Field(alias="vote.choice")


class OwnPlaceOut(Schema):
    """Where the caller stands on the last map: told to nobody else. Null for what is not known or not shown yet."""

    x: float | None
    y: float | None
    group: int | None
    with_others: WithOthersOut | None


class ResultsOut(Schema):
    """The opinion map: the document of `wayahead analyse --json` without people, null until enough people answered."""

    version: int
    made_at: datetime | None
    result: dict[str, Any] | None


class VersionOut(Schema):
    """Which map there is (0: none yet), and how many votes stand at this moment."""

    map: int
    votes: int
