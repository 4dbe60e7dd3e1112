"""What solutions and their versions look like to programs."""

from datetime import date, datetime

from ninja import Field, Schema

from wayahead.loop.constraints.models import CostKind
from wayahead.loop.solutions.models import Judgement, Solution, Version


class CostOut(Schema):
    """One line of the cost, in whole pence."""

    kind: str
    words: str
    pence: int


class PartOut(Schema):
    """One section; its key stays the same from version to version."""

    key: str
    heading: str
    text: str


class GiftOut(Schema):
    """One thing that is given rather than paid for."""

    words: str
    given_by: str


class TaskOut(Schema):
    """One step; its key stays the same from version to version."""

    key: str
    what: str
    by_whom: str
    due_on: date | None
    help_wanted: str


class VersionOut(Schema):
    """One version: words and claims. What is null is unknown, and never counts as met."""

    id: int
    solution: int = Field(alias="solution_id")
    number: int
    state: str
    summary: str
    what_changed: str
    who_benefits: str
    communities: list[int]
    people_count: int | None
    area: int | None = Field(None, alias="area_id")
    starts_on: date | None
    ends_on: date | None
    delivered_by: str | None = None
    costs: list[CostOut]
    total_pence: int
    sections: list[PartOut]
    in_kind: list[GiftOut]
    steps: list[TaskOut]
    suggestions_taken: list[int] = Field(default_factory=list)
    agreed_at: datetime | None
    agreement_words: str = ""
    dissent: str = ""
    review_on: date | None = None

    @staticmethod
    def resolve_suggestions_taken(version: Version) -> list[int]:
        """The suggestions that it took in."""
        return [suggestion.pk for suggestion in version.took_in.all()]

    @staticmethod
    def resolve_agreement_words(version: Version) -> str:
        """How people came to agree."""
        return version.agreed_in.words if version.agreed_in else ""

    @staticmethod
    def resolve_dissent(version: Version) -> str:
        """Who does not agree, and why."""
        return version.agreed_in.dissent if version.agreed_in else ""

    @staticmethod
    def resolve_review_on(version: Version) -> date | None:
        """When people look at it again."""
        return version.agreed_in.review_on if version.agreed_in else None

    @staticmethod
    def resolve_communities(version: Version) -> list[int]:
        """The communities that it is for."""
        return [community.pk for community in version.communities.all()]

    @staticmethod
    def resolve_delivered_by(version: Version) -> str | None:
        """The organisation that would do it."""
        return version.delivered_by.slug if version.delivered_by else None


class SolutionOut(Schema):
    """A solution and the needs it answers."""

    id: int
    coproduction: str = Field(alias="coproduction.slug")
    title: str
    needs: list[int]
    strengths: list[int]
    responds_to: int | None = Field(None, alias="responds_to_id")
    is_community_led: bool
    started_at: datetime

    @staticmethod
    def resolve_strengths(solution: Solution) -> list[int]:
        """The strengths it builds on."""
        return [need.pk for need in solution.strengths.all()]

    @staticmethod
    def resolve_needs(solution: Solution) -> list[int]:
        """The needs it answers."""
        return [need.pk for need in solution.needs.all()]


class SolutionIn(Schema):
    """A solution to start."""

    title: str = Field(min_length=1, max_length=120)
    needs: list[int] = Field(min_length=1, max_length=200)
    strengths: list[int] = Field(default_factory=list, max_length=200)
    responds_to: int | None = None
    is_community_led: bool = False


class CostIn(Schema):
    """One line of the cost."""

    kind: CostKind = CostKind.OTHER
    words: str = Field(min_length=1, max_length=120)
    pence: int = Field(ge=0, le=10**15)


class PartIn(Schema):
    """One section; one that was there before keeps its key."""

    key: str = Field("", max_length=8)
    heading: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=4000)


class GiftIn(Schema):
    """One thing that is given rather than paid for."""

    words: str = Field(min_length=1, max_length=120)
    given_by: str = Field(min_length=1, max_length=120)


class TaskIn(Schema):
    """One step; one that was there before keeps its key."""

    key: str = Field("", max_length=8)
    what: str = Field(min_length=1, max_length=160)
    by_whom: str = Field("", max_length=120)
    due_on: date | None = None
    help_wanted: str = Field("", max_length=160)


class DraftIn(Schema):
    """A version to keep, or only to check; `taking` names the suggestions that it takes in."""

    summary: str = Field(min_length=1, max_length=3000)
    what_changed: str = Field("", max_length=1000)
    who_benefits: str = Field("", max_length=200)
    communities: list[int] = Field(default_factory=list, max_length=100)
    people_count: int | None = Field(None, ge=1, le=10**9)
    area: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    delivered_by: str | None = None
    costs: list[CostIn] = Field(default_factory=list, max_length=200)
    sections: list[PartIn] = Field(default_factory=list, max_length=60)
    in_kind: list[GiftIn] = Field(default_factory=list, max_length=60)
    steps: list[TaskIn] = Field(default_factory=list, max_length=80)
    taking: list[int] = Field(default_factory=list, max_length=200)


class JudgeIn(Schema):
    """What the limit's owner says."""

    limit: int
    state: Judgement.State
    why: str = Field(min_length=1, max_length=400)


class JudgementOut(Schema):
    """What was judged."""

    version: int = Field(alias="version_id")
    limit: int = Field(alias="limit.constraint_id")
    state: str
    why: str
    judged_at: datetime


class CellOut(Schema):
    """One version against one limit."""

    version: int | None = Field(None, alias="version.pk")
    state: str
    short: str
    why: str
    change: str


class RowOut(Schema):
    """One limit against each version."""

    limit: int = Field(alias="constraint.pk")
    statement: str = Field(alias="wording.statement")
    owner: str = Field(alias="constraint.owner.slug")
    firmness: str = Field(alias="constraint.firmness")
    is_judged: bool
    cells: list[CellOut]


class VerdictOut(Schema):
    """Whether a version can go to a bid."""

    version: int | None
    can_go_to_a_bid: bool
    words: str


class GridOut(Schema):
    """Limits × versions, computed now."""

    rows: list[RowOut]
    verdicts: list[VerdictOut]


class RunOut(Schema):
    """Some words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


class ComparedPartOut(Schema):
    """One part of the words in both versions."""

    heading: str
    runs: list[RunOut]


class ClaimOut(Schema):
    """One claim before and after, in words."""

    label: str
    before: str
    after: str


class ComparedOut(Schema):
    """What changed from one version to another."""

    parts: list[ComparedPartOut]
    claims: list[ClaimOut]
