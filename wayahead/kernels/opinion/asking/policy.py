"""What the asking promises, and how it spends the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """The chosen values; `docs/benchmarks.md` (asking) has the study behind them.

    `floor` is the number of hearings every open statement is promised, `group_floor` within each estimated group;
    `exploration` the share of all chances that is spread evenly, so that nothing open is ever out of reach.
    `name` goes into the log of exposures: another policy has another name.
    """

    name: str = "floor-1"
    floor: int = 20
    group_floor: int = 5
    exploration: float = 0.02
    band: float = 0.15
    sharpness: float = 2.0

    def __post_init__(self) -> None:
        if self.floor < 0 or self.group_floor < 0:
            raise ValueError("a floor is a number of hearings, none or more")
        if not 0 < self.exploration <= 1:
            raise ValueError("exploration is a share, more than 0 and at most 1")
        if self.band < 0 or self.sharpness < 0:
            raise ValueError("band and sharpness are not negative")


DEFAULT = Policy()
