"""Need × funder: what each need wants, what is offered, asked and granted for it, and what is missing. Whole pence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area
from wayahead.loop.funding.models import Bid, PartOffer, PastGrant, Programme
from wayahead.loop.funding.sums import Pot, pots_of
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models import Version

Sees = Callable[[type[Any]], "QuerySet[Any]"]  # the rows of a model that a reader may see


@dataclass(frozen=True)
class Cell:
    """One funder and one need: what is left in its open pots for it, set aside for open bids, asked, granted.

    `priority` is the best place that one of its programmes gives the need; `pots` and `bids` are what the figures are
    computed from.
    """

    funder: Organisation
    rests_on_it: bool
    offered_pence: int
    set_aside_pence: int
    asked_pence: int
    granted_pence: int
    priority: int | None = None
    pots: tuple[tuple[Programme, int], ...] = ()
    bids: tuple[Bid, ...] = ()


@dataclass(frozen=True)
class Line:
    """One need (or one area): what its agreed plans cost, and what of that is granted. None: no plan is agreed."""

    name: Need | Area | None
    wanted_pence: int | None
    granted_pence: int
    cells: tuple[Cell, ...] = ()
    plans: tuple[Version, ...] = ()
    bids: tuple[Bid, ...] = ()

    @property
    def missing_pence(self) -> int | None:
        """What the agreed plans cost beyond what is granted."""
        return None if self.wanted_pence is None else max(self.wanted_pence - self.granted_pence, 0)

    @property
    def offered_pence(self) -> int:
        """What all funders have left for this need. A pot that rests on several needs is whole in each of them."""
        return sum(cell.offered_pence for cell in self.cells)

    @property
    def asked_pence(self) -> int:
        """What all funders are being asked for."""
        return sum(cell.asked_pence for cell in self.cells)

    @property
    def set_aside_pence(self) -> int:
        """What funders offer towards bids for it that are still open."""
        return sum(cell.set_aside_pence for cell in self.cells)

    @property
    def offering(self) -> list[Organisation]:
        """The funders that have something left for it."""
        return [cell.funder for cell in self.cells if cell.offered_pence]

    @property
    def gap_pence(self) -> int:
        """What is missing and offered by nobody."""
        return max((self.missing_pence or 0) - self.set_aside_pence - self.offered_pence, 0)

    @property
    def standing(self) -> str:
        """`unknown`, `paid`, `gap`, `covered` (by offers to open bids), `overlap` (two or more have more than is
        missing) or `offered`.
        """
        if self.missing_pence is None:
            return "unknown"
        if not self.missing_pence:
            return "paid"
        if self.gap_pence:
            return "gap"
        if self.set_aside_pence >= self.missing_pence:
            return "covered"
        return "overlap" if len(self.offering) > 1 and self.offered_pence > self.missing_pence else "offered"


@dataclass(frozen=True)
class Grid:
    """Every need of a co-production against every funder, and the same money by area."""

    funders: tuple[Organisation, ...]
    lines: tuple[Line, ...]
    areas: tuple[Line, ...]
    total: Line


@dataclass(frozen=True)
class Before:
    """What one funder gave here before."""

    funder: str
    count: int
    pence: int
    last_on: date


EVERYWHERE = object()


def grid(coproduction: CoProduction, *, sees: Sees, today: date, where: Any = EVERYWHERE) -> Grid:
    """The grid of what a reader sees. A plan for two needs stands in both; the total counts it once.

    `where` keeps to the plans and bids of one area, or (None) to those that name none; pots stay whole.
    """
    needs = list(sees(Need).filter(coproduction=coproduction, state=Need.State.PUBLISHED, kind=Need.Kind.NEED))
    offers = list(
        sees(Programme).filter(needs__in=needs).distinct().select_related("funder")
        .prefetch_related("needs", "priorities")
    )  # fmt: skip
    left = pots_of(Programme.objects.filter(pk__in=[one.pk for one in offers]))
    sent = list(
        sees(Bid)
        .filter(version__solution__coproduction=coproduction, state__in=[*Bid.WAITING, Bid.State.GRANTED])
        .select_related("programme__funder", "version__area", "version__solution__coproduction__area", "grant")
        .prefetch_related("version__solution__needs", "part_offers")
    )
    plans = newest_of_each(
        sees(Version)
        .filter(solution__coproduction=coproduction, state=Version.State.AGREED, solution__is_community_led=False)
        .select_related("area", "solution__coproduction__area")
        .prefetch_related("costs", "solution__needs")
        .order_by("solution", "-number")
    )
    areas = {area_of(plan): None for plan in plans} | {area_of(bid.version): None for bid in sent}
    by_area = tuple(
        line_of_area(area, [plan for plan in plans if area_of(plan) == area],
                     [bid for bid in sent if area_of(bid.version) == area])
        for area in areas
    )  # fmt: skip
    if where is not EVERYWHERE:
        plans = [plan for plan in plans if area_of(plan) == where]
        sent = [bid for bid in sent if area_of(bid.version) == where]
    funders = {one.funder_id: one.funder for one in [*offers, *(bid.programme for bid in sent)]}
    ordered = tuple(sorted(funders.values(), key=lambda funder: funder.name.casefold()))
    lines = tuple(line_of(need, ordered, offers, left, sent, plans, today) for need in needs)
    return Grid(ordered, lines, by_area, line_of_area(None, plans, sent))


def line_of_area(area: Area | None, plans: Sequence[Version], sent: Sequence[Bid]) -> Line:
    """The money of one area, or of all of them, each plan and each grant once."""
    return Line(area, wanted(plans), granted(sent), plans=tuple(plans), bids=tuple(sent))


def newest_of_each(versions: Iterable[Version]) -> list[Version]:
    """The first version of each solution, in the order given."""
    found: dict[int, Version] = {}
    for version in versions:
        found.setdefault(version.solution_id, version)
    return list(found.values())


def line_of(
    need: Need,
    funders: Sequence[Organisation],
    offers: Sequence[Programme],
    left: Mapping[int, Pot],
    sent: Sequence[Bid],
    plans: Sequence[Version],
    today: date,
) -> Line:
    """One need against every funder."""
    for_it = [bid for bid in sent if need in bid.version.solution.needs.all()]
    cells = tuple(
        cell_of(
            funder,
            need,
            {one: left[one.pk] for one in offers if one.funder_id == funder.pk and need in one.needs.all()},
            [bid for bid in for_it if bid.programme.funder_id == funder.pk],
            today,
        )
        for funder in funders
    )
    for_plans = tuple(plan for plan in plans if need in plan.solution.needs.all())
    return Line(need, wanted(for_plans), granted(for_it), cells, for_plans, tuple(for_it))


def cell_of(
    funder: Organisation, need: Need, offers: Mapping[Programme, Pot], bids: Sequence[Bid], today: date
) -> Cell:
    """One funder's programmes and bids for one need."""
    pots = tuple((one, pot.remaining_pence) for one, pot in offers.items() if one.opens_on <= today <= one.closes_on)
    ranks = [first.rank for one in offers for first in one.priorities.all() if first.need_id == need.pk]
    return Cell(
        funder,
        rests_on_it=bool(offers),
        offered_pence=sum(left for _programme, left in pots),
        set_aside_pence=set_aside(bids),
        asked_pence=sum(bid.asked_pence for bid in bids if bid.is_waiting),
        granted_pence=granted(bids),
        priority=min(ranks, default=None),
        pots=pots,
        bids=tuple(bids),
    )


def granted(bids: Sequence[Bid]) -> int:
    """The money given to these bids."""
    return sum(bid.grant.amount_pence for bid in bids if hasattr(bid, "grant"))


def set_aside(bids: Sequence[Bid]) -> int:
    """The money offered towards these bids while they are open."""
    offers = [offer for bid in bids for offer in bid.part_offers.all()]
    return sum(offer.amount_pence for offer in offers if offer.state == PartOffer.State.STANDING)


def wanted(plans: Sequence[Version]) -> int | None:
    """What these plans cost; None without any."""
    return sum(plan.total_pence for plan in plans) if plans else None


def area_of(version: Version) -> Area | None:
    """Where a plan happens."""
    return version.area or version.solution.coproduction.area


def given_before(past: "QuerySet[PastGrant]", area: Area) -> list[Before]:
    """What each funder gave in an area, and in the areas within it, the most first; in pounds sterling."""
    rows = (
        past.filter(pk__in=PastGrant.objects.given_in(with_all_within(area)), currency="GBP")
        .order_by()
        .values("funder_name")
        .annotate(count=Count("pk"), pence=Sum("amount_pence"), last_on=Max("awarded_on"))
    )
    found = [Before(row["funder_name"], row["count"], row["pence"], row["last_on"]) for row in rows]
    return sorted(found, key=lambda one: (-one.pence, one.funder))


def with_all_within(area: Area) -> list[Area]:
    """An area and every area within it."""
    found, level = [area], [area.pk]
    while level:
        below = list(Area.objects.filter(parent__in=level).exclude(pk__in=[one.pk for one in found]))
        found += below
        level = [one.pk for one in below]
    return found
