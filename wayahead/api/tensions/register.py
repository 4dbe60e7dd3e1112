"""The register, and what was found."""

from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.api.tensions.shapes import ChangeIn, FindingOut, ReasonIn, SideIn, TensionIn, TensionOut, TensionWithStory
from wayahead.base.people.models import Person
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.actions import SideWords, Words
from wayahead.loop.tensions.models import Finding, Tension

router = Router(tags=["tensions"])
SIDES = ("needs", "limits", "statements", "organisation", "understandings")


def with_sides(rows: "QuerySet[Tension]") -> "QuerySet[Tension]":
    """Tensions with their sides, in a fixed number of queries."""
    return rows.select_related("coproduction").prefetch_related(*(f"sides__{name}" for name in SIDES))


@router.get("/coproductions/{slug}/tensions", response=list[TensionOut])
@paginate
def tensions(request: Ask, slug: str) -> QuerySet[Tension]:
    """Every tension of a co-production."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return with_sides(access.visible(request.person, Tension).filter(coproduction=coproduction))


@router.get("/tensions/{pk}", response=TensionWithStory)
def tension(request: Ask, pk: int) -> Tension:
    """One tension: both sides, what was weighed, how it was settled, what people say."""
    return access.fetch(request.person, "tension.see", pk=pk)  # type: ignore[no-any-return]


def side_words(person: Person, given: SideIn) -> SideWords:
    """One side with the things that it names."""

    def each(action: str, keys: list[int]) -> list[object]:
        return [access.fetch(person, action, pk=key) for key in keys]

    return SideWords(
        name=given.name,
        what_it_needs=given.what_it_needs,
        organisation=access.fetch(person, "organisation.see", slug=given.organisation) if given.organisation else None,
        conversation=access.fetch(person, "conversation.see", pk=given.conversation) if given.conversation else None,
        group=given.group,
        needs=each("need.see", given.needs),  # type: ignore[arg-type]
        limits=each("limit.see", given.limits),  # type: ignore[arg-type]
        statements=each("statement.see", given.statements),  # type: ignore[arg-type]
    )


@router.post("/coproductions/{slug}/tensions", response={201: TensionOut})
def register(request: Ask, slug: str, given: TensionIn) -> Status[Tension]:
    """Put a tension on the table; with `finding`, what was found is taken up."""
    coproduction = access.fetch(request.person, "tension.register", slug=slug)
    person = access.somebody(request.person)
    finding = None
    if given.finding is not None:
        finding = access.fetch(person, "finding.judge", pk=given.finding, coproduction=coproduction)
    sides = (side_words(person, given.sides[0]), side_words(person, given.sides[1]))
    words = Words(title=given.title, at_stake=given.at_stake, tried=given.tried, sides=sides)
    return Status(201, actions.register(coproduction, words, by=person, finding=finding))


@router.put("/tensions/{pk}", response=TensionOut)
def change(request: Ask, pk: int, given: ChangeIn) -> Tension:
    """Say better what is at stake."""
    found = access.fetch(request.person, "tension.change", pk=pk)
    return actions.change(found, by=access.somebody(request.person), **given.model_dump())


@router.get("/coproductions/{slug}/findings", response=list[FindingOut])
@paginate
def findings(request: Ask, slug: str) -> QuerySet[Finding]:
    """What was found; what waits is for facilitators."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    return access.visible(request.person, Finding).filter(coproduction=coproduction)


@router.post("/findings/{pk}/set-aside", response=FindingOut)
def set_finding_aside(request: Ask, pk: int, given: ReasonIn) -> Finding:
    """Set aside what was found, with the reason."""
    found = access.fetch(request.person, "finding.judge", pk=pk)
    return actions.set_finding_aside(found, by=access.somebody(request.person), reason=given.reason)
