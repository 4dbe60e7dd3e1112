"""What the asking promises, and how it spends the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """The chosen values; the study behind them is in `docs/benchmarks.md` (asking).

    `name` goes into the log of exposures, so another policy has another name. `floor` is the number of hearings that
    every open statement is promised, `group_floor` within each estimated group; `exploration` is the share of all
    chances that is spread evenly, so that nothing open is ever out of reach.

    Past the floors: the larger `balance`, the more equally statements are heard; `own_group` is how much of that is
    judged within the person's group; `favour` is how much more often the telling statements may be heard than the
    others. Somebody's first `opening` answers go to what tells most about them (`keenness`), the later ones to the
    others (`yielding`): people with much time bring up what is behind.
    """

    name: str = "equal-and-telling-2"
    floor: int = 10
    group_floor: int = 5
    exploration: float = 0.02
    balance: float = 4.5
    own_group: float = 0.6
    favour: float = 0.05
    opening: int = 10
    keenness: float = 3.0
    yielding: float = -1.5

    def __post_init__(self) -> None:
        if self.floor < 0 or self.group_floor < 0:
            raise ValueError("a floor is a number of hearings, none or more")
        if not 0 < self.exploration <= 1:
            raise ValueError("exploration is a share, more than 0 and at most 1")
        if self.balance < 0 or self.opening < 0:
            raise ValueError("balance and opening are not negative")
        if not (0 <= self.own_group <= 1 and 0 <= self.favour <= 1):
            raise ValueError("own_group and favour are shares, from 0 to 1")


DEFAULT = Policy()
