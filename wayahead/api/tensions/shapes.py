"""What goes in and comes out."""

from datetime import date, datetime

from ninja import Field, Schema

from wayahead.loop.tensions.models import Remark, Resolution, Side, Tension, Understanding, Weighing


class UnderstandingOut(Schema):
    """What the other side says that this side needs, and whether it accepts that. Who spoke is not said."""

    id: int
    words: str
    said_at: datetime
    answer: str
    answer_words: str
    is_noted: bool = Field(description="True when a facilitator wrote down what the side said, and where.")
    answered_at: datetime | None


class SideOut(Schema):
    """One side."""

    id: int
    position: int
    name: str
    what_it_needs: str
    organisation: str | None
    conversation: int | None = Field(alias="conversation_id")
    group: str
    needs: list[int]
    limits: list[int]
    statements: list[int]
    understandings: list[UnderstandingOut]

    @staticmethod
    def resolve_organisation(side: Side) -> str | None:
        """The address of the organisation that it is, if it is one."""
        return side.organisation.slug if side.organisation else None

    @staticmethod
    def resolve_needs(side: Side) -> list[int]:
        """The needs that it rests on."""
        return [row.pk for row in side.needs.all()]

    @staticmethod
    def resolve_limits(side: Side) -> list[int]:
        """The limits that it rests on."""
        return [row.pk for row in side.limits.all()]

    @staticmethod
    def resolve_statements(side: Side) -> list[int]:
        """The statements that it rests on."""
        return [row.pk for row in side.statements.all()]


class WeighingOut(Schema):
    """What one side makes of an option."""

    side: int = Field(alias="side_id")
    state: str
    why: str


class OptionOut(Schema):
    """One way to live with it."""

    id: int
    title: str
    words: str
    weighings: list[WeighingOut]


class ResolutionOut(Schema):
    """How it was settled, and until when."""

    id: int
    how: str
    words: str
    option: int | None = Field(alias="option_id")
    is_trial: bool
    decided_by: str | None
    decided_by_words: str = Field(description="Who decided, where it is no organisation at the table.")
    dissent: str
    review_on: date
    settled_at: datetime
    came_back_at: datetime | None
    came_back_because: str
    how_it_went: str

    @staticmethod
    def resolve_decided_by(resolution: Resolution) -> str | None:
        """The address of the organisation that decided."""
        return resolution.decided_by.slug if resolution.decided_by else None


class RemarkOut(Schema):
    """What somebody said; who it was is not said."""

    id: int
    kind: str
    text: str
    language: str
    made_at: datetime
    state: str
    reason: str


class TensionOut(Schema):
    """A tension in the register."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    title: str
    at_stake: str
    tried: str
    state: str
    registered_at: datetime
    sides: list[SideOut]


class TensionWithStory(TensionOut):
    """The same with what was weighed, settled and said."""

    options: list[OptionOut]
    resolutions: list[ResolutionOut]
    remarks: list[RemarkOut]
    not_shown: list[str] = Field(description="Why some of what was said is not shown.")

    @staticmethod
    def resolve_remarks(tension: Tension) -> list[Remark]:
        """What everybody may read."""
        return list(tension.remarks.shown())

    @staticmethod
    def resolve_not_shown(tension: Tension) -> list[str]:
        """A reason for each that is not shown."""
        return list(tension.remarks.reasons())


class FindingOut(Schema):
    """What was found; ids are those of statements, needs, limits and organisations."""

    id: int
    kind: str
    strength: float
    sides: list[dict[str, object]]
    state: str
    reason: str
    tension: int | None = Field(alias="tension_id")
    found_at: datetime


class SideIn(Schema):
    """One side to seat."""

    name: str = Field(min_length=1, max_length=80)
    what_it_needs: str = Field(min_length=1, max_length=500)
    organisation: str = Field("", description="The address (slug) of an organisation at the table.")
    conversation: int | None = None
    group: str = Field("", max_length=1, description="A group's letter on that conversation's opinion map.")
    needs: list[int] = Field(default_factory=list, max_length=50)
    limits: list[int] = Field(default_factory=list, max_length=50)
    statements: list[int] = Field(default_factory=list, max_length=50)


class TensionIn(Schema):
    """A tension to put on the table."""

    title: str = Field(min_length=1, max_length=140)
    at_stake: str = Field(min_length=1, max_length=1000)
    tried: str = Field("", max_length=1000)
    sides: tuple[SideIn, SideIn]
    finding: int | None = Field(None, description="The finding that is taken up with it.")


class ChangeIn(Schema):
    """Better words."""

    title: str = Field(min_length=1, max_length=140)
    at_stake: str = Field(min_length=1, max_length=1000)
    tried: str = Field("", max_length=1000)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class WhyIn(Schema):
    """How it touches somebody; or why they do not speak this time."""

    why: str = Field(min_length=1, max_length=300)


class NeedIn(Schema):
    """What a side needs."""

    what_it_needs: str = Field(min_length=1, max_length=500)


class WordsIn(Schema):
    """Words."""

    words: str = Field(min_length=1, max_length=1000)


class UnderstandIn(Schema):
    """What the other side needs."""

    words: str = Field(min_length=1, max_length=500)


class AnswerIn(Schema):
    """Whether that is it."""

    answer: Understanding.Answer
    words: str = Field("", max_length=500)


class OptionIn(Schema):
    """One way to live with it."""

    title: str = Field(min_length=1, max_length=140)
    words: str = Field("", max_length=1000)


class WeighIn(Schema):
    """What a side makes of it."""

    side: int
    state: Weighing.State
    why: str = Field(min_length=1, max_length=500)


class SettleIn(Schema):
    """How it is settled."""

    how: Resolution.How
    words: str = Field(min_length=1, max_length=1000)
    review_on: date
    option: int | None = None
    is_trial: bool = False
    decided_by: str = Field("", description="The address (slug) of the organisation at the table that decided.")
    decided_by_words: str = Field("", max_length=140, description="Or who else did: a meeting, a court, a role.")
    dissent: str = Field("", max_length=1000)


class RemarkIn(Schema):
    """Something to say, in the language in which it is said."""

    text: str = Field(min_length=1, max_length=1000)
    kind: Remark.Kind = Remark.Kind.SAID
    language: str = Field("en-gb", max_length=12)


class SpeakerOut(Schema):
    """Somebody who asked to speak for a side."""

    id: int
    side: int = Field(alias="side_id")
    why: str
    state: str
    reason: str
