"""How near one loser came."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Nearest:
    """The largest cost at which it would have won, how many more supporters would have done, and what money it met.

    `cost` and `more_supporters` are None where no change of that alone would have been enough.
    """

    cost: int | None
    more_supporters: int | None
    money: float
