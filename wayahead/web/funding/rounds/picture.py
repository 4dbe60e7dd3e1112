"""The money of a round as a drawing: the pot as one bar, a piece for each thing that it pays for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

# A piece narrower than so many hundredths has no room for its number on a phone.
ROOM = 7


@dataclass(frozen=True)
class Piece:
    """One piece of the pot, in hundredths of it; `label` is empty where there is no room for it."""

    at: float
    width: float
    label: str
    is_left: bool = False

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.at + self.width / 2, 2)


def pieces(document: dict[str, Any]) -> list[Piece]:
    """What is funded, in the order of the count, then what is left."""
    pot, drawn, at = document["budget_pence"], [], 0.0
    funded = sorted((one for one in document["entries"] if one["is_funded"]), key=lambda one: one["round"])
    for entry in funded:
        width = round(100 * entry["cost_pence"] / pot, 2)
        drawn.append(Piece(round(at, 2), width, str(entry["number"]) if width >= ROOM else ""))
        at += width
    left = round(100 - at, 2)
    return (
        [*drawn, Piece(round(at, 2), left, _("left") if left >= 2 * ROOM else "", is_left=True)] if left > 0 else drawn
    )
