"""What is left in a pot, and how far a whole bid has come. Whole pence; sums are read in one query, at one moment."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from wayahead.loop.funding.models import Bid, Grant, PartOffer, Programme, Round, WholeBid


@dataclass(frozen=True)
class Pot:
    """One pot: what it held, what of it is granted, what is set aside by standing offers, what is held for rounds."""

    pot_pence: int
    granted_pence: int
    set_aside_pence: int
    held_pence: int

    @property
    def remaining_pence(self) -> int:
        """What is left: the pot less what is granted, set aside and held."""
        return self.pot_pence - self.granted_pence - self.set_aside_pence - self.held_pence


@dataclass(frozen=True)
class Standing:
    """How far one whole bid has come: what it wants, asks, was offered and granted."""

    wanted_pence: int
    asked_pence: int
    offered_pence: int
    committed_pence: int

    @property
    def short_pence(self) -> int:
        """What is neither offered nor granted yet."""
        return max(self.wanted_pence - self.offered_pence - self.committed_pence, 0)


def summed(
    rows: "QuerySet[Grant] | QuerySet[PartOffer] | QuerySet[Round]", of: str, to: str, what: str = "amount_pence"
) -> Coalesce:
    """The amounts (`what`) of `rows`, added up for each outer row that their field `of` names by its field `to`."""
    added = rows.filter(**{of: OuterRef(to)}).order_by().values(of).annotate(sum=Sum(what)).values("sum")
    return Coalesce(Subquery(added), Value(0), output_field=BigIntegerField())


def pots_of(programmes: "QuerySet[Programme]") -> dict[int, Pot]:
    """What the pots of these programmes hold at this moment, by the programme's key, in one query."""
    standing = PartOffer.objects.filter(state=PartOffer.State.STANDING)
    rows: QuerySet[Any] = programmes.annotate(
        granted=summed(Grant.objects.all(), "bid__programme", "pk"),
        set_aside=summed(standing, "bid__programme", "pk"),
        held=summed(Round.objects.all(), "programme", "pk", "held_pence"),
    )
    return {key: Pot(*sums) for key, *sums in rows.values_list("pk", "pot_pence", "granted", "set_aside", "held")}


def pot_of(programme: Programme) -> Pot:
    """What a programme's pot holds at this moment."""
    return pots_of(Programme.objects.filter(pk=programme.pk))[programme.pk]


def remaining_pence(programme: Programme) -> int:
    """What is left in a pot: the pot less every grant, standing offer and open round of it."""
    return pot_of(programme).remaining_pence


def with_sums(wholes: "QuerySet[WholeBid]") -> "QuerySet[Any]":
    """Whole bids with what is asked, offered and committed of each."""
    standing_bids = Bid.objects.filter(whole=OuterRef("pk"), state__in=[*Bid.WAITING, Bid.State.GRANTED])
    asked = standing_bids.order_by().values("whole").annotate(sum=Sum("asked_pence")).values("sum")
    standing = PartOffer.objects.filter(state=PartOffer.State.STANDING)
    return wholes.annotate(
        asked=Coalesce(Subquery(asked), Value(0), output_field=BigIntegerField()),
        offered=summed(standing, "bid__whole", "pk"),
        committed=summed(Grant.objects.all(), "bid__whole", "pk"),
    )


def standing_of(whole: WholeBid) -> Standing:
    """How far a whole bid has come. What was taken back or refused is not asked any more."""
    found = with_sums(WholeBid.objects.filter(pk=whole.pk))
    return Standing(*found.values_list("wanted_pence", "asked", "offered", "committed").get())


def with_standing(wholes: "QuerySet[WholeBid]") -> list[Any]:
    """Whole bids, each with its `standing`, in one query."""
    found: list[Any] = list(with_sums(wholes))
    for whole in found:
        whole.standing = Standing(whole.wanted_pence, whole.asked, whole.offered, whole.committed)
    return found
