"""Who may do it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Figure, Finding, Words, gettext_noop, met, not_met, unknown
from wayahead.kernels.feasibility.limit import Blank, figures_of


@dataclass(frozen=True)
class DeliveredBy:
    """An organisation of one of these kinds does it."""

    name: ClassVar[str] = "delivered_by"
    title: ClassVar[str] = gettext_noop("Who may do it")
    blanks: ClassVar[tuple[Blank, ...]] = (
        Blank("may_be", "organisation_kinds", gettext_noop("It is done by a"), "more", is_needed=True),
    )

    may_be: tuple[str, ...]

    def says(self) -> list[Words]:
        """The test as a sentence."""
        return [Words(gettext_noop("It is done by: %(may_be)s."), figures_of(self, self.blanks))]

    def check(self, claims: Claims) -> Finding:
        """The kind of the organisation against the list."""
        if claims.delivered_by_kind is None:
            return unknown("delivered_by_kind")
        kind = Figure((claims.delivered_by_kind,), "organisation_kinds")
        figures = {**figures_of(self, self.blanks), "kind": kind}
        if claims.delivered_by_kind in self.may_be:
            return met(Words(gettext_noop("It would be done by: %(kind)s."), figures))
        return not_met(Words(gettext_noop("It would be done by: %(kind)s. It may be: %(may_be)s."), figures))

    def opened_for(self, claims: Claims) -> "DeliveredBy | None":
        """The list with one more kind."""
        if claims.delivered_by_kind is None:
            return None
        return replace(self, may_be=tuple(sorted({*self.may_be, claims.delivered_by_kind})))


KIND = DeliveredBy
